"""What a scanner needs of an edition to answer without network: its badges, who entered, its days and categories."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, bindparam, func, or_, select

from forum.accounts.models import Person
from forum.badges.models import Badge, ReservedCode
from forum.checkin.enums import GateDirection
from forum.checkin.models import Area, AreaCategory, AreaDay, Entry, Gate
from forum.checkin.queries.gates import list_areas
from forum.core.database import session
from forum.core.kept import Kept
from forum.core.prepared import Prepared
from forum.editions.models import Category, CategoryDay, Day
from forum.registration.models import Registration

FRESH_SECONDS = 2.0

_BADGES = (
    select(
        Badge.id,
        Badge.code,
        Badge.revoked_at,
        Badge.revoked_for,
        Registration.id.label("registration_id"),
        Registration.status,
        Registration.category_id,
        Registration.organisation,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
    )
    .join(Registration, Registration.id == Badge.registration_id)
    .join(Person, Person.id == Registration.person_id)
    .where(Registration.edition_id == bindparam("edition_id"))
)
_ALL = Prepared(_BADGES.order_by(Badge.id))
_since: BindParameter[datetime] = bindparam("since")
_CHANGED = Prepared(
    _BADGES.where(or_(Registration.changed_at > _since, Badge.issued_at > _since, Badge.revoked_at > _since))
)


def _of_reserved(told: ColumnElement[Any]) -> ScalarSelect[Any]:
    unused = (ReservedCode.edition_id == bindparam("edition_id"), ReservedCode.used_at.is_(None))
    return select(told).select_from(ReservedCode).where(*unused).scalar_subquery()


_AS_OF = Prepared(
    select(
        func.max(Registration.changed_at).label("changed_at"),
        func.max(Badge.issued_at).label("issued_at"),
        func.max(Badge.revoked_at).label("revoked_at"),
        func.count().label("badges"),
        _of_reserved(func.max(ReservedCode.reserved_at)).label("reserved_at"),
        _of_reserved(func.max(ReservedCode.voided_at)).label("voided_at"),
        _of_reserved(func.count()).label("reserved"),
    )
    .join(Badge, Badge.registration_id == Registration.id)
    .where(Registration.edition_id == bindparam("edition_id"))
)
_ENTRIES = Prepared(
    select(
        Entry.changed_at,
        Entry.registration_id,
        Entry.gate_id,
        Entry.entered_at,
        Entry.moved_at,
        Entry.inside,
        Entry.area_id,
    )
    .join(Gate, Gate.id == Entry.gate_id)
    .where(Gate.edition_id == bindparam("edition_id"), Entry.day == bindparam("day"))
    .order_by(Entry.changed_at, Entry.registration_id)
)


@dataclass(frozen=True, slots=True)
class AsOf:
    """How far the badges of an edition are: another value as soon as a scanner would answer one otherwise."""

    changed_at: datetime | None
    issued_at: datetime | None
    revoked_at: datetime | None
    badges: int
    reserved_at: datetime | None
    voided_at: datetime | None
    reserved: int

    def is_after(self, moment: datetime) -> bool:
        """Whether a badge changed after a moment."""
        return any(at is not None and at > moment for at in (self.changed_at, self.issued_at, self.revoked_at))

    @property
    def records(self) -> int:
        """How many records the whole roster has: of badges, and of codes reserved for the desk."""
        return self.badges + self.reserved


@dataclass(frozen=True, slots=True)
class DoorArea:
    """The limits of an area: how many may be in, the categories that enter and the days it is open (none: all)."""

    capacity: int | None
    once_a_day: bool
    categories: tuple[int, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class DayAtDoors:
    """Who entered on a day, in the order in which we learnt of it, and how many are in each area."""

    rows: list[Any]
    inside: dict[int, int]


@dataclass(frozen=True, slots=True)
class DoorFrame:
    """The days of an edition, its categories with the days on which they enter (none: all), its areas and gates by id.

    A gate: its name, its area, and which way it goes.
    """

    days: tuple[date, ...]
    categories: dict[int, tuple[str, str, str, tuple[date, ...]]]
    areas: dict[int, DoorArea]
    gates: dict[int, tuple[str, int, GateDirection]]


def list_roster_rows(edition_id: int) -> list[Any]:
    """Every badge of an edition with what the door asks of it, by id."""
    return _ALL.rows(edition_id=edition_id)


def list_changed_roster_rows(edition_id: int, *, since: datetime) -> list[Any]:
    """The badges that changed after a moment."""
    return _CHANGED.rows(edition_id=edition_id, since=since)


def _as_of(edition_id: int) -> AsOf:
    return AsOf(*_AS_OF.rows(edition_id=edition_id)[0])


def _entries(edition_id: int, day: date) -> DayAtDoors:
    rows = _ENTRIES.rows(edition_id=edition_id, day=day)
    return DayAtDoors(rows, dict(Counter(row.area_id for row in rows if row.inside)))


def _frame(edition_id: int) -> DoorFrame:
    current = session()
    days = current.scalars(select(Day.date).where(Day.edition_id == edition_id).order_by(Day.date))
    limited = current.execute(
        select(CategoryDay.category_id, Day.date)
        .join(Day, Day.id == CategoryDay.day_id)
        .where(Day.edition_id == edition_id)
        .order_by(Day.date)
    ).all()
    columns = (Category.id, Category.name_es, Category.name_en, Category.colour)
    categories = current.execute(select(*columns).where(Category.edition_id == edition_id))
    gates = current.scalars(select(Gate).where(Gate.edition_id == edition_id).order_by(Gate.id))
    return DoorFrame(
        tuple(days),
        {
            id: (spanish, english, colour, tuple(day for category_id, day in limited if category_id == id))
            for id, spanish, english, colour in categories
        },
        _areas(edition_id),
        {gate.id: (gate.name, gate.area_id, gate.direction) for gate in gates},
    )


def _areas(edition_id: int) -> dict[int, DoorArea]:
    return {
        area.id: DoorArea(area.capacity, area.once_a_day, tuple(each[0] for each in area.categories), area.days)
        for area in list_areas(edition_id)
    }


as_of = Kept(_as_of, of=(Registration, Badge, ReservedCode), seconds=FRESH_SECONDS)
"""How far the badges of an edition are; every scanner asks every few seconds."""

entries_of_day = Kept(_entries, of=(Entry,), seconds=FRESH_SECONDS)
"""Who entered on a day; every scanner asks every few seconds."""

door_frame = Kept(_frame, of=(Day, Category, CategoryDay, Area, AreaCategory, AreaDay, Gate), seconds=FRESH_SECONDS)
"""The days, categories, areas and gates of an edition."""
