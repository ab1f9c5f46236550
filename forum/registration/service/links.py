"""The link of a person: sent again, or replaced by a new one."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Person
from forum.accounts.queries import is_addressed
from forum.core.database import atomic, locked, session
from forum.core.limits import may_mail
from forum.core.tokens import new_token
from forum.registration.models import Registration
from forum.registration.notices import notify


def send_link(edition_id: int, *, email: str, now: datetime) -> None:
    """Mail the link of the registration of this address, where there is one; the caller is told nothing.

    One in a quarter of an hour.
    """
    query = (
        select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.edition_id == edition_id, is_addressed(email))
    )
    with atomic():
        registration = session().scalars(query).one_or_none()
        may_go = may_mail("registration-link", edition_id, email)
        if registration is not None and may_go:
            notify("link", registration, now=now)


def renew_link(registration_id: int, *, now: datetime) -> None:
    """Void the links sent before and mail a new one."""
    with atomic():
        registration = locked(Registration, registration_id)
        registration.link_nonce, registration.changed_at = new_token(), now
        session().flush()
        notify("link", registration, now=now)
