"""Requests that wait to be sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload

from forum.core.database import one, session
from forum.core.paging import T
from forum.editions.models import Edition
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Requirement, Supplier
from forum.meetings.models import RequestDraft

EAGER = (
    joinedload(RequestDraft.requirement, innerjoin=True).options(
        joinedload(Requirement.process, innerjoin=True),
        joinedload(Requirement.buyer, innerjoin=True).joinedload(Buyer.company, innerjoin=True),
    ),
    joinedload(RequestDraft.company, innerjoin=True),
    joinedload(RequestDraft.written_by, innerjoin=True),
)


def list_drafts_of(company_id: int, *, edition_id: int) -> Sequence[RequestDraft]:
    """A company's requests that wait to be sent, the oldest first."""
    query = _of_company(select(RequestDraft), company_id, edition_id).options(*EAGER).order_by(RequestDraft.id)
    return session().scalars(query).all()


def find_draft(company_id: int, requirement_id: int) -> RequestDraft | None:
    """What a company wrote to ask for a meeting about this requirement, with who wrote it."""
    query = select(RequestDraft).where(
        RequestDraft.company_id == company_id, RequestDraft.requirement_id == requirement_id
    )
    return session().scalars(query.options(joinedload(RequestDraft.written_by, innerjoin=True))).one_or_none()


def draft_for(company_id: int, draft_id: int, *, edition_id: int) -> RequestDraft:
    """A draft of this company.

    Raises:
        NotFound: there is none, or it is another company's.
    """
    query = _of_company(select(RequestDraft), company_id, edition_id).where(RequestDraft.id == draft_id)
    return one(query.options(*EAGER))


def count_drafts(company_id: int, *, edition_id: int) -> int:
    """Number of requests of a company that wait to be sent."""
    return session().scalar(_of_company(select(func.count(RequestDraft.id)), company_id, edition_id)) or 0


def list_companies_with_due_drafts(*, now: datetime) -> Sequence[tuple[int, int]]:
    """Companies whose drafts can be sent now and were not refused: pairs of company id and edition id."""
    query = (
        select(RequestDraft.company_id, RequestDraft.edition_id)
        .join(
            Supplier,
            and_(Supplier.company_id == RequestDraft.company_id, Supplier.edition_id == RequestDraft.edition_id),
        )
        .join(Edition, Edition.id == RequestDraft.edition_id)
        .where(
            Supplier.status == SupplierStatus.APPROVED,
            RequestDraft.refused_at.is_(None),
            Edition.requests_open_at <= now,
            Edition.requests_close_at > now,
        )
        .distinct()
    )
    return [row._tuple() for row in session().execute(query)]


def _of_company(query: Select[tuple[T]], company_id: int, edition_id: int) -> Select[tuple[T]]:
    return query.where(RequestDraft.company_id == company_id, RequestDraft.edition_id == edition_id)
