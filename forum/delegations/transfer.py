"""The people of a delegation from a sheet: nobody is named until every line can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.accounts.rules import normalise_email
from forum.core.i18n import N_
from forum.core.names import PersonName, ensure_person_name
from forum.core.sheet_columns import MISSING, CellUnreadable, Column, places_of, read_cells, text_cell, word
from forum.delegations.errors import GuestColumnMissing
from forum.delegations.service.naming import Guest

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: its number there, whom it names, or what is wrong with it."""

    number: int
    guest: Guest | None
    problems: tuple[str, ...]


def _name_cell(*, is_needed: bool) -> Any:
    read = text_cell(LONGEST, is_needed=is_needed)

    def read_name(text: str, known: Any) -> str:
        if text:
            ensure_person_name(text)
        return read(text, known)

    return read_name


def _email_cell(text: str, _known: Any) -> str:
    if not text:
        raise CellUnreadable(MISSING)
    return normalise_email(text)


GIVEN = Column("given_names", N_("Nombre(s)"), "Given names", _name_cell(is_needed=True), ("nombre", "nombres", "name"))
EMAIL = Column("email", N_("Correo"), "E-mail", _email_cell, ("correo electrónico", "email", "mail"))
COLUMNS = (
    GIVEN,
    Column("first_surname", N_("Primer apellido"), "First surname", _name_cell(is_needed=False), ("apellidos",)),
    Column("second_surname", N_("Segundo apellido"), "Second surname", _name_cell(is_needed=False)),
    EMAIL,
)


def headings() -> list[str]:
    """The headings of the template."""
    return [word(column) for column in COLUMNS]


def lines_of(rows: Sequence[Sequence[str]]) -> list[Line]:
    """What each line below the headings says.

    Raises:
        GuestColumnMissing: the names or the addresses have no column.
    """
    places = places_of(rows[0], COLUMNS)
    for column in (GIVEN, EMAIL):
        if column.field not in places:
            raise GuestColumnMissing(name=word(column))
    return [_line(number, cells, places) for number, cells in enumerate(rows[1:], start=2)]


def _line(number: int, cells: Sequence[str], places: dict[str, int]) -> Line:
    told, problems = read_cells(cells, COLUMNS, places, None)
    if problems:
        return Line(number, None, tuple(f"{word(each.column)}: {each.words}" for each in problems))
    name = PersonName(told["given_names"], told["first_surname"], told["second_surname"] or None)
    return Line(number, Guest(name, told["email"]), ())
