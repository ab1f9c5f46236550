"""The columns of a sheet that people send: found by their headings, read cell by cell, and given back to be mended.

    COLUMNS = (Column("title", N_("Qué busca"), "What you need", text_cell(120, is_needed=True)), …)

    places = places_of(rows[0], COLUMNS)                        # by field
    told, problems = read_cells(cells, COLUMNS, places, known)  # `known`: what cells may name

What is wrong with a cell is a sentence to be translated where it is shown, so it can be kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forum.core.errors import Refusal
from forum.core.i18n import N_, N_n, sentence_of
from forum.core.incoming import clean
from forum.core.numbers import whole_of
from forum.core.search import fold

MISSING = N_("Falta este dato.")
TOO_LONG = N_n("Escriba hasta %(num)s letra.", "Escriba hasta %(num)s letras.", by="num")


class CellUnreadable(Exception):
    """A cell cannot be read; the sentence says what to write."""

    def __init__(self, sentence: str, **params: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.params = sentence, params


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: the field it fills, its heading, how it is read.

    The English heading is read as well, and so are those of `also`, whatever the case and accents.
    """

    field: str
    heading: str
    english: str
    read: Callable[[str, Any], Any]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell of a column: a sentence and its parameters."""

    column: Column
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is wrong, in the language of now."""
        return sentence_of(self.sentence, self.params)


def word(column: Column) -> str:
    """The heading of a column in the language of now."""
    return sentence_of(column.heading, {})


def places_of(headings: Sequence[str], columns: Iterable[Column]) -> dict[str, int]:
    """The place of each column that is there, by its field; of two of one heading it is the first."""
    found = {_key(heading): place for place, heading in reversed(list(enumerate(headings)))}
    places: dict[str, int] = {}
    for column in columns:
        for heading in (column.heading, word(column), column.english, *column.also):
            if _key(heading) in found:
                places[column.field] = found[_key(heading)]
                break
    return places


def _key(heading: str) -> str:
    """What spellings of one heading have in common: `Primer_apellido` and `primer apellido:` are the same."""
    return " ".join("".join(each if each.isalnum() else " " for each in fold(heading)).split())


def read_cells(
    cells: Sequence[str], columns: Iterable[Column], places: Mapping[str, int], known: Any
) -> tuple[dict[str, Any], list[Problem]]:
    """What a row says, by field, and what is wrong with it; a column that is not there reads as an empty cell."""
    told: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in columns:
        place = places.get(column.field, len(cells))
        text = clean(cells[place]).strip() if place < len(cells) else ""
        try:
            told[column.field] = column.read(text, known)
        except (CellUnreadable, Refusal) as wrong:
            problems.append(Problem(column, wrong.sentence, wrong.params))
    return told, problems


def with_reasons(
    headings: Sequence[str], refused: Iterable[tuple[Sequence[str], str]], *, title: str
) -> list[list[str]]:
    """The headings and the rows that were refused, each with its reason in a column of its own, called `title`."""
    width = len(headings)
    return [
        [*headings, sentence_of(title, {})],
        *([*[*cells, *[""] * width][:width], reason] for cells, reason in refused),
    ]


def text_cell(most: int, *, is_needed: bool = False) -> Callable[[str, Any], str]:
    """How a text is read."""

    def read(text: str, _known: Any) -> str:
        if is_needed and not text:
            raise CellUnreadable(MISSING)
        if len(text) > most:
            raise CellUnreadable(
                N_n("Escriba hasta %(num)s letra.", "Escriba hasta %(num)s letras.", by="num"), num=most
            )
        return text

    return read


def number_cell(least: int, most: int) -> Callable[[str, Any], int | None]:
    """How a whole number is read; an empty cell is None."""

    def read(text: str, _known: Any) -> int | None:
        if not text:
            return None
        number = whole_of(text)
        if not least <= number <= most:
            raise CellUnreadable(N_("Escriba un número de %(first)s a %(last)s."), first=least, last=most)
        return number

    return read
