"""The day of a meeting: confirmed, seen at the table, called, held, missed; each is an event, and may be taken back."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from forum.core.database import atomic, locked, session
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Supplier
from forum.meetings.enums import Absent, Arrival, MeetingStatus
from forum.meetings.errors.booking import AlreadyMeet
from forum.meetings.models import Meeting
from forum.meetings.notices import notify_called
from forum.meetings.queries.meetings import EAGER
from forum.meetings.queries.topics import find_joint_meeting
from forum.meetings.rules.life import ensure_arrivable, ensure_confirmable, ensure_marked, ensure_missable
from forum.meetings.service.changes import record_change, record_event
from forum.meetings.service.freeing import tell_offered
from forum.meetings.service.seating import free_seats, lock_sides, retake_seats

BOTH = (Side.BUYER, Side.SUPPLIER)
_OF_ABSENT = {Absent.BUYER: (Side.BUYER,), Absent.SUPPLIER: (Side.SUPPLIER,), Absent.BOTH: BOTH}


def confirm_meeting(meeting_id: int, *, of: Side, side: Side | None = None, by: int, now: datetime) -> Meeting:
    """Confirm that a side (`of`) comes, as it says itself, or as it told the staff (`side`); twice changes nothing.

    Raises:
        NotScheduled, AlreadyMissed, MeetingOver: the meeting is not ahead.
    """
    with atomic():
        meeting = locked(Meeting, meeting_id, *EAGER)
        ensure_confirmable(meeting.marks, now=now)
        if of is Side.BUYER and meeting.buyer_confirmed_at is None:
            meeting.buyer_confirmed_at = now
        elif of is Side.SUPPLIER and meeting.supplier_confirmed_at is None:
            meeting.supplier_confirmed_at = now
        else:
            return meeting
        told = {"acts_for": of.value} if side is Side.ORGANISER else {}
        record_event(meeting, "confirmed", side=side or of, by=by, now=now, **told)
        return meeting


def call_missing(meeting_id: int, *, by: int, now: datetime) -> Collection[Side]:
    """Call who is not at the table yet: they get a mail that says where they are expected. Returns their sides.

    Raises:
        NotScheduled, AlreadyMissed, TooEarly: nobody is expected.
    """
    with atomic():
        meeting = locked(Meeting, meeting_id, *EAGER)
        ensure_arrivable(meeting.marks, now=now)
        missing = [side for side in BOTH if meeting.held_at is None and not _is_here(meeting, side)]
        if missing:
            meeting.called_at = now
            record_event(meeting, "called", side=Side.ORGANISER, by=by, now=now, of=[side.value for side in missing])
            notify_called(meeting, get_edition(meeting.edition_id), sides=missing, now=now)
        return missing


def note_arrival(
    meeting_id: int, *, of: Collection[Side], how: Arrival, side: Side = Side.ORGANISER, by: int, now: datetime
) -> Meeting:
    """Write down that these sides are at the table; once both are, the meeting is held.

    Raises:
        NotScheduled, AlreadyMissed: the meeting is cancelled, or was missed. TooEarly: it is long before the hour.
    """
    with atomic():
        meeting = locked(Meeting, meeting_id, *EAGER)
        ensure_arrivable(meeting.marks, now=now)
        for each in BOTH:
            if each in of and not _is_here(meeting, each):
                _set_here(meeting, each, now)
                record_event(meeting, "arrived", side=side, by=by, now=now, of=each.value, how=how.value)
        if meeting.held_at is None and all(_is_here(meeting, each) for each in BOTH):
            meeting.held_at = now
            record_event(meeting, "held", side=side, by=by, now=now, how=how.value)
        return meeting


def miss_meeting(meeting_id: int, *, absent: Absent, by: int, now: datetime) -> Meeting:
    """Write down who did not come; the seats are free at once. Only where the buyer came it counts for the supplier.

    Raises:
        NotScheduled, AlreadyMissed, AlreadyHeld: the meeting is cancelled, missed or held already.
        WithinTolerance: they may still come.
    """
    with atomic():
        meeting = lock_sides(Meeting, meeting_id, *EAGER)
        ensure_missable(meeting.marks, tolerance=tolerance_of(get_edition(meeting.edition_id)), now=now)
        for side in _OF_ABSENT[absent]:
            _set_here(meeting, side, None)
        meeting.status, meeting.absent, meeting.missed_at = MeetingStatus.MISSED, absent, now
        free_seats(meeting.id)
        if absent is Absent.SUPPLIER:
            _count_absence(meeting, 1)
        record_change(meeting, "missed", side=Side.ORGANISER, by=by, now=now, absent=absent.value)
        return meeting


def take_back_mark(meeting_id: int, *, by: int, now: datetime) -> Meeting:
    """Take back what was written down by mistake; a missed meeting takes its seats again, where they are still free.

    Raises:
        NotMarked: there is nothing to take back.
        SeatTaken, TableTaken, AlreadyMeet: somebody sits there, or the two have another meeting.
    """
    with atomic():
        meeting = lock_sides(Meeting, meeting_id, *EAGER)
        ensure_marked(meeting.marks)
        was = {"absent": meeting.absent.value} if meeting.absent else {"held": meeting.held_at is not None}
        if meeting.status is MeetingStatus.MISSED:
            _restore(meeting, now=now)
            record_change(meeting, "mark_undone", side=Side.ORGANISER, by=by, now=now, **was)
        else:
            meeting.held_at = meeting.buyer_arrived_at = meeting.supplier_arrived_at = None
            record_event(meeting, "mark_undone", side=Side.ORGANISER, by=by, now=now, **was)
        return meeting


def tolerance_of(edition: Edition) -> timedelta:
    """After how long somebody is late."""
    return timedelta(minutes=edition.tolerance_minutes)


def _restore(meeting: Meeting, *, now: datetime) -> None:
    """Let a locked meeting that was missed be scheduled again."""
    if find_joint_meeting(meeting.buyer_id, meeting.company_id, now=now) is not None:
        raise AlreadyMeet
    if meeting.absent is Absent.SUPPLIER:
        _count_absence(meeting, -1)
    meeting.status, meeting.absent, meeting.missed_at = MeetingStatus.SCHEDULED, None, None
    session().flush()
    retake_seats(meeting)
    tell_offered(meeting.slot_id)


def _count_absence(meeting: Meeting, by: int) -> None:
    """Count an absence of the supplier, whose company is locked; not one that the staff has let pass."""
    theirs = select(Supplier).where(
        Supplier.company_id == meeting.company_id, Supplier.edition_id == meeting.edition_id
    )
    supplier = session().scalars(theirs.execution_options(populate_existing=True)).one_or_none()
    if supplier is None:
        return
    forgiven, missed = supplier.absences_forgiven_at, meeting.missed_at
    if forgiven is None or missed is None or missed > forgiven:
        supplier.absences = max(0, supplier.absences + by)


def _is_here(meeting: Meeting, side: Side) -> bool:
    at = meeting.buyer_arrived_at if side is Side.BUYER else meeting.supplier_arrived_at
    return at is not None


def _set_here(meeting: Meeting, side: Side, at: datetime | None) -> None:
    if side is Side.BUYER:
        meeting.buyer_arrived_at = at
    else:
        meeting.supplier_arrived_at = at
