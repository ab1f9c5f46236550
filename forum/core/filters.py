"""How dates, money, telephones and numbers are written on a page: es-MX first, 24 hours, currencies always named."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_decimal
from flask import Flask

from forum.core.countries import country_name
from forum.core.edition import find_current_edition
from forum.core.i18n import LANGUAGE_NAMES, LOCALES, locale_name
from forum.core.phones import display_phone

HOME = "America/Mexico_City"
LONG = {"es": "d 'de' MMMM 'de' y", "en": "MMMM d, y"}
WITH_DAY = {"es": "EEEE d 'de' MMMM", "en": "EEEE, MMMM d"}
SHORT = {"es": "d MMM", "en": "MMM d"}
SHORT_YEAR = {"es": "d MMM y", "en": "MMM d, y"}
SHORT_DAY = {"es": "EEE d MMM", "en": "EEE MMM d"}
MONTH = {"es": "MMMM 'de' y", "en": "MMMM y"}
SPAN_STARTS = {"es": "d", "en": "MMMM d"}
SPAN_ENDS = {"es": "d 'de' MMMM 'de' y", "en": "d, y"}
MONTH_DAY = {"es": "d 'de' MMMM", "en": "MMMM d"}


def local(moment: datetime) -> datetime:
    """A moment in the time zone of the current edition (Mexico City without one)."""
    edition = find_current_edition()
    return moment.astimezone(ZoneInfo(edition.time_zone if edition is not None else HOME))


def _day(value: date | datetime) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def _written(value: date | datetime, patterns: dict[str, str]) -> str:
    language = locale_name()
    return format_date(_day(value), patterns[language], locale=Locale.parse(LOCALES[language]))


def long_date(value: date | datetime) -> str:
    """9 de septiembre de 2026."""
    return _written(value, LONG)


def date_span(first: date, last: date) -> str:
    """9–10 de septiembre de 2026; one day alone is written alone."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_written(first, SPAN_STARTS)}–{_written(last, SPAN_ENDS)}"
    starts = _written(first, MONTH_DAY) if first.year == last.year else long_date(first)
    return f"{starts} – {long_date(last)}"


def date_range(first: date, last: date) -> str:
    """9–10 de septiembre de 2026; one day as a date."""
    return long_date(first) if first == last else _interval(first, last, locale_name())


@lru_cache(maxsize=256)
def _interval(first: date, last: date, language: str) -> str:
    written = format_interval(first, last, "yMMMMd", locale=LOCALES[language])
    return written.replace("\u2009", " ")  # a thin space, which many typefaces lack


def weekday_date(value: date | datetime) -> str:
    """miércoles 9 de septiembre."""
    return _written(value, WITH_DAY)


def day_title(value: date | datetime) -> str:
    """Miércoles 9 de septiembre: where it begins a line."""
    words = weekday_date(value)
    return words[:1].upper() + words[1:]


def short_date(value: date | datetime) -> str:
    """9 sep."""
    return _written(value, SHORT).replace(".", "")


def short_moment(moment: datetime) -> str:
    """sáb 28 nov, 12:45: for the subject of a mail."""
    return f"{_written(moment, SHORT_DAY).replace('.', '')}, {clock_time(moment)}"


def month(value: date | datetime) -> str:
    """octubre de 2027."""
    return _written(value, MONTH)


def clock_time(moment: datetime) -> str:
    """09:12, in the time zone of the venue."""
    return f"{local(moment):%H:%M}"


def hour(clock: time) -> str:
    """09:00, of a clock that says no day."""
    return f"{clock:%H:%M}"


def date_time(moment: datetime) -> str:
    """9 sep 2026, 09:12; Sep 9, 2026, 09:12."""
    return f"{_written(moment, SHORT_YEAR).replace('.', '')}, {clock_time(moment)}"


def money(amount: int | Decimal, currency: str = "MXN") -> str:
    """$1,234,567.00 MXN; whole amounts without cents."""
    pattern = "#,##0" if amount == int(amount) else "#,##0.00"
    return f"${format_decimal(amount, pattern, locale='es_MX')} {currency}"


def number(value: float | Decimal) -> str:
    """1,234,567."""
    if isinstance(value, int):
        return f"{value:,}"  # what the library says of whole numbers, which lists are full of
    return format_decimal(value, locale="es_MX")


def init_filters(app: Flask) -> None:
    """Register the filters of the templates."""
    app.jinja_env.filters.update(
        country=country_name,
        date=long_date,
        date_range=date_range,
        dates=date_span,
        daydate=weekday_date,
        daytitle=day_title,
        shortdate=short_date,
        shortmoment=short_moment,
        month=month,
        time=clock_time,
        clock=hour,
        datetime=date_time,
        money=money,
        number=number,
        phone=display_phone,
        language=LANGUAGE_NAMES.__getitem__,
    )
