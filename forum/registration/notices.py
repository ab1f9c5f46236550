"""What people are told about their registration, by mail, in their own language."""

from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.models import Category
from forum.editions.queries import get_edition
from forum.mail.service import queue_mail
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration

OF_STATUS = {
    RegistrationStatus.PENDING: "received",
    RegistrationStatus.APPROVED: "confirmed",
    RegistrationStatus.WAITLISTED: "waitlisted",
    RegistrationStatus.REJECTED: "rejected",
    RegistrationStatus.CANCELLED: "cancelled",
}


def tell(
    message: str, registration: Registration, person: Person, category: Category, *, now: datetime, reason: str = ""
) -> None:
    """Queue one of the mails below `mail/registration/` with what all of them say: who, where, when, the link."""
    edition = get_edition(registration.edition_id)
    context: dict[str, Any] = {
        "registration": [registration.id, registration.link_nonce],
        "category_es": category.name_es,
        "category_en": category.name_en,
        "edition": edition.name,
        "edition_slug": edition.slug,
        "starts_on": edition.starts_on,
        "ends_on": edition.ends_on,
        "venue": edition.venue_name,
        "status": registration.status.value,
        "reason": reason,
    }
    queue_mail(
        f"registration/{message}",
        to=person.email,
        name=person.full_name,
        language=person.language,
        context=context,
        now=now,
    )


def notify_status(registration: Registration, person: Person, category: Category, *, now: datetime) -> None:
    """Tell a person where their new registration stands."""
    tell(OF_STATUS[registration.status], registration, person, category, now=now)


def notify_again(message: str, registration: Registration, *, now: datetime, reason: str = "") -> None:
    """Tell the person of a registration already in the database."""
    person = session().get_one(Person, registration.person_id)
    category = session().get_one(Category, registration.category_id)
    tell(message, registration, person, category, now=now, reason=reason)
