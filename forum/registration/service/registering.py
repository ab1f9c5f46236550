"""Registering through the public form."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select

from forum.accounts.models import Person
from forum.accounts.queries import is_addressed
from forum.companies.errors import CodeUsedUp
from forum.companies.service import is_code, release_ally_code, take_ally_code
from forum.core.database import atomic, locked, refusing, session
from forum.core.limits import may_mail
from forum.core.prepared import PreparedInsert
from forum.core.search import fold
from forum.core.signals import announce
from forum.core.tokens import new_token
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.editions.queries import get_edition
from forum.privacy.enums import Purpose
from forum.privacy.service import record_consents, record_recipients
from forum.registration.enums import RegistrationStatus
from forum.registration.errors import CategoryNotOffered, SamePersonAtOnce
from forum.registration.models import Registration
from forum.registration.notices import notify, notify_status
from forum.registration.rules import Applicant, ensure_open, first_status, may_be_same_person, may_register_again
from forum.registration.service.blocks import take_for_group
from forum.registration.service.places import announce_approval, change_status, put_in_category
from forum.registration.service.rights import forget_right
from forum.registration.signals import FormAnswered


class Received(enum.StrEnum):
    """What a form led to: a registration, one again after it was cancelled, or a mail to somebody who has one."""

    NEW = "new"
    AGAIN = "again"
    ALREADY = "already"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What a form led to. Only the owner of the address may know it: the page is the same for everybody."""

    received: Received
    registration_id: int
    status: RegistrationStatus


_KNOWN = (
    select(Category, Person, Registration)
    .select_from(Category)
    .outerjoin(Person, is_addressed(bindparam("email")))
    .outerjoin(Registration, and_(Registration.person_id == Person.id, Registration.edition_id == Category.edition_id))
    .where(
        Category.id == bindparam("category_id"),
        Category.edition_id == bindparam("edition_id"),
        Category.kind == CategoryKind.VISITOR,
    )
)


_PERSON, _REGISTRATION = PreparedInsert(Person), PreparedInsert(Registration)


def register(
    edition_id: int,
    *,
    category_id: int,
    applicant: Applicant,
    company_id: int | None = None,
    answers: Mapping[int, Any] | None = None,
    now: datetime,
) -> Outcome:
    """Register somebody through the public form, approved, pending or on the waiting list, and mail them their link.

    Nothing changes for an address that is registered already: its owner is mailed how their registration stands, their
    link, and who was typed in if it was somebody else, such as a colleague who shares the mailbox. One that its person
    or their company cancelled is registered again, as a visitor. A person we know keeps their name, telephone and
    consents, whatever the form says. `answers`: what a domain above asked in the form and got.

    Raises:
        RegistrationNotOpen, RegistrationOver: outside the window.
        CategoryNotOffered: not a visitor category of this edition.
        UnknownCode, CodeExpired, CodeUsedUp: the ally's code is not valid.
    """

    def attempt() -> Outcome:
        if answers is None:
            return _register(edition_id, category_id, applicant, company_id, now)
        with atomic():
            outcome = _register(edition_id, category_id, applicant, company_id, now)
            if outcome.received is not Received.ALREADY:
                _announce_answers(outcome.registration_id, answers, now=now)
            return outcome

    try:
        return attempt()
    except (SamePersonAtOnce, CodeUsedUp):  # by now the other request has saved the person, or the registration
        return attempt()


def _announce_answers(registration_id: int, answers: Mapping[int, Any], *, now: datetime) -> None:
    registration = session().get_one(Registration, registration_id)
    announce(
        FormAnswered(
            registration_id=registration.id,
            edition_id=registration.edition_id,
            person_id=registration.person_id,
            answers=answers,
            at=now,
        )
    )


def _register(
    edition_id: int, category_id: int, applicant: Applicant, company_id: int | None, now: datetime
) -> Outcome:
    with atomic():
        edition = get_edition(edition_id)
        ensure_open(opens_at=edition.registration_opens_at, closes_at=edition.registration_closes_at, now=now)
        category, person, registration = _known(edition_id, category_id, applicant.email)
        if registration is not None and person is not None:
            registration = locked(Registration, registration.id)
            if may_register_again(registration.status, registration.canceller, used=registration.has_place):
                return _register_again(registration, category, person, applicant, now)
            _try_code(applicant.ally_code, registration, now)
            name = applicant.details.name.full
            if may_mail("already-registered", edition_id, applicant.email, fold(name)):
                typed = "" if may_be_same_person(name, person.full_name) else name
                notify("already_registered", registration, now=now, typed=typed)
            return Outcome(received=Received.ALREADY, registration_id=registration.id, status=registration.status)
        is_known, person = person is not None, person or _new_person(applicant, now)
        registration = _new_registration(category, person, applicant, company_id, now)
        own = {Purpose.WHATSAPP: True} if applicant.whatsapp and not is_known else {}
        record_consents(person.id, applicant.notice_id, {Purpose.EVENT: True, **own}, now)
        if applicant.recipients and not is_known:
            record_recipients(person.id, applicant.notice_id, dict.fromkeys(applicant.recipients, True), now)
        notify_status(registration, person=person, now=now)
        if registration.status is RegistrationStatus.APPROVED:
            announce_approval(registration, now=now)
        return Outcome(received=Received.NEW, registration_id=registration.id, status=registration.status)


def _register_again(
    registration: Registration, category: Category, person: Person, applicant: Applicant, now: datetime
) -> Outcome:
    """Register somebody anew on the row of their cancelled registration: its link stays theirs."""
    code = applicant.ally_code
    ally = take_ally_code(code, edition_id=category.edition_id, now=now) if code else None
    put_in_category(registration, category.id, now=now)
    registration.company_id = None
    registration.ally_code_id = ally.id if ally else None
    registration.sector = applicant.sector
    registration.take(applicant.details)
    forget_right(registration.id)
    record_consents(person.id, applicant.notice_id, {Purpose.EVENT: True}, now)
    placed, registration.block_id = take_for_group(category.id, ally)
    status = first_status(placed=placed, needs_approval=category.needs_approval)
    change_status(registration, status, by=person.id, now=now)
    notify_status(registration, now=now)
    return Outcome(received=Received.AGAIN, registration_id=registration.id, status=status)


def _known(edition_id: int, category_id: int, email: str) -> tuple[Category, Person | None, Registration | None]:
    """The category, and the person and the registration of the address, in one statement."""
    values = {"edition_id": edition_id, "category_id": category_id, "email": email}
    row = session().execute(_KNOWN, values).one_or_none()
    if row is None:
        raise CategoryNotOffered
    return row._tuple()


def _try_code(code: str | None, registration: Registration, now: datetime) -> None:
    """Refuse an invalid code here too: otherwise a stranger could tell by it who is registered.

    The code they registered with is theirs, used up or not: they pressed twice.
    """
    if code and not is_code(registration.ally_code_id, code):
        release_ally_code(take_ally_code(code, edition_id=registration.edition_id, now=now).id)


def _new_person(applicant: Applicant, now: datetime) -> Person:
    person = Person(
        email=applicant.email,
        name=applicant.details.name,
        phone=applicant.details.phone,
        language=applicant.language,
        created_at=now,
    )
    with refusing("uq_person_email", SamePersonAtOnce()):
        _PERSON.add(person)
    return person


def _new_registration(
    category: Category, person: Person, applicant: Applicant, company_id: int | None, now: datetime
) -> Registration:
    code = applicant.ally_code
    ally = take_ally_code(code, edition_id=category.edition_id, now=now) if code else None
    placed, block_id = take_for_group(category.id, ally)
    registration = Registration(
        edition_id=category.edition_id,
        person_id=person.id,
        category_id=category.id,
        company_id=company_id,
        ally_code_id=ally.id if ally else None,
        block_id=block_id,
        status=first_status(placed=placed, needs_approval=category.needs_approval),
        sector=applicant.sector,
        link_nonce=new_token(),
        created_at=now,
        changed_at=now,
    )
    registration.take(applicant.details)
    registration.waiting_since = now if registration.status is RegistrationStatus.WAITLISTED else None
    with refusing("uq_registration_edition_id_person_id", SamePersonAtOnce()):
        _REGISTRATION.add(registration)
    return registration
