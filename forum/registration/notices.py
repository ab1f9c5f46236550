"""The mails about a registration, in the language of its person."""

from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.models import Category
from forum.editions.queries import get_edition
from forum.editions.rules import WindowState
from forum.mail.service import Recipient, queue_mail, queue_mails
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import find_position
from forum.registration.rules import standing_of
from forum.registration.rules.offers import has_passed, is_offered

MESSAGE_OF_STATUS = {
    RegistrationStatus.PENDING: "received",
    RegistrationStatus.APPROVED: "confirmed",
    RegistrationStatus.WAITLISTED: "waitlisted",
    RegistrationStatus.REJECTED: "rejected",
    RegistrationStatus.CANCELLED: "cancelled",
}


def notify_status(registration: Registration, *, now: datetime, reason: str = "", person: Person | None = None) -> None:
    """Mail a person the present status of their registration."""
    notify(MESSAGE_OF_STATUS[registration.status], registration, now=now, reason=reason, person=person)


def notify(
    message: str,
    registration: Registration,
    *,
    now: datetime,
    reason: str = "",
    person: Person | None = None,
    **said: Any,
) -> None:
    """Queue one of the mails below `mail/registration/`, which all say: who, where, when, the link; and `said`."""
    person = person or session().get_one(Person, registration.person_id)
    category = session().get_one(Category, registration.category_id)
    edition = get_edition(registration.edition_id)
    is_open = edition.registration_state(now) is WindowState.OPEN
    context: dict[str, Any] = {
        "registration": [registration.id, registration.link_nonce],
        "category_es": category.name_es,
        "category_en": category.name_en,
        "edition": edition.name,
        "edition_slug": edition.slug,
        "starts_on": edition.starts_on,
        "ends_on": edition.ends_on,
        "venue": edition.venue_name,
        "standing": standing_of(
            registration.status,
            registration.canceller,
            is_open=is_open,
            is_offered=is_offered(registration.offered_until, now=now),
            has_passed=has_passed(registration.offered_until, registration.passed_at, now=now),
        ).value,
        "offered_until": registration.offered_until,
        "position": find_position(registration),
        "reason": reason,
        **said,
    }
    recipient = Recipient(person.email, person.full_name, person.language)
    queue_mails(f"registration/{message}", edition_id=edition.id, recipients=[(recipient, context)], now=now)


def notify_former_address(registration: Registration, *, email: str | None, language: str, now: datetime) -> None:
    """Tell an address that it is not that of a registration any more; it may be a stranger's, who learns no name."""
    edition = get_edition(registration.edition_id)
    queue_mail(
        "registration/readdressed",
        edition_id=edition.id,
        to=email,
        name="",
        language=language,
        context={"edition": edition.name},
        now=now,
    )
