"""What a message says to each recipient: the text with their data, as the outbox keeps it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from forum.core.filters import date_range
from forum.core.i18n import LOCALES, force_locale
from forum.core.names import PersonName
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.mail.service import Recipient
from forum.messages.enums import MessageKind
from forum.messages.models import Message
from forum.messages.rules import filled, pieces_of

MESSAGE = "messages/message"
Addressee = Any
"""A row of `list_addressees`."""
Context = dict[str, Any]


def compose(
    message: Message, edition: Edition, people: Sequence[Addressee], *, language: str | None = None
) -> Iterator[tuple[Recipient, Context]]:
    """The mail of each of these people: who gets it, and the values of its template.

    Each in their language, or all in this one.
    """
    written = {each: _written(message, edition, each) for each in LOCALES}
    for person in people:
        name, reads = name_of(person), language or person.language
        yield Recipient(person.email, name, reads), written.get(reads, written["es"])(person, name)


def name_of(person: Addressee) -> str:
    """The full name of an addressee."""
    return PersonName(person.given_names, person.first_surname, person.second_surname).full


def _written(message: Message, edition: Edition, language: str) -> Callable[[Addressee, str], Context]:
    """What makes the values of the template for somebody who reads this language."""
    written_in, subject, text = message.written_in(language)
    common = common_values(edition, written_in)
    frame = {"edition": edition.name, "edition_slug": edition.slug}
    is_voluntary = message.kind is MessageKind.VOLUNTARY

    def write(person: Addressee, name: str) -> Context:
        values = {**common, "nombre": name, "empresa": person.company or ""}
        registration = person.registration_id and [person.registration_id, person.link_nonce]
        return {
            **frame,
            "subject": filled(subject, values),
            "pieces": pieces_of(text, values),
            "registration": registration or None,
            "unsubscribe": person.id if is_voluntary else None,
        }

    return write


def common_values(edition: Edition, language: str) -> dict[str, str]:
    """What is the same in every text of a language."""
    with force_locale(LOCALES[language]):
        dates = date_range(edition.starts_on, edition.ends_on)
    return {"evento": edition.name, "fechas": dates, "sede": edition.venue_name}


def sample_mail(message: Message, edition: Edition, person: Addressee) -> OutgoingMail:
    """The mail that somebody would get, which is in no outbox: to be looked at."""
    [(recipient, context)] = compose(message, edition, [person])
    return OutgoingMail(
        id=0,
        message_id="",
        to_email=recipient.to or "",
        to_name=recipient.name,
        language=recipient.language,
        message=MESSAGE,
        context=context,
    )
