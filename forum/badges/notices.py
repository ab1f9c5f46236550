"""Mails about badges, in the language of the person."""

from datetime import datetime

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.queries import get_edition
from forum.mail.service import queue_mail
from forum.registration.models import Registration


def notify_reissued(registration_id: int, *, reason: str, now: datetime) -> None:
    """Notify a person that their badge is replaced, and where the new one is."""
    registration = session().get_one(Registration, registration_id)
    person = session().get_one(Person, registration.person_id)
    queue_mail(
        "badges/reissued",
        edition_id=registration.edition_id,
        to=person.email,
        name=person.full_name,
        language=person.language,
        context={
            "registration": [registration.id, registration.link_nonce],
            "edition": get_edition(registration.edition_id).name,
            "reason": reason,
        },
        now=now,
    )
