"""The co-ordinator's board: rows of tables or people, columns of times, and how each place stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forum.meetings.enums import PlaceState


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """A slot of one hall."""

    id: int
    hall_id: int
    starts_at: datetime
    ends_at: datetime
    is_blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A time at which one hall or several have a slot; `slots`: theirs, by hall."""

    starts_at: datetime
    ends_at: datetime
    slots: Mapping[int, SlotLine]

    def is_now(self, now: datetime) -> bool:
        """Whether it is this time."""
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table with its buyers, or a person with their company. `key` names it in an address.

    `number`, `hall_id`: of the table; people meet in any hall. `open_slots`: when the buyer is at the table; None for
    suppliers. `busy`: when the person cannot come.
    """

    key: str
    name: str
    note: str
    number: int | None = None
    hall_id: int | None = None
    open_slots: frozenset[int] | None = None
    busy: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A meeting as the board shows it in a row: whom the row meets (`title`), the other side, and at which table."""

    id: int
    slot_id: int
    row: str
    title: str
    other: str
    table: int
    sequence: int
    is_pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows and columns, with the meetings by row and time of beginning."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    meetings: Mapping[tuple[str, datetime], Sitting] = field(default_factory=dict)

    def meeting(self, row: Row, column: Column) -> Sitting | None:
        """The meeting of a row at a time."""
        return self.meetings.get((row.key, column.starts_at))

    def empty_line(self, row: Row) -> tuple[PlaceState | None, ...]:
        """How the places of a row stand without its meetings."""
        return tuple(empty_state(row, column) for column in self.columns)

    def state(self, row: Row, column: Column, *, now: datetime) -> PlaceState | None:
        """How the place of a row at a time stands; None: its hall has no slot then."""
        if (row.key, column.starts_at) in self.meetings:
            return meeting_state(column, now=now)
        return empty_state(row, column)


def columns_of(slots: Iterable[SlotLine]) -> tuple[Column, ...]:
    """The times of these slots, in order; slots of several halls at one time are one column."""
    at: dict[tuple[datetime, datetime], dict[int, SlotLine]] = {}
    for slot in slots:
        at.setdefault((slot.starts_at, slot.ends_at), {})[slot.hall_id] = slot
    return tuple(Column(starts_at=start, ends_at=end, slots=at[start, end]) for start, end in sorted(at))


def meeting_state(column: Column, *, now: datetime) -> PlaceState:
    """How a meeting at this time stands."""
    if column.ends_at <= now:
        return PlaceState.OVER
    return PlaceState.CURRENT if column.starts_at <= now else PlaceState.AHEAD


def empty_state(row: Row, column: Column) -> PlaceState | None:
    """How a place without a meeting stands."""
    slots = list(column.slots.values()) if row.hall_id is None else [column.slots.get(row.hall_id)]
    there = [slot for slot in slots if slot is not None]
    if not there:
        return None
    if all(slot.is_blocked for slot in there):
        return PlaceState.BLOCKED
    is_open = row.open_slots is None or any(slot.id in row.open_slots for slot in there)
    is_engaged = any(start < column.ends_at and column.starts_at < end for start, end in row.busy)
    return PlaceState.FREE if is_open and not is_engaged else PlaceState.AWAY
