"""Writing a message, and trying it on oneself."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.database import atomic, locked
from forum.core.history import record
from forum.editions.models import Edition
from forum.mail.service import queue_mails
from forum.messages.enums import MessageChange, MessageKind
from forum.messages.errors import NoAddressOfOnesOwn
from forum.messages.models import Message, MessageEvent
from forum.messages.notices import MESSAGE, compose
from forum.messages.queries import get_message, own_addressee
from forum.messages.rules import Wanted, ensure_editable, ensure_english_whole, ensure_subject, ensure_text

TEST_MARK = {"es": "[Prueba]", "en": "[Test]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a message says in both languages, whether it is necessary, and whom it is for."""

    kind: MessageKind
    wanted: Wanted
    subject_es: str
    text_es: str
    subject_en: str = ""
    text_en: str = ""

    def ensure_good(self) -> None:
        """Refuse what cannot be written.

        Raises:
            UnknownPlaceholder, PlaceholderOpen, EnglishIncomplete
        """
        for subject in (self.subject_es, self.subject_en):
            ensure_subject(subject)
        for text in (self.text_es, self.text_en):
            ensure_text(text)
        ensure_english_whole(self.subject_en, self.text_en)


def write_message(edition_id: int, texts: Texts, *, by: int, now: datetime) -> Message:
    """Keep a new message; nothing is sent.

    Raises:
        UnknownPlaceholder, PlaceholderOpen, EnglishIncomplete: a text is not good.
    """
    texts.ensure_good()
    with atomic() as current:
        message = Message(edition_id=edition_id, created_at=now, created_by_id=by, recipients=0)
        _take(message, texts)
        current.add(message)
        current.flush()
        record(MessageEvent(message_id=message.id, kind=MessageChange.WRITTEN), by=by, now=now)
    return message


def edit_message(message_id: int, texts: Texts, *, edition_id: int, by: int, now: datetime) -> None:
    """Change a message that was not sent.

    Raises:
        NotFound, MessageSent, MessageScheduled; as `write_message`.
    """
    texts.ensure_good()
    with atomic():
        message = _editable(message_id, edition_id)
        _take(message, texts)
        record(MessageEvent(message_id=message.id, kind=MessageChange.EDITED), by=by, now=now)


def delete_message(message_id: int, *, edition_id: int) -> None:
    """Delete a message that was not sent.

    Raises:
        NotFound, MessageSent, MessageScheduled
    """
    with atomic() as current:
        current.delete(_editable(message_id, edition_id))


def send_test(message_id: int, edition: Edition, *, by: int, now: datetime) -> str:
    """Send a message to oneself in each language it is written in; returns the address.

    Raises:
        NotFound: there is no such message.
        NoAddressOfOnesOwn: the person has no address.
    """
    with atomic():
        message, person = get_message(message_id, edition_id=edition.id), own_addressee(edition.id, by)
        if person.email is None:
            raise NoAddressOfOnesOwn
        tests = []
        for language in ("es", "en") if message.text_en else ("es",):
            [(recipient, context)] = compose(message, edition, [person], language=language)
            tests.append((recipient, {**context, "subject": f"{TEST_MARK[language]} {context['subject']}"}))
        queue_mails(MESSAGE, edition_id=edition.id, recipients=tests, now=now)
        record(MessageEvent(message_id=message.id, kind=MessageChange.TESTED), by=by, now=now)
    return str(person.email)


def _editable(message_id: int, edition_id: int) -> Message:
    message = locked(Message, message_id, edition_id=edition_id)
    ensure_editable(leaves_at=message.leaves_at, scheduled_at=message.scheduled_at)
    return message


def _take(message: Message, texts: Texts) -> None:
    message.kind, message.audience, message.filters = texts.kind, texts.wanted.audience, texts.wanted.stored()
    message.subject_es, message.text_es = texts.subject_es, texts.text_es
    message.subject_en, message.text_en = texts.subject_en, texts.text_en
