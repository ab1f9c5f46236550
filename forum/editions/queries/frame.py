"""Queries of the halls, tables, slots and categories of an edition; rows of another edition are not found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Row, func, select
from sqlalchemy.orm import selectinload

from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.kept import Kept
from forum.editions.enums import CategoryKind
from forum.editions.models import Category, CategoryDay, Day, Hall, MeetingTable, Slot


def list_halls(edition_id: int) -> Sequence[Row[tuple[Hall, int, int]]]:
    """The halls by name, each with the number of its tables and slots."""
    tables = select(func.count()).where(MeetingTable.hall_id == Hall.id).scalar_subquery()
    slots = select(func.count()).where(Slot.hall_id == Hall.id).scalar_subquery()
    query = select(Hall, tables.label("tables"), slots.label("slots")).where(Hall.edition_id == edition_id)
    return sorted(session().execute(query), key=lambda row: sort_key(row.Hall.name))


def hall_in(edition_id: int, hall_id: int) -> Hall:
    """A hall of this edition with its tables.

    Raises:
        NotFound: the edition has no such hall.
    """
    query = select(Hall).where(Hall.id == hall_id, Hall.edition_id == edition_id).options(selectinload(Hall.tables))
    return one(query)


def day_in(edition_id: int, day_id: int) -> Day:
    """A day of this edition.

    Raises:
        NotFound: the edition has no such day.
    """
    return one(select(Day).where(Day.id == day_id, Day.edition_id == edition_id))


def slot_in(edition_id: int, slot_id: int) -> Slot:
    """A slot of this edition.

    Raises:
        NotFound: the edition has no such slot.
    """
    return one(select(Slot).where(Slot.id == slot_id, Slot.edition_id == edition_id))


def slots_of(hall_id: int, day_id: int) -> Sequence[Slot]:
    """The slots of a hall on a day in order."""
    query = select(Slot).where(Slot.hall_id == hall_id, Slot.day_id == day_id).order_by(Slot.starts_at)
    return session().scalars(query).all()


def list_categories(edition_id: int) -> Sequence[Category]:
    """Every category in the organiser's order."""
    query = select(Category).where(Category.edition_id == edition_id).order_by(Category.position, Category.id)
    return session().scalars(query).all()


def offered_categories(edition_id: int) -> Sequence[Category]:
    """The categories the public form offers."""
    query = select(Category).where(Category.edition_id == edition_id, Category.kind == CategoryKind.VISITOR)
    return session().scalars(query.order_by(Category.position, Category.id)).all()


def category_in(edition_id: int, category_id: int) -> Category:
    """A category of this edition.

    Raises:
        NotFound: the edition has no such category.
    """
    query = select(Category).where(Category.id == category_id, Category.edition_id == edition_id)
    return one(query)


def allowed_days(category_id: int) -> Sequence[int]:
    """The ids of the days a category is limited to; none means all."""
    return session().scalars(select(CategoryDay.day_id).where(CategoryDay.category_id == category_id)).all()


def limited_days(edition_id: int) -> Mapping[int, Sequence[date]]:
    """The days of each category of an edition that is limited to some, in order; the others may enter on all."""
    query = select(CategoryDay.category_id, Day.date).join(Day, Day.id == CategoryDay.day_id)
    found: dict[int, list[date]] = defaultdict(list)
    for category_id, day in session().execute(query.where(Day.edition_id == edition_id).order_by(Day.date)):
        found[category_id].append(day)
    return found


kept_limited_days = Kept(limited_days, of=(CategoryDay, Day), seconds=5)
"""The same, some seconds old where another process has changed them: for pages that tell it. A door asks itself."""
