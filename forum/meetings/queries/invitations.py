"""Who reads what a buyer writes to a company, before the company says who comes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, case, func, select

from forum.accounts.models import Person
from forum.companies.models import Membership
from forum.core.database import session
from forum.matchmaking.enums import Side
from forum.meetings.enums import RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.states import is_open
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


def is_unnamed(request: MeetingRequest) -> bool:
    """Whether it is an invitation, open or withdrawn, whose company has not said who would come."""
    is_first = request.wished_by is Side.BUYER and request.countered_at is None
    return is_first and request.status in {RequestStatus.SENT, RequestStatus.WITHDRAWN}


def named_or_addressed(request: MeetingRequest) -> Sequence[Person]:
    """Whom of the company a request concerns: who would come, or everybody who reads an invitation."""
    return addressees_of(request) if is_unnamed(request) else [request.person]


def addressees_of(request: MeetingRequest) -> Sequence[Person]:
    """Everybody who reads an invitation (loaded with its buyer)."""
    return list_addressees(request.company_id, edition_id=request.edition_id, but=request.buyer.person_id)


def count_open_invitations(buyer_id: int, *, now: datetime) -> int:
    """Number of a buyer's invitations that wait for the company's answer; one that it countered waits for the buyer."""
    theirs = (
        MeetingRequest.buyer_id == buyer_id,
        MeetingRequest.wished_by == Side.BUYER,
        MeetingRequest.awaiting == Side.SUPPLIER,
        is_open(now),
    )
    return session().scalar(select(func.count()).select_from(MeetingRequest).where(*theirs)) or 0


def list_addressees(company_id: int, *, edition_id: int, but: int) -> Sequence[Person]:
    """The people who act for a company, but for the buyer: who attends first, who will not attend last."""
    theirs = and_(Registration.person_id == Person.id, Registration.edition_id == edition_id)
    attends = case((Registration.status == RegistrationStatus.APPROVED, 0), (Registration.id.is_(None), 1), else_=2)
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Registration, theirs)
        .where(Membership.company_id == company_id, Person.disabled_at.is_(None), Person.id != but)
        .order_by(attends, Person.name_sorted, Person.id)
    )
    return session().scalars(query).all()
