"""Figures of former editions from a sheet: a verdict for each row, and the rows to be mended given back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from forum.core.i18n import LOCALES, N_, force_locale
from forum.core.i18n import gettext as _
from forum.core.labels import word_of
from forum.core.search import fold
from forum.core.sheet_columns import (
    MISSING,
    CellUnreadable,
    Column,
    number_cell,
    places_of,
    read_cells,
    with_reasons,
    word,
)
from forum.reports.enums import Figure
from forum.reports.errors import FigureColumnMissing

FIRST_YEAR, LARGEST = 1990, 10**15
WHAT_IS_WRONG = N_("Qué corregir")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A figure of a year."""

    year: int
    figure: Figure
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a row: its number in the sheet, its cells, the figure it gives, or (column, what is wrong)."""

    number: int
    cells: Sequence[str]
    given: Given | None
    problems: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What rows may name: figures by their folded names in both languages, and years up to the last one."""

    figures: Mapping[str, Figure]
    last_year: int


def known_before(year: int) -> Known:
    """What rows may name in an edition of this year."""
    names: dict[str, Figure] = {fold(figure.value): figure for figure in Figure}
    for locale in LOCALES.values():
        with force_locale(locale):
            names |= {fold(word_of(figure)): figure for figure in Figure}
    return Known(figures=names, last_year=year - 1)


def headings() -> list[str]:
    """The headings of the template, in the language of now."""
    return [word(column) for column in COLUMNS]


def ensure_columns(first: Sequence[str]) -> dict[str, int]:
    """The places of the columns, all of which a sheet needs.

    Raises:
        FigureColumnMissing: one is not there.
    """
    places = places_of(first, COLUMNS)
    for column in COLUMNS:
        if column.field not in places:
            raise FigureColumnMissing(name=word(column))
    return places


def verdicts_of(rows: Sequence[Sequence[str]], known: Known) -> list[Verdict]:
    """The verdict of each row below the headings; a figure that a year has twice is taken the first time.

    Raises:
        FigureColumnMissing
    """
    places, seen, verdicts = ensure_columns(rows[0]), set[tuple[int, Figure]](), []
    for number, cells in enumerate(rows[1:], 2):
        told, wrong = read_cells(cells, COLUMNS, places, known)
        problems = [(word(each.column), each.words) for each in wrong]
        given = None if problems else Given(**told)
        if given is not None and (given.year, given.figure) in seen:
            problems, given = [(word(COLUMNS[1]), _("Esta cifra del mismo año está en un renglón anterior."))], None
        if given is not None:
            seen.add((given.year, given.figure))
        verdicts.append(Verdict(number=number, cells=cells, given=given, problems=problems))
    return verdicts


def rows_to_mend(rows: Sequence[Sequence[str]], verdicts: Sequence[Verdict]) -> list[list[str]]:
    """The headings and the rows that were not taken, each with what is wrong in a column of its own."""
    reasons = ((each.cells, " ".join(f"{column}: {words}" for column, words in each.problems)) for each in verdicts)
    return with_reasons(rows[0], [(cells, reason) for cells, reason in reasons if reason], title=WHAT_IS_WRONG)


def _year(text: str, known: Known) -> int:
    return _needed(text, FIRST_YEAR, known.last_year)


def _value(text: str, _known: Known) -> int:
    return _needed(text, 0, LARGEST)


def _needed(text: str, least: int, most: int) -> int:
    number = number_cell(least, most)(text, None)
    if number is None:
        raise CellUnreadable(MISSING)
    return number


def _figure(text: str, known: Known) -> Figure:
    if not text:
        raise CellUnreadable(MISSING)
    found = known.figures.get(fold(text))
    if found is not None:
        return found
    close = get_close_matches(fold(text), known.figures, n=1)
    if close:
        likely = word_of(known.figures[close[0]])
        raise CellUnreadable(
            N_("No hay una cifra «%(name)s». La más parecida es «%(title)s»."), name=text, title=likely
        )
    raise CellUnreadable(N_("No hay una cifra «%(name)s». Use las de la lista."), name=text)


COLUMNS = (
    Column("year", N_("Año"), "Year", _year),
    Column("figure", N_("Cifra"), "Figure", _figure),
    Column("value", N_("Valor"), "Value", _value),
)
