"""Marks, for those who made them and the co-ordinators: no query here answers the side that was marked."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.core.prepared import Prepared
from forum.matchmaking.enums import Mark
from forum.matchmaking.models import Buyer, Requirement, RequirementMark, SupplierMark


def list_supplier_marks(
    company_id: int, *, edition_id: int, buying_company_id: int | None = None
) -> Sequence[SupplierMark]:
    """The buyers' marks of a company, by name; of the buyers of one company, or of all, as the staff sees them."""
    query = (
        select(SupplierMark)
        .join(SupplierMark.buyer)
        .join(Buyer.person)
        .where(SupplierMark.company_id == company_id, Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
        .options(contains_eager(SupplierMark.buyer).options(contains_eager(Buyer.person), joinedload(Buyer.company)))
        .order_by(Person.name_sorted, Buyer.id)
    )
    if buying_company_id is not None:
        query = query.where(Buyer.company_id == buying_company_id)
    return session().scalars(query).all()


def find_requirement_mark(company_id: int, requirement_id: int) -> RequirementMark | None:
    """A company's mark of a requirement, with who made it."""
    query = select(RequirementMark).where(
        RequirementMark.company_id == company_id, RequirementMark.requirement_id == requirement_id
    )
    return session().scalars(query.options(joinedload(RequirementMark.marked_by))).one_or_none()


_REQUIREMENT_MARKS = Prepared(
    select(RequirementMark.requirement_id, RequirementMark.mark)
    .join(Requirement, Requirement.id == RequirementMark.requirement_id)
    .where(RequirementMark.company_id == bindparam("company_id"), Requirement.edition_id == bindparam("edition_id"))
)
_SUPPLIER_MARKS = Prepared(
    select(SupplierMark.company_id, SupplierMark.mark).where(SupplierMark.buyer_id == bindparam("buyer_id"))
)


def get_requirement_marks(company_id: int, *, edition_id: int) -> dict[int, Mark]:
    """A company's marks in an edition: requirement id to mark."""
    rows = _REQUIREMENT_MARKS.rows(company_id=company_id, edition_id=edition_id)
    return {row.requirement_id: row.mark for row in rows}


def get_supplier_marks(buyer_id: int) -> dict[int, Mark]:
    """What a buyer has marked: company id to mark."""
    return {row.company_id: row.mark for row in _SUPPLIER_MARKS.rows(buyer_id=buyer_id)}


def list_marks_made_by(company_id: int, *, edition_id: int) -> Sequence[RequirementMark]:
    """A company's marks in an edition with the requirements, the newest first, for the staff."""
    query = (
        select(RequirementMark)
        .join(RequirementMark.requirement)
        .where(RequirementMark.company_id == company_id, Requirement.edition_id == edition_id)
        .options(contains_eager(RequirementMark.requirement))
        .order_by(Requirement.published_at.desc(), Requirement.id)
    )
    return session().scalars(query).all()


def list_requirement_marks(requirement_id: int) -> Sequence[RequirementMark]:
    """The companies' marks of a requirement, by name, for the staff."""
    query = (
        select(RequirementMark)
        .join(RequirementMark.company)
        .where(RequirementMark.requirement_id == requirement_id)
        .options(contains_eager(RequirementMark.company))
        .order_by(Company.name_sorted, Company.id)
    )
    return session().scalars(query).all()
