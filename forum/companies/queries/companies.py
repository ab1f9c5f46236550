"""The companies a person acts for."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.companies.models import Company, Membership
from forum.core.database import one, session


def companies_of(person_id: int) -> Sequence[Company]:
    """The companies a person acts for, by name."""
    query = (
        select(Company)
        .join(Membership, Membership.company_id == Company.id)
        .where(Membership.person_id == person_id)
        .order_by(Company.name_sorted, Company.id)
    )
    return session().scalars(query).all()


def company_for(person_id: int, company_id: int) -> Company:
    """A company the person acts for.

    Raises:
        NotFound: the person acts for no such company.
    """
    query = (
        select(Company)
        .join(Membership, Membership.company_id == Company.id)
        .where(Membership.person_id == person_id, Company.id == company_id)
    )
    return one(query)
