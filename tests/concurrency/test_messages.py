"""Of many who send a message one does; one that is taken back while its mails leave, leaves whole or not at all."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.mail.service import drain_outbox
from forum.messages.enums import MessageChange
from forum.messages.models import Message, MessageEvent, MessageRecipient
from forum.messages.rules import UNDO
from forum.messages.service import Moment, schedule_message, send_due_messages, send_message, undo_message
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_category, an_edition
from tests.builders.messages import a_message
from tests.builders.people import a_person
from tests.builders.registrations import a_registration

PEOPLE = 5


def a_message_to_five() -> tuple[Message, Edition, int]:
    """A message that was not sent, its edition, and who sends it."""
    edition = an_edition()
    category = a_category(edition)
    for _number in range(PEOPLE):
        a_registration(category)
    return a_message(edition), edition, a_person().id


def addresses(message: Message) -> list[str]:
    query = select(OutgoingMail.to_email).where(OutgoingMail.batch == message.batch)
    return list(session().scalars(query))


def times(change: MessageChange) -> int | None:
    return session().scalar(select(func.count()).select_from(MessageEvent).where(MessageEvent.kind == change))


def number_of_recipients() -> int | None:
    return session().scalar(select(func.count()).select_from(MessageRecipient))


def test_of_many_who_send_a_message_one_does(own_app: Flask) -> None:
    with own_app.app_context():
        message, edition, by = a_message_to_five()
        db.session.remove()
        outcomes = at_once(
            own_app, lambda _number: send_message(message.id, edition_id=edition.id, by=by, now=utc_now())
        )
        assert outcomes == {PEOPLE: 1, "messages.message_sent": THREADS - 1}
        assert len(addresses(message)) == len(set(addresses(message))) == number_of_recipients() == PEOPLE
        assert times(MessageChange.SENT) == 1


def test_of_many_workers_one_sends_what_is_due(own_app: Flask) -> None:
    with own_app.app_context():
        message, edition, by = a_message_to_five()
        moment = Moment(at=utc_now() + timedelta(hours=1))
        due = schedule_message(message.id, moment, edition, by=by, now=utc_now())
        db.session.remove()
        assert at_once(own_app, lambda _number: send_due_messages(now=due)) == {1: 1, 0: THREADS - 1}
        assert len(addresses(message)) == number_of_recipients() == PEOPLE
        assert times(MessageChange.SENT) == 1


@pytest.mark.parametrize("undoing", [1, 8])
def test_a_message_that_is_undone_while_the_outbox_runs_leaves_whole_or_not_at_all(
    own_app: Flask, undoing: int
) -> None:
    """The clocks of both differ: to who undoes it is still time, to the outbox it is due."""
    with own_app.app_context():
        message, edition, by = a_message_to_five()
        sent = utc_now()
        send_message(message.id, edition_id=edition.id, by=by, now=sent)
        db.session.remove()

        def act(number: int) -> object:
            if number < undoing:
                return undo_message(message.id, edition_id=edition.id, by=by, now=sent)
            drain_outbox(clock=lambda: sent + 2 * UNDO)
            return "drained"

        outcomes = at_once(own_app, act)
        is_undone = outcomes[None] == 1
        assert outcomes[None] in {0, 1}
        assert outcomes["messages.too_late_to_undo"] == undoing - is_undone
        assert times(MessageChange.UNDONE) == int(is_undone)
        assert len(addresses(message)) == number_of_recipients() == (0 if is_undone else PEOPLE)
        left = select(func.count()).where(OutgoingMail.batch == message.batch, OutgoingMail.sent_at.is_not(None))
        assert session().scalar(left) == len(addresses(message))
