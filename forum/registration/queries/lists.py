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
from forum.core.kept import Kept
from forum.core.mentions import mentions
from forum.core.search import words
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


@dataclass(frozen=True, slots=True)
class Found:
    """The earliest registrations of a list that a step is possible on, how many there are, and the last of all."""

    ids: list[int]
    number: int
    last: int | None


def find_to_step(
    edition_id: int, step: Step, *, wanted: Wanted, last: int | None, besides: int | None = None, most: int
) -> Found:
    """The registrations of a list that a step is possible on; of all statuses, only those that wait are approved.

    `last`: the last one when somebody looked, whoever registered since is left out. `besides`: a category whose
    registrations are left out. `most`: of how many the ids are read.
    """
    statuses = FROM[step] & WAITING if step is Step.APPROVE and wanted.status is None else FROM[step]
    conditions = [*_conditions(edition_id, wanted), Registration.status.in_(statuses)]
    if last is not None:
        conditions.append(Registration.id <= last)
    if besides is not None:
        conditions.append(Registration.category_id != besides)
    query = select(Registration.id).where(*conditions)
    if words(wanted.text):
        query = query.join(Person, Person.id == Registration.person_id)
    all_of_them = query.subquery()
    number, latest = session().execute(select(func.count(), func.max(all_of_them.c.id))).one()
    return Found(list(session().scalars(query.order_by(Registration.id).limit(most))), number, latest)


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


LISTED = (
    Registration.id,
    Registration.status,
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


def _listed() -> Select[Any]:
    return (
        select(*LISTED)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .order_by(Registration.id.desc())
    )


def list_registrations(
    edition_id: int, *, wanted: Wanted, before: int | None = None
) -> tuple[Sequence[Row[Any]], int | None]:
    """A page of registrations, the latest first, and the id `before` which the next page starts (None at the end)."""
    query = _listed().where(*_conditions(edition_id, wanted))
    if before is not None:
        query = query.where(Registration.id < before)
    rows = session().execute(query.limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None


def search_registrations(
    edition_id: int, *, wanted: Wanted, before: int | None = None
) -> tuple[Sequence[Row[Any]], int | None, int]:
    """The same, and the number of registrations on all pages: both of one search."""
    found = select(Registration.id).where(*_conditions(edition_id, wanted))
    if words(wanted.text):
        found = found.join(Person, Person.id == Registration.person_id)
    ids = found.cte("found")
    total = select(func.count()).select_from(ids).scalar_subquery()
    page = select(ids.c.id).order_by(ids.c.id.desc()).limit(PAGE + 1)
    if before is not None:
        page = page.where(ids.c.id < before)
    rows = session().execute(_listed().add_columns(total.label("total")).where(Registration.id.in_(page))).all()
    if not rows:  # nothing is found, or nothing more
        return [], None, 0 if before is None else session().scalar(select(total)) or 0
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None, rows[0].total


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
