"""The official report as it is issued: in both languages, and how its cover, its sheet and its differences read."""

from datetime import date, datetime
from pathlib import Path

from flask import current_app

from forum.core.filters import date_range, date_time, long_date
from forum.core.i18n import LOCALES, force_locale, locale_name
from forum.core.i18n import gettext as _
from forum.editions.models import Edition
from forum.editions.rules import end_of_day, roman
from forum.printing.fonts import Fonts, fonts_in
from forum.reports.context.official import official_of
from forum.reports.context.official_definitions import definitions_of
from forum.reports.documents.official_pdf import Cover
from forum.reports.models import IssuedReport
from forum.reports.queries.official import find_former
from forum.reports.rules import sheet_rows
from forum.reports.rules.issued import Content, Difference, differences, packed, unpacked


def moment_of(edition: Edition, cut_on: date, *, now: datetime) -> datetime:
    """The moment of which a report is: the end of its day, or now while that is ahead."""
    return min(end_of_day(cut_on, edition.time_zone), now)


def content_of(edition: Edition, moment: datetime) -> Content:
    """What the report says in the reader's language."""
    return Content(sections=official_of(edition, moment), definitions=definitions_of())


def packed_report(edition: Edition, moment: datetime) -> str:
    """The report in both languages, as it is kept."""
    contents = {}
    for language, code in LOCALES.items():
        with force_locale(code):
            contents[language] = content_of(edition, moment)
    return packed(contents)


def differences_from_former(issued: IssuedReport) -> tuple[int, list[Difference]] | None:
    """The number of the report before, and what this one says differently; None where it is the first."""
    former = find_former(issued)
    if former is None:
        return None
    before, now = (unpacked(each.content, locale_name()) for each in (former, issued))
    return former.number, differences(before, now)


def cover_of(edition: Edition, issued: IssuedReport) -> Cover:
    """The cover of a report that was issued."""
    who = issued.issued_by.full_name if issued.issued_by else "—"
    facts = [
        (_("Número"), str(issued.number)),
        (_("Corte"), long_date(issued.cut_on)),
        (_("Emitido"), date_time(issued.issued_at)),
        (_("Por"), who),
        (_("Huella SHA-256"), issued.digest),
    ]
    footer = f"{edition.name} · {_('Informe oficial')} {issued.number} · {_('Corte')} {long_date(issued.cut_on)}"
    return _cover(edition, facts, footer)


def draft_cover_of(edition: Edition, cut_on: date, *, moment: datetime, now: datetime, who: str) -> Cover:
    """The cover of a report that was not issued: it says so, and of which moment it is."""
    facts = [
        (_("Estado"), _("Borrador: no se ha emitido y puede cambiar.")),
        (_("Corte"), long_date(cut_on)),
        (_("Cuenta hasta"), date_time(moment)),
        (_("Elaborado"), date_time(now)),
        (_("Por"), who),
    ]
    return _cover(edition, facts, f"{edition.name} · {_('Borrador')} · {date_time(now)}")


def _cover(edition: Edition, facts: list[tuple[str, str]], footer: str) -> Cover:
    dates = date_range(edition.starts_on, edition.ends_on)
    ordinal = _("%(roman)s edición", roman=roman(edition.ordinal))
    return Cover(
        edition=edition.name,
        where=f"{ordinal} · {dates} · {edition.venue_name}",
        title=_("Informe oficial de resultados"),
        facts=facts,
        footer=footer,
    )


def issued_sheet(issued: IssuedReport, content: Content) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a report that was issued; each row says of which issue and cut-off it is."""
    headings = [
        _("Apartado"), _("Cifra"), _("Qué cuenta"), _("Valor"), _("Definición"), _("Número"), _("Corte"), _("Emitido"),
    ]  # fmt: skip
    told = [str(issued.number), issued.cut_on.isoformat(), date_time(issued.issued_at)]
    rows = sheet_rows(content.sections, given=_("Dato que dio el comité organizador."))
    terms = [[_("Definiciones"), term, "", "", meaning] for term, meaning in content.definitions]
    return headings, [[*row, *told] for row in [*rows, *terms]]


def report_fonts() -> Fonts:
    """The typefaces of the report, those of badges."""
    return fonts_in(Path(current_app.static_folder or "") / "dist" / "fonts", "badge")
