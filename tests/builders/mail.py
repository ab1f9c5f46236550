"""What was written to somebody, as they would read it."""

import asyncio

from aiosmtpd.smtp import Envelope
from sqlalchemy import select

from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.rules import RenderedMail


def mails_to(address: str) -> list[RenderedMail]:
    """The letters to this address, in the order they were written."""
    query = select(OutgoingMail).where(OutgoingMail.to_email == address).order_by(OutgoingMail.id)
    return [render_mail(mail) for mail in session().scalars(query)]


class SlowServer:
    """The manners of a mail server that thinks before it takes a mail; `asked` and `taken` are addresses."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.asked: list[str] = []
        self.taken: list[str] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        """Take a mail, in time."""
        self.asked += envelope.rcpt_tos
        await asyncio.sleep(self.seconds)
        self.taken += envelope.rcpt_tos
        return "250 taken"
