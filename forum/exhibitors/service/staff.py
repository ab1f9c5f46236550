"""Staff badges, limited by the quota of a stand and counted under the lock of its application."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from forum.accounts.models import Person
from forum.accounts.service import get_or_create_person
from forum.companies.models import Company
from forum.core.database import atomic, locked, one, refusing, session
from forum.core.names import PersonName
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.exhibitors import rules
from forum.exhibitors.errors import (
    AlreadyStaff,
    AttendsOtherwise,
    NoStaffPlace,
    StaffHasEntered,
    StaffNotYet,
    StaffQuotaFull,
)
from forum.exhibitors.models import Exhibitor, StaffMember
from forum.registration.enums import Canceller
from forum.registration.errors import NotPossibleNow
from forum.registration.models import Registration
from forum.registration.rules import holds_place, outranks
from forum.registration.service import cancel, end_right, has_entered, register_attendee

UNIQUE_STAFF = "uq_staff_member_registration_id"


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """A person who gets a staff badge; without an address they receive no mail."""

    name: PersonName
    email: str | None
    position: str
    language: str


def add_staff(exhibitor_id: int, *, colleague: Colleague, by: int, now: datetime) -> StaffMember:
    """Give a person a staff badge of a stand; with an address they receive their link by mail.

    A registered visitor becomes an exhibitor; the badges of speakers, buyers and the organiser's staff do not change.

    Raises:
        StaffNotYet: the exhibitor is not approved.
        StaffQuotaFull: the quota is used up.
        AlreadyStaff: the person has a staff badge already.
        AttendsOtherwise: the person has a badge that outranks it.
        CategoryFull, NoCategoryOfKind: the edition has no free category for exhibitors' staff.
    """
    with atomic():
        exhibitor = locked(Exhibitor, exhibitor_id)
        rules.ensure_staff_room(exhibitor.status, quota=exhibitor.staff_quota, taken=count_staff(exhibitor_id))
        person = _person(colleague, now=now)
        _ensure_not_outranked(exhibitor.edition_id, person.id)
        registration = _registered(exhibitor, person, colleague.position, by=by, now=now)
        member = StaffMember(
            exhibitor_id=exhibitor_id,
            registration_id=registration.id,
            added_at=now,
            added_by_id=by,
        )
        with refusing(UNIQUE_STAFF, AlreadyStaff()):
            session().add(member)
    return member


def _registered(exhibitor: Exhibitor, person: Person, position: str, *, by: int, now: datetime) -> Registration:
    return register_attendee(
        exhibitor.edition_id,
        person_id=person.id,
        kind=CategoryKind.EXHIBITOR,
        company_id=exhibitor.company_id,
        organisation=session().get_one(Company, exhibitor.company_id).name,
        position=position,
        by=by,
        now=now,
    )


def remove_staff(staff_id: int, *, exhibitor_id: int, by: int, now: datetime) -> None:
    """Remove a person from the staff of a stand; what they have by another right stays, or stands again.

    Raises:
        NotFound: the stand has no such staff member.
        StaffHasEntered: they have entered with the badge: another person on their place would make it two.
    """
    with atomic():
        locked(Exhibitor, exhibitor_id)
        member = one(select(StaffMember).where(StaffMember.id == staff_id, StaffMember.exhibitor_id == exhibitor_id))
        if has_entered(member.registration_id):
            raise StaffHasEntered
        _take_back(member, by=by, now=now)


def clear_staff(exhibitor_id: int, *, by: int, now: datetime) -> None:
    """Remove all staff of a locked application."""
    members = session().scalars(select(StaffMember).where(StaffMember.exhibitor_id == exhibitor_id)).all()
    for member in members:
        _take_back(member, by=by, now=now)


def forget_staff(registration_id: int) -> None:
    """Remove from the staff a person whose registration was cancelled."""
    with atomic() as current:
        for member in current.scalars(select(StaffMember).where(StaffMember.registration_id == registration_id)):
            current.delete(member)


def return_staff(registration_id: int, *, now: datetime) -> None:
    """Take a staff place again for a person whose registration is an exhibitor's and returns, under the stand's lock.

    Nothing is taken for an exhibitor without a stand, whom the organiser has registered.

    Raises:
        NoStaffPlace: the quota is used up, or the stand is not approved.
    """
    query = (
        select(Exhibitor.id, Company.name)
        .join(Company, Company.id == Exhibitor.company_id)
        .join(
            Registration,
            and_(Registration.company_id == Exhibitor.company_id, Registration.edition_id == Exhibitor.edition_id),
        )
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.id == registration_id, Category.kind == CategoryKind.EXHIBITOR)
    )
    with atomic() as current:
        row = current.execute(query).one_or_none()
        if row is None:
            return
        exhibitor = locked(Exhibitor, row.id)
        try:
            rules.ensure_staff_room(exhibitor.status, quota=exhibitor.staff_quota, taken=count_staff(row.id))
        except (StaffNotYet, StaffQuotaFull) as full:
            raise NoStaffPlace(company=row.name) from full
        with refusing(UNIQUE_STAFF, NotPossibleNow()):  # the desk has let them in meanwhile
            current.add(StaffMember(exhibitor_id=row.id, registration_id=registration_id, added_at=now))


def count_staff(exhibitor_id: int) -> int:
    """Number of staff badges given at a stand."""
    query = select(func.count()).select_from(StaffMember).where(StaffMember.exhibitor_id == exhibitor_id)
    return session().scalar(query) or 0


def _take_back(member: StaffMember, *, by: int, now: datetime) -> None:
    """End the right of a stand's badge alone: what the person has by another right stays or stands again."""
    current, registration_id = session(), member.registration_id
    locked(Registration, registration_id)  # before the member, as a cancellation does
    current.delete(locked(StaffMember, member.id))
    current.flush()
    if not end_right(registration_id, CategoryKind.EXHIBITOR, by=by, now=now):
        cancel(registration_id, by=by, now=now, canceller=Canceller.COMPANY)


def _person(colleague: Colleague, *, now: datetime) -> Person:
    """The person with this address; a new person each time without one, since names alone do not identify anybody."""
    if colleague.email:
        return get_or_create_person(colleague.email, name=colleague.name, language=colleague.language, now=now)
    person = Person(name=colleague.name, language=colleague.language, created_at=now)
    session().add(person)
    session().flush()
    return person


def _ensure_not_outranked(edition_id: int, person_id: int) -> None:
    """Refuse somebody whose present badge outranks an exhibitor's.

    Raises:
        AttendsOtherwise: it does.
    """
    query = (
        select(Registration.status, Category)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.edition_id == edition_id, Registration.person_id == person_id)
    )
    row = session().execute(query).one_or_none()
    if row is not None and holds_place(row.status) and outranks(row.Category.kind, CategoryKind.EXHIBITOR):
        raise AttendsOtherwise(category=row.Category.name_es)
