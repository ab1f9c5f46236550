"""Who is in and who came: at one gate and in its area (asked with every scan), per gate and hour, people apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from threading import Lock
from time import monotonic
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, case, distinct, extract, func, select, true

from forum.checkin.enums import AreaKind, ScanOutcome
from forum.checkin.models import Area, Entry, Gate, Scan
from forum.checkin.queries.gates import has_ways_out
from forum.core.collation import sort_key
from forum.core.database import session
from forum.core.prepared import Prepared

FRESH_SECONDS = 2.0
HOUR = 3600
RATE_OVER = timedelta(minutes=5)

_ENTRIES = Prepared(
    select(func.count().label("entries")).where(Entry.gate_id == bindparam("gate_id"), Entry.day == bindparam("day"))
)

_INSIDE = Prepared(
    select(func.count().label("inside")).where(
        Entry.area_id == bindparam("area_id"), Entry.day == bindparam("day"), Entry.inside == true()
    )
)

_Key = tuple[str, int, date]


@dataclass(slots=True)
class _Counted:
    entries: int
    until: float


class _RecentCounts:
    """Counts of the last two seconds, so that a scan need not count the table each time.

    Entries admitted by this process are added at once; those of other processes show after the two seconds.
    """

    def __init__(self) -> None:
        self._counted: dict[_Key, _Counted] = {}
        self._lock = Lock()

    def known(self, key: _Key, count: Callable[[], int]) -> int:
        """The count, made again where it is older than two seconds."""
        with self._lock:
            counted = self._counted.get(key)
        if counted is None or counted.until <= monotonic():
            counted = _Counted(count(), monotonic() + FRESH_SECONDS)
            with self._lock:
                self._counted[key] = counted
        return counted.entries

    def add(self, key: _Key) -> None:
        """Add one entry."""
        with self._lock:
            counted = self._counted.get(key)
            if counted is not None:
                counted.entries += 1


_recent, _recent_inside = _RecentCounts(), _RecentCounts()


def entries_at(gate_id: int, *, edition_slug: str, day: date) -> int:
    """Number of entries at a gate on a day; at most two seconds old."""
    counted = _recent.known
    return counted((edition_slug, gate_id, day), lambda: int(_ENTRIES.rows(gate_id=gate_id, day=day)[0].entries))


def record_entry(gate_id: int, *, edition_slug: str, day: date) -> None:
    """Add the entry just saved to the count of its gate."""
    _recent.add((edition_slug, gate_id, day))


def count_inside(area_id: int, *, day: date) -> int:
    """Number of people inside an area on a day."""
    return int(_INSIDE.rows(area_id=area_id, day=day)[0].inside)


def inside_of(area_id: int, *, edition_slug: str, day: date) -> int:
    """Number of people inside an area on a day; at most two seconds old."""
    return _recent_inside.known((edition_slug, area_id, day), lambda: count_inside(area_id, day=day))


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCount:
    """People in an area on one day: who is in, who was, and how many may be."""

    area_id: int
    name: str
    kind: AreaKind
    capacity: int | None
    has_ways_out: bool
    inside: int
    people: int


@dataclass(frozen=True, slots=True)
class GateCount:
    """Entries, scans and refusals at one gate on one day; scans a minute in the last five."""

    gate_id: int
    name: str
    area: str
    entries: int
    scans: int
    refused: int
    a_minute: float


@dataclass(frozen=True, slots=True)
class EditionCount:
    """People and entries of an edition: who comes on two days is one person with two entries."""

    people: int
    entries: int


def counts_by_area(edition_id: int, *, day: date) -> list[AreaCount]:
    """People in each area of an edition on a day: the forum first, then by name, in one statement."""
    query = (
        select(
            Area.id.label("area_id"),
            Area.name,
            Area.kind,
            Area.capacity,
            has_ways_out(Area.id).label("has_ways_out"),
            func.count(Entry.registration_id).label("people"),
            func.coalesce(func.sum(case((Entry.inside, 1), else_=0)), 0).label("inside"),
        )
        .outerjoin(Entry, and_(Entry.area_id == Area.id, Entry.day == day))
        .where(Area.edition_id == edition_id)
        .group_by(Area.id, Area.name, Area.kind, Area.capacity)
    )
    found = [AreaCount(**row._asdict()) for row in session().execute(query)]
    return sorted(found, key=lambda area: (area.kind is not AreaKind.VENUE, sort_key(area.name)))


def counts_by_gate(edition_id: int, *, day: date, zone: ZoneInfo, now: datetime) -> list[GateCount]:
    """Entries, scans and refusals of each gate on a day of the venue, by the gate's name, in one statement."""
    begin, end = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1)))
    entered = select(func.count()).where(Entry.gate_id == Gate.id, Entry.day == day).correlate(Gate).scalar_subquery()
    passes = Scan.outcome.in_((ScanOutcome.ADMITTED, ScanOutcome.ALREADY_INSIDE, ScanOutcome.LEFT))
    refused = func.count(Scan.id) - func.coalesce(func.sum(case((passes, 1), else_=0)), 0)
    of_late = func.coalesce(func.sum(case((Scan.happened_at > now - RATE_OVER, 1), else_=0)), 0)
    on_day = (Scan.gate_id == Gate.id) & (Scan.happened_at >= begin) & (Scan.happened_at < end)
    query = (
        select(Gate.id, Gate.name, Area.name.label("area"), entered, func.count(Scan.id), refused, of_late)
        .join(Area, Area.id == Gate.area_id)
        .outerjoin(Scan, on_day)
        .where(Gate.edition_id == edition_id)
        .group_by(Gate.id, Gate.name, Area.name)
    )
    minutes = RATE_OVER / timedelta(minutes=1)
    rows = [
        GateCount(id, name, area, entries, scans, refused, late / minutes)
        for id, name, area, entries, scans, refused, late in session().execute(query)
    ]
    return sorted(rows, key=lambda gate: sort_key(gate.name))


def counts_by_hour(edition_id: int, *, day: date) -> dict[datetime, dict[int, int]]:
    """First entries of a day per hour (its start in UTC, in order) and gate, in one statement."""
    seconds = extract("epoch", Entry.entered_at)
    hour = (seconds - seconds % HOUR).label("hour")
    query = (
        select(hour, Entry.gate_id, func.count())
        .join(Gate, Gate.id == Entry.gate_id)
        .where(Gate.edition_id == edition_id, Entry.day == day)
        .group_by(hour, Entry.gate_id)
        .order_by(hour, Entry.gate_id)
    )
    hours: dict[datetime, dict[int, int]] = {}
    for since, gate_id, entries in session().execute(query):
        hours.setdefault(datetime.fromtimestamp(int(since), UTC), {})[gate_id] = entries
    return hours


def edition_count(edition_id: int) -> EditionCount:
    """People and entries of all days: who came to the forum or any part of it, and entries to the forum."""
    to_forum = func.coalesce(func.sum(case((Area.kind == AreaKind.VENUE, 1), else_=0)), 0)
    query = (
        select(func.count(distinct(Entry.registration_id)), to_forum)
        .select_from(Entry)
        .join(Area, Area.id == Entry.area_id)
        .where(Area.edition_id == edition_id)
    )
    people, entries = session().execute(query).one()
    return EditionCount(people, entries)
