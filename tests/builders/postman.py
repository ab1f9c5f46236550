"""A mail server that takes everything, and what it took as its reader would find it."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask

from forum.agenda.service import send_invitations
from forum.core.clock import utc_now
from forum.mail.service import drain_outbox
from forum.mail.smtp import init_mail
from tests.builders.ports import free_port


@dataclass
class Postman:
    """What was taken, with the addresses it was for."""

    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        """Take a mail."""
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((list(envelope.rcpt_tos), message))
        return "250 taken"

    def calendars(self, address: str) -> list[bytes]:
        """The calendar parts of the mails to an address, in their order."""
        return [calendar_of(message) for to, message in self.taken if to == [address] and calendar_of(message)]


def calendar_of(message: EmailMessage) -> bytes:
    """The calendar part of a mail that a mail program acts upon; nothing without one."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar" and part.get_content_disposition() is None:
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            return payload
    return b""


def event_of(data: bytes) -> Any:
    """The one event of a calendar."""
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


@contextmanager
def a_postman(app: Flask, **settings: Any) -> Iterator[Postman]:
    """The app sends its mails to a server of this machine."""
    before, port, handler = app.config["FORO"], free_port(), Postman()
    app.config["FORO"] = replace(
        before,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls=False,
        mail_from="Foro de Proveeduría <foro@example.mx>",
        **settings,
    )
    init_mail(app)
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
        app.config["FORO"] = before
        init_mail(app)


def deliver() -> None:
    """Everything that calendars do not show is queued, and everything queued is sent."""
    send_invitations(now=utc_now())
    drain_outbox(clock=lambda: utc_now() + timedelta(minutes=10))
