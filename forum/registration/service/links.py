"""A person and their link: what they correct through it, and how they get it again."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.core.tokens import new_token
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.privacy.service import record_consents
from forum.registration.models import Registration
from forum.registration.notices import notify_again
from forum.registration.rules import VOLUNTARY


def edit_registration(
    registration_id: int,
    *,
    given_names: str,
    first_surname: str,
    second_surname: str | None,
    phone: str,
    organisation: str,
    position: str,
    consents: frozenset[Purpose],
    now: datetime,
) -> None:
    """Correct what a person's registration and badge say of them; their address stays, it is how they are known.

    What they consent to is written down where it changed, under the notice in force.
    """
    with atomic():
        registration = locked(Registration, registration_id)
        person = locked(Person, registration.person_id)
        person.given_names, person.first_surname = given_names, first_surname
        person.second_surname = second_surname or None
        person.phone = phone
        registration.organisation, registration.position = organisation, position
        registration.changed_at = now
        before = consents_of(person.id)
        answers = {purpose: purpose in consents for purpose in VOLUNTARY}
        changed = {purpose: yes for purpose, yes in answers.items() if before.get(purpose, False) is not yes}
        if changed:
            record_consents(person.id, current_notice().id, changed, now)


def send_link(edition_id: int, *, email: str, now: datetime) -> None:
    """Mail the link of the registration of this address, if there is one; who asks learns nothing either way."""
    query = (
        select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.edition_id == edition_id, Person.email == email)
    )
    with atomic():
        registration = session().scalars(query).one_or_none()
        if registration is not None:
            notify_again("link", registration, now=now)


def renew_link(registration_id: int, *, now: datetime) -> None:
    """Void every link sent before and mail a new one."""
    with atomic():
        registration = locked(Registration, registration_id)
        registration.link_nonce, registration.changed_at = new_token(), now
        session().flush()
        notify_again("link", registration, now=now)
