"""Badges for the organiser's printer: which are wanted, in which order, and the runs so far.

The order is made here and not by the database: names sort as people file them (Ñ after N, accents aside) on every
engine. Only the ids of all are held; the rest is fetched a batch at a time, so that memory stays flat and no
transaction stays open while a slow network takes the pages.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, func, select

from forum.accounts.models import Person
from forum.badges.models import Badge, PrintedBadge, PrintRun
from forum.core.database import session
from forum.core.errors import NotFound
from forum.core.search import fold
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

LATEST_RUNS = 10

_PRINTED = exists().where(PrintedBadge.badge_id == Badge.id)


@dataclass(frozen=True, slots=True)
class Printable:
    """What a badge says."""

    badge_id: int
    code: str
    given_names: str
    first_surname: str
    second_surname: str | None
    organisation: str
    position: str
    category_es: str
    category_en: str
    colour: str


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """How many badges of a category are alive, and how many of those nobody has printed yet."""

    category: Category
    badges: int
    unprinted: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run, and who made it."""

    run: PrintRun
    made_by: Person | None


_PRINTABLE = (
    select(
        Badge.id,
        Badge.code,
        Person.given_names,
        Person.first_surname,
        Person.second_surname,
        Registration.organisation,
        Registration.position,
        Category.name_es,
        Category.name_en,
        Category.colour,
    )
    .join(Registration, Registration.id == Badge.registration_id)
    .join(Person, Person.id == Registration.person_id)
    .join(Category, Category.id == Registration.category_id)
)


def wanted_badges(edition_id: int, *, category_id: int | None, unprinted: bool) -> Select[tuple[int]]:
    """The ids of badges alive of approved registrations: of one category or all, only those not printed or all."""
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
    """The ids of a run's badges that are still good, by category and surname."""
    query = (
        select(
            Badge.id, Category.position, Category.id, Person.first_surname, Person.second_surname, Person.given_names
        )
        .join(PrintedBadge, PrintedBadge.badge_id == Badge.id)
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .where(PrintedBadge.run_id == run_id, Badge.revoked_at.is_(None))
    )
    rows = sorted(session().execute(query), key=lambda row: (row[1], row[2], _filed(" ".join(filter(None, row[3:])))))
    return [row[0] for row in rows]


def _filed(name: str) -> tuple[str, str]:
    """Where a name stands in an index: Ñ is a letter of its own after N, accents count only between equals."""
    kept = unicodedata.normalize("NFC", name).casefold().replace("ñ", "n\uffff")
    return fold(kept), name


def list_printables(badge_ids: Sequence[int]) -> list[Printable]:
    """What these badges say, in this order, in one statement: for a few hundred at a time."""
    found: dict[int, Any] = {row[0]: row for row in session().execute(_PRINTABLE.where(Badge.id.in_(badge_ids)))}
    return [Printable(*found[badge_id]) for badge_id in badge_ids if badge_id in found]


def count_badges(edition_id: int) -> list[CategoryCount]:
    """The badges alive of each category that has any, in the categories' order."""
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
    return [CategoryCount(category, badges, int(unprinted)) for category, badges, unprinted in session().execute(query)]


def list_runs(edition_id: int) -> list[RunRow]:
    """The latest runs, newest first."""
    query = (
        select(PrintRun, Person)
        .outerjoin(Person, Person.id == PrintRun.made_by_id)
        .where(PrintRun.edition_id == edition_id)
        .order_by(PrintRun.made_at.desc(), PrintRun.id.desc())
        .limit(LATEST_RUNS)
    )
    return [RunRow(*row) for row in session().execute(query)]


def get_run(run_id: int, *, edition_id: int) -> PrintRun:
    """A run of this edition.

    Raises:
        NotFound: there is none.
    """
    run = (
        session()
        .scalars(select(PrintRun).where(PrintRun.id == run_id, PrintRun.edition_id == edition_id))
        .one_or_none()
    )
    if run is None:
        raise NotFound
    return run
