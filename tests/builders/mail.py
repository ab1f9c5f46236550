"""What was written to somebody, as they would read it."""

from sqlalchemy import select

from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.rules import RenderedMail


def mails_to(address: str) -> list[RenderedMail]:
    """The letters to this address, in the order they were written."""
    query = select(OutgoingMail).where(OutgoingMail.to_email == address).order_by(OutgoingMail.id)
    return [render_mail(mail) for mail in session().scalars(query)]
