"""Writing stands: new ones in rows below the others of their hall, as blocks of stands are laid."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from forum.core.database import lock_rows, session
from forum.editions.models import Hall
from forum.exhibitors.errors import StandOffPlan
from forum.exhibitors.models import Stand
from forum.exhibitors.rules import AISLE_CM, LARGEST_CM
from forum.imports.enums import Verdict
from forum.imports.rules.rows import JudgedRow, Scope
from forum.imports.service.writing import Writing, locked_rows

ROW_CM = 6_000
"""How long a row of stands grows before the next one begins below it."""


def write_stands(rows: Sequence[JudgedRow], scope: Scope, writing: Writing) -> None:
    """Add new stands, change the known ones.

    Raises:
        StandOffPlan: a hall has no room for so many.
    """
    new = [row for row in rows if row.verdict is Verdict.NEW]
    by_hall: dict[int, list[JudgedRow]] = defaultdict(list)
    for row in new:
        by_hall[row.entry.hall_id].append(row)
    lock_rows(Hall, by_hall)  # two blocks are never laid over one another
    for hall_id, added in sorted(by_hall.items()):
        writing.add(Stand, [(row.number, values) for row, values in _laid(hall_id, added, scope)])
    changed = [row for row in rows if row.verdict is Verdict.UPDATE]
    _change(changed, writing)


def _laid(hall_id: int, rows: Sequence[JudgedRow], scope: Scope) -> list[tuple[JudgedRow, dict[str, Any]]]:
    lowest = session().scalar(select(func.max(Stand.y_cm + Stand.depth_cm)).where(Stand.hall_id == hall_id))
    x, y, deepest = 0, 0 if lowest is None else lowest + AISLE_CM, 0
    laid = []
    for row in rows:
        entry = row.entry
        if x and x + entry.width_cm > ROW_CM:
            x, y, deepest = 0, y + deepest + AISLE_CM, 0
        if x + entry.width_cm > LARGEST_CM or y + entry.depth_cm > LARGEST_CM:
            raise StandOffPlan
        values = {
            "edition_id": scope.edition_id, "hall_id": hall_id, "code": entry.code, "kind": entry.kind,
            "width_cm": entry.width_cm, "depth_cm": entry.depth_cm, "x_cm": x, "y_cm": y,
        }  # fmt: skip
        laid.append((row, values))
        x, deepest = x + entry.width_cm, max(deepest, entry.depth_cm)
    return laid


def _change(rows: Sequence[JudgedRow], writing: Writing) -> None:
    stored = locked_rows(Stand, [row.known for row in rows])
    for row in rows:
        before = stored[row.known]
        said = {"width_cm": row.entry.width_cm, "depth_cm": row.entry.depth_cm, "kind": row.entry.kind}
        after = {name: value for name, value in said.items() if value and value != before[name]}
        writing.change(row.number, Stand, row.known, before=before, after=after)
