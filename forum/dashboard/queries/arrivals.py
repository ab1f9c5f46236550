"""Who entered the forum: the people behind the number of entries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry, Gate
from forum.core.collation import sort_key
from forum.core.database import session
from forum.core.paging import Page, rows_of
from forum.editions.models import Category
from forum.registration.models import Registration


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrivals:
    """The entries to the forum that are looked for: of a day, at a gate, of a category; None means any.

    `once`: of each person the first one only.
    """

    day: date | None = None
    gate_id: int | None = None
    category_id: int | None = None
    once: bool = False


def list_arrivals(edition_id: int, wanted: Arrivals, *, number: int = 1) -> Page[Row[Any]]:
    """First entries of a day, the latest first: who, of what organisation and category, at which gate and when."""
    columns = (
        Entry.registration_id,
        Entry.entered_at,
        Gate.name.label("gate"),
        Registration.organisation,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
        Category.name_es,
        Category.name_en,
    )
    query = (
        select(*columns)
        .join(Gate, Gate.id == Entry.gate_id)
        .join(Area, Area.id == Gate.area_id)
        .join(Registration, Registration.id == Entry.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(Gate.edition_id == edition_id, Area.kind == AreaKind.VENUE)
    )
    for column, value in (
        (Entry.day, wanted.day),
        (Entry.gate_id, wanted.gate_id),
        (Registration.category_id, wanted.category_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.once:
        again = aliased(Entry)
        query = query.where(
            ~exists().where(
                again.registration_id == Entry.registration_id, again.area_id == Entry.area_id, again.day < Entry.day
            )
        )
    return rows_of(query.order_by(Entry.entered_at.desc(), Entry.registration_id), number=number)


def list_venue_gates(edition_id: int) -> list[tuple[int, str]]:
    """The gates by which people enter the forum: id and name."""
    query = (
        select(Gate.id, Gate.name)
        .join(Area, Area.id == Gate.area_id)
        .where(Gate.edition_id == edition_id, Area.kind == AreaKind.VENUE)
    )
    return sorted(((gate_id, name) for gate_id, name in session().execute(query)), key=lambda each: sort_key(each[1]))
