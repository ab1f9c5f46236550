"""The co-ordinator's board as plain values, for the script that draws what is in view of it."""

from collections.abc import Iterator
from typing import Any

from forum.core.filters import clock_time, weekday_date
from forum.core.i18n import gettext as _
from forum.meetings.enums import PlaceState
from forum.meetings.rules.grid import Column, Grid, Row

SIGNS = {PlaceState.FREE: "f", PlaceState.AWAY: "a", PlaceState.BLOCKED: "b", None: "-"}
"""How a place without a meeting is written, one character each; "-": the hall has no slot then."""


def board_values(grid: Grid) -> dict[str, Any]:
    """Columns (times), rows with a sign for each place, meetings by the numbers of their row and column."""
    return {
        "columns": [_column(each) for each in grid.columns],
        "rows": list(_rows(grid)),
        "meetings": list(_meetings(grid)),
    }


def heading_of(row: Row) -> tuple[str, str]:
    """What a row is called, and what is said below it: a table and who sits there, a person and their company."""
    if row.number is None:
        return row.name, row.note
    return _("Mesa %(number)s", number=row.number), row.name


def _column(column: Column) -> list[Any]:
    span = f"{clock_time(column.starts_at)} – {clock_time(column.ends_at)}"
    times = [int(each.timestamp()) for each in (column.starts_at, column.ends_at)]
    return [clock_time(column.starts_at), span, weekday_date(column.starts_at), *times]


def _rows(grid: Grid) -> Iterator[list[str]]:
    """Most rows of people stand alike: what is the same is worked out once."""
    lines: dict[Any, str] = {}
    for row in grid.rows:
        alike = (row.hall_id, row.open_slots, row.busy)
        if alike not in lines:
            lines[alike] = "".join(SIGNS[each] for each in grid.empty_line(row))
        yield [row.key, *heading_of(row), lines[alike]]


def _meetings(grid: Grid) -> Iterator[list[Any]]:
    rows = {row.key: number for number, row in enumerate(grid.rows)}
    columns = {column.starts_at: number for number, column in enumerate(grid.columns)}
    for (key, starts_at), each in grid.meetings.items():
        place = [rows[key], columns[starts_at]]
        yield [*place, each.id, each.title, each.other, each.table, each.sequence, int(each.is_pinned)]
