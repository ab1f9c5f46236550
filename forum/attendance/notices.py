"""The mail that says a certificate is ready."""

from datetime import datetime

from forum.accounts.models import Person
from forum.editions.models import Edition
from forum.mail.service import Recipient, queue_mails
from forum.registration.models import Registration


def notify_certificate(registration: Registration, person: Person, edition: Edition, *, now: datetime) -> None:
    """Tell somebody that their certificate is ready; nobody without an address."""
    context = {
        "edition": edition.name,
        "edition_slug": edition.slug,
        "registration": [registration.id, registration.link_nonce],
    }
    recipient = Recipient(person.email, person.full_name, person.language)
    queue_mails("attendance/certificate", edition_id=edition.id, recipients=[(recipient, context)], now=now)
