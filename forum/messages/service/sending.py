"""Sending a message: its mails into the outbox, its recipients on record; and taking it back before they leave."""

from datetime import datetime

from sqlalchemy import delete, insert, literal, select

from forum.accounts.models import Person
from forum.core.database import atomic, locked, session
from forum.core.history import record
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.mail.models import OutgoingMail
from forum.mail.service import Batch, queue_batch, retry_batch, take_back
from forum.messages.enums import MessageChange
from forum.messages.errors import NobodyToWriteTo, NothingFailed, TooLateToUndo
from forum.messages.models import Message, MessageEvent, MessageRecipient
from forum.messages.notices import MESSAGE, compose
from forum.messages.queries import find_quiet_hours, get_message, list_addressees, list_scheduled
from forum.messages.rules import ensure_editable, ensure_undoable, is_due, leaves_at


def send_message(message_id: int, *, edition_id: int, by: int, now: datetime) -> int:
    """Write the message to everybody it reaches; the first mail leaves ten seconds later, or when it is not quiet.

    Returns the number of recipients.

    Raises:
        NotFound, MessageSent, MessageScheduled
        NobodyToWriteTo: it reaches nobody.
    """
    with atomic():
        message = locked(Message, message_id, edition_id=edition_id)
        ensure_editable(leaves_at=message.leaves_at, scheduled_at=message.scheduled_at)
        if not _queue(message, get_edition(edition_id), by=by, now=now):
            raise NobodyToWriteTo
    return message.recipients


def send_due_messages(*, now: datetime) -> int:
    """Send the scheduled messages whose moment has come, each in a change of its own; returns their number."""
    sent = 0
    for message, edition in list_scheduled():
        due = message.due(edition)
        if due is not None and is_due(due, now=now):
            sent += _send_scheduled(message.id, edition, now=now)
    return sent


def _send_scheduled(message_id: int, edition: Edition, *, now: datetime) -> bool:
    """Send it unless somebody changed that meanwhile; also where it reaches nobody, which is then on record."""
    with atomic():
        message = locked(Message, message_id)
        due = message.due(edition)
        if message.scheduled_at is None or message.leaves_at is not None or due is None or not is_due(due, now=now):
            return False
        _queue(message, edition, by=message.scheduled_by_id, now=now)
    return True


def _queue(message: Message, edition: Edition, *, by: int | None, now: datetime) -> int:
    people = list_addressees(edition.id, wanted=message.wanted, kind=message.kind)
    first = leaves_at(now, people=len(people), quiet=find_quiet_hours(edition.id), zone=edition.time_zone)
    mails = compose(message, edition, people)
    batch = Batch(key=message.batch, starts_at=first)
    message.recipients = queue_batch(MESSAGE, batch, edition_id=edition.id, recipients=mails, now=now)
    _note_recipients(message)
    message.queued_at, message.queued_by_id, message.leaves_at = now, by, first
    sent = MessageEvent(message_id=message.id, kind=MessageChange.SENT, count=message.recipients)
    record(sent, by=by, now=now)
    return message.recipients


def _note_recipients(message: Message) -> None:
    """One row for each mail of the batch, in one statement: an address is of one person."""
    mails = (
        select(literal(message.id), Person.id, OutgoingMail.id)
        .join(OutgoingMail, OutgoingMail.to_email == Person.email)
        .where(OutgoingMail.batch == message.batch)
    )
    session().execute(insert(MessageRecipient).from_select(["message_id", "person_id", "mail_id"], mails))


def undo_message(message_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Take a message back before its first mail leaves: it is a draft again, and nobody is written to.

    Raises:
        NotFound: there is no such message.
        TooLateToUndo: its mails are leaving.
    """
    with atomic() as current:
        message = locked(Message, message_id, edition_id=edition_id)
        ensure_undoable(message.leaves_at, now=now)
        current.execute(delete(MessageRecipient).where(MessageRecipient.message_id == message.id))
        if not take_back(message.batch):  # a run was quicker
            raise TooLateToUndo
        undone = MessageEvent(message_id=message.id, kind=MessageChange.UNDONE, count=message.recipients)
        record(undone, by=by, now=now)
        message.queued_at = message.queued_by_id = message.leaves_at = message.scheduled_at = None
        message.recipients = 0


def retry_message(message_id: int, *, edition_id: int, by: int, now: datetime) -> int:
    """Try the failed mails of a message again; returns their number.

    Raises:
        NotFound: there is no such message.
        NothingFailed: none of its mails has failed.
    """
    with atomic():
        message = get_message(message_id, edition_id=edition_id)
        count = retry_batch(message.batch, now=now)
        if not count:
            raise NothingFailed
        record(MessageEvent(message_id=message.id, kind=MessageChange.RETRIED, count=count), by=by, now=now)
    return count
