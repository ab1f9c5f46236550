"""One's own subscription to news: a consent like any other, so the latest answer is valid and every one is kept."""

from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Person
from forum.accounts.queries import remaining_id
from forum.core.database import atomic, locked
from forum.mail.models import OutgoingMail
from forum.mail.service import delete_untried
from forum.messages.enums import MessageKind
from forum.messages.models import Message, MessageRecipient
from forum.privacy.enums import Purpose
from forum.privacy.queries import consents_of, current_notice
from forum.privacy.service import record_consents


def change_subscription(person_id: int, *, wants_news: bool, now: datetime) -> None:
    """Record whether a person wants news; nothing where that is their answer already.

    A link to an account that was merged is one of the account that stays.

    Raises:
        NotFound: there is no such person.
    """
    with atomic():
        person = locked(Person, remaining_id(person_id))
        if consents_of(person.id).get(Purpose.NEWS, False) != wants_news:
            record_consents(person.id, current_notice().id, {Purpose.NEWS: wants_news}, now)


def take_news_back(person_id: int) -> None:
    """Delete the voluntary mails to a person that wait for their moment, as in quiet hours; they stay on record."""
    mails = select(MessageRecipient.mail_id).join(Message, Message.id == MessageRecipient.message_id)
    theirs = mails.where(MessageRecipient.person_id == person_id, Message.kind == MessageKind.VOLUNTARY)
    delete_untried(OutgoingMail.id.in_(theirs))
