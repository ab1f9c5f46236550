"""The life of a meeting on its day: how it stands at a moment, and what the floor desk may write down of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from forum.meetings.enums import Absent, MeetingLife, MeetingStatus
from forum.meetings.errors import MeetingOver, NotScheduled
from forum.meetings.errors.floor import AlreadyHeld, AlreadyMissed, NotMarked, TooEarly, WithinTolerance
from forum.meetings.rules.board import Timed

EARLY = timedelta(minutes=10)
"""People come to the table before the hour: from then on they may be seen there."""

_ABSENT = {
    Absent.BUYER: MeetingLife.BUYER_ABSENT,
    Absent.SUPPLIER: MeetingLife.SUPPLIER_ABSENT,
    Absent.BOTH: MeetingLife.BOTH_ABSENT,
}


class Marked(Protocol):
    """What is written down of a meeting on its day, as its columns have it."""

    status: MeetingStatus
    buyer_confirmed_at: datetime | None
    supplier_confirmed_at: datetime | None
    buyer_arrived_at: datetime | None
    supplier_arrived_at: datetime | None
    held_at: datetime | None
    absent: Absent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is known of a meeting on its day: its time, whether both confirmed, who is at the table, what it came to."""

    status: MeetingStatus
    starts_at: datetime
    ends_at: datetime
    confirmed: bool = False
    buyer_here: bool = False
    supplier_here: bool = False
    held: bool = False
    absent: Absent | None = None

    @classmethod
    def of(cls, meeting: Marked, time: Timed) -> "Marks":
        """Read from a meeting, or from a row with its columns, and from the time it is at."""
        return cls(
            status=meeting.status,
            starts_at=time.starts_at,
            ends_at=time.ends_at,
            confirmed=meeting.buyer_confirmed_at is not None and meeting.supplier_confirmed_at is not None,
            buyer_here=meeting.buyer_arrived_at is not None,
            supplier_here=meeting.supplier_arrived_at is not None,
            held=meeting.held_at is not None,
            absent=meeting.absent,
        )


def life_of(marks: Marks, *, now: datetime, tolerance: timedelta | None = None) -> MeetingLife:
    """How a meeting stands now; `tolerance`: after how long somebody is late, where the floor desk looks."""
    if marks.status is MeetingStatus.CANCELLED:
        return MeetingLife.CANCELLED
    if marks.absent is not None:
        return _ABSENT[marks.absent]
    if marks.held:
        return MeetingLife.HELD if now >= marks.ends_at else MeetingLife.CURRENT
    if now >= marks.ends_at:
        return MeetingLife.OVER
    if now < marks.starts_at:
        return MeetingLife.CONFIRMED if marks.confirmed else MeetingLife.SCHEDULED
    if tolerance is None:
        return MeetingLife.CURRENT
    return MeetingLife.LATE if now >= marks.starts_at + tolerance else MeetingLife.WAITING


def ensure_arrivable(marks: Marks, *, now: datetime) -> None:
    """Refuse to write down that somebody came to a meeting, or that it is held.

    Raises:
        NotScheduled, AlreadyMissed: it is cancelled, or was missed. TooEarly: nobody comes so early.
    """
    _ensure_scheduled(marks)
    if now < marks.starts_at - EARLY:
        raise TooEarly


def ensure_missable(marks: Marks, *, tolerance: timedelta, now: datetime) -> None:
    """Refuse to write down that somebody did not come.

    Raises:
        NotScheduled, AlreadyMissed, AlreadyHeld: it is cancelled, missed or held.
        WithinTolerance: they may still come.
    """
    _ensure_scheduled(marks)
    if marks.held:
        raise AlreadyHeld
    if now < marks.starts_at + tolerance:
        raise WithinTolerance(count=int(tolerance.total_seconds() // 60))


def ensure_marked(marks: Marks) -> None:
    """Refuse to take back what nobody wrote down.

    Raises:
        NotMarked: nobody was seen, and it is neither held nor missed.
    """
    if not (marks.held or marks.absent or marks.buyer_here or marks.supplier_here):
        raise NotMarked


def ensure_confirmable(marks: Marks, *, now: datetime) -> None:
    """Refuse to confirm a meeting that is not ahead.

    Raises:
        NotScheduled, AlreadyMissed: it is cancelled, or was missed. MeetingOver: it has begun.
    """
    _ensure_scheduled(marks)
    if now >= marks.ends_at:
        raise MeetingOver


def _ensure_scheduled(marks: Marks) -> None:
    if marks.status is MeetingStatus.MISSED:
        raise AlreadyMissed
    if marks.status is not MeetingStatus.SCHEDULED:
        raise NotScheduled


def are_requests_stopped(absences: int, cap: int) -> bool:
    """Whether a supplier that did not come this often asks for no more meetings; with a cap of 0 never."""
    return 0 < cap <= absences
