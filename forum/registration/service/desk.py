"""What the desk does for a person: registers them in any category, and corrects what is wrong of them."""

from datetime import datetime

from sqlalchemy import or_, select

from forum.accounts.models import Person, RoleGrant
from forum.accounts.queries import find_person_by_email
from forum.accounts.service import describe_person, readdress
from forum.companies.models import AllyCode, Membership
from forum.companies.service import take_ally_code
from forum.core.database import atomic, locked_all, one, refusing, session
from forum.core.history import record
from forum.core.search import fold
from forum.core.signals import announce
from forum.core.tokens import new_token
from forum.editions.models import Category
from forum.editions.queries import category_in
from forum.privacy.queries import consents_of
from forum.registration.enums import Corrected, RegistrationStatus
from forum.registration.errors import CategoryFull, KnownByOtherName, NamesakeHere, RegisteredHere, SamePersonAtOnce
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.notices import notify, notify_former_address
from forum.registration.rules import (
    OVER,
    VOLUNTARY,
    DeskEntry,
    Details,
    Reach,
    desk_changes,
    ensure_readdressable,
    may_be_same_person,
)
from forum.registration.service.blocks import take_for_group
from forum.registration.service.details import save_consents
from forum.registration.service.places import announce_approval
from forum.registration.signals import PersonReaddressed


def register_at_desk(
    edition_id: int,
    *,
    category_id: int,
    entry: DeskEntry,
    ally_code: str | None,
    same_person: bool,
    somebody_else: bool,
    by: int,
    now: datetime,
) -> Registration:
    """Register somebody in any category, approved, at any time; mail them their link where they have an address.

    A person we know keeps their name, telephone and language. `same_person`: the desk says that the address is theirs
    although we know it by another name; `somebody_else`: that a namesake of the same organisation is not them.
    The quota holds for the desk too: who may, widens it first, which is seen.

    Raises:
        NotFound: the edition has no such category.
        RegisteredHere: the address has a registration in this edition.
        KnownByOtherName, NamesakeHere: the desk has to say who it is.
        CategoryFull: the quota of the category is reached.
        UnknownCode, CodeExpired, CodeUsedUp: the ally's code is not valid.
    """
    with atomic():
        category = category_in(edition_id, category_id)
        person = _person_of(edition_id, entry, same_person=same_person, now=now)
        code = take_ally_code(ally_code, edition_id=category.edition_id, now=now) if ally_code else None
        # locks the category, or the code: of two who type the same person, one waits here
        placed, block_id = take_for_group(category.id, code)
        if not placed:
            raise CategoryFull(category=category.name_es)
        if not somebody_else:
            _ensure_no_namesake(edition_id, person, entry.details.organisation)
        registration = _new(category, person, entry, code, now=now)
        registration.block_id = block_id
        record(RegistrationEvent(registration_id=registration.id, status=registration.status), by=by, now=now)
        announce_approval(registration, now=now)
        notify("registered_by_desk", registration, now=now)
        return registration


def _new(category: Category, person: Person, entry: DeskEntry, code: AllyCode | None, *, now: datetime) -> Registration:
    registration = Registration(
        edition_id=category.edition_id,
        person_id=person.id,
        category_id=category.id,
        ally_code_id=code.id if code else None,
        status=RegistrationStatus.APPROVED,
        sector=entry.sector,
        link_nonce=new_token(),
        created_at=now,
        changed_at=now,
    )
    registration.take(entry.details)
    with refusing("uq_registration_edition_id_person_id", SamePersonAtOnce()):
        session().add(registration)
    return registration


def _person_of(edition_id: int, entry: DeskEntry, *, same_person: bool, now: datetime) -> Person:
    name = entry.details.name
    person = find_person_by_email(entry.email) if entry.email else None
    if person is None:
        person = Person(
            email=entry.email,
            name=name,
            phone=entry.details.phone or None,
            language=entry.language,
            created_at=now,
        )
        with refusing("uq_person_email", SamePersonAtOnce()):
            session().add(person)
        return person
    here = select(Registration.id).where(Registration.edition_id == edition_id, Registration.person_id == person.id)
    registration_id = session().scalar(here)
    if registration_id is not None:
        raise RegisteredHere(name=person.full_name, registration_id=registration_id)
    if not same_person and not may_be_same_person(name.full, person.full_name):
        raise KnownByOtherName
    return person


def _ensure_no_namesake(edition_id: int, person: Person, organisation: str) -> None:
    query = (
        select(Registration.id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.edition_id == edition_id,
            Registration.status.not_in(OVER),
            Registration.organisation_folded == fold(organisation),
            Person.name_folded == person.name_folded,
        )
        .limit(1)
    )
    registration_id = session().scalar(query)
    if registration_id is not None:
        raise NamesakeHere(name=person.full_name, registration_id=registration_id)


def edit_at_desk(registration_id: int, *, entry: DeskEntry, allowed: Reach, by: int, now: datetime) -> bool:
    """Correct what is wrong of a person, at any time and in any status; returns whether anything was.

    Nothing is corrected silently: its history says what and by whom, and the person is mailed. Another address voids
    the link of each of their registrations, and the former address is told without a name. `allowed`: what the one who
    corrects may give to another address.

    Raises:
        AddressOpensMore: the address opens more than that.
        EmailTaken: the new address is somebody else's.
    """
    with atomic():
        person_id = one(select(Registration).where(Registration.id == registration_id)).person_id
        person = locked_all(Person, [person_id])[0]
        theirs = locked_all(Registration, _registrations_of(person_id))
        registration = next(each for each in theirs if each.id == registration_id)
        before = entry_of(registration, person)
        changes = desk_changes(before, entry)
        if not changes:
            return False
        if before.email != entry.email:
            ensure_readdressable(reach_of(person_id, edition_id=registration.edition_id), allowed=allowed)
            _readdress(theirs, person, entry.email, now=now)
            notify_former_address(registration, email=before.email, language=before.language, now=now)
        _write(registration, person, entry, by=by, now=now)
        event = RegistrationEvent(registration_id=registration.id, status=registration.status, changes=changes)
        record(event, by=by, now=now)
        session().flush()
        told = {field: [] if field == Corrected.EMAIL else values for field, values in changes.items()}
        notify("corrected", registration, now=now, changes=told)
        return True


def _registrations_of(person_id: int) -> list[int]:
    return list(session().scalars(select(Registration.id).where(Registration.person_id == person_id)))


def entry_of(registration: Registration, person: Person) -> DeskEntry:
    """What the desk would type of a person as they are registered now."""
    consents = consents_of(person.id)
    return DeskEntry(
        details=Details(
            name=person.name,
            phone=person.phone or "",
            organisation=registration.organisation,
            position=registration.position,
        ),
        email=person.email,
        language=person.language,
        sector=registration.sector,
        consents=frozenset(purpose for purpose in VOLUNTARY if consents.get(purpose)),
    )


def reach_of(person_id: int, *, edition_id: int) -> Reach:
    """What the address of a person opens besides their registration in this edition."""
    elsewhere = or_(RoleGrant.edition_id.is_(None), RoleGrant.edition_id != edition_id)
    roles = select(RoleGrant.id).where(RoleGrant.person_id == person_id)
    beyond = (
        roles.where(elsewhere),
        select(Membership.id).where(Membership.person_id == person_id),
        select(Registration.id).where(Registration.person_id == person_id, Registration.edition_id != edition_id),
    )
    if any(session().scalar(select(query.exists())) for query in beyond):
        return Reach.BEYOND
    return Reach.ROLE_HERE if session().scalar(select(roles.exists())) else Reach.REGISTRATION


def _readdress(theirs: list[Registration], person: Person, email: str | None, *, now: datetime) -> None:
    readdress(person.id, email=email, now=now)
    for registration in theirs:
        registration.link_nonce, registration.changed_at = new_token(), now
        announce(PersonReaddressed(person_id=person.id, edition_id=registration.edition_id, at=now))


def _write(registration: Registration, person: Person, entry: DeskEntry, *, by: int, now: datetime) -> None:
    describe_person(person, name=entry.details.name, language=entry.language, now=now)
    person.phone = entry.details.phone or None
    registration.take(entry.details)
    registration.sector, registration.changed_at = entry.sector, now
    save_consents(person.id, entry.consents, edition_id=registration.edition_id, now=now, by=by)
