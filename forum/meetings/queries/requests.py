"""Requests, as the two sides and the staff may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from forum.companies.models import Membership
from forum.core.database import session
from forum.core.errors import NotFound
from forum.core.paging import Page, T, page_of
from forum.editions.models import MeetingTable
from forum.matchmaking.models import Buyer, Requirement
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest

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
class Load:
    """What a company has under way in an edition: open requests and meetings; `already`: one for this requirement."""

    open_requests: int
    meetings: int
    already: bool


def request_for(person_id: int, request_id: int, *, edition_id: int) -> MeetingRequest:
    """A request to this buyer, or of a company this person acts for.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    theirs = or_(
        MeetingRequest.buyer_id.in_(select(Buyer.id).where(Buyer.person_id == person_id)),
        MeetingRequest.company_id.in_(select(Membership.company_id).where(Membership.person_id == person_id)),
    )
    return _get(request_id, edition_id, theirs)


def request_to(buyer: Buyer, request_id: int) -> MeetingRequest:
    """A request to this buyer.

    Raises:
        NotFound: there is none, or it is to another buyer.
    """
    return _get(request_id, buyer.edition_id, MeetingRequest.buyer_id == buyer.id)


def request_of(person_id: int, request_id: int, *, edition_id: int) -> MeetingRequest:
    """A request of a company this person acts for.

    Raises:
        NotFound: there is none, or the person is a stranger to that company.
    """
    acting = select(Membership.company_id).where(Membership.person_id == person_id)
    return _get(request_id, edition_id, MeetingRequest.company_id.in_(acting))


def get_request(request_id: int, *, edition_id: int) -> MeetingRequest:
    """A request of this edition, for its staff.

    Raises:
        NotFound: there is none.
    """
    return _get(request_id, edition_id, MeetingRequest.id == request_id)


def _get(request_id: int, edition_id: int, seen: object) -> MeetingRequest:
    query = select(MeetingRequest).where(
        MeetingRequest.id == request_id,
        MeetingRequest.edition_id == edition_id,
        seen,  # type: ignore[arg-type]
    )
    request = session().scalars(query.options(*EAGER)).one_or_none()
    if request is None:
        raise NotFound
    return request


def list_waiting(buyer_id: int, *, now: datetime) -> Sequence[MeetingRequest]:
    """The requests that wait for this buyer's answer, the one that expires first on top."""
    query = (
        select(MeetingRequest)
        .where(
            MeetingRequest.buyer_id == buyer_id,
            MeetingRequest.status == RequestStatus.SENT,
            MeetingRequest.expires_at > now,
        )
        .options(*EAGER)
        .order_by(MeetingRequest.expires_at, MeetingRequest.id)
    )
    return session().scalars(query).all()


def list_answered(buyer_id: int, *, now: datetime) -> Sequence[MeetingRequest]:
    """The requests this buyer answered or let expire, the latest first."""
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


def list_requests(
    edition_id: int, *, status: RequestStatus | None, now: datetime, page: int = 1
) -> Page[MeetingRequest]:
    """All requests of an edition, for its staff, the latest first; one past its time counts as expired."""
    rows = _standing(select(MeetingRequest), edition_id, status, now).options(*EAGER)
    return page_of(
        rows.order_by(MeetingRequest.sent_at.desc(), MeetingRequest.id.desc()),
        ids=_standing(select(MeetingRequest.id), edition_id, status, now),
        number=page,
    )


def _standing(
    query: Select[tuple[T]], edition_id: int, status: RequestStatus | None, now: datetime
) -> Select[tuple[T]]:
    query = query.where(MeetingRequest.edition_id == edition_id)
    overdue = and_(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at <= now)
    if status is RequestStatus.SENT:
        return query.where(MeetingRequest.status == status, MeetingRequest.expires_at > now)
    if status is RequestStatus.EXPIRED:
        return query.where(or_(MeetingRequest.status == status, overdue))
    return query if status is None else query.where(MeetingRequest.status == status)


def count_requests(edition_id: int, *, now: datetime) -> dict[RequestStatus, int]:
    """How many requests stand where; one past its time counts as expired."""
    overdue = and_(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at <= now)
    standing = case((overdue, RequestStatus.EXPIRED.value), else_=MeetingRequest.status)
    query = select(standing, func.count()).where(MeetingRequest.edition_id == edition_id).group_by(standing)
    return {RequestStatus(status): count for status, count in session().execute(query)}


def load_of(company_id: int, *, edition_id: int, requirement_id: int, now: datetime) -> Load:
    """What a company has under way, in one statement."""
    is_open = and_(
        MeetingRequest.company_id == company_id,
        MeetingRequest.edition_id == edition_id,
        MeetingRequest.status == RequestStatus.SENT,
        MeetingRequest.expires_at > now,
    )
    is_meeting = and_(
        Meeting.company_id == company_id,
        Meeting.edition_id == edition_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    meets_for_it = exists().where(
        is_meeting, Meeting.request_id == MeetingRequest.id, MeetingRequest.requirement_id == requirement_id
    )
    asks_for_it = exists().where(is_open, MeetingRequest.requirement_id == requirement_id)
    row = (
        session()
        .execute(
            select(
                select(func.count()).select_from(MeetingRequest).where(is_open).scalar_subquery(),
                select(func.count()).select_from(Meeting).where(is_meeting).scalar_subquery(),
                or_(asks_for_it, meets_for_it),
            )
        )
        .one()
    )
    return Load(open_requests=row[0] or 0, meetings=row[1] or 0, already=bool(row[2]))


def find_overdue_ids(*, now: datetime, limit: int) -> Sequence[int]:
    """Requests whose time is over and that are not marked yet, those waiting longest first."""
    query = (
        select(MeetingRequest.id)
        .where(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at <= now)
        .order_by(MeetingRequest.expires_at)
        .limit(limit)
    )
    return session().scalars(query).all()


def open_ids(
    *,
    requirement_id: int | None = None,
    company_id: int | None = None,
    person_id: int | None = None,
    edition_id: int | None = None,
) -> Sequence[int]:
    """The requests marked as sent that meet every given condition (expired ones not yet marked included)."""
    query = select(MeetingRequest.id).where(MeetingRequest.status == RequestStatus.SENT).order_by(MeetingRequest.id)
    for column, value in (
        (MeetingRequest.requirement_id, requirement_id),
        (MeetingRequest.company_id, company_id),
        (MeetingRequest.person_id, person_id),
        (MeetingRequest.edition_id, edition_id),
    ):
        if value is not None:
            query = query.where(column == value)
    return session().scalars(query).all()


def waiting_among(request_ids: Collection[int]) -> Sequence[int]:
    """Those of these requests that nobody has answered."""
    query = select(MeetingRequest.id).where(
        MeetingRequest.id.in_(request_ids), MeetingRequest.status == RequestStatus.SENT
    )
    return session().scalars(query.order_by(MeetingRequest.id)).all()


def requested_by(company_id: int, *, requirement_ids: Collection[int]) -> dict[int, MeetingRequest]:
    """The latest request of a company for each of these requirements."""
    query = (
        select(MeetingRequest)
        .where(MeetingRequest.company_id == company_id, MeetingRequest.requirement_id.in_(requirement_ids))
        .order_by(MeetingRequest.id)
    )
    return {request.requirement_id: request for request in session().scalars(query)}
