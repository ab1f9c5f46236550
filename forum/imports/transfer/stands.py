"""Stands: number, hall, front and depth in metres, kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from forum.core.database import session
from forum.core.i18n import N_
from forum.core.search import fold
from forum.core.sheet_columns import MISSING, CellUnreadable, Column, text_cell
from forum.editions.enums import HallKind
from forum.editions.queries import list_halls
from forum.exhibitors.errors import StandOffPlan
from forum.exhibitors.models import Stand
from forum.exhibitors.rules import LARGEST_CM
from forum.exhibitors.service.stands import normal_stand_code
from forum.imports.enums import ImportKind, Verdict
from forum.imports.rules.rows import JudgedRow, ReadRow, Scope
from forum.imports.rules.stands import StandEntry
from forum.imports.service.stands import write_stands
from forum.imports.service.writing import Writing
from forum.imports.transfer.cells import ID, named_cell
from forum.imports.transfer.kind import GONE, REPEATS, Kind, compared, duplicate, refused

_METRES = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*m?", re.IGNORECASE)
_SIZE = re.compile(r"(.+?)\s*(?:[x×X*]|por)\s*(.+)")
OTHER_HALL = N_("Ese stand está en «%(hall)s». El salón no se cambia al importar.")
OTHER_CODE = N_("Ese id es del stand %(code)s. El número se cambia en la página del stand.")
NO_HALL = N_("Diga el salón: en su columna o para toda la hoja.")
NO_SIZE = N_("Diga el frente y el fondo en metros, por ejemplo 3 y 2.")


def metres_cell(text: str, _known: Any) -> int | None:
    """A length in metres, as centimetres."""
    if not text:
        return None
    found = _METRES.fullmatch(text)
    centimetres = round(float(found[1].replace(",", ".")) * 100) if found else 0
    if not 0 < centimetres <= LARGEST_CM:
        raise CellUnreadable(N_("Escriba los metros con número, por ejemplo 3 o 2.5."))
    return centimetres


def size_cell(text: str, known: Any) -> tuple[int, int] | None:
    """Front and depth in one cell: `3 × 2 m`."""
    if not text:
        return None
    found = _SIZE.fullmatch(text)
    front, depth = (metres_cell(part.strip(), known) for part in found.groups()) if found else (None, None)
    if front is None or depth is None:
        raise CellUnreadable(N_("Escriba frente por fondo en metros, por ejemplo 3 x 2."))
    return front, depth


@dataclass(frozen=True, slots=True)
class Named:
    """What cells may name: the exhibition halls."""

    halls: Mapping[str, int]


def _halls(edition_id: int) -> list[tuple[int, str]]:
    rows = list_halls(edition_id)
    return [(row.Hall.id, row.Hall.name) for row in rows if row.Hall.kind is HallKind.EXHIBITION]


class Stands(Kind):
    """The stands of the exhibition halls."""

    kind = ImportKind.STANDS
    columns = (
        ID,
        Column("code", N_("Número de stand"), "Stand number", text_cell(20), ("stand", "número", "clave", "code")),
        Column("hall", N_("Salón"), "Hall", named_cell("halls"), ("nave", "pabellón")),
        Column("width", N_("Frente (m)"), "Front (m)", metres_cell, ("frente", "ancho", "width", "front")),
        Column("depth", N_("Fondo (m)"), "Depth (m)", metres_cell, ("fondo", "profundidad", "largo", "depth")),
        Column("size", N_("Medidas"), "Size", size_cell, ("medida", "tamaño", "dimensiones")),
        Column("type", N_("Tipo"), "Type", text_cell(60), ("clase", "kind")),
    )
    needed = (("code",),)
    target = N_("Salón de los que no lo dicen")
    table = "stand"

    def targets(self, edition_id: int) -> Sequence[tuple[int, str]]:
        """The exhibition halls."""
        return _halls(edition_id)

    def known(self, scope: Scope) -> Named:
        """The exhibition halls by name."""
        return Named({fold(name): key for key, name in _halls(scope.edition_id)})

    def judge(self, rows: Sequence[ReadRow], scope: Scope) -> list[JudgedRow]:
        """What becomes of each row: a stand is known by its number."""
        stored = {
            stand.code: stand for stand in session().scalars(select(Stand).where(Stand.edition_id == scope.edition_id))
        }
        names, seen = dict(_halls(scope.edition_id)), dict[str, int]()
        return [_judge(row, scope, stored, seen, names) for row in rows]

    def write(self, rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
        """Add new stands below the others of their hall, and change the known ones."""
        write_stands(rows, scope, writing)


def _judge(
    row: ReadRow, scope: Scope, stored: Mapping[str, Stand], seen: dict[str, int], halls: Mapping[int, str]
) -> JudgedRow:
    code = normal_stand_code(row.told.get("code") or "")
    if row.wrong or not code:
        return refused(row, code or "—", "" if row.wrong else MISSING, of="code")
    if code in seen:
        return duplicate(row, code, REPEATS, number=seen[code])
    seen[code] = row.number
    front, depth = row.told.get("size") or (row.told.get("width"), row.told.get("depth"))
    entry = StandEntry(code, row.told.get("hall"), front, depth, row.told.get("type") or "")
    stand = stored.get(code)
    if (key := row.told.get("id")) is not None and (stand is None or stand.id != key):
        meant = next((each for each in stored.values() if each.id == key), None)
        return (
            refused(row, code, OTHER_CODE, of="code", code=meant.code) if meant else refused(row, code, GONE, of="id")
        )
    if stand is not None:
        return _known(row, entry, stand, halls)
    hall_id = entry.hall_id or scope.target_id
    if hall_id is None:
        return refused(row, code, NO_HALL, of="hall")
    if not front or not depth:
        return refused(row, code, NO_SIZE, of="width")
    entry = StandEntry(code, hall_id, front, depth, entry.kind)
    return JudgedRow(row.number, row.cells, code, Verdict.NEW, (), entry)


def _known(row: ReadRow, entry: StandEntry, stand: Stand, halls: Mapping[int, str]) -> JudgedRow:
    if entry.hall_id not in {None, stand.hall_id}:
        return refused(row, entry.code, OTHER_HALL, of="hall", hall=halls.get(stand.hall_id, "—"))
    right, bottom = stand.x_cm + (entry.width_cm or 0), stand.y_cm + (entry.depth_cm or 0)
    if max(right, bottom) > LARGEST_CM:
        return refused(row, entry.code, StandOffPlan.sentence, of="width")
    changes = entry.changes(stand.width_cm, stand.depth_cm, stand.kind)
    return compared(row, entry.code, changes, entry=entry, known=stand.id)
