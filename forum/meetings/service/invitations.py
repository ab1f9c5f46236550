"""A buyer invites a supplier to a meeting: a request that the buyer started, and the company answers."""

from datetime import datetime

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked_all, refusing, session
from forum.core.errors import NotFound
from forum.editions.models import Edition
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import ReasonMissing
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import find_supplier
from forum.matchmaking.queries.requirements import get_published_requirement
from forum.meetings.errors.answers import AlreadyBetween, NobodyToInvite
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.invitations import count_open_invitations, list_addressees
from forum.meetings.queries.requests import get_quota_use
from forum.meetings.rules.answers import InvitationFacts, ensure_may_invite
from forum.meetings.service.requests import find_slot, new_request
from forum.meetings.service.seating import ensure_offered, ensure_participants
from forum.meetings.service.steps import Acting, expire_former_request, tell_asked


def invite_supplier(
    company_id: int,
    *,
    requirement_id: int,
    buyer_id: int,
    edition: Edition,
    preferred_slot_id: int | None,
    reason: str,
    side: Side = Side.BUYER,
    by: int,
    now: datetime,
) -> MeetingRequest:
    """Invite a supplier to a meeting about one of the buyer's requirements; `reason` is what the company reads.

    Everybody who acts for the company is mailed; nobody is registered before the company says who comes. The buyer is
    locked for how many they have open, the requirement against its closing. The staff (`Side.ORGANISER`) invites for
    the buyer, who is told.

    Raises:
        NotFound: the buyer has no such requirement.
        ReasonMissing, SlotRefused: the message or the slot is not valid.
        NobodyToInvite: nobody acts for the company. BuyerLeft: the buyer no longer takes part.
        WindowClosed, RequirementNotOpen, InvitesOwnCompany, SupplierLeft, AlreadyBetween, InvitationDeclined,
            InvitationsReached: the buyer may not invite the company.
    """
    if not reason.strip():
        raise ReasonMissing
    with atomic():
        company = locked_all(Company, [company_id])[0]
        lock_rows(Buyer, [buyer_id])
        expire_former_request(requirement_id, company_id, edition, now=now)
        requirement = _requirement(requirement_id, buyer_id, edition)
        person = _addressee(requirement, company, slot_id=preferred_slot_id, edition=edition, now=now)
        request = new_request(requirement, company, person, wished_by=Side.BUYER, edition=edition, now=now)
        request.preferred_slot, request.reason = find_slot(preferred_slot_id), reason.strip()
        with refusing("uq_meeting_request_open", AlreadyBetween()):
            session().add(request)
        acting = Acting(side=side, ours=Side.BUYER, by=by)
        tell_asked(request, "invitation_sent", edition, what="invited", acting=acting, now=now)
    return request


def _requirement(requirement_id: int, buyer_id: int, edition: Edition) -> Requirement:
    requirement = get_published_requirement(requirement_id, edition_id=edition.id)
    if requirement.buyer_id != buyer_id:
        raise NotFound
    return requirement


def _addressee(
    requirement: Requirement, company: Company, *, slot_id: int | None, edition: Edition, now: datetime
) -> Person:
    """Whom the invitation is addressed to; refuses one that the buyer may not send, and a slot that is not free."""
    facts = _facts(requirement, company, edition, now=now)
    ensure_may_invite(facts, deadlines=get_deadlines(edition), now=now)
    people = list_addressees(company.id, edition_id=edition.id, but=requirement.buyer.person_id)
    if not people:
        raise NobodyToInvite
    ensure_participants(requirement.buyer, company, people[0])
    if slot_id is not None:
        ensure_offered(requirement.buyer, people, slot_id=slot_id, edition=edition, now=now)
    return people[0]


def _facts(requirement: Requirement, company: Company, edition: Edition, *, now: datetime) -> InvitationFacts:
    supplier = find_supplier(company.id, edition_id=edition.id)
    used = get_quota_use(company.id, edition_id=edition.id, requirement_id=requirement.id, now=now)
    return InvitationFacts(
        company=company.name,
        supplier=None if supplier is None else supplier.status,
        requirement=requirement.status,
        is_own_company=requirement.buyer.company_id == company.id,
        is_duplicate=used.is_duplicate,
        is_declined=used.declined_by is Side.SUPPLIER,
        open_invitations=count_open_invitations(requirement.buyer_id, now=now),
        cap=edition.buyer_invitations_cap,
    )
