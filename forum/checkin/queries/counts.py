"""Number of entries: at one gate (asked with every scan), per gate and hour, and of people apart from entries."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock
from time import monotonic

from sqlalchemy import bindparam, case, distinct, extract, func, select

from forum.checkin.enums import ScanOutcome
from forum.checkin.models import Entry, Gate, Scan
from forum.core.collation import sort_key
from forum.core.database import session
from forum.core.prepared import Prepared

FRESH_SECONDS = 2.0
HOUR = 3600

_ENTRIES = Prepared(
    select(func.count().label("entries")).where(Entry.gate_id == bindparam("gate_id"), Entry.day == bindparam("day"))
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

    def find(self, key: _Key) -> int | None:
        """The count, if it is not older than two seconds."""
        with self._lock:
            counted = self._counted.get(key)
            return counted.entries if counted is not None and counted.until > monotonic() else None

    def keep(self, key: _Key, entries: int) -> None:
        """Keep a count just made."""
        with self._lock:
            self._counted[key] = _Counted(entries, monotonic() + FRESH_SECONDS)

    def add(self, key: _Key) -> None:
        """Add one entry."""
        with self._lock:
            counted = self._counted.get(key)
            if counted is not None:
                counted.entries += 1


_recent = _RecentCounts()


def entries_at(gate_id: int, *, edition_slug: str, day: date) -> int:
    """Number of entries at a gate on a day; at most two seconds old."""
    key = (edition_slug, gate_id, day)
    entries = _recent.find(key)
    if entries is None:
        entries = int(_ENTRIES.rows(gate_id=gate_id, day=day)[0].entries)
        _recent.keep(key, entries)
    return entries


def record_entry(gate_id: int, *, edition_slug: str, day: date) -> None:
    """Add the entry just saved to the count of its gate."""
    _recent.add((edition_slug, gate_id, day))


@dataclass(frozen=True, slots=True)
class GateCount:
    """Entries, scans and refusals at one gate on one day."""

    gate_id: int
    name: str
    entries: int
    scans: int
    refused: int


@dataclass(frozen=True, slots=True)
class EditionCount:
    """People and entries of an edition: who comes on two days is one person with two entries."""

    people: int
    entries: int


def counts_by_gate(edition_id: int, *, begin: datetime, end: datetime) -> list[GateCount]:
    """Entries, scans and refusals of each gate between two moments (a day of the venue), in one statement."""
    entered = (
        select(func.count())
        .where(Entry.gate_id == Gate.id, Entry.entered_at >= begin, Entry.entered_at < end)
        .correlate(Gate)
        .scalar_subquery()
    )
    let_in = Scan.outcome.in_((ScanOutcome.ADMITTED, ScanOutcome.ALREADY_INSIDE))
    refused = func.count(Scan.id) - func.coalesce(func.sum(case((let_in, 1), else_=0)), 0)
    on_day = (Scan.gate_id == Gate.id) & (Scan.happened_at >= begin) & (Scan.happened_at < end)
    query = (
        select(Gate.id, Gate.name, entered, func.count(Scan.id), refused)
        .outerjoin(Scan, on_day)
        .where(Gate.edition_id == edition_id)
        .group_by(Gate.id, Gate.name)
    )
    return [GateCount(*row) for row in sorted(session().execute(query), key=lambda row: sort_key(row.name))]


def counts_by_hour(edition_id: int, *, day: date) -> dict[datetime, dict[int, int]]:
    """Entries of a day per hour (its start in UTC, in order) and gate, in one statement."""
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
    """People and entries of all days."""
    query = (
        select(func.count(distinct(Entry.registration_id)), func.count())
        .select_from(Entry)
        .join(Gate, Gate.id == Entry.gate_id)
        .where(Gate.edition_id == edition_id)
    )
    people, entries = session().execute(query).one()
    return EditionCount(people, entries)
