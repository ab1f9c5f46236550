"""Badges to be printed: what they say, which ones a run takes, in which order, and the runs so far.

The order is made here and not by the database: names are in the alphabetical order of Spanish (Ñ after N, accents
aside) on every engine. Only the ids of a whole run are in memory; the rest is read a batch at a time, so that memory
does not grow and no transaction stays open while a slow network takes the pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import Row, Select, and_, case, exists, func, select

from forum.accounts.models import Person
from forum.badges.enums import Layout
from forum.badges.models import Badge, PrintedBadge, PrintFile, PrintRun
from forum.badges.rules import LONG_RUN, Printable
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.editions.models import Category
from forum.matchmaking.models import Buyer
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

LATEST_RUNS = 10
UNUSUAL = "[^ -\u024f\u1e00-\u1eff\u2010-\u2026]"
"""A character outside Latin (with the letters of Vietnamese) and its punctuation, as a regular expression."""

_PRINTED = exists().where(PrintedBadge.badge_id == Badge.id)


@dataclass(frozen=True, slots=True)
class BadgeCount:
    """Number of valid badges of a category, and how many of them are not printed yet."""

    category: Category
    badges: int
    unprinted: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """A print run, who made it, and its file if one was asked for."""

    run: PrintRun
    made_by: Person | None
    file: PrintFile | None

    @property
    def layout(self) -> Layout:
        """On what the run is printed."""
        return Layout(self.run.layout)

    @property
    def is_long(self) -> bool:
        """Whether its PDF is drawn in the background."""
        return self.run.badges > LONG_RUN

    @property
    def is_waiting(self) -> bool:
        """Whether its file was asked for and is not there yet."""
        return self.file is not None and self.file.ready_at is None and self.file.failed_at is None


@dataclass(frozen=True, slots=True)
class BadgeText:
    """What a badge says of a person, and of which registration it is."""

    registration_id: int
    name: str
    organisation: str
    position: str


_PRINTABLE = (
    select(
        Badge.id.label("badge_id"),
        Badge.code,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
        Registration.organisation,
        Registration.position,
        Category.name_es.label("category_es"),
        Category.name_en.label("category_en"),
        Category.colour,
        Buyer.interpreter,
    )
    .join(Registration, Registration.id == Badge.registration_id)
    .join(Person, Person.id == Registration.person_id)
    .join(Category, Category.id == Registration.category_id)
    .outerjoin(
        Buyer,
        and_(
            Buyer.person_id == Person.id,
            Buyer.edition_id == Registration.edition_id,
            Buyer.removed_at.is_(None),
        ),
    )
)


def wanted_badges(edition_id: int, *, category_id: int | None, unprinted: bool) -> Select[tuple[int]]:
    """The ids of valid badges of approved registrations: of one category or all, only those not printed or all."""
    query = (
        select(Badge.id)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(
            Registration.edition_id == edition_id,
            Registration.status == RegistrationStatus.APPROVED,
            Badge.revoked_at.is_(None),
        )
    )
    if category_id is not None:
        query = query.where(Registration.category_id == category_id)
    return query.where(~_PRINTED) if unprinted else query


def run_order(run_id: int) -> list[int]:
    """The ids of a run's badges that are still valid, by category and surname."""
    query = (
        select(
            Badge.id,
            Category.position,
            Category.id.label("category_id"),
            Person.first_surname,
            Person.second_surname,
            Person.given_names,
        )
        .join(PrintedBadge, PrintedBadge.badge_id == Badge.id)
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(PrintedBadge.run_id == run_id, Badge.revoked_at.is_(None))
    )
    rows = sorted(session().execute(query), key=lambda row: (row.position, row.category_id, _alphabetical(row)))
    return [row.id for row in rows]


def _alphabetical(row: Row[Any]) -> tuple[str, str]:
    """The key by which badges are sorted: as on a list of the door, by surname."""
    return sort_key(" ".join(filter(None, (row.first_surname, row.second_surname, row.given_names))))


def list_printables(badge_ids: Sequence[int]) -> list[Printable]:
    """What these badges say, in this order, in one statement: for a few hundred at a time."""
    rows = session().execute(_PRINTABLE.where(Badge.id.in_(badge_ids)))
    found = {row.badge_id: Printable(**row._mapping) for row in rows}
    return [found[badge_id] for badge_id in badge_ids if badge_id in found]


def list_unusual(edition_id: int) -> list[BadgeText]:
    """The valid badges with a character outside Latin, by name.

    The database picks them out: of thousands of badges they are few.
    """
    surname = func.coalesce(Person.second_surname, "")
    said = (Person.given_names, Person.first_surname, surname, Registration.organisation, Registration.position)
    query = (
        wanted_badges(edition_id, category_id=None, unprinted=False)
        .join(Person, Person.id == Registration.person_id)
        .with_only_columns(Registration, Person)
        .where(reduce(add, said).regexp_match(UNUSUAL))
        .order_by(Person.name_sorted, Registration.id)
    )
    return [
        BadgeText(registration.id, person.full_name, registration.organisation, registration.position)
        for registration, person in session().execute(query)
    ]


def count_badges(edition_id: int) -> list[BadgeCount]:
    """Valid and unprinted badges of each category that has any, in the order of the categories."""
    query = (
        select(Category, func.count(), func.sum(case((_PRINTED, 0), else_=1)))
        .select_from(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Category, Category.id == Registration.category_id)
        .where(
            Registration.edition_id == edition_id,
            Registration.status == RegistrationStatus.APPROVED,
            Badge.revoked_at.is_(None),
        )
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    return [BadgeCount(category, badges, int(unprinted)) for category, badges, unprinted in session().execute(query)]


def list_runs(edition_id: int) -> list[RunRow]:
    """The latest runs, newest first."""
    query = (
        select(PrintRun, Person, PrintFile)
        .outerjoin(Person, Person.id == PrintRun.made_by_id)
        .outerjoin(PrintFile, PrintFile.run_id == PrintRun.id)
        .where(PrintRun.edition_id == edition_id)
        .order_by(PrintRun.made_at.desc(), PrintRun.id.desc())
        .limit(LATEST_RUNS)
    )
    return [RunRow(*row) for row in session().execute(query)]


def get_run(run_id: int, *, edition_id: int) -> PrintRun:
    """A print run of this edition.

    Raises:
        NotFound: there is none.
    """
    return one(select(PrintRun).where(PrintRun.id == run_id, PrintRun.edition_id == edition_id))
