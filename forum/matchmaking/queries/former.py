"""Buyers of former editions, for whoever prepares the next one."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.editions.models import Edition
from forum.matchmaking.models import Buyer

T = TypeVar("T", bound=tuple[object, ...])
_Invited = shared_alias(Buyer)


def count_former_buyers(edition: Edition) -> Sequence[tuple[Edition, int]]:
    """The editions before this one, the latest first, each with its buyers who are not invited to this one."""
    query = _not_invited(select(Edition, func.count()).join(Buyer, Buyer.edition_id == Edition.id), edition)
    earlier = query.group_by(Edition.id).order_by(Edition.starts_on.desc(), Edition.id.desc())
    return [(former, number) for former, number in session().execute(earlier)]


def list_former_buyers(edition: Edition, *, of_id: int, among: Collection[int] | None = None) -> Sequence[Buyer]:
    """The buyers of a former edition who are not invited to this one, by company and name; `among` these ids."""
    query = _not_invited(select(Buyer).join(Edition, Edition.id == Buyer.edition_id), edition)
    query = query.where(Edition.id == of_id)
    if among is not None:
        query = query.where(Buyer.id.in_(among))
    in_order = query.join(Company, Company.id == Buyer.company_id).order_by(
        Company.name_sorted, Person.name_sorted, Buyer.id
    )
    return session().scalars(in_order.options(contains_eager(Buyer.person), contains_eager(Buyer.company))).all()


def _not_invited(query: Select[T], edition: Edition) -> Select[T]:
    """Only buyers of former editions who were not removed there, can sign in, and are no buyers of this one."""
    invited = select(_Invited.id).where(
        _Invited.edition_id == edition.id, _Invited.person_id == Buyer.person_id, _Invited.removed_at.is_(None)
    )
    return query.join(Person, Person.id == Buyer.person_id).where(
        Edition.starts_on < edition.starts_on,
        Buyer.removed_at.is_(None),
        Person.disabled_at.is_(None),
        Person.email.is_not(None),
        ~invited.exists(),
    )
