"""What the floor desk sees: which hour is now and which next, how each table stands, what wants attention."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.meetings.enums import Absent, MeetingLife
from forum.meetings.rules.life import EARLY, Marks, life_of

ATTENTION = frozenset({MeetingLife.LATE, MeetingLife.SUPPLIER_ABSENT})
ABSENT = frozenset({MeetingLife.BUYER_ABSENT, MeetingLife.SUPPLIER_ABSENT, MeetingLife.BOTH_ABSENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """A slot of a hall."""

    id: int
    hall_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A meeting at a table, as the desk reads it."""

    meeting_id: int
    table_id: int
    slot_id: int
    supplier: str
    person: str
    buyer: str
    buyer_person: str
    interpreter: str | None
    called_at: datetime | None
    marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A numbered table of a hall, and whether it is some buyer's."""

    id: int
    number: int
    hall_id: int
    hall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A table now and next; `life` is how its meeting of now stands, None where it has none."""

    table: Table
    current: Seat | None
    following: Seat | None
    life: MeetingLife | None

    @property
    def wants_attention(self) -> bool:
        """Whether somebody has to go there: late, or its supplier did not come and the place is free."""
        return self.life in ATTENTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The tables in one line each: meetings that go on, late, to begin; missed; free."""

    current: int
    late: int
    waiting: int
    missed: int
    free: int


def now_and_next(hours: Iterable[Hour], *, at: datetime) -> dict[int, tuple[Hour | None, Hour | None]]:
    """Of each hall the hour that goes on at a moment, or begins within ten minutes, and the one after it."""
    by_hall: dict[int, list[Hour]] = {}
    for hour in sorted(hours, key=lambda each: each.starts_at):
        by_hall.setdefault(hour.hall_id, []).append(hour)
    return {hall_id: _now_and_next(theirs, at=at) for hall_id, theirs in by_hall.items()}


def _now_and_next(hours: Sequence[Hour], *, at: datetime) -> tuple[Hour | None, Hour | None]:
    current = next((each for each in hours if each.starts_at <= at < each.ends_at), None)
    if current is None:  # a pause: who comes early is seen already
        current = next((each for each in hours if each.starts_at - EARLY <= at < each.starts_at), None)
    begins = at if current is None else current.starts_at
    return current, next((each for each in hours if each.starts_at > begins), None)


def tiles_of(
    tables: Iterable[Table],
    hours: dict[int, tuple[Hour | None, Hour | None]],
    seats: Iterable[Seat],
    *,
    tolerance: timedelta,
    now: datetime,
) -> list[Tile]:
    """The tables with their meetings, by number. Of several at a place the scheduled one counts, else the last."""
    at_place: dict[tuple[int, int], Seat] = {}
    for seat in seats:  # in the order of their making
        key = (seat.table_id, seat.slot_id)
        if key not in at_place or at_place[key].marks.absent is not None:
            at_place[key] = seat
    tiles = []
    for table in tables:
        current, following = (_seat(at_place, table, hour) for hour in hours.get(table.hall_id, (None, None)))
        life = None if current is None else life_of(current.marks, now=now, tolerance=tolerance)
        tiles.append(Tile(table=table, current=current, following=following, life=life))
    return tiles


def _seat(at_place: dict[tuple[int, int], Seat], table: Table, hour: Hour | None) -> Seat | None:
    return None if hour is None else at_place.get((table.id, hour.id))


def tally_of(tiles: Iterable[Tile]) -> Tally:
    """The numbers above the tables."""
    lives = Counter(tile.life for tile in tiles)
    return Tally(
        current=lives[MeetingLife.CURRENT],
        late=lives[MeetingLife.LATE],
        waiting=lives[MeetingLife.WAITING] + lives[MeetingLife.SCHEDULED] + lives[MeetingLife.CONFIRMED],
        missed=sum(lives[life] for life in ABSENT),
        free=lives[None],
    )


def minutes_left(until: datetime, *, now: datetime) -> int:
    """The minutes until a moment, begun ones too; none once it has passed."""
    return max(0, -int((now - until).total_seconds() // 60))


def could_be_missed(marks: Marks, *, tolerance: timedelta, now: datetime) -> bool:
    """Whether somebody may be written down as absent now."""
    return marks.absent is None and not marks.held and now >= marks.starts_at + tolerance


def is_place_to_give(marks: Marks, *, now: datetime) -> bool:
    """Whether the place of a missed meeting may go to who waits: the buyer is there, and its hour goes on."""
    return marks.absent is Absent.SUPPLIER and now < marks.ends_at
