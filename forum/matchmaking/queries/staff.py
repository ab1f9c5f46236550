"""The requirements of an edition as its staff looks for them."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from forum.companies.models import Company
from forum.core.database import session
from forum.core.mentions import mentions
from forum.core.paging import Page, T, page_of
from forum.core.sorting import Order, Sorts, in_order, rank
from forum.matchmaking.enums import RequirementStatus
from forum.matchmaking.models import Buyer, Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSearch:
    """What the staff looks for: words, a status, a buyer, a committee, a process; empty means any.

    `was_published`: only those that left the drafts, whatever became of them.
    """

    text: str = ""
    status: RequirementStatus | None = None
    buyer_id: int | None = None
    committee: str = ""
    process_id: int | None = None
    was_published: bool = False


_COMPANY = select(Company.name_sorted).join(Buyer, Buyer.company_id == Company.id)

REQUIREMENT_SORTS: Sorts = {
    "title": (func.lower(Requirement.title),),
    "buyer": (_COMPANY.where(Buyer.id == Requirement.buyer_id).scalar_subquery(),),
    "status": (rank(Requirement.status, RequirementStatus),),
    "created": (Requirement.created_at,),
}


def list_all_requirements(
    edition_id: int, search: StaffSearch, *, order: Order | None = None, number: int = 1
) -> Page[Requirement]:
    """The requirements of an edition for its staff, the newest first; each word is in what suppliers search."""
    rows = _all(select(Requirement), edition_id, search).options(
        joinedload(Requirement.process), joinedload(Requirement.buyer).options(joinedload(Buyer.company))
    )
    order = order or Order("created", is_descending=True)
    return page_of(
        rows.order_by(*in_order(order, REQUIREMENT_SORTS, usual=(), last=Requirement.id)),
        ids=_all(select(Requirement.id), edition_id, search),
        number=number,
    )


def _all(query: Select[tuple[T]], edition_id: int, search: StaffSearch) -> Select[tuple[T]]:
    query = query.where(Requirement.edition_id == edition_id)
    if search.status is not None:
        query = query.where(Requirement.status == search.status)
    if search.buyer_id is not None:
        query = query.where(Requirement.buyer_id == search.buyer_id)
    if search.committee:
        query = query.where(Requirement.committee == search.committee)
    if search.process_id is not None:
        query = query.where(Requirement.process_id == search.process_id)
    if search.was_published:
        query = query.where(Requirement.status != RequirementStatus.DRAFT)
    return query.where(*mentions(search.text, Requirement.folded))


def count_requirements(edition_id: int) -> dict[RequirementStatus, int]:
    """Number of requirements per status."""
    query = select(Requirement.status, func.count()).where(Requirement.edition_id == edition_id)
    return {status: count for status, count in session().execute(query.group_by(Requirement.status))}
