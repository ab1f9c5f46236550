"""Requests of suppliers, as they are sent: they take no slot."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, locked_all, refusing, session
from forum.editions.models import Edition, Slot
from forum.matchmaking.enums import Side, SupplierStatus
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Requirement
from forum.matchmaking.queries.participants import find_supplier
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.matchmaking.service import register_representative
from forum.meetings.enums import RequestStatus
from forum.meetings.errors import DuplicateRequest
from forum.meetings.errors.engagements import NoSlotInCommon
from forum.meetings.models import MeetingRequest, RequestDraft
from forum.meetings.queries.boards import list_offered_slots
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.rules.answers import awaited_first
from forum.meetings.rules.requests import RequestFacts, ensure_may_ask, expiry
from forum.meetings.service.seating import ensure_participants, ensure_seats, sitting_of
from forum.meetings.service.steps import Acting, expire_former_request, get_representative, tell_asked
from forum.registration.service import lock_registration_of


def send_request(
    requirement_id: int,
    *,
    edition: Edition,
    company_id: int,
    person_id: int,
    preferred_slot_id: int | None,
    reason: str,
    side: Side = Side.SUPPLIER,
    by: int,
    now: datetime,
) -> MeetingRequest:
    """Ask for a meeting about a requirement; `person_id` is the one who would come, `reason` why this company.

    With their first request a person is registered, and so gets a badge. The requirement is locked against its closing.
    What the company wrote before to ask for it is sent with this. The staff (`Side.ORGANISER`) asks for the company,
    whose quotas count; who would come is told.

    Raises:
        NotFound, ReasonMissing, NotARepresentative, NotAtTable, SeatTaken: requirement, reason, person or slot.
        NotAMember, BuyerLeft: who asks does not act for the company, or the buyer takes no part any more.
        WindowClosed, SupplierNotApproved, RequirementNotOpen, OwnCompany, DuplicateRequest, DeclineStands,
        OpenRequestsReached, MeetingsReached, BuyerFull, NoSlotInCommon: the company may not ask.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        company = locked_all(Company, [company_id])[0]
        lock_registration_of(person_id, edition_id=edition.id)
        expire_former_request(requirement_id, company_id, edition, now=now)
        requirement = get_published_requirement(requirement_id, edition_id=edition.id)
        buyer_id, acting = requirement.buyer.person_id, Acting(side=side, ours=Side.SUPPLIER, by=by)
        person = get_representative(company_id, person_id, buyer_person_id=buyer_id, by=by, by_staff=acting.is_staff)
        _ensure_may_send(requirement, company, person, slot_id=preferred_slot_id, edition=edition, now=now)
        register_representative(person, company, edition.id, by=by, now=now)
        request = new_request(requirement, company, person, wished_by=Side.SUPPLIER, edition=edition, now=now)
        request.preferred_slot, request.reason = find_slot(preferred_slot_id), reason.strip()
        store_request(request)
        tell_asked(request, "request_sent", edition, what="sent", acting=acting, now=now)
    return request


def store_request(request: MeetingRequest) -> None:
    """Store a new request; what its company wrote before to ask for the same is gone with it."""
    with refusing("uq_meeting_request_open", DuplicateRequest()):
        session().add(request)
    theirs = delete(RequestDraft).where(
        RequestDraft.company_id == request.company_id, RequestDraft.requirement_id == request.requirement_id
    )
    session().execute(theirs, execution_options={"synchronize_session": False})


def _ensure_may_send(
    requirement: Requirement, company: Company, person: Person, *, slot_id: int | None, edition: Edition, now: datetime
) -> None:
    """Refuse a company that may not ask, a preferred slot that is not free now, and who does not take part."""
    free = list_offered_slots(requirement.buyer, [person.id], edition=edition, now=now)
    buyer = requirement.buyer
    left = free or list_offered_slots(buyer, [buyer.person_id], edition=edition, now=now)
    facts = replace(get_facts(requirement, company.id, edition, now=now), free_slots=len(left))
    ensure_may_ask(facts, deadlines=get_deadlines(edition), now=now)
    if not free:
        raise NoSlotInCommon(who=person.full_name)
    if slot_id is not None:
        sitting = sitting_of(requirement.buyer, person, edition, slot_id=slot_id, company_id=company.id)
        ensure_seats(sitting, now=now)
    ensure_participants(requirement.buyer, company, person)


def find_slot(slot_id: int | None) -> Slot | None:
    """The slot of this id; None where none was asked for."""
    return None if slot_id is None else session().get_one(Slot, slot_id)


def new_request(
    requirement: Requirement, company: Company, person: Person, *, wished_by: Side, edition: Edition, now: datetime
) -> MeetingRequest:
    """A request as it is sent, by the one side or the other; not yet stored."""
    return MeetingRequest(
        edition_id=edition.id,
        requirement=requirement,
        buyer=requirement.buyer,
        company=company,
        person=person,
        wished_by=wished_by,
        awaiting=awaited_first(wished_by),
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
        is_declined=used.declined_by is Side.BUYER,
        open_requests=used.open_requests,
        open_cap=edition.supplier_open_requests_cap,
        meetings=used.meetings,
        meetings_cap=edition.supplier_meetings_cap,
        free_slots=0,
        meets_buyer=used.meets_buyer,
        absences=0 if supplier is None else supplier.absences,
        absences_cap=edition.supplier_absences_cap,
    )
