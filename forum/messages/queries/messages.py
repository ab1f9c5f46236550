"""The messages of an edition, who got them, and the hours in which none leaves."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.mentions import mentions
from forum.editions.models import Edition
from forum.mail.enums import MailState
from forum.mail.models import OutgoingMail
from forum.mail.queries import FILTERS
from forum.messages.models import Message, MessageRecipient, MessageTemplate, QuietHours

LATEST, PAGE = 100, 50


def get_message(message_id: int, *, edition_id: int) -> Message:
    """A message of an edition, with who sent it.

    Raises:
        NotFound: the edition has no such message.
    """
    query = select(Message).where(Message.id == message_id, Message.edition_id == edition_id)
    return one(query.options(joinedload(Message.queued_by)))


def list_messages(edition_id: int) -> Sequence[Message]:
    """The latest messages of an edition, the last first."""
    query = select(Message).where(Message.edition_id == edition_id).order_by(Message.id.desc())
    return session().scalars(query.limit(LATEST)).all()


def list_scheduled() -> Sequence[tuple[Message, Edition]]:
    """Every message that waits for its moment, with its edition; there are never many."""
    query = select(Message, Edition).join(Edition, Edition.id == Message.edition_id)
    waiting = query.where(Message.scheduled_at.is_not(None), Message.leaves_at.is_(None)).order_by(Message.id)
    return [(row[0], row[1]) for row in session().execute(waiting)]


def list_recipients(
    message_id: int, *, text: str = "", state: MailState | None = None, after: int = 0
) -> tuple[Sequence[Row[Any]], int | None]:
    """A page of those a message was written to, with their mail, and the id `after` which the next page begins."""
    query = (
        select(Person, OutgoingMail)
        .join(MessageRecipient, MessageRecipient.person_id == Person.id)
        .outerjoin(OutgoingMail, OutgoingMail.id == MessageRecipient.mail_id)
        .where(MessageRecipient.message_id == message_id, Person.id > after)
        .order_by(Person.id)
        .limit(PAGE + 1)
    )
    if state is not None:
        query = query.where(FILTERS[state])
    rows = session().execute(query.where(*mentions(text, Person.name_folded, Person.email))).all()
    return rows[:PAGE], rows[PAGE - 1].Person.id if len(rows) > PAGE else None


def find_quiet_hours(edition_id: int) -> tuple[time, time] | None:
    """From and until when nothing leaves; None where the edition has no such hours."""
    hours = session().get(QuietHours, edition_id)
    return None if hours is None else (hours.starts_at, hours.ends_at)


def list_templates() -> list[MessageTemplate]:
    """The templates, by name, each with who saved it."""
    query = select(MessageTemplate).options(joinedload(MessageTemplate.saved_by))
    return sorted(session().scalars(query), key=lambda each: sort_key(each.name))


def get_template(template_id: int) -> MessageTemplate:
    """A template.

    Raises:
        NotFound: there is none.
    """
    return one(select(MessageTemplate).where(MessageTemplate.id == template_id))
