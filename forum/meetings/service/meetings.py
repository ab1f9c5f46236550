"""Meetings: moved, handed on, cancelled; each change is an event and a mail to the other side."""

from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.errors import SameSlot, TableInOtherHall
from forum.meetings.errors.board import ChangedMeanwhile
from forum.meetings.models import Meeting
from forum.meetings.notices import notify_meeting, place_and_time
from forum.meetings.queries.companions import list_accompanied_of
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import EAGER, list_scheduled, list_scheduled_ids
from forum.meetings.rules.requests import ensure_changeable
from forum.meetings.service.changes import record_change
from forum.meetings.service.companions import (
    ensure_companions_free,
    find_companion,
    give_way,
    leave_locked,
)
from forum.meetings.service.freeing import free_places, tell_offered
from forum.meetings.service.seating import (
    ensure_participants,
    ensure_seats,
    free_seats,
    hand_seat,
    lock_sides,
    move_seats,
    sitting_of,
)


def move_meeting(
    meeting_id: int, *, slot_id: int, side: Side, by: int, now: datetime, sequence: int | None = None
) -> Meeting:
    """Move a meeting to another free slot; it keeps its `uid`, and its `sequence` rises by one.

    Staff (`Side.ORGANISER`) may do so after the freeze and beyond the buyer's hours and the quotas. `sequence`: how
    whoever undoes a change left the meeting; nobody undoes what somebody else did since.

    Raises:
        ChangedMeanwhile: the meeting has another `sequence`.
        NotScheduled, AlreadyHeld, MeetingOver, AgendaFrozen, SameSlot: the meeting does not move.
        SidesChanged: it was handed to somebody else meanwhile.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        CompanionInTheWay: somebody who comes besides is elsewhere then.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    with atomic():
        meeting = lock_sides(Meeting, meeting_id, *EAGER)
        if sequence not in {None, meeting.sequence}:
            raise ChangedMeanwhile
        edition = get_edition(meeting.edition_id)
        _ensure_changeable(meeting, edition, side=side, now=now)
        if meeting.slot_id == slot_id:
            raise SameSlot
        by_staff = side is Side.ORGANISER
        ensure_participants(meeting.buyer, meeting.company, meeting.person, by_staff=by_staff)
        about: dict[str, Any] = {"slot_id": slot_id, "company_id": meeting.company_id, "moving": meeting.id}
        sitting = sitting_of(meeting.buyer, meeting.person, edition, by_staff=by_staff, **about)
        table = ensure_seats(sitting, now=now)
        ensure_companions_free(meeting, slot_id=slot_id)
        _reseat(meeting, slot_id, table, now=now)
        change_place(meeting, session().get_one(Slot, slot_id), table, edition, side=side, by=by, now=now)
        return meeting


def _ensure_changeable(meeting: Meeting, edition: Edition, *, side: Side, now: datetime) -> None:
    deadlines, is_held = get_deadlines(edition), meeting.held_at is not None
    ensure_changeable(meeting.status, meeting.slot.ends_at, deadlines=deadlines, side=side, now=now, is_held=is_held)


def _reseat(meeting: Meeting, slot_id: int, table: MeetingTable, *, now: datetime) -> None:
    """Seat everybody elsewhere; who was offered the new time, and who waits for the old one, learn of it."""
    move_seats(meeting, slot_id=slot_id, table=table)
    if slot_id != meeting.slot_id:
        tell_offered(slot_id)
        free_places([(meeting.buyer_id, meeting.slot_id)], now=now)


def record_place(
    meeting: Meeting, slot: Slot, table: MeetingTable, *, side: Side, by: int | None, now: datetime, **more: str
) -> None:
    """Write down that a locked meeting, whose seats are there already, has another place."""
    detail = {"from_slot_id": meeting.slot_id, "from_table_id": meeting.table_id, **more}
    if slot.id != meeting.slot_id:
        meeting.forget_day(Side.BUYER, Side.SUPPLIER)
    meeting.slot, meeting.table = slot, table
    record_change(meeting, "moved", side=side, by=by, now=now, slot_id=slot.id, table_id=table.id, **detail)


def change_place(
    meeting: Meeting, slot: Slot, table: MeetingTable, edition: Edition, *, side: Side, by: int | None, now: datetime
) -> None:
    """Record its place, and tell the other side."""
    was = place_and_time(meeting.slot, meeting.table)
    record_place(meeting, slot, table, side=side, by=by, now=now)
    notify_meeting("meeting_moved", meeting, edition, by_side=side, now=now, was=was)


def cancel_meeting(meeting_id: int, *, reason: str, side: Side, by: int | None, now: datetime) -> Meeting:
    """Cancel a meeting, with a reason the other side receives; its seats are free for others at once.

    Raises:
        ReasonMissing: there is no reason.
        NotScheduled, AlreadyHeld, MeetingOver: the meeting is cancelled already, is held, or has ended.
        AgendaFrozen: the agenda is frozen, and the side is not the organiser.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        meeting = locked(Meeting, meeting_id, *EAGER)
        edition = get_edition(meeting.edition_id)
        _ensure_changeable(meeting, edition, side=side, now=now)
        cancel_locked(meeting, edition, reason=reason.strip(), side=side, by=by, now=now)
        return meeting


def cancel_locked(
    meeting: Meeting,
    edition: Edition,
    *,
    reason: str,
    side: Side,
    by: int | None,
    now: datetime,
    untold: Side | None = None,
    is_told: bool = True,
) -> None:
    """Cancel a locked meeting that is ahead; `untold`: the side that has another mail about it.

    `is_told` False: who does it tells everybody, in one mail about all that they change.
    """
    free_seats(meeting.id)
    free_places([(meeting.buyer_id, meeting.slot_id)], now=now)
    meeting.status, meeting.cancelled_by, meeting.cancel_reason = MeetingStatus.CANCELLED, side, reason
    record_change(meeting, "cancelled", side=side, by=by, now=now, reason=reason)
    if is_told:
        notify_meeting("meeting_cancelled", meeting, edition, by_side=side, untold=untold, now=now, reason=reason)


def hand_meeting(meeting: Meeting, edition: Edition, *, to: Buyer | Person, side: Side, by: int, now: datetime) -> None:
    """Let somebody else come to a locked meeting: another buyer, or another person of the supplier.

    It keeps its `uid`, its `sequence` rises by one, and the other side is told. A buyer meets at their own table. Who
    comes besides still does; of them one may be this person.
    """
    of, comes = (meeting.buyer.person, to.person) if isinstance(to, Buyer) else (meeting.person, to)
    give_way(meeting, comes)
    hand_seat(meeting, to=comes, of=of)
    if isinstance(to, Buyer):
        meeting.buyer = to
        if to.table is not None and to.table.id != meeting.table_id:
            move_seats(meeting, slot_id=meeting.slot_id, table=to.table)
            meeting.table = to.table
    else:
        meeting.person = to
    theirs = Side.BUYER if isinstance(to, Buyer) else Side.SUPPLIER
    meeting.forget_day(theirs)
    record_change(meeting, "handed", side=side, by=by, now=now, from_person_id=of.id, to_person_id=comes.id)
    former, now_comes = of.full_name, comes.full_name
    notify_meeting("meeting_handed", meeting, edition, by_side=theirs, now=now, former=former, comes=now_comes)


def cancel_meetings_of(person_id: int, *, edition_id: int, reason: str, now: datetime) -> None:
    """Cancel every meeting of a person who will not attend, even after the freeze, and notify the other sides.

    A meeting to which they come besides others goes on without them. Those that have ended stay as they were.
    """
    with atomic():
        edition = get_edition(edition_id)
        for meeting_id in list_scheduled_ids(person_id=person_id, edition_id=edition_id):
            meeting = locked(Meeting, meeting_id, *EAGER)
            side = Side.BUYER if meeting.buyer.person_id == person_id else Side.SUPPLIER
            if find_companion(meeting, person_id) is not None:
                leave_locked([meeting], person_id, edition, by=None, now=now)
            elif meeting.is_ahead(now):
                cancel_locked(meeting, edition, reason=reason, side=side, by=None, now=now)


def cancel_meetings_with(buyer: Buyer, *, reason: str, side: Side, edition: Edition, by: int, now: datetime) -> None:
    """Cancel the meetings of a buyer who is removed; the suppliers are told, the buyer by their own mail.

    Their colleagues' meetings go on without them. Those that have ended stay as they were.
    """
    with atomic():
        own = list_scheduled_ids(buyer_id=buyer.id)
        for meeting_id in sorted({*own, *list_accompanied_of(buyer)}):
            meeting = locked(Meeting, meeting_id, *EAGER)
            if meeting.buyer_id != buyer.id:
                leave_locked([meeting], buyer.person_id, edition, by=by, now=now)
            elif meeting.is_ahead(now):
                cancel_locked(meeting, edition, reason=reason, side=side, untold=Side.BUYER, by=by, now=now)


def move_with_table(buyer: Buyer, table: MeetingTable, *, by: int, now: datetime) -> None:
    """Move the meetings of a buyer to their new table; inside the change that assigns it.

    Raises:
        TableInOtherHall: the slots of the meetings belong to another hall.
        TableTaken: another buyer meets at that table in one of the slots.
    """
    edition = get_edition(buyer.edition_id)
    meetings = list_scheduled(buyer_id=buyer.id)
    if any(meeting.slot.hall_id != table.hall_id for meeting in meetings):
        raise TableInOtherHall(count=len(meetings))
    for meeting in meetings:
        move_seats(meeting, slot_id=meeting.slot_id, table=table)
        change_place(meeting, meeting.slot, table, edition, side=Side.ORGANISER, by=by, now=now)
