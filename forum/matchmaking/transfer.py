"""Requirements from a sheet: a verdict for each row, and the rows that have to be mended given back as a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from forum.companies.models import Process
from forum.companies.rules.certificates import STANDARDS
from forum.core.errors import Refusal
from forum.core.i18n import N_, sentence_of
from forum.core.i18n import gettext as _
from forum.core.search import fold
from forum.core.sheet_columns import (
    MISSING,
    CellUnreadable,
    Column,
    number_cell,
    places_of,
    read_cells,
    text_cell,
    with_reasons,
    word,
)
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


def known_of(processes: Sequence[Process], committees: Sequence[tuple[str, str]]) -> Known:
    """What rows may name; a committee (name, English) by either of its names."""
    names = {fold(name): name for each in processes for name in (each.name_es, each.name_en)}
    ids = {fold(key): each.id for each in processes for key in (each.code, each.name_es, each.name_en)}
    named = {fold(word): each[0] for each in reversed(committees) for word in reversed(each)}
    return Known(processes=ids, process_names=names, committees=named)


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
    reasons = ((each.cells, " ".join(f"{column}: {words}" for column, words in each.problems)) for each in verdicts)
    return with_reasons(rows[0], [(cells, reason) for cells, reason in reasons if reason], title=WHAT_IS_WRONG)


def _places(first: Sequence[str]) -> dict[str, int]:
    places = places_of(first, COLUMNS)
    for column in COLUMNS[:2]:
        if column.field not in places:
            raise ColumnMissing(name=word(column))
    return places


def _verdict(number: int, cells: Sequence[str], places: Mapping[str, int], known: Known) -> Verdict:
    told, wrong = read_cells(cells, COLUMNS, places, known)
    problems = [(word(each.column), each.words) for each in wrong]
    need = None
    if not problems:
        try:
            need = _need(told)
        except Refusal as refusal:
            problems.append((_("Valor potencial"), sentence_of(refusal.sentence, refusal.params)))
    title = told.get("title") or _("Renglón %(number)s", number=number)
    return Verdict(number=number, cells=cells, title=title, need=need, problems=problems)


def _need(told: dict[str, Any]) -> Need:
    ensure_value_whole(told["potential_value"], told["currency"], told["horizon_years"])
    wished = dict.fromkeys(told.pop("desirable"), False)
    return Need(certificates={**wished, **dict.fromkeys(told.pop("mandatory"), True)}, **told)


def _process(text: str, known: Known) -> int:
    if not text:
        raise CellUnreadable(MISSING)
    found = known.processes.get(fold(text))
    if found is not None:
        return found
    close = get_close_matches(fold(text), known.process_names, n=1)
    if close:
        raise CellUnreadable(
            N_("No hay un proceso «%(name)s». El más parecido es «%(title)s»."),
            name=text,
            title=known.process_names[close[0]],
        )
    raise CellUnreadable(N_("No hay un proceso «%(name)s» en el catálogo."), name=text)


def _standards(text: str, _known: Known) -> list[str]:
    by_name = {fold(name): each.code for each in STANDARDS for name in (each.code, each.name)}
    codes = []
    for name in filter(None, (part.strip() for part in text.replace("\n", ",").replace(";", ",").split(","))):
        if fold(name) not in by_name:
            raise CellUnreadable(N_("No conocemos el certificado «%(name)s». Sepárelos con comas."), name=name)
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
    raise CellUnreadable(N_("Escriba la fecha como 2027-09-30 o 30/09/2027."))


def _currency(text: str, _known: Known) -> Currency | None:
    if not text:
        return None
    try:
        return Currency(text.upper())
    except ValueError:
        raise CellUnreadable(N_("Escriba MXN o USD.")) from None


def _committee(text: str, known: Known) -> str:
    if text and fold(text) not in known.committees:
        raise CellUnreadable(
            N_("Escriba uno de estos: %(names)s."), names=", ".join(dict.fromkeys(known.committees.values()))
        )
    return known.committees.get(fold(text), "")


COLUMNS = (
    Column("title", TITLE, "What you need", text_cell(120, is_needed=True)),
    Column("process_id", PROCESS, "Process", _process),
    Column("description", N_("Descripción"), "Description", text_cell(2000)),
    Column("material", N_("Material"), "Material", text_cell(120)),
    Column("annual_volume", N_("Volumen anual (EAU)"), "Annual volume", number_cell(1, LARGEST)),
    Column("volume_unit", N_("Unidad"), "Unit", text_cell(20)),
    Column("starts_on", N_("Inicio de producción (SOP)"), "Start of production", _day),
    Column("delivery_place", N_("Lugar de entrega"), "Delivery location", text_cell(120)),
    Column("suppliers_wanted", N_("Proveedores que busca"), "Suppliers wanted", number_cell(1, 100)),
    Column("mandatory", N_("Certificados indispensables"), "Mandatory certificates", _standards),
    Column("desirable", N_("Certificados deseables"), "Desirable certificates", _standards),
    Column("potential_value", N_("Valor potencial"), "Potential value", number_cell(1, LARGEST)),
    Column("currency", N_("Moneda"), "Currency", _currency),
    Column("horizon_years", N_("Años que abarca"), "Years it covers", number_cell(1, 20)),
    Column("committee", N_("Comité"), "Committee", _committee),
)
