"""Finding a person at the door by name, and what was scanned of one. Telephone and e-mail are not read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.checkin.models import Entry, Gate, Override, Scan
from forum.checkin.rules import search_words
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.core.mentions import mentions
from forum.core.names import PersonName
from forum.core.prepared import Prepared
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """What door staff may see of a person: when they entered the area of the gate today, and when they left it."""

    registration_id: int
    name: str
    organisation: str
    category_es: str
    category_en: str
    colour: str
    status: RegistrationStatus
    has_badge: bool
    since: datetime | None
    left: datetime | None


def find_people(text: str, *, edition_id: int, area_id: int, day: date) -> list[FoundPerson]:
    """Registered people whose name contains every word, at most twelve, by name, in one statement."""
    if not search_words(text):
        return []
    # Who is shown is known before anything else of them is read: a name may have a thousand.
    first = (
        select(Registration.id)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.edition_id == edition_id, *mentions(text, Person.name_folded))
        .order_by(Person.name_sorted, Registration.id)
        .limit(MOST_PEOPLE)
    )
    query = (
        select(
            Registration.id,
            Person.given_names,
            Person.first_surname,
            Person.second_surname,
            Registration.organisation,
            Category.name_es,
            Category.name_en,
            Category.colour,
            Registration.status,
            exists().where(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None)).label("has_badge"),
            Entry.entered_at,
            Entry.inside,
            Entry.moved_at,
        )
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Entry, _entry_of(area_id, day))
        .where(Registration.id.in_(first))
        .order_by(Person.name_sorted, Registration.id)
    )
    return [_found(row) for row in session().execute(query)]


def _entry_of(area_id: int, day: date) -> ColumnElement[bool]:
    return and_(Entry.registration_id == Registration.id, Entry.day == day, Entry.area_id == area_id)


def _found(row: Row[Any]) -> FoundPerson:
    return FoundPerson(
        registration_id=row.id,
        name=PersonName(row.given_names, row.first_surname, row.second_surname).full,
        organisation=row.organisation,
        category_es=row.name_es,
        category_en=row.name_en,
        colour=row.colour,
        status=row.status,
        has_badge=bool(row.has_badge),
        since=row.entered_at,
        left=None if row.inside or row.entered_at is None else row.moved_at,
    )


_NAMES = Prepared(
    select(
        Registration.id,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
        Registration.organisation,
        Registration.category_id,
        and_(
            Registration.status == RegistrationStatus.APPROVED,
            exists().where(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None)),
        ).label("is_valid"),
    )
    .join(Person, Person.id == Registration.person_id)
    .where(Registration.edition_id == bindparam("edition_id"))
    .order_by(Person.name_sorted, Registration.id)
)


def list_names(edition_id: int) -> list[Any]:
    """Everybody who is registered, by name, and whether they have a valid badge: for search without network."""
    return _NAMES.rows(edition_id=edition_id)


_Operator, _Supervisor = shared_alias(Person), shared_alias(Person)


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A scan of a person's badge, at which gate and by whom; and where a supervisor let them in, why."""

    scan: Scan
    gate: str
    operator: Person
    override: Override | None
    supervisor: Person | None


def scans_of(registration_id: int) -> list[ScanLine]:
    """Every scan of the badges of a registration, in one statement."""
    query = (
        select(Scan, Gate.name, _Operator, Override, _Supervisor)
        .join(Badge, Badge.id == Scan.badge_id)
        .join(Gate, Gate.id == Scan.gate_id)
        .join(_Operator, _Operator.id == Scan.operator_id)
        .outerjoin(Override, Override.scan_id == Scan.id)
        .outerjoin(_Supervisor, _Supervisor.id == Override.by_id)
        .where(Badge.registration_id == registration_id)
        .order_by(Scan.happened_at, Scan.id)
    )
    return [ScanLine(*row) for row in session().execute(query)]
