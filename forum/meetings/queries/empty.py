"""What is read to say why a place of the board is empty: its buyers and the requests that could be met there."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select

from forum.core.database import session
from forum.core.paging import batches
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from forum.matchmaking.queries.participants import EAGER_BUYER
from forum.meetings.enums import BoardRows, MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.queries.accompanying import WOULD_COME
from forum.meetings.queries.requests import EAGER


def list_buyers_of_row(kind: BoardRows, id: int, *, edition_id: int) -> Sequence[Buyer]:
    """The buyers of a row of the board: of a table, or the buyer that a person is."""
    where = Buyer.table_id == id if kind is BoardRows.TABLES else Buyer.person_id == id
    query = select(Buyer).where(where, Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    return session().scalars(query.options(*EAGER_BUYER).order_by(Buyer.id)).unique().all()


def list_requests_of_buyers(buyer_ids: Collection[int]) -> Sequence[MeetingRequest]:
    """All requests with these buyers, with everybody in them and who would come besides."""
    return _requests(MeetingRequest.buyer_id.in_(buyer_ids))


def list_requests_of_person(company_id: int, person_id: int, *, edition_id: int) -> Sequence[MeetingRequest]:
    """All requests of a company to which this person would come, with everybody in them."""
    return _requests(
        (MeetingRequest.edition_id == edition_id)
        & (MeetingRequest.company_id == company_id)
        & (MeetingRequest.person_id == person_id)
    )


def _requests(where: ColumnElement[bool]) -> Sequence[MeetingRequest]:
    query = select(MeetingRequest).where(where).options(*EAGER, *WOULD_COME).order_by(MeetingRequest.id)
    return session().scalars(query).unique().all()


def list_pairs_that_meet(buyer_ids: Collection[int]) -> set[tuple[int, int]]:
    """The buyers of these and the companies that have a scheduled meeting with each other."""
    query = select(Meeting.buyer_id, Meeting.company_id).where(Meeting.status == MeetingStatus.SCHEDULED)
    return set(session().execute(query.where(Meeting.buyer_id.in_(buyer_ids))).tuples())


def list_approved_ids(company_ids: Collection[int], *, edition_id: int) -> set[int]:
    """Those of these companies that are approved suppliers of the edition."""
    query = select(Supplier.company_id).where(
        Supplier.edition_id == edition_id, Supplier.status == SupplierStatus.APPROVED
    )
    return {id for some in batches(company_ids) for id in session().scalars(query.where(Supplier.company_id.in_(some)))}
