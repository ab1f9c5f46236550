"""The mails to those who chose sessions, in their language."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.models import Edition
from forum.mail.service import Recipient, queue_mails
from forum.programme.enums import ChoiceChange
from forum.programme.rules.versions import VersionTalk
from forum.registration.models import Registration


def notify_promoted(registration_id: int, talk: VersionTalk, edition: Edition, *, now: datetime) -> None:
    """Tell who waited that they have a place in a session."""
    registration = session().get_one(Registration, registration_id)
    person = session().get_one(Person, registration.person_id)
    context = {"talk": _told(talk, person), **_about(edition, registration)}
    recipient = Recipient(person.email, person.full_name, person.language)
    queue_mails("programme/promoted", edition_id=edition.id, recipients=[(recipient, context)], now=now)


def notify_chosen(registration: Registration, talk: VersionTalk, kind: ChoiceChange, *, now: datetime) -> None:
    """Tell whose agenda somebody of the staff changed what was done."""
    person = session().get_one(Person, registration.person_id)
    edition = session().get_one(Edition, registration.edition_id)
    context = {"talk": _told(talk, person), "choice": kind.value, **_about(edition, registration)}
    recipient = Recipient(person.email, person.full_name, person.language)
    queue_mails("programme/chosen", edition_id=edition.id, recipients=[(recipient, context)], now=now)


def notify_changed(
    chosen: Mapping[int, tuple[Registration, Person, Sequence[VersionTalk]]], edition: Edition, *, now: datetime
) -> None:
    """Tell each of them once which of their sessions have another time or room, or are gone."""
    recipients = [
        (
            Recipient(person.email, person.full_name, person.language),
            {"talks": [_told(talk, person) for talk in talks], **_about(edition, registration)},
        )
        for registration, person, talks in chosen.values()
    ]
    queue_mails("programme/changed", edition_id=edition.id, recipients=recipients, now=now)


def _told(talk: VersionTalk, person: Person) -> dict[str, Any]:
    return {
        "title": talk.title(person.language),
        "starts_at": talk.starts_at,
        "ends_at": talk.ends_at,
        "room": talk.place,
        "gone": talk.cancelled,
    }


def _about(edition: Edition, registration: Registration) -> dict[str, Any]:
    return {
        "edition": edition.name,
        "edition_slug": edition.slug,
        "registration": [registration.id, registration.link_nonce],
    }
