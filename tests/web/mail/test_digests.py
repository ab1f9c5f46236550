"""Mails of one digest to one address leave as one, in order, none lost; after a failure each is tried alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mails
from forum.mail.rules import Digest
from forum.mail.service import drain_outbox
from forum.meetings.rules.digests import DIGESTS
from tests.builders.letters import values_of_every_mail
from tests.builders.people import an_organiser
from tests.web.mail.test_outbox import NOW, Postman, port, postman, write

__all__ = ["port", "postman"]  # fixtures

DIGEST = Digest(key="meetings", waits=timedelta(minutes=2))
LATER = NOW + timedelta(minutes=3)


def change(message: str = "meeting_moved", **values: Any) -> OutgoingMail:
    """A waiting mail about a change of a meeting."""
    context = values_of_every_mail()
    mail = write(**{"digest": DIGEST, "context": context, **values})
    with atomic():
        mail.message = f"meetings/{message}"
    return mail


def test_what_comes_within_minutes_is_one_mail(app: Flask, postman: Postman) -> None:
    first, second, third = change(), change("meeting_cancelled"), change("companion_brought", now=LATER)
    assert drain_outbox(clock=lambda: NOW + timedelta(minutes=1)) == 0  # they wait for each other
    assert drain_outbox(clock=lambda: LATER) == 1
    [(_to, message)] = postman.taken
    assert message["Subject"].endswith("· 2 avisos más")
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert text.count("Hola, ") == 1
    assert html.count("<html") == 1
    assert [int(number) for number in re.findall(r"^(\d)\. ", text, re.MULTILINE)] == [1, 2, 3]
    assert text.index("cambió de hora o de lugar") < text.index("\n2. ") < text.index("\n3. ")
    session().expire_all()
    assert {mail.sent_at for mail in (first, second, third)} == {LATER}
    assert [mail.sent_with_id for mail in (first, second, third)] == [None, first.id, first.id]
    assert drain_outbox(clock=lambda: LATER + timedelta(days=1)) == 0


def test_others_keep_their_own_mail(app: Flask, postman: Postman) -> None:
    change()
    change(to="luis@example.mx")
    change(language="en")
    change(digest=Digest(key="requests", waits=timedelta(minutes=2)))
    change(digest=None)
    drain_outbox(clock=lambda: LATER)
    assert len(postman.taken) == 5


def test_what_fails_is_tried_alone(app: Flask, postman: Postman) -> None:
    bad, good = change(context={}), change()
    assert drain_outbox(clock=lambda: LATER) == 1
    assert not postman.taken
    drain_outbox(clock=lambda: LATER + timedelta(minutes=5))
    assert len(postman.taken) == 1
    session().expire_all()
    assert good.sent_at is not None
    assert good.sent_with_id is None
    assert bad.sent_at is None
    assert bad.last_error


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_message_of_a_digest_reads_among_others(app: Flask, language: str) -> None:
    mails = [change(message, language=language) for message in DIGESTS]
    rendered = render_mails(mails)
    greeting = "Hola, Ana" if language == "es" else "Hello Ana"
    assert rendered.text.count(greeting) == 1
    assert rendered.html.count(greeting) == 1
    assert rendered.html.count("<html") == 1
    assert rendered.html.count("</html>") == 1
    assert all(f"\n{number}. " in rendered.text for number in range(1, len(mails) + 1))
    assert len(session().scalars(select(OutgoingMail)).all()) == len(mails)


def test_the_outbox_says_that_it_waits_and_with_which_it_left(
    app: Flask, client: FlaskClient, postman: Postman
) -> None:
    an_organiser(client)
    first, second = change().id, change().id
    assert "salen juntos" in client.get(f"/mail/{second}").text
    drain_outbox(clock=lambda: LATER)
    page = client.get(f"/mail/{second}").text
    assert "Salió en un correo con otros avisos" in page
    assert f'href="/mail/{first}"' in page
