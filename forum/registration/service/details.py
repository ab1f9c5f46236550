"""Correcting what a visitor told of themselves."""

from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import atomic, locked
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.privacy.service import record_consents
from forum.registration.models import Registration
from forum.registration.rules import VOLUNTARY, Details


def edit_registration(registration_id: int, *, details: Details, consents: frozenset[Purpose], now: datetime) -> None:
    """Correct the details of a registration; the person's address stays, it is how they are known.

    A consent that changed is recorded under the notice in force.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        person = locked(Person, registration.person_id)
        person.name, person.phone = details.name, details.phone
        registration.take(details)
        registration.changed_at = now
        before = consents_of(person.id)
        answers = {purpose: purpose in consents for purpose in VOLUNTARY}
        changed = {purpose: yes for purpose, yes in answers.items() if before.get(purpose, False) is not yes}
        if changed:
            record_consents(person.id, current_notice().id, changed, now)
