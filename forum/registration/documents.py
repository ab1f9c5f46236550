"""The list of registrations as a sheet: UTF-8 with a mark that Excel understands, and no cell that computes."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from forum.accounts.models import Person
from forum.core.phones import display_phone
from forum.registration.models import Registration

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: what it shows, and the time zone of its times."""

    zone: ZoneInfo
    registration: Registration
    person: Person
    category: str
    ally_code: str | None


COLUMNS: tuple[tuple[str, Callable[[Line], str]], ...] = (
    ("id", lambda line: str(line.registration.id)),
    ("nombres", lambda line: line.person.given_names),
    ("primer_apellido", lambda line: line.person.first_surname),
    ("segundo_apellido", lambda line: line.person.second_surname or ""),
    ("correo", lambda line: line.person.email or ""),
    ("celular", lambda line: display_phone(line.person.phone or "")),
    ("organizacion", lambda line: line.registration.organisation),
    ("puesto", lambda line: line.registration.position),
    ("sector", lambda line: line.registration.sector or ""),
    ("categoria", lambda line: line.category),
    ("estado", lambda line: line.registration.status),
    ("codigo_aliado", lambda line: line.ally_code or ""),
    ("idioma", lambda line: line.person.language),
    ("registrado", lambda line: f"{line.registration.created_at.astimezone(line.zone):%Y-%m-%d %H:%M}"),
)
"""Every column: its heading, and what it shows of a line."""


class _Echo:
    """What the csv writer writes to: it returns the line."""

    def write(self, line: str) -> str:
        return line


def safe(cell: str) -> str:
    """A text that a spreadsheet shows and never computes: an apostrophe before what would start a formula."""
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell


def sheet(rows: Iterable[Any], *, zone: str) -> Iterator[str]:
    """The sheet line by line. Rows: registration, person, category name, ally code."""
    here = ZoneInfo(zone)
    writer = csv.writer(_Echo())
    yield MARK + str(writer.writerow([heading for heading, _ in COLUMNS]))
    for row in rows:
        line = Line(here, *row)
        yield str(writer.writerow([safe(shown(line)) for _, shown in COLUMNS]))
