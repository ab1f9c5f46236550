"""What changes while a request waits: the other side proposes something else, or who waits corrects what they wrote."""

from datetime import datetime

from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.meetings.enums import RequestChange, RequestStatus
from forum.meetings.errors.answers import AlreadyAccepted
from forum.meetings.models import MeetingRequest
from forum.meetings.notices import acted, notify_request
from forum.meetings.queries.invitations import addressees_of, is_unnamed
from forum.meetings.queries.requests import EAGER
from forum.meetings.rules.answers import ensure_editable, ensure_news, other_side
from forum.meetings.rules.requests import expiry
from forum.meetings.service.requests import find_slot
from forum.meetings.service.seating import (
    ensure_offered,
    ensure_participants,
    ensure_seats,
    lock_sides,
    sitting_of,
)
from forum.meetings.service.steps import (
    ensure_may_answer,
    ensure_named,
    let_come,
    record_step,
    staff_acts_for,
    state_now,
)
from forum.meetings.service.taking_back import snapshot


def counter_request(
    request_id: int, *, side: Side, slot_id: int | None, person_id: int | None, note: str, by: int, now: datetime
) -> MeetingRequest:
    """Propose another slot, or another person of the company: now the answer is due from the other side.

    The request keeps its id and its history. `slot_id` None: the slot that was asked for stays. Only a supplier says
    who comes, and registers them with it. The proposal takes no slot. The staff (`Side.ORGANISER`) does it for the side
    whose turn it is, which is told then too, also after the freeze.

    Raises:
        ReasonMissing: there is no message. NothingProposed: nothing is other than it was.
        AlreadyAnswered, AlreadyAccepted, RequestExpired, AgendaFrozen: it is too late. NotYourTurn: the other side's.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    if not note.strip():
        raise ReasonMissing
    by_staff = side is Side.ORGANISER
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER, coming=person_id)
        ours = request.awaiting if by_staff else side
        ensure_named(person_id, side=ours)
        edition = ensure_may_answer(request, side=ours, by_staff=by_staff, now=now)
        if request.status is not RequestStatus.SENT:
            raise AlreadyAccepted
        slot_changes, person_changes = _differs(request, slot_id or request.preferred_slot_id, person_id)
        ensure_news(slot_changes=slot_changes, person_changes=person_changes)
        before = snapshot(request)
        _propose(request, slot_id or request.preferred_slot_id, person_id, edition, by=by, by_staff=by_staff, now=now)
        request.awaiting, request.countered_at, request.counter_note = other_side(ours), now, note.strip()
        request.expires_at = expiry(now, hours=edition.request_hours, closes_at=edition.requests_close_at)
        note, countered = request.counter_note, RequestChange.COUNTERED
        whose, more = staff_acts_for(side, ours), acted(request, side=side, ours=ours, by=by)
        record_step(request, by=by, now=now, note=note, change=countered, acts_for=whose, before=before)
        notify_request("request_countered", request, edition, to=request.awaiting, now=now, **more)
        if by_staff:
            notify_request("asked_for_you", request, edition, to=ours, now=now, what="countered", **more)
        return request


def edit_request(
    request_id: int, *, side: Side, slot_id: int | None, person_id: int | None, reason: str, by: int, now: datetime
) -> MeetingRequest:
    """Correct what waits for an answer: its words, its slot, and who would come; it expires when it did.

    The other side is mailed where slot or person are others, not for a word. A counter keeps proposing a slot.

    Raises:
        ReasonMissing: there are no words.
        AlreadyAnswered, AlreadyAccepted, RequestExpired: it is too late. NotYourRequest: the other side wrote it.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NotAMember, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind: this person does not come.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    words = reason.strip()
    if not words:
        raise ReasonMissing
    with atomic():
        ensure_named(person_id, side=side)
        request = lock_sides(MeetingRequest, request_id, *EAGER, coming=person_id)
        ensure_editable(state_now(request, now=now), request.awaiting, side=side)
        edition, is_countered = get_edition(request.edition_id), request.countered_at is not None
        wanted = request.preferred_slot_id if is_countered and slot_id is None else slot_id
        is_other = any(_differs(request, wanted, person_id))
        if not is_other and words == (request.counter_note if is_countered else request.reason):
            return request
        if is_other:
            _propose(request, wanted, person_id, edition, by=by, by_staff=False, now=now)
        if is_countered:
            request.counter_note = words
        else:
            request.reason = words
        record_step(request, by=by, now=now, note=words, change=RequestChange.EDITED)
        if is_other:
            notify_request("request_changed", request, edition, to=request.awaiting, now=now)
        return request


def _differs(request: MeetingRequest, slot_id: int | None, person_id: int | None) -> tuple[bool, bool]:
    """Whether another slot is proposed, and another person than who was named."""
    return slot_id != request.preferred_slot_id, person_id not in {None, request.person_id}


def _propose(
    request: MeetingRequest,
    slot_id: int | None,
    person_id: int | None,
    edition: Edition,
    *,
    by: int,
    by_staff: bool,
    now: datetime,
) -> None:
    """Put slot and person into a locked request; a slot that is proposed is free now."""
    if person_id is not None:
        let_come(request, person_id, by=by, by_staff=by_staff, now=now)
    ensure_participants(request.buyer, request.company, request.person)
    if slot_id is not None and slot_id != request.preferred_slot_id:
        _ensure_free(request, slot_id, edition, is_named=person_id is not None or not is_unnamed(request), now=now)
    request.preferred_slot = find_slot(slot_id)
    session().flush()


def _ensure_free(request: MeetingRequest, slot_id: int, edition: Edition, *, is_named: bool, now: datetime) -> None:
    """Refuse a slot that is taken for those who would meet; who comes to an invitation is not said yet."""
    if not is_named:
        ensure_offered(request.buyer, addressees_of(request), slot_id=slot_id, edition=edition, now=now)
        return
    sitting = sitting_of(request.buyer, request.person, edition, slot_id=slot_id, company_id=request.company_id)
    ensure_seats(sitting, now=now)
