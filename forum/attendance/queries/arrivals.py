"""Who came to the sessions of an edition, and whose badge is scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.accounts.queries import history_of
from forum.attendance.models import Attendance, AttendanceEvent
from forum.badges.queries.holders import find_scanned_badge
from forum.checkin.rules import search_words
from forum.core.database import one, session
from forum.core.mentions import mentions
from forum.editions.models import Category
from forum.programme.models import Choice
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDoor:
    """Whose badge was read: their registration, and whether the badge is valid."""

    registration_id: int
    name: str
    organisation: str
    is_valid: bool


def find_at_door(text: str, registration_id: int | None, *, edition_id: int) -> AtDoor | None:
    """Who shows this code, or was found by name; None for nobody of this edition."""
    is_revoked = False
    if registration_id is None:
        badge = find_scanned_badge(text, edition_id=edition_id)
        if badge is None:
            return None
        registration_id, is_revoked = badge.registration_id, badge.revoked_at is not None
    query = select(Registration, Person).join(Person, Person.id == Registration.person_id)
    query = query.where(Registration.id == registration_id, Registration.edition_id == edition_id)
    row = session().execute(query).one_or_none()
    if row is None:
        return None
    return AtDoor(
        registration_id=row.Registration.id,
        name=row.Person.full_name,
        organisation=row.Registration.organisation,
        is_valid=not is_revoked and row.Registration.status is RegistrationStatus.APPROVED,
    )


def find_attendance(talk_uid: str, registration_id: int) -> Attendance | None:
    """That somebody came to a session, where it is written down."""
    query = select(Attendance).where(Attendance.talk_uid == talk_uid, Attendance.registration_id == registration_id)
    return session().scalar(query.execution_options(populate_existing=True))


def has_place(talk_uid: str, registration_id: int) -> bool:
    """Whether somebody chose a session and does not wait for it."""
    query = select(Choice.id).where(Choice.talk_uid == talk_uid, Choice.registration_id == registration_id)
    return session().scalar(query.where(Choice.is_waiting.is_(False))) is not None


def count_at(talk_uid: str) -> int:
    """How many came to a session."""
    query = select(func.count()).where(Attendance.talk_uid == talk_uid)
    return session().scalar(query) or 0


def count_attendance(edition_id: int) -> dict[str, int]:
    """How many came to each session of an edition."""
    query = select(Attendance.talk_uid, func.count()).where(Attendance.edition_id == edition_id)
    return {uid: count for uid, count in session().execute(query.group_by(Attendance.talk_uid))}


def list_attendance(talk_uid: str, *, limit: int | None = None) -> Sequence[Row[Any]]:
    """Who came to a session: (attendance, person, organisation, category, who wrote it down); the last first."""
    by = aliased(Person, name="by")
    query = (
        select(Attendance, Person, Registration.organisation, Category, by)
        .join(Registration, Registration.id == Attendance.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .join(Category, Category.id == Registration.category_id)
        .outerjoin(by, by.id == Attendance.by_id)
        .where(Attendance.talk_uid == talk_uid)
    )
    return session().execute(query.order_by(Attendance.came_at.desc(), Attendance.id.desc()).limit(limit)).all()


def attendance_in(edition_id: int, attendance_id: int) -> Attendance:
    """Somebody's attendance at a session of this edition.

    Raises:
        NotFound: there is none.
    """
    return one(select(Attendance).where(Attendance.id == attendance_id, Attendance.edition_id == edition_id))


def find_by_name(text: str, *, edition_id: int, talk_uid: str) -> Sequence[Row[tuple[int, Person, str, datetime]]]:
    """Approved people whose name contains every word, at most twelve, by name, each with when they came."""
    if not search_words(text):
        return []
    query = (
        select(Registration.id, Person, Registration.organisation, Attendance.came_at)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(Attendance, (Attendance.registration_id == Registration.id) & (Attendance.talk_uid == talk_uid))
        .where(Registration.edition_id == edition_id, Registration.status == RegistrationStatus.APPROVED)
        .where(*mentions(text, Person.name_folded))
    )
    return session().execute(query.order_by(Person.name_sorted, Registration.id).limit(MOST_PEOPLE)).all()


def history_of_attendance(registration_id: int) -> Sequence[tuple[AttendanceEvent, Person | None]]:
    """What happened to somebody's attendance, each with who did it, the last first."""
    return history_of(AttendanceEvent, registration_id=registration_id)
