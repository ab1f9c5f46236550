"""Whom a person lets have their contact data, and handing them over: by consent, and on record."""

from collections.abc import Collection
from datetime import datetime

from forum.accounts.models import Person
from forum.allies.queries import Contact, list_contacts
from forum.companies.models import Ally
from forum.core.database import atomic, lock_rows, locked_all, session
from forum.core.i18n import N_
from forum.privacy.models import ContactTransfer
from forum.privacy.queries import current_notice, recipients_of
from forum.privacy.service import record_recipients

DATA = N_("nombre, organización, puesto, correo y celular")


def choose_recipients(person_id: int, *, chosen: Collection[int], among: Collection[int], now: datetime) -> None:
    """Record which of these allies may have the person's contact data; what did not change is not recorded again."""
    with atomic():
        locked_all(Person, [person_id])
        before = {ally_id: consent.granted for ally_id, consent in recipients_of(person_id).items()}
        answers = {ally_id: ally_id in chosen for ally_id in among}
        changed = {key: granted for key, granted in answers.items() if before.get(key, False) != granted}
        record_recipients(person_id, current_notice().id, changed, now)


def hand_over_contacts(ally: Ally, *, edition_id: int, by: int, now: datetime) -> list[Contact]:
    """The contacts of an ally in an edition, each of them on record as handed over now.

    Whoever takes their consent back meanwhile is left out: both changes wait for the person's row, and who agrees is
    read again.
    """
    with atomic() as current:
        ids = {each.person_id for each in list_contacts(ally.id, edition_id=edition_id)}
        lock_rows(Person, ids)
        contacts = [each for each in list_contacts(ally.id, edition_id=edition_id) if each.person_id in ids]
        session().add_all(
            ContactTransfer(
                person_id=each.person_id,
                ally_id=ally.id,
                edition_id=edition_id,
                consent_id=each.consent_id,
                recipient=ally.name,
                data=DATA,
                handed_at=now,
                handed_to_id=by,
            )
            for each in contacts
        )
        current.flush()
    return contacts
