"""Badges to be printed: what they say, which ones a run takes, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, true

from forum.accounts.models import Person
from forum.badges.enums import Which
from forum.badges.models import Badge, Bin, BinPlace, Handover, PrintedBadge, PrintMark
from forum.badges.rules import Printable
from forum.core.database import session
from forum.editions.models import Category
from forum.matchmaking.models import Buyer
from forum.questions.queries import badge_answers
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

UNUSUAL = "[^ -\u024f\u1e00-\u1eff\u2010-\u2026]"
"""A character outside Latin (with the letters of Vietnamese) and its punctuation, as a regular expression."""

_PREPARED = exists().where(PrintedBadge.badge_id == Badge.id)
PRINTED = exists().where(
    PrintedBadge.badge_id == Badge.id, PrintMark.run_id == PrintedBadge.run_id, PrintMark.undone_at.is_(None)
)
HANDED = exists().where(Handover.badge_id == Badge.id, Handover.undone_at.is_(None))
_WANTED: dict[Which, ColumnElement[bool]] = {
    Which.UNPREPARED: ~_PREPARED,
    Which.UNPRINTED: ~PRINTED,
    Which.ALL: true(),
}


@dataclass(frozen=True, slots=True)
class BadgeCount:
    """Number of valid badges of a category; how many are in a run, printed, and handed over.

    `newest_id` and `changed_at` (of a registration or its person) are others as soon as a badge says something else.
    """

    category: Category
    badges: int
    in_runs: int
    printed: int
    handed: int
    newest_id: int
    changed_at: datetime

    @property
    def unprepared(self) -> int:
        """Those in no run."""
        return self.badges - self.in_runs

    @property
    def prepared(self) -> int:
        """Those in a run that nobody marked as printed."""
        return self.in_runs - self.printed


@dataclass(frozen=True, slots=True)
class BadgeText:
    """What a badge says of a person, and of which registration it is."""

    registration_id: int
    name: str
    organisation: str
    position: str


PRINTABLE = (
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
        Category.id.label("category_id"),
        Buyer.interpreter,
        Bin.number.label("bin"),
        badge_answers().label("answers"),
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
    .outerjoin(BinPlace, BinPlace.registration_id == Registration.id)
    .outerjoin(Bin, Bin.id == BinPlace.bin_id)
)


def wanted_badges(
    edition_id: int, *, category_id: int | None, which: Which, bin: int | None = None
) -> Select[tuple[int]]:
    """The ids of valid badges of approved registrations, of one category or all, in one bin or any."""
    query = (
        select(Badge.id)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(
            Registration.edition_id == edition_id,
            Registration.status == RegistrationStatus.APPROVED,
            Badge.revoked_at.is_(None),
            _WANTED[which],
        )
    )
    if bin is not None:
        query = query.join(BinPlace, BinPlace.registration_id == Registration.id).join(
            Bin, and_(Bin.id == BinPlace.bin_id, Bin.number == bin)
        )
    return query if category_id is None else query.where(Registration.category_id == category_id)


def list_printables(badge_ids: Sequence[int], *, among: Select[tuple[int]] | None = None) -> list[Printable]:
    """What these badges say (those `among` others), in this order, in one statement: for a few hundred at a time."""
    query = PRINTABLE.where(Badge.id.in_(badge_ids))
    rows = session().execute(query if among is None else query.where(Badge.id.in_(among.correlate(None))))
    found = {row.badge_id: Printable(**row._mapping) for row in rows}
    return [found[badge_id] for badge_id in badge_ids if badge_id in found]


def list_unusual(edition_id: int) -> list[BadgeText]:
    """The valid badges with a character outside Latin, by name.

    The database picks them out: of thousands of badges they are few.
    """
    surname = func.coalesce(Person.second_surname, "")
    said = (Person.given_names, Person.first_surname, surname, Registration.organisation, Registration.position)
    query = (
        wanted_badges(edition_id, category_id=None, which=Which.ALL)
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
    """Valid, prepared, printed and handed badges of each category that has any, in the order of the categories."""
    states = (_PREPARED, PRINTED, HANDED)
    in_runs, printed, handed = (func.sum(case((condition, 1), else_=0)) for condition in states)
    query = (
        select(Category, func.count(), in_runs, printed, handed, func.max(Badge.id), func.max(Registration.changed_at))
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
    return [BadgeCount(*row) for row in session().execute(query)]
