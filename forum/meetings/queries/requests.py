"""Requests as the two sides and the staff may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from forum.companies.models import Membership
from forum.core.database import found, one, session
from forum.core.prepared import Prepared
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, MeetingTopic
from forum.meetings.queries.states import is_open, is_unsettled, without_meeting

UNANSWERED = (RequestStatus.SENT, RequestStatus.WAITLISTED)

EAGER = (
    joinedload(MeetingRequest.requirement, innerjoin=True).joinedload(Requirement.process, innerjoin=True),
    joinedload(MeetingRequest.buyer, innerjoin=True).options(
        joinedload(Buyer.person, innerjoin=True),
        joinedload(Buyer.company, innerjoin=True),
        joinedload(Buyer.table).joinedload(MeetingTable.hall),
    ),
    joinedload(MeetingRequest.company, innerjoin=True),
    joinedload(MeetingRequest.person, innerjoin=True),
    joinedload(MeetingRequest.preferred_slot),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    """Number of open requests and meetings of a company, and how it stands with the requirement in question.

    `open_requests`: those that it sent, not those that buyers started. `is_duplicate`: there is an open request or
    invitation for it, one that waits for a place, an accepted one without a meeting yet, or a meeting. `declined_by`:
    who declined the latest one for it, where the decline stands. `meets_buyer`: they have a meeting ahead with its
    buyer.
    """

    open_requests: int
    meetings: int
    is_duplicate: bool
    declined_by: Side | None
    meets_buyer: bool


def request_for(person_id: int, request_id: int, *, edition_id: int) -> MeetingRequest:
    """A request to this buyer, or of a company this person acts for.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    theirs = or_(
        MeetingRequest.buyer_id.in_(select(Buyer.id).where(Buyer.person_id == person_id)),
        _sent_by(person_id),
    )
    return _get(request_id, edition_id, theirs)


def received_request_for(buyer: Buyer, request_id: int) -> MeetingRequest:
    """A request to this buyer.

    Raises:
        NotFound: there is none, or it is to another buyer.
    """
    return _get(request_id, buyer.edition_id, MeetingRequest.buyer_id == buyer.id)


RECEIVED = Prepared(
    select(MeetingRequest.id)
    .join(Buyer, Buyer.id == MeetingRequest.buyer_id)
    .where(
        MeetingRequest.id == bindparam("request_id"),
        MeetingRequest.edition_id == bindparam("edition_id"),
        Buyer.person_id == bindparam("person_id"),
        Buyer.removed_at.is_(None),
    )
)


def ensure_received(person_id: int, request_id: int, *, edition_id: int) -> None:
    """Refuse a request that is not to the buyer whom this person is, without reading it: who answers it locks it.

    Raises:
        NotFound: there is none, it is to another buyer, or this person is none.
    """
    found(next(iter(RECEIVED.rows(person_id=person_id, request_id=request_id, edition_id=edition_id)), None))


def sent_request_for(person_id: int, request_id: int, *, edition_id: int) -> MeetingRequest:
    """A request of a company this person acts for.

    Raises:
        NotFound: there is none, or the person does not act for that company.
    """
    return _get(request_id, edition_id, _sent_by(person_id))


def get_request(request_id: int, *, edition_id: int) -> MeetingRequest:
    """A request of this edition, for its staff.

    Raises:
        NotFound: there is none.
    """
    return _get(request_id, edition_id)


def _get(request_id: int, edition_id: int, *conditions: ColumnElement[bool]) -> MeetingRequest:
    query = select(MeetingRequest).where(MeetingRequest.id == request_id, MeetingRequest.edition_id == edition_id)
    return one(query.where(*conditions).options(*EAGER))


def _sent_by(person_id: int) -> ColumnElement[bool]:
    return MeetingRequest.company_id.in_(select(Membership.company_id).where(Membership.person_id == person_id))


def list_answered(buyer_id: int, *, now: datetime) -> Sequence[MeetingRequest]:
    """The requests to this buyer that are no longer open, the latest first."""
    over = or_(MeetingRequest.status != RequestStatus.SENT, MeetingRequest.expires_at <= now)
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.buyer_id == buyer_id, over)
        .options(*EAGER)
        .order_by(func.coalesce(MeetingRequest.answered_at, MeetingRequest.expires_at).desc())
    )
    return session().scalars(query).all()


def list_requests_of(company_id: int, *, edition_id: int) -> Sequence[MeetingRequest]:
    """A company's requests in an edition, open ones first, then the latest."""
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.company_id == company_id, MeetingRequest.edition_id == edition_id)
        .options(*EAGER)
        .order_by(
            case((MeetingRequest.status == RequestStatus.SENT, 0), else_=1),
            MeetingRequest.sent_at.desc(),
            MeetingRequest.id.desc(),
        )
    )
    return session().scalars(query).all()


def list_requests_about(requirement_id: int) -> Sequence[MeetingRequest]:
    """The requests about a requirement, for its staff, the latest first."""
    query = select(MeetingRequest).where(MeetingRequest.requirement_id == requirement_id).options(*EAGER)
    return session().scalars(query.order_by(MeetingRequest.sent_at.desc(), MeetingRequest.id.desc())).all()


def has_requests(company_id: int, *, edition_id: int) -> bool:
    """Whether the company has ever asked for a meeting in this edition."""
    asked = exists().where(
        MeetingRequest.company_id == company_id,
        MeetingRequest.edition_id == edition_id,
        MeetingRequest.wished_by != Side.BUYER,
    )
    return bool(session().scalar(select(asked)))


_IS_ABOUT = or_(
    Meeting.request_id == MeetingRequest.id,
    exists().where(MeetingTopic.meeting_id == Meeting.id, MeetingTopic.request_id == MeetingRequest.id),
)


def get_quota_use(company_id: int, *, edition_id: int, requirement_id: int, now: datetime) -> QuotaUse:
    """The open requests and meetings of a company, in one statement."""
    sent_by_company = and_(
        MeetingRequest.company_id == company_id,
        MeetingRequest.edition_id == edition_id,
        MeetingRequest.wished_by != Side.BUYER,
        is_open(now),
    )
    is_meeting = and_(
        Meeting.company_id == company_id,
        Meeting.edition_id == edition_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    meets_for_it = exists().where(is_meeting, _IS_ABOUT, MeetingRequest.requirement_id == requirement_id)
    of_buyer = and_(Requirement.id == requirement_id, Requirement.buyer_id == Meeting.buyer_id)
    ahead = exists().where(is_meeting, of_buyer, Slot.id == Meeting.slot_id, Slot.ends_at > now)
    for_it = (MeetingRequest.company_id == company_id, MeetingRequest.requirement_id == requirement_id)
    asks_for_it = exists().where(*for_it, is_unsettled(now))
    later = aliased(MeetingRequest)
    again = exists().where(
        later.company_id == company_id, later.requirement_id == requirement_id, later.id > MeetingRequest.id
    )
    declined = select(MeetingRequest.awaiting).where(*for_it, MeetingRequest.status == RequestStatus.DECLINED, ~again)
    query = select(
        select(func.count())
        .select_from(MeetingRequest)
        .where(sent_by_company)
        .scalar_subquery()
        .label("open_requests"),
        select(func.count()).select_from(Meeting).where(is_meeting).scalar_subquery().label("meetings"),
        or_(asks_for_it, meets_for_it).label("is_duplicate"),
        declined.scalar_subquery().label("declined_by"),
        ahead.label("meets_buyer"),
    )
    return QuotaUse(**session().execute(query).one()._mapping)


def list_request_ids(requirement_ids: Collection[int]) -> Sequence[int]:
    """The ids of the requests about these requirements, in whatever status."""
    return session().scalars(select(MeetingRequest.id).where(MeetingRequest.requirement_id.in_(requirement_ids))).all()


def list_overdue_ids(*, now: datetime, limit: int) -> Sequence[int]:
    """The ids of the requests stored as sent that have expired, the earliest first."""
    query = (
        select(MeetingRequest.id)
        .where(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at <= now)
        .order_by(MeetingRequest.expires_at)
        .limit(limit)
    )
    return session().scalars(query).all()


def list_open_ids(
    *,
    requirement_id: int | None = None,
    company_id: int | None = None,
    person_id: int | None = None,
    edition_id: int | None = None,
) -> Sequence[int]:
    """The ids of the requests without an answer that meet every given condition: stored as sent, overdue ones
    included, or on the waiting list.
    """
    query = select(MeetingRequest.id).where(MeetingRequest.status.in_(UNANSWERED)).order_by(MeetingRequest.id)
    for column, value in (
        (MeetingRequest.requirement_id, requirement_id),
        (MeetingRequest.company_id, company_id),
        (MeetingRequest.person_id, person_id),
        (MeetingRequest.edition_id, edition_id),
    ):
        if value is not None:
            query = query.where(column == value)
    return session().scalars(query).all()


def list_unscheduled_ids(
    *, buyer_id: int | None = None, person_id: int | None = None, edition_id: int
) -> Sequence[int]:
    """The ids of the accepted requests without a meeting of this buyer, or of this person of a company."""
    query = select(MeetingRequest.id).where(MeetingRequest.edition_id == edition_id, without_meeting())
    for column, value in ((MeetingRequest.buyer_id, buyer_id), (MeetingRequest.person_id, person_id)):
        if value is not None:
            query = query.where(column == value)
    return session().scalars(query.order_by(MeetingRequest.id)).all()


def list_unanswered_ids(request_ids: Collection[int]) -> Sequence[int]:
    """The ids of those of these requests that are not answered."""
    query = select(MeetingRequest.id).where(MeetingRequest.id.in_(request_ids), MeetingRequest.status.in_(UNANSWERED))
    return session().scalars(query.order_by(MeetingRequest.id)).all()


def get_latest_requests(company_id: int, *, requirement_ids: Collection[int]) -> dict[int, MeetingRequest]:
    """The latest request of a company for each of these requirements: requirement id to request."""
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.company_id == company_id, MeetingRequest.requirement_id.in_(requirement_ids))
        .order_by(MeetingRequest.id)
    )
    return {request.requirement_id: request for request in session().scalars(query)}
