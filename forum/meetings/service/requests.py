"""Requests: sent, answered, withdrawn, expired. Only an acceptance with a slot takes one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked, locked_all, refusing, session
from forum.core.history import record
from forum.core.i18n import N_
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.participants import find_supplier, list_representatives
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.matchmaking.service import register_representative
from forum.meetings.enums import DeclineReason, RequestStatus
from forum.meetings.errors import AlreadyAnswered, DuplicateRequest, NotAMember, NotARepresentative, RequestExpired
from forum.meetings.models import Meeting, MeetingRequest, RequestDraft, RequestEvent
from forum.meetings.notices import notify_meeting, notify_request
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import EAGER, get_quota_use, list_open_ids, list_overdue_ids
from forum.meetings.queries.states import get_states
from forum.meetings.rules.requests import (
    RequestFacts,
    ensure_answerable,
    ensure_declined,
    ensure_may_ask,
    ensure_not_frozen,
    expiry,
    status_now,
)
from forum.meetings.service.meetings import schedule
from forum.meetings.service.seating import ensure_participants, ensure_seats, lock_sides, sitting_of
from forum.registration.service import lock_registration_of

BATCH = 200
NO_HOUR_YET = N_("Sin hora todavía: la fija el comité organizador.")


def send_request(
    requirement_id: int,
    *,
    edition: Edition,
    company_id: int,
    person_id: int,
    preferred_slot_id: int | None,
    reason: str,
    by: int,
    now: datetime,
) -> MeetingRequest:
    """Ask for a meeting about a requirement; `person_id` is the one who would come, `reason` why this company.

    With their first request a person is registered, and so gets a badge. The requirement is locked against its closing.
    What the company wrote before to ask for it is sent with this.

    Raises:
        NotFound: there is no such requirement.
        ReasonMissing, NotARepresentative, NotAtTable, SeatTaken: the reason, the person or the slot is not valid.
        NotAMember: who asks no longer acts for the company. BuyerLeft: the buyer no longer takes part.
        WindowClosed, SupplierNotApproved, RequirementNotOpen, OwnCompany, DuplicateRequest, DeclineStands,
        OpenRequestsReached, MeetingsReached, BuyerFull: the company may not ask.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        company = locked_all(Company, [company_id])[0]
        lock_registration_of(person_id, edition_id=edition.id)
        _expire_former_request(requirement_id, company_id, edition, now=now)
        requirement = get_published_requirement(requirement_id, edition_id=edition.id)
        person = get_representative(company_id, person_id, requirement, by=by)
        _ensure_may_send(requirement, company, person, slot_id=preferred_slot_id, edition=edition, now=now)
        ensure_participants(requirement.buyer, company, person)
        register_representative(person, company, edition.id, by=by, now=now)
        request = _new_request(requirement, company, person, edition=edition, now=now)
        request.preferred_slot_id, request.reason = preferred_slot_id, reason.strip()
        _store(request)
        _record(request, by=by, now=now, note=request.reason)
        notify_request("request_sent", request, edition, to=Side.BUYER, now=now)
        return request


def accept_request(request_id: int, *, slot_id: int, by: int, now: datetime) -> Meeting:
    """Accept a request, also one accepted without a slot: the meeting takes table and people in the same change.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER)
        edition = _edition_if_open(request, now=now)
        ensure_not_frozen(get_deadlines(edition), side=Side.BUYER, now=now)
        meeting = schedule(request, slot_id=slot_id, edition=edition, by=by, now=now)
        _answer(request, RequestStatus.ACCEPTED, by=by, now=now)
        notify_meeting("request_accepted", meeting, edition, by_side=Side.BUYER, now=now)
        return meeting


def accept_without_slot(request_id: int, *, by: int, now: datetime) -> None:
    """Accept a request and leave the slot to the organiser: it takes none, and planning knows that both sides want it.

    Raises:
        AlreadyAnswered, RequestExpired, AgendaFrozen: it is too late.
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
    """
    with atomic():
        request = lock_sides(MeetingRequest, request_id, *EAGER)
        edition = _edition_if_open(request, now=now)
        if request.status is RequestStatus.ACCEPTED:
            raise AlreadyAnswered
        ensure_not_frozen(get_deadlines(edition), side=Side.BUYER, now=now)
        ensure_participants(request.buyer, request.company, request.person)
        _answer(request, RequestStatus.ACCEPTED, by=by, now=now, note=NO_HOUR_YET)
        notify_request("request_agreed", request, edition, to=Side.SUPPLIER, now=now)


def decline_request(request_id: int, *, reason: DeclineReason, note: str, by: int | None, now: datetime) -> None:
    """Decline a request, with a reason the supplier receives. The company may not ask again until it is reopened.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late.
        ReasonMissing: the reason is OTHER and there is no note.
    """
    if reason is DeclineReason.OTHER and not note.strip():
        raise ReasonMissing
    with atomic():
        request = locked(MeetingRequest, request_id, *EAGER)
        edition = _edition_if_open(request, now=now)
        request.decline_reason, request.decline_note = reason, note.strip()
        _answer(request, RequestStatus.DECLINED, by=by, now=now)
        notify_request("request_declined", request, edition, to=Side.SUPPLIER, now=now)


def reopen_request(request_id: int, *, by: int, now: datetime) -> None:
    """Take a decline back: the company may ask for the meeting again, and planning may use its new request.

    Raises:
        NotDeclined, RequirementNotOpen: there is no decline in its way, or more than that.
    """
    with atomic():
        request = locked(MeetingRequest, request_id, *EAGER)
        ensure_declined(request.status, request.requirement.status)
        request.status = RequestStatus.REOPENED
        _record(request, by=by, now=now)
        notify_request("request_reopened", request, get_edition(request.edition_id), to=Side.SUPPLIER, now=now)


def withdraw_request(request_id: int, *, by: int | None, now: datetime) -> None:
    """Withdraw a request that is open, or accepted without a meeting yet.

    Raises:
        AlreadyAnswered, RequestExpired: it is too late.
    """
    with atomic():
        request = locked(MeetingRequest, request_id, *EAGER)
        edition = _edition_if_open(request, now=now)
        _answer(request, RequestStatus.WITHDRAWN, by=by, now=now)
        notify_request("request_withdrawn", request, edition, to=Side.BUYER, now=now)


def expire_requests(*, now: datetime, limit: int = BATCH) -> int:
    """Store overdue requests as expired and notify the suppliers; returns their number.

    May run again, and several times at once.
    """
    expired = 0
    for request_id in list_overdue_ids(now=now, limit=limit):
        with atomic():
            request = locked(MeetingRequest, request_id, *EAGER)
            if request.status is RequestStatus.SENT and request.expires_at <= now:
                _expire(request, get_edition(request.edition_id), now=now)
                expired += 1
    return expired


def decline_all(ids: Sequence[int], *, reason: DeclineReason, by: int | None, now: datetime) -> None:
    """Decline those of these requests that still can be."""
    for request_id in ids:
        with suppress(AlreadyAnswered, RequestExpired):
            decline_request(request_id, reason=reason, note="", by=by, now=now)


def _edition_if_open(request: MeetingRequest, *, now: datetime) -> Edition:
    """The edition of a locked request that is open, or accepted without a meeting yet; another one is refused."""
    ensure_answerable(get_states([request], now=now)[request.id])
    return get_edition(request.edition_id)


def _answer(request: MeetingRequest, status: RequestStatus, *, by: int | None, now: datetime, note: str = "") -> None:
    request.status, request.answered_at, request.answered_by_id = status, now, by
    _record(request, by=by, now=now, note=note or request.decline_note)


def _record(request: MeetingRequest, *, by: int | None, now: datetime, note: str = "") -> None:
    record(RequestEvent(request_id=request.id, status=request.status, note=note), by=by, now=now)


def _expire(request: MeetingRequest, edition: Edition, *, now: datetime) -> None:
    request.status, request.answered_at = RequestStatus.EXPIRED, request.expires_at
    _record(request, by=None, now=now)
    notify_request("request_expired", request, edition, to=Side.SUPPLIER, now=now)


def _expire_former_request(requirement_id: int, company_id: int, edition: Edition, *, now: datetime) -> None:
    """Lock the requirement, and store an overdue request of the company as expired: it would stand in the way."""
    lock_rows(Requirement, [requirement_id])
    for request_id in list_open_ids(requirement_id=requirement_id, company_id=company_id):
        request = locked(MeetingRequest, request_id, *EAGER)
        if status_now(request.status, request.expires_at, now=now) is RequestStatus.EXPIRED:
            _expire(request, edition, now=now)
            session().flush()


def _store(request: MeetingRequest) -> None:
    """Store a new request; what its company wrote before to ask for the same is gone with it."""
    with refusing("uq_meeting_request_open", DuplicateRequest()):
        session().add(request)
    theirs = delete(RequestDraft).where(
        RequestDraft.company_id == request.company_id, RequestDraft.requirement_id == request.requirement_id
    )
    session().execute(theirs, execution_options={"synchronize_session": False})


def get_representative(company_id: int, person_id: int, requirement: Requirement, *, by: int) -> Person:
    """Who would come to a meeting about this requirement (loaded with its buyer), as somebody of the company says.

    Raises:
        NotAMember: `by` does not act for the company.
        NotARepresentative: the person does not, or is the buyer.
    """
    people = {person.id: person for person in list_representatives(company_id)}
    if by not in people:
        raise NotAMember
    if person_id not in people or person_id == requirement.buyer.person_id:
        raise NotARepresentative
    return people[person_id]


def _ensure_may_send(
    requirement: Requirement, company: Company, person: Person, *, slot_id: int | None, edition: Edition, now: datetime
) -> None:
    """Refuse a company that may not ask, and a preferred slot that is not free now (a request does not hold it)."""
    free = list_offered_slots(requirement.buyer, [person.id], edition=edition, now=now)
    facts = replace(get_facts(requirement, company.id, edition, now=now), free_slots=len(free))
    ensure_may_ask(facts, deadlines=get_deadlines(edition), now=now)
    if slot_id is not None:
        sitting = sitting_of(requirement.buyer, person, edition, slot_id=slot_id, company_id=company.id)
        ensure_seats(sitting, now=now)


def _new_request(
    requirement: Requirement, company: Company, person: Person, *, edition: Edition, now: datetime
) -> MeetingRequest:
    return MeetingRequest(
        edition_id=edition.id,
        requirement=requirement,
        buyer=requirement.buyer,
        company=company,
        person=person,
        status=RequestStatus.SENT,
        sent_at=now,
        expires_at=expiry(now, hours=edition.request_hours, closes_at=edition.requests_close_at),
    )


def get_facts(requirement: Requirement, company_id: int, edition: Edition, *, now: datetime) -> RequestFacts:
    """What decides whether a company may ask for this requirement, but for the slots that are free."""
    supplier = find_supplier(company_id, edition_id=edition.id)
    used = get_quota_use(company_id, edition_id=edition.id, requirement_id=requirement.id, now=now)
    return RequestFacts(
        supplier=SupplierStatus.PENDING if supplier is None else supplier.status,
        requirement=requirement.status,
        is_own_company=requirement.buyer.company_id == company_id,
        is_duplicate=used.is_duplicate,
        is_declined=used.is_declined,
        open_requests=used.open_requests,
        open_cap=edition.supplier_open_requests_cap,
        meetings=used.meetings,
        meetings_cap=edition.supplier_meetings_cap,
        free_slots=0,
    )
