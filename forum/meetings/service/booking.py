"""The co-ordinator books a meeting for two sides, about a requirement or about none."""

from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked_all, refusing
from forum.core.errors import NotFound
from forum.core.i18n import N_
from forum.editions.models import Edition
from forum.matchmaking.enums import OPEN, Side
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.queries.requirements import get_requirement
from forum.matchmaking.service import locked_buyer, register_representative
from forum.meetings.enums import RequestState, RequestStatus
from forum.meetings.errors import RequirementNotOpen
from forum.meetings.errors.answers import AlreadyBetween
from forum.meetings.errors.booking import AlreadyMeet, DeclinedBetween, SameCompany
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.notices import acting_name, notify_meeting
from forum.meetings.queries.requests import EAGER, get_latest_requests
from forum.meetings.queries.states import get_states
from forum.meetings.queries.topics import find_joint_meeting
from forum.meetings.service.accompanying import bring_joined
from forum.meetings.service.requests import new_request, store_request
from forum.meetings.service.scheduling import schedule_between
from forum.meetings.service.seating import lock_sides
from forum.meetings.service.steps import close, get_representative, let_come, record_step
from forum.registration.service import lock_registration_of

BOOKED = N_("La agendó la coordinación de citas.")
UNSETTLED = {RequestState.SENT, RequestState.WAITLISTED, RequestState.UNSCHEDULED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A meeting that is to be booked: who meets, in which slot; about a requirement of the buyer or about none.

    `note`: what both sides read about it, if anything.
    """

    buyer_id: int
    company_id: int
    person_id: int
    slot_id: int
    requirement_id: int | None = None
    note: str = ""


def book_meeting(booking: Booking, *, edition: Edition, by: int, now: datetime) -> Meeting:
    """Book a meeting for both sides, who are told; also after the freeze, and beyond the buyer's hours and the quotas.

    A request of the two that waits is answered with it; where there is none, one of the organiser stands behind it.

    Raises:
        NotFound: the edition has no such buyer or requirement.
        SameCompany, AlreadyMeet, DeclinedBetween, RequirementNotOpen, AlreadyBetween: the two do not meet about this.
        BuyerRemoved, BuyerLeft, SupplierLeft, NotARepresentative, CancelledByDesk, CategoryFull, NoCategoryOfKind:
            somebody does not take part.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken: the slot is not free.
    """
    with atomic():
        waiting = _waiting_of(booking, now=now)
        if waiting is None:
            return _book_anew(booking, edition, by=by, now=now)
        request = lock_sides(MeetingRequest, waiting.id, *EAGER, coming=booking.person_id)
        state = get_states([request], now=now)[request.id]
        if state not in UNSETTLED or request.buyer_id != booking.buyer_id:
            raise AlreadyBetween
        _ensure_first_meeting(request.buyer, request.company, now=now)
        joined = list(request.companions)
        let_come(request, booking.person_id, by=by, by_staff=True, now=now)
        sides = (request.buyer, request.company, request.person)
        meeting = _schedule(sides, request, booking, edition, by=by, now=now)
        agreed = state is RequestState.UNSCHEDULED
        status = RequestStatus.ACCEPTED if agreed else RequestStatus.SCHEDULED
        close(request, status, by=by, now=now, note=booking.note or BOOKED)
        bring_joined(meeting, joined, edition, side=Side.ORGANISER, by=by, now=now)
        return meeting


def _waiting_of(booking: Booking, *, now: datetime) -> MeetingRequest | None:
    """The request of the two about the requirement that waits for an answer, a place or an hour.

    Raises:
        DeclinedBetween: one of them declined it.
    """
    if booking.requirement_id is None:
        return None
    latest = get_latest_requests(booking.company_id, requirement_ids=[booking.requirement_id])
    request = latest.get(booking.requirement_id)
    if request is None:
        return None
    state = get_states([request], now=now)[request.id]
    if state is RequestState.DECLINED:
        raise DeclinedBetween
    return request if state in UNSETTLED else None


def _book_anew(booking: Booking, edition: Edition, *, by: int, now: datetime) -> Meeting:
    """Book where nothing waits between the two; all that it rests on is locked in its order."""
    invited = get_buyer(booking.buyer_id, edition_id=edition.id)
    [company] = locked_all(Company, [booking.company_id])
    lock_rows(Person, {invited.person_id, booking.person_id})
    lock_registration_of(booking.person_id, edition_id=edition.id)
    buyer = locked_buyer(booking.buyer_id, edition_id=edition.id)
    requirement = _locked_requirement(booking, edition)
    _ensure_first_meeting(buyer, company, now=now)
    person = get_representative(company.id, booking.person_id, buyer_person_id=buyer.person_id, by=by, by_staff=True)
    register_representative(person, company, edition.id, by=by, now=now)
    request = None
    if requirement is not None:
        request = new_request(requirement, company, person, wished_by=Side.ORGANISER, edition=edition, now=now)
        request.preferred_slot, request.reason = None, booking.note or BOOKED
        with refusing("uq_meeting_request_open", AlreadyBetween()):
            store_request(request)
        record_step(request, by=by, now=now, note=request.reason)
    meeting = _schedule((buyer, company, person), request, booking, edition, by=by, now=now)
    if request is not None:
        close(request, RequestStatus.SCHEDULED, by=by, now=now)
    return meeting


def _locked_requirement(booking: Booking, edition: Edition) -> Requirement | None:
    if booking.requirement_id is None:
        return None
    lock_rows(Requirement, [booking.requirement_id])
    requirement = get_requirement(booking.requirement_id, edition_id=edition.id)
    if requirement.buyer_id != booking.buyer_id:
        raise NotFound
    if requirement.status not in OPEN:
        raise RequirementNotOpen
    return requirement


def _ensure_first_meeting(buyer: Buyer, company: Company, *, now: datetime) -> None:
    if buyer.company_id == company.id:
        raise SameCompany
    if find_joint_meeting(buyer.id, company.id, now=now) is not None:
        raise AlreadyMeet


def _schedule(
    sides: tuple[Buyer, Company, Person],
    request: MeetingRequest | None,
    booking: Booking,
    edition: Edition,
    *,
    by: int,
    now: datetime,
) -> Meeting:
    meeting = schedule_between(
        *sides,
        request=request,
        slot_id=booking.slot_id,
        edition=edition,
        side=Side.ORGANISER,
        by_staff=True,
        by=by,
        now=now,
    )
    told = {"note": booking.note, "acted_by": acting_name(by)}
    notify_meeting("meeting_booked", meeting, edition, by_side=Side.ORGANISER, untold=None, now=now, **told)
    return meeting
