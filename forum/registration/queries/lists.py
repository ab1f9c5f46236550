"""The desk's lists of registrations: found, counted, exported, decided on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    func,
    select,
)

from forum.accounts.models import Person
from forum.companies.models import AllyCode, Company, Site
from forum.core.database import session
from forum.core.each import Found, find_up_to
from forum.core.kept import Kept
from forum.core.mentions import mentions
from forum.core.search import words
from forum.core.sorting import Order, Sorts, is_after, rank
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries.lookups import STANDS
from forum.registration.rules import FROM, WAITING, Step

PAGE = 50

BATCH = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The registrations that are looked for: every word told of the person; a category; a status; an answer.

    Words are looked for in the name, organisation, address and telephone. `answer` is how the address names it, `among`
    selects the ids of those who gave it.
    """

    text: str = ""
    category_id: int | None = None
    status: RegistrationStatus | None = None
    answer: str = ""
    among: Select[tuple[int]] | None = field(default=None, compare=False)


def find_to_step(
    edition_id: int, step: Step, *, wanted: Wanted, last: int | None, besides: int | None = None, most: int
) -> Found:
    """The registrations of a list that a step is possible on; of all statuses, only those that wait are approved.

    `last`: the last one when somebody looked, whoever registered since is left out. `besides`: a category whose
    registrations are left out. `most`: of how many the ids are read.
    """
    statuses = FROM[step] & WAITING if step is Step.APPROVE and wanted.status is None else FROM[step]
    conditions = [*_conditions(edition_id, wanted), Registration.status.in_(statuses)]
    if besides is not None:
        conditions.append(Registration.category_id != besides)
    query = select(Registration.id).where(*conditions)
    if words(wanted.text):
        query = query.join(Person, Person.id == Registration.person_id)
    return find_up_to(query, Registration.id, last=last, most=most)


def _conditions(edition_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Registration.edition_id == edition_id, STANDS]
    if wanted.category_id is not None:
        conditions.append(Registration.category_id == wanted.category_id)
    if wanted.status is not None:
        conditions.append(Registration.status == wanted.status)
    if wanted.among is not None:
        conditions.append(Registration.id.in_(wanted.among))
    columns = (Person.name_folded, Person.email, Registration.organisation_folded)
    return [*conditions, *mentions(wanted.text, *columns, phone=Person.phone)]


def select_people(edition_id: int, *, wanted: Wanted) -> Select[Any]:
    """Who is on all pages of a list, for a statement of another domain: person, organisation, and what a link signs."""
    columns = (Registration.person_id, Registration.organisation, Registration.id, Registration.link_nonce)
    people = select(*columns).join(Person, Person.id == Registration.person_id)
    return people.where(*_conditions(edition_id, wanted))


def select_registrations(edition_id: int, *, wanted: Wanted) -> Select[tuple[int]]:
    """The ids of the registrations on all pages of a list, for a statement of another domain."""
    ids = select(Registration.id).join(Person, Person.id == Registration.person_id)
    return ids.where(*_conditions(edition_id, wanted))


def list_ids(edition_id: int, *, wanted: Wanted) -> tuple[int, ...]:
    """The same ids, read."""
    return tuple(session().scalars(select_registrations(edition_id, wanted=wanted).order_by(Registration.id)))


LISTED = (
    Registration.id,
    Registration.status,
    Registration.created_at,
    Registration.organisation,
    Person.email,
    Person.given_names,
    Person.first_surname,
    Person.second_surname,
    Category.colour,
    Category.name_es,
    Category.name_en,
)

"""What a list shows of each registration."""


SORTS: Sorts = {
    "name": (Person.name_sorted,),
    "organisation": (Registration.organisation_folded,),
    "category": (Category.position, Category.id),
    "status": (rank(Registration.status, RegistrationStatus),),
    "date": (Registration.created_at,),
}
_USUAL = Order("", is_descending=True)
"""The latest first: by the id alone."""


def _keys(order: Order) -> list[Any]:
    return [*SORTS.get(order.by, ()), Registration.id]


def _needed(query: Select[Any], order: Order, *, named: bool = False) -> Select[Any]:
    """With the tables that an order asks; `named`: the person is asked anyway."""
    if named or order.by == "name":
        query = query.join(Person, Person.id == Registration.person_id)
    return query.join(Category, Category.id == Registration.category_id) if order.by == "category" else query


def _sorted(keys: Sequence[Any], order: Order) -> list[Any]:
    return [key.desc() for key in keys] if order.is_descending else list(keys)


def _behind(keys: Sequence[Any], order: Order, before: int | None) -> list[ColumnElement[bool]]:
    """The condition of a page that begins behind a registration; nothing where it is not there any more."""
    if before is None:
        return []
    place: Sequence[Any] | None = (before,)
    if order.by:
        where_it_is = _needed(select(*_keys(order)), order).where(Registration.id == before)
        place = session().execute(where_it_is).one_or_none()
    return [] if place is None else [is_after(keys, place, is_descending=order.is_descending)]


def _shown(ids: Select[Any], order: Order, *more: ColumnElement[Any]) -> Sequence[Row[Any]]:
    query = (
        select(*LISTED, *more)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.id.in_(ids))
    )
    return session().execute(query.order_by(*_sorted(_keys(order), order))).all()


def _page(rows: Sequence[Row[Any]]) -> tuple[Sequence[Row[Any]], int | None]:
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def list_registrations(
    edition_id: int, *, wanted: Wanted, order: Order | None = None, before: int | None = None, skip: int = 0
) -> tuple[Sequence[Row[Any]], int | None]:
    """A page of registrations, the latest first, and the id `before` which the next page starts (None at the end).

    `before`: the last one of the page before, in whatever order; else `skip`: how many stand on the pages before.
    """
    order = order or _USUAL
    keys = _keys(order)
    ids = _needed(select(Registration.id), order).where(*_conditions(edition_id, wanted), *_behind(keys, order, before))
    return _page(_shown(ids.order_by(*_sorted(keys, order)).limit(PAGE + 1).offset(skip), order))


def search_registrations(
    edition_id: int, *, wanted: Wanted, order: Order | None = None, before: int | None = None, skip: int = 0
) -> tuple[Sequence[Row[Any]], int | None, int]:
    """The same, and the number of registrations on all pages: both of one search."""
    order = order or _USUAL
    columns = [key.label(f"key_{place}") for place, key in enumerate(_keys(order))]
    found = _needed(select(*columns), order, named=bool(words(wanted.text))).where(*_conditions(edition_id, wanted))
    ids = found.cte("found")
    keys = list(ids.c)
    total = select(func.count()).select_from(ids).scalar_subquery()
    page = select(keys[-1]).where(*_behind(keys, order, before)).order_by(*_sorted(keys, order))
    rows = _shown(page.limit(PAGE + 1).offset(skip), order, total.label("total"))
    if not rows:  # nothing is found, or nothing more
        return [], None, 0 if before is None and not skip else session().scalar(select(total)) or 0
    return *_page(rows), rows[0].total


def count_by_status(edition_id: int) -> dict[RegistrationStatus, int]:
    """Number of registrations per status."""
    query = (
        select(Registration.status, func.count())
        .where(Registration.edition_id == edition_id, STANDS)
        .group_by(Registration.status)
    )
    counted = {status: number for status, number in session().execute(query)}
    return {status: counted.get(status, 0) for status in RegistrationStatus}


kept_status_counts = Kept(count_by_status, of=(Registration,), seconds=5)

"""The same for the numbers beside a list."""

_POSTAL_CODE = (
    select(Site.postal_code).where(Site.company_id == Company.id).order_by(Site.id).limit(1).scalar_subquery()
)


def export_batches(edition_id: int, *, wanted: Wanted) -> Iterator[Sequence[Row[Any]]]:
    """The registrations on all pages of a list, the earliest first, a few thousand at a time.

    Rows: registration, person, category, ally code, company it represents and the postal code of its first site.
    """
    last = 0
    while True:
        query = (
            select(Registration, Person, Category, AllyCode.code, Company, _POSTAL_CODE)
            .join(Person, Person.id == Registration.person_id)
            .join(Category, Category.id == Registration.category_id)
            .outerjoin(AllyCode, AllyCode.id == Registration.ally_code_id)
            .outerjoin(Company, Company.id == Registration.company_id)
            .where(*_conditions(edition_id, wanted), Registration.id > last)
            .order_by(Registration.id)
            .limit(BATCH)
        )
        rows = session().execute(query).all()
        if rows:
            yield rows
        if len(rows) < BATCH:
            return
        last = rows[-1].Registration.id
