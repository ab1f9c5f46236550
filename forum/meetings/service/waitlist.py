"""Requests that wait for a place of their buyer: how they join the list, and how it ends."""

from dataclasses import replace
from datetime import datetime

from forum.companies.models import Company
from forum.core.database import atomic, locked_all
from forum.core.i18n import N_
from forum.editions.models import Edition
from forum.editions.queries import get_edition, list_unfinished
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import list_representatives
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.matchmaking.service import register_representative
from forum.meetings.enums import RequestChange, RequestState, RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.notices import notify_request
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.queries.waitlist import is_on_list, list_waitlisted_ids
from forum.meetings.rules.waitlist import ensure_may_join, ensure_may_wait, ensure_no_place
from forum.meetings.service.requests import get_facts, new_request, store_request
from forum.meetings.service.seating import ensure_participants
from forum.meetings.service.steps import (
    close,
    expire_former_request,
    get_representative,
    locked_request,
    record_step,
    state_now,
)
from forum.registration.service import lock_registration_of

FORUM_OVER = N_("El foro terminó y no se liberó un lugar.")


def join_waitlist(request_id: int, *, side: Side, by: int, now: datetime) -> MeetingRequest:
    """Put a request on its buyer's waiting list: it waits without a deadline, in order of joining.

    A buyer answers so, a company asks for it where no slot is left for both, and the staff does it for either. What was
    accepted stays accepted, and is planned as before.

    Raises:
        OnWaitingList, RequestExpired, AlreadyAnswered: it cannot join. NotYourTurn: the company has still to answer.
        PlaceLeft: the company asks, and a slot is free for both. MeetingsReached: it has as many as it may.
    """
    with atomic():
        request = locked_request(request_id)
        state = state_now(request, now=now)
        is_waiting = request.waitlisted_at is not None and is_on_list(request.id)
        ensure_may_join(state, request.awaiting, is_waiting=is_waiting)
        edition = get_edition(request.edition_id)
        if side is Side.SUPPLIER:
            _ensure_no_place(request, edition, now=now)
        request.waitlisted_at = now
        if state is RequestState.SENT:
            _wait_without_answer(request, side=side, by=by, now=now)
        else:
            record_step(request, by=by, now=now, change=RequestChange.QUEUED)
        _notify(request, edition, side=side, now=now)
        return request


def _wait_without_answer(request: MeetingRequest, *, side: Side, by: int, now: datetime) -> None:
    request.status = RequestStatus.WAITLISTED
    if side is not Side.SUPPLIER:
        request.answered_at, request.answered_by_id = now, by
    record_step(request, by=by, now=now)


def _notify(request: MeetingRequest, edition: Edition, *, side: Side, now: datetime) -> None:
    """Tell the side that did not do it, or both if the staff did."""
    if side is not Side.SUPPLIER:
        notify_request("request_waitlisted", request, edition, to=Side.SUPPLIER, now=now)
    if side is not Side.BUYER:
        notify_request("waitlist_joined", request, edition, to=Side.BUYER, now=now)


def _ensure_no_place(request: MeetingRequest, edition: Edition, *, now: datetime) -> None:
    used = get_quota_use(request.company_id, edition_id=edition.id, requirement_id=request.requirement_id, now=now)
    free = _count_free_slots(request.buyer, request.company_id, edition, now=now)
    ensure_no_place(free_slots=free, meetings=used.meetings, meetings_cap=edition.supplier_meetings_cap)


def _count_free_slots(buyer: Buyer, company_id: int, edition: Edition, *, now: datetime) -> int:
    """Number of slots the buyer could give to anybody of the company."""
    people = [person.id for person in list_representatives(company_id)]
    return len(list_offered_slots(buyer, people, edition=edition, now=now))


def ask_to_wait(
    requirement_id: int,
    *,
    edition: Edition,
    company_id: int,
    person_id: int,
    reason: str,
    by: int,
    now: datetime,
) -> MeetingRequest:
    """Put a company on the list of a buyer with whom it shares no free slot; `reason` is why this company.

    Like a request it is about a requirement, says who would come and registers them; it counts as no open request.

    Raises:
        NotFound, ReasonMissing, NotARepresentative: requirement, reason or person.
        NotAMember, BuyerLeft: who asks does not act for the company, or the buyer takes no part any more.
        WindowClosed, SupplierNotApproved, RequirementNotOpen, OwnCompany, DuplicateRequest, DeclineStands,
        MeetingsReached, PlaceLeft: the company may not wait.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        [company] = locked_all(Company, [company_id])
        lock_registration_of(person_id, edition_id=edition.id)
        expire_former_request(requirement_id, company_id, edition, now=now)
        requirement = get_published_requirement(requirement_id, edition_id=edition.id)
        person = get_representative(company_id, person_id, buyer_person_id=requirement.buyer.person_id, by=by)
        free = _count_free_slots(requirement.buyer, company_id, edition, now=now)
        facts = replace(get_facts(requirement, company_id, edition, now=now), free_slots=free)
        ensure_may_wait(facts, deadlines=get_deadlines(edition), now=now)
        ensure_participants(requirement.buyer, company, person)
        register_representative(person, company, edition.id, by=by, now=now)
        request = new_request(requirement, company, person, wished_by=Side.SUPPLIER, edition=edition, now=now)
        request.reason, request.preferred_slot = reason.strip(), None
        request.status, request.waitlisted_at = RequestStatus.WAITLISTED, now
        store_request(request)
        record_step(request, by=by, now=now, note=request.reason)
        notify_request("waitlist_joined", request, edition, to=Side.BUYER, now=now)
    return request


def end_waiting_lists(*, now: datetime) -> None:
    """End what still waits for a place once the forum is over; who waited is told. What was accepted stays so."""
    unfinished = [edition.id for edition in list_unfinished(now=now)]
    for request_id in list_waitlisted_ids(but=unfinished):
        with atomic():
            request = locked_request(request_id)
            if request.status is RequestStatus.WAITLISTED:
                close(request, RequestStatus.EXPIRED, by=None, now=now, note=FORUM_OVER)
                notify_request("waitlist_ended", request, get_edition(request.edition_id), to=Side.SUPPLIER, now=now)
