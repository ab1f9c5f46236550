"""Correcting what a visitor told of themselves, and what they consent to."""

from datetime import datetime

from forum.accounts.models import Person
from forum.accounts.service import describe_person
from forum.core.database import atomic, found, locked, locked_all, session
from forum.core.history import record
from forum.editions.queries import get_edition
from forum.privacy.enums import ConsentChannel, Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.privacy.service import record_consents
from forum.registration.models import Registration, RegistrationEvent
from forum.registration.rules import VOLUNTARY, Details, Step, changes_between, ensure_open, ensure_step


def edit_registration(registration_id: int, *, details: Details, consents: frozenset[Purpose], now: datetime) -> None:
    """Correct the details of a registration; the person's address stays, it is how they are known.

    What changed is written into its history, which the desk sees.

    Raises:
        NotPossibleNow: it is cancelled or rejected.
        RegistrationNotOpen, RegistrationOver: outside the window.
    """
    with atomic():
        person_id = found(session().get(Registration, registration_id)).person_id
        person = locked_all(Person, [person_id])[0]
        registration = locked(Registration, registration_id)
        ensure_step(Step.CORRECT, registration.status)
        edition = get_edition(registration.edition_id)
        ensure_open(opens_at=edition.registration_opens_at, closes_at=edition.registration_closes_at, now=now)
        _record_changes(registration, person, details, now=now)
        describe_person(person, name=details.name, language=person.language, now=now)
        person.phone = details.phone
        registration.take(details)
        registration.changed_at = now
        save_consents(person.id, consents, edition_id=edition.id, now=now)


def set_consents(registration_id: int, *, consents: frozenset[Purpose], now: datetime) -> None:
    """Withdraw the consents that are not among these, at any time: a window would take the right to."""
    with atomic():
        registration = locked(Registration, registration_id)
        save_consents(registration.person_id, consents, edition_id=registration.edition_id, now=now)


def _record_changes(registration: Registration, person: Person, details: Details, *, now: datetime) -> None:
    before = Details(
        name=person.name,
        phone=person.phone or "",
        organisation=registration.organisation,
        position=registration.position,
    )
    changes = changes_between(before, details)
    if changes:
        event = RegistrationEvent(registration_id=registration.id, status=registration.status, changes=changes)
        record(event, by=person.id, now=now)
        session().flush()


def save_consents(
    person_id: int, consents: frozenset[Purpose], *, edition_id: int, now: datetime, by: int | None = None
) -> None:
    """A consent that is withdrawn is recorded under the notice in force; only that to WhatsApp is given, by oneself.

    `by`: the desk, for them.
    """
    before = consents_of(person_id)
    withdrawn = {purpose: False for purpose in VOLUNTARY if before.get(purpose) and purpose not in consents}
    if by is None and Purpose.WHATSAPP in consents and not before.get(Purpose.WHATSAPP):
        record_consents(person_id, current_notice(edition_id).id, {Purpose.WHATSAPP: True}, now)
    if withdrawn:
        channel = ConsentChannel.PAGE if by is None else ConsentChannel.DESK
        record_consents(person_id, current_notice(edition_id).id, withdrawn, now, channel=channel, by=by)
