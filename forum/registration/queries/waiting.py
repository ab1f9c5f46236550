"""The waiting list as the desk sees it: who has an offer, who has a turn, who let a place pass."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.paging import Page, page_of
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration


def list_waiting(edition_id: int, *, category_id: int | None, number: int) -> Page[Registration]:
    """A page of the waiting lists of an edition: open offers first, then by turn, who let a place pass last."""
    query = (
        select(Registration)
        .join(Registration.person)
        .join(Registration.category)
        .options(contains_eager(Registration.person), contains_eager(Registration.category))
        .where(Registration.edition_id == edition_id, Registration.status == RegistrationStatus.WAITLISTED)
        .order_by(
            Category.position,
            Category.id,
            Registration.offered_until.is_(None),
            Registration.offered_until,
            Registration.passed_at.is_not(None),
            Registration.waiting_since,
            Registration.id,
        )
    )
    if category_id is not None:
        query = query.where(Registration.category_id == category_id)
    return page_of(query, number=number)


def open_offers(category_id: int) -> Sequence[Row[Any]]:
    """To whom places of a category are offered, besides those of a group: id, name, until when."""
    query = (
        select(
            Registration.id,
            Registration.offered_until,
            Person.given_names,
            Person.first_surname,
            Person.second_surname,
        )
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.category_id == category_id, Registration.offered_until.is_not(None))
        .where(Registration.block_id.is_(None))
        .order_by(Registration.offered_until, Registration.id)
    )
    return session().execute(query).all()
