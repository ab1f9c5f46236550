"""Badges of one person: for themselves, for the desk, by code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select

from forum.accounts.models import Person
from forum.badges.models import Badge, Bin, BinPlace
from forum.badges.queries.bins import BIN_RANGE
from forum.badges.rules import find_code, possible_codes
from forum.badges.rules.bins import BinRange, Bins
from forum.core.database import found, session
from forum.core.mentions import mentions
from forum.editions.models import Category, Edition
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import link_target

MOST_FOUND = 12
READ_LIMIT = 256
"""Characters of a scanned text in which a code is looked for that other letters are joined to."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A registered person, their valid badge, if any, and the bin of their badge where badges are divided."""

    registration: Registration
    person: Person
    category: Category
    edition: Edition
    badge: Badge | None
    bin: BinRange | None


@dataclass(frozen=True, slots=True)
class FoundHolder:
    """A person found at the desk, whether they have a valid badge, and the number of the bin it lies in."""

    registration_id: int
    name: str
    organisation: str
    category: Category
    has_badge: bool
    bin: int | None = None


_VALID = and_(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None))
_HOLDER = (
    select(Registration, Person, Category, Edition, Badge, *BIN_RANGE, BinPlace.bin_id)
    .join(Person, Person.id == Registration.person_id)
    .join(Category, Category.id == Registration.category_id)
    .join(Edition, Edition.id == Registration.edition_id)
    .outerjoin(Badge, _VALID)
    .outerjoin(Bin, Bin.edition_id == Registration.edition_id)
    .outerjoin(BinPlace, and_(BinPlace.registration_id == Registration.id, BinPlace.bin_id == Bin.id))
    .order_by(Bin.number)
)
"""In one statement, with a row for each bin of the edition: whose badge was put into none has that of their name."""


def badge_of(registration_id: int) -> Badge | None:
    """The valid badge of a registration, if any."""
    query = select(Badge).where(Badge.registration_id == registration_id, Badge.revoked_at.is_(None))
    return session().scalars(query).one_or_none()


def badges_of(registration_id: int) -> Sequence[tuple[Badge, Person | None]]:
    """All badges of a registration, newest first, each with who revoked it."""
    query = (
        select(Badge, Person)
        .outerjoin(Person, Person.id == Badge.revoked_by_id)
        .where(Badge.registration_id == registration_id)
        .order_by(Badge.issued_at.desc(), Badge.id.desc())
    )
    return [row._tuple() for row in session().execute(query)]


def find_badge(code: str) -> Badge | None:
    """The badge with this code (as stored), valid or revoked."""
    return session().scalars(select(Badge).where(Badge.code == code)).one_or_none()


def code_in(text: str) -> str:
    """The badge code in what was scanned or typed, also where other letters are joined to it; empty for none.

    Of all that could be the code there, it is the one that a badge has; none where several are.
    """
    code = find_code(text)
    if code:
        return code
    possible = possible_codes(text[:READ_LIMIT])
    query = select(Badge.code).where(Badge.code.in_(possible)).limit(2)
    known = session().scalars(query).all() if possible else []
    return known[0] if len(known) == 1 else ""


def find_scanned_badge(text: str, *, edition_id: int) -> Badge | None:
    """The badge of this edition, valid or revoked, whose code is in a scanned or typed text; None for none."""
    code = code_in(text)
    query = (
        select(Badge)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Badge.code == code, Registration.edition_id == edition_id)
    )
    return session().scalars(query).one_or_none() if code else None


def holder_by_link(registration_id: int, nonce: str) -> Holder:
    """The person a signed link belongs to.

    Raises:
        NotFound: there is no such registration, or a newer link has replaced this one.
    """
    return _holder(Registration.id == link_target(registration_id, nonce))


def holder_of_person(person_id: int, *, edition_id: int) -> Holder:
    """A signed-in person's own registration.

    Raises:
        NotFound: they are not registered in this edition.
    """
    return _holder(Registration.person_id == person_id, Registration.edition_id == edition_id)


def holder_of(registration_id: int, *, edition_id: int) -> Holder:
    """A registered person of this edition, for its staff.

    Raises:
        NotFound: there is no such registration in this edition.
    """
    return _holder(Registration.id == registration_id, Registration.edition_id == edition_id)


def _holder(*conditions: ColumnElement[bool]) -> Holder:
    rows = session().execute(_HOLDER.where(*conditions)).all()
    registration, person, category, edition, badge, *_bin = found(rows[0] if rows else None)
    bins = Bins(tuple(BinRange(*row[5:9]) for row in rows if row.number is not None))
    given = next((row.number for row in rows if row.bin_id is not None), None)
    return Holder(registration, person, category, edition, badge, bins.numbered(given, person.name))


def find_holders(text: str, *, edition_id: int) -> list[FoundHolder]:
    """Approved people whose name, organisation or telephone contains every word of the text, in one statement."""
    wanted = mentions(text, Person.name_folded, Registration.organisation_folded, phone=Person.phone)
    if not wanted:
        return []
    query = (
        select(Registration, Person, Category, Badge.id, Bin.number)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(Badge, _VALID)
        .outerjoin(BinPlace, BinPlace.registration_id == Registration.id)
        .outerjoin(Bin, Bin.id == BinPlace.bin_id)
        .where(Registration.edition_id == edition_id, Registration.status == RegistrationStatus.APPROVED, *wanted)
        .order_by(Person.name_sorted, Registration.id)
        .limit(MOST_FOUND)
    )
    return [_found_holder(row) for row in session().execute(query)]


def _found_holder(row: Row[Any]) -> FoundHolder:
    registration, person, category, badge_id, number = row
    return FoundHolder(
        registration.id,
        person.full_name,
        registration.organisation,
        category,
        has_badge=badge_id is not None,
        bin=number,
    )
