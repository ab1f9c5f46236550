"""The list of registrations as a sheet: UTF-8 with a mark that Excel understands, and no cell that computes."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from forum.core.phones import display_phone

HEADINGS = (
    "id", "nombres", "primer_apellido", "segundo_apellido", "correo", "celular", "organizacion", "puesto", "sector",
    "categoria", "estado", "codigo_aliado", "idioma", "registrado",
)  # fmt: skip
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "\ufeff"


class _Line:
    """What the writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def safe(cell: str) -> str:
    """A text a sheet shows and never computes: what would start a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(STARTS_FORMULA) else cell


def sheet(rows: Iterable[Any], *, zone: str) -> Iterator[str]:
    """The sheet line by line. Rows: registration, person, category name, ally code."""
    here = ZoneInfo(zone)
    writer = csv.writer(_Line())
    yield MARK + str(writer.writerow(HEADINGS))
    for registration, person, category, code in rows:
        cells = (
            str(registration.id), person.given_names, person.first_surname, person.second_surname or "",
            person.email or "", display_phone(person.phone or ""), registration.organisation, registration.position,
            registration.sector or "", category, registration.status, code or "", person.language,
            f"{registration.created_at.astimezone(here):%Y-%m-%d %H:%M}",
        )  # fmt: skip
        yield str(writer.writerow([safe(cell) for cell in cells]))
