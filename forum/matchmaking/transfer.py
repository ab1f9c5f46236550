"""Requirements from a sheet: a verdict for each row, and the rows that have to be mended given back as a sheet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from forum.companies.models import Process
from forum.companies.rules.certificates import STANDARDS
from forum.core.errors import Refusal
from forum.core.i18n import N_, ngettext, sentence_of
from forum.core.i18n import gettext as _
from forum.core.incoming import clean
from forum.core.numbers import whole_of
from forum.core.search import fold
from forum.matchmaking.enums import Currency
from forum.matchmaking.errors import ColumnMissing
from forum.matchmaking.rules.requirements import ensure_value_whole
from forum.matchmaking.service import Need

TITLE, PROCESS = N_("Qué busca"), N_("Proceso")
WHAT_IS_WRONG = N_("Qué corregir")
LARGEST = 2_000_000_000
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y")
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a row: its number in the sheet, its cells, the need it says, or (column, what is wrong) pairs."""

    number: int
    cells: Sequence[str]
    title: str
    need: Need | None
    problems: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a row may name: processes and certificates by their folded names, and the committees."""

    processes: Mapping[str, int]
    process_names: Mapping[str, str]
    committees: Mapping[str, str]


class _Unreadable(Exception):
    """A cell cannot be read; the message says what to write."""


def word(column: "Column") -> str:
    """The heading of a column in the language of now."""
    return sentence_of(column.heading, {})


def known_of(processes: Sequence[Process], committees: Sequence[str]) -> Known:
    """What rows may name."""
    names = {fold(name): name for each in processes for name in (each.name_es, each.name_en)}
    ids = {fold(key): each.id for each in processes for key in (each.code, each.name_es, each.name_en)}
    return Known(processes=ids, process_names=names, committees={fold(name): name for name in committees})


def headings() -> list[str]:
    """The headings of the template, in the language of now."""
    return [word(column) for column in COLUMNS]


def verdicts_of(rows: Sequence[Sequence[str]], known: Known) -> list[Verdict]:
    """The verdict of each row below the headings.

    Raises:
        ColumnMissing: a column that every row needs is not there.
    """
    places = _places(rows[0])
    return [_verdict(number, cells, places, known) for number, cells in enumerate(rows[1:], 2)]


def rows_to_mend(rows: Sequence[Sequence[str]], verdicts: Sequence[Verdict]) -> list[list[str]]:
    """The headings and the rows that were not taken, each with what is wrong in a column of its own."""
    width = len(rows[0])
    bad = [each for each in verdicts if each.problems]
    return [
        [*rows[0], sentence_of(WHAT_IS_WRONG, {})],
        *(
            [*_padded(each.cells, width), " ".join(f"{column}: {words}" for column, words in each.problems)]
            for each in bad
        ),
    ]


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


def _places(first: Sequence[str]) -> dict[str, int]:
    """The place of each column by its field; headings are read in both languages, whatever their case and accents."""
    found = {fold(heading): place for place, heading in reversed(list(enumerate(first)))}
    places: dict[str, int] = {}
    for column in COLUMNS:
        for heading in (fold(column.heading), fold(word(column)), fold(column.english)):
            if heading in found:
                places[column.field] = found[heading]
                break
    for column in COLUMNS[:2]:
        if column.field not in places:
            raise ColumnMissing(name=word(column))
    return places


def _verdict(number: int, cells: Sequence[str], places: Mapping[str, int], known: Known) -> Verdict:
    told: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for column in COLUMNS:
        place = places.get(column.field, len(cells))
        text = clean(cells[place]).strip() if place < len(cells) else ""
        try:
            told[column.field] = column.read(text, known)
        except _Unreadable as wrong:
            problems.append((word(column), str(wrong)))
        except Refusal as wrong:
            problems.append((word(column), sentence_of(wrong.sentence, wrong.params)))
    need = None
    if not problems:
        try:
            need = _need(told)
        except Refusal as wrong:
            problems.append((_("Valor potencial"), sentence_of(wrong.sentence, wrong.params)))
    title = told.get("title") or _("Renglón %(number)s", number=number)
    return Verdict(number=number, cells=cells, title=title, need=need, problems=problems)


def _need(told: dict[str, Any]) -> Need:
    ensure_value_whole(told["potential_value"], told["currency"], told["horizon_years"])
    wished = dict.fromkeys(told.pop("desirable"), False)
    return Need(certificates={**wished, **dict.fromkeys(told.pop("mandatory"), True)}, **told)


def _text(most: int, *, is_needed: bool = False) -> Callable[[str, Known], str]:
    def read(text: str, _known: Known) -> str:
        if is_needed and not text:
            raise _Unreadable(_("Falta este dato."))
        if len(text) > most:
            raise _Unreadable(ngettext("Escriba hasta %(num)s letra.", "Escriba hasta %(num)s letras.", most))
        return text

    return read


def _number(least: int, most: int) -> Callable[[str, Known], int | None]:
    def read(text: str, _known: Known) -> int | None:
        if not text:
            return None
        number = whole_of(text)
        if not least <= number <= most:
            raise _Unreadable(_("Escriba un número de %(first)s a %(last)s.", first=least, last=most))
        return number

    return read


def _process(text: str, known: Known) -> int:
    if not text:
        raise _Unreadable(_("Falta este dato."))
    found = known.processes.get(fold(text))
    if found is not None:
        return found
    close = get_close_matches(fold(text), known.process_names, n=1)
    if close:
        raise _Unreadable(
            _(
                "No hay un proceso «%(name)s». El más parecido es «%(title)s».",
                name=text,
                title=known.process_names[close[0]],
            )
        )
    raise _Unreadable(_("No hay un proceso «%(name)s» en el catálogo.", name=text))


def _standards(text: str, _known: Known) -> list[str]:
    by_name = {fold(name): each.code for each in STANDARDS for name in (each.code, each.name)}
    codes = []
    for name in filter(None, (part.strip() for part in text.replace("\n", ",").replace(";", ",").split(","))):
        if fold(name) not in by_name:
            raise _Unreadable(_("No conocemos el certificado «%(name)s». Sepárelos con comas.", name=name))
        codes.append(by_name[fold(name)])
    return codes


def _day(text: str, _known: Known) -> date | None:
    if not text:
        return None
    for shape in DATES:
        try:
            day = datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    raise _Unreadable(_("Escriba la fecha como 2027-09-30 o 30/09/2027."))


def _currency(text: str, _known: Known) -> Currency | None:
    if not text:
        return None
    try:
        return Currency(text.upper())
    except ValueError:
        raise _Unreadable(_("Escriba MXN o USD.")) from None


def _committee(text: str, known: Known) -> str:
    if text and fold(text) not in known.committees:
        raise _Unreadable(_("Escriba uno de estos: %(names)s.", names=", ".join(known.committees.values())))
    return known.committees.get(fold(text), "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet: the field it fills, its heading (the English one is read as well), how it is read."""

    field: str
    heading: str
    english: str
    read: Callable[[str, Known], Any]


COLUMNS = (
    Column("title", TITLE, "What you need", _text(120, is_needed=True)),
    Column("process_id", PROCESS, "Process", _process),
    Column("description", N_("Descripción"), "Description", _text(2000)),
    Column("material", N_("Material"), "Material", _text(120)),
    Column("annual_volume", N_("Volumen anual (EAU)"), "Annual volume", _number(1, LARGEST)),
    Column("volume_unit", N_("Unidad"), "Unit", _text(20)),
    Column("starts_on", N_("Inicio de producción (SOP)"), "Start of production", _day),
    Column("delivery_place", N_("Lugar de entrega"), "Delivery location", _text(120)),
    Column("suppliers_wanted", N_("Proveedores que busca"), "Suppliers wanted", _number(1, 100)),
    Column("mandatory", N_("Certificados indispensables"), "Mandatory certificates", _standards),
    Column("desirable", N_("Certificados deseables"), "Desirable certificates", _standards),
    Column("potential_value", N_("Valor potencial"), "Potential value", _number(1, LARGEST)),
    Column("currency", N_("Moneda"), "Currency", _currency),
    Column("horizon_years", N_("Años que abarca"), "Years it covers", _number(1, 20)),
    Column("committee", N_("Comité"), "Committee", _committee),
)
