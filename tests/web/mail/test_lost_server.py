"""A mail server that goes away while it has a mail in hand: that mail lost an attempt, the others did not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from forum.mail.service import Recipient, drain_outbox, queue_mails
from forum.mail.smtp import init_mail
from tests.builders.ports import free_port


class Leaving:
    """The manners of a server that leaves at a mail: for good, or only this connection, after so many on it."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.most = 100
        self.goodbye: str | None = None
        self.controller: Controller | None = None
        self.for_good = False

    async def handle_DATA(self, server: Any, talk: Any, envelope: Any) -> str:
        """Take a mail, or leave."""
        talk.mails = getattr(talk, "mails", 0) + 1
        if talk.mails <= self.most:
            self.taken += envelope.rcpt_tos
            return "250 taken"
        if self.for_good:
            assert self.controller is not None
            self.controller.server.close()
        if self.goodbye is None:
            server.transport.abort()
        return self.goodbye or "250 never heard"


@pytest.fixture
def leaving(app: Flask) -> Iterator[Leaving]:
    """The app's mail server."""
    manners, port, before = Leaving(), free_port(), app.config["FORO"]
    manners.controller = controller = Controller(manners, hostname="127.0.0.1", port=port)
    app.config["FORO"] = replace(before, smtp_host="127.0.0.1", smtp_port=port, smtp_tls=False)
    init_mail(app)
    controller.start()
    yield manners
    controller.stop()
    app.config["FORO"] = before
    init_mail(app)


def drained(how_many: int) -> tuple[int, list[int]]:
    """Write mails and send them: how many were tried, and the attempts each has lost without arriving."""
    recipients = (Recipient(f"{n}@example.mx", "Ana", "es") for n in range(how_many))
    with atomic():
        queue_mails(
            "accounts/sign_in",
            edition_id=None,
            recipients=((each, {"nonce": "n", "minutes": 10}) for each in recipients),
            now=utc_now(),
        )
    tried = drain_outbox(clock=utc_now)
    rows = session().scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    return tried, [0 if row.sent_at else row.attempts for row in rows]


def test_a_server_that_is_lost_for_good_costs_one_mail_one_attempt(app: Flask, leaving: Leaving) -> None:
    leaving.most, leaving.for_good = 2, True
    assert drained(6) == (3, [0, 0, 1, 0, 0, 0])
    assert leaving.taken == ["0@example.mx", "1@example.mx"]


@pytest.mark.parametrize("goodbye", [None, "421 so many and no more"])
def test_a_server_that_takes_so_many_on_a_connection_is_connected_to_again(
    app: Flask, leaving: Leaving, goodbye: str | None
) -> None:
    leaving.most, leaving.goodbye = 2, goodbye
    assert drained(5) == (5, [0, 0, 1, 0, 0])
    assert leaving.taken == [f"{n}@example.mx" for n in (0, 1, 3, 4)]


def test_a_server_that_leaves_at_every_mail_is_left_alone_until_the_next_run(app: Flask, leaving: Leaving) -> None:
    leaving.most = 0
    assert drained(3) == (1, [1, 0, 0])
