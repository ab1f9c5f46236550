"""Whom the rows of a list of people are about: by registration, address, or name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.names import PersonName
from forum.core.paging import batches
from forum.editions.models import Category
from forum.imports.rules.people import Entry, Stored
from forum.registration.models import Registration
from forum.registration.rules import OVER

Registered = Stored

_COLUMNS = (
    Person.id,
    Person.given_names,
    Person.first_surname,
    Person.second_surname,
    Person.email,
    Person.phone,
    Person.language,
    Person.name_folded,
    Registration.id.label("registration_id"),
    Registration.category_id,
    Registration.organisation,
    Registration.organisation_folded,
    Registration.position,
    Registration.sector,
    Registration.status,
    Category.name_es,
)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Who is registered in the edition, by id, address, and name with organisation; who else has an address.

    `places`: the places left in each category that has a quota.
    """

    by_id: dict[int, Stored]
    by_email: dict[str, Stored]
    by_name: dict[tuple[str, str], Stored]
    people: dict[str, Stored]
    places: dict[int, int]
    category_names: dict[int, str]

    def find(self, entry: Entry) -> Stored | None:
        """The registration that a row is about, if there is one."""
        if entry.id is not None:
            return self.by_id[entry.id]
        return self.by_email.get(entry.email or "")


def known_people(edition_id: int, entries: Sequence[Entry]) -> KnownPeople:
    """What is stored of the people of a sheet."""
    quotas = (
        session()
        .execute(
            select(Category.id, Category.name_es, Category.quota, Category.places_taken).where(
                Category.edition_id == edition_id
            )
        )
        .all()
    )
    known = KnownPeople(
        {}, {}, {}, {},
        {row.id: row.quota - row.places_taken for row in quotas if row.quota is not None},
        {row.id: row.name_es for row in quotas},
    )  # fmt: skip
    for row in _of(edition_id, Registration.id, (each.id for each in entries)):
        known.by_id[row.registration_id] = _stored(row)
    for row in _of(edition_id, Person.email, (each.email for each in entries)):
        (known.people if row.registration_id is None else known.by_email)[row.email] = _stored(row)
    for row in _of(edition_id, Person.name_folded, (each.key[0] for each in entries)):
        if row.registration_id is not None and row.status not in OVER:
            known.by_name[row.name_folded, row.organisation_folded] = _stored(row)
    return known


def _of(edition_id: int, column: ColumnElement[Any] | Any, values: Iterable[Any]) -> Iterable[Row[Any]]:
    """People with these values, each with their registration in the edition where they have one."""
    here = and_(Registration.person_id == Person.id, Registration.edition_id == edition_id)
    query = (
        select(*_COLUMNS)
        .select_from(Person)
        .outerjoin(Registration, here)
        .outerjoin(Category, Category.id == Registration.category_id)
    )
    for some in batches(values):
        yield from session().execute(query.where(column.in_(some)))


def _stored(row: Row[Any]) -> Stored:
    return Stored(
        person_id=row.id,
        name=PersonName(row.given_names, row.first_surname, row.second_surname),
        email=row.email,
        phone=row.phone or "",
        language=row.language,
        registration_id=row.registration_id,
        category_id=row.category_id,
        category=row.name_es or "",
        organisation=row.organisation or "",
        position=row.position or "",
        sector=row.sector,
    )
