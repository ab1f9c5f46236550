"""The background work of calendars."""

import logging

from flask import current_app

from forum.agenda.service import INVITE, READ, read_answers, send_invitations
from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.settings import Settings

LOG = logging.getLogger(__name__)


@every(minutes=1)
@job(INVITE)
def invite() -> None:
    """Send what people's calendars do not show yet of their meetings."""
    send_invitations(now=utc_now())


@every(minutes=3)
@job(READ)
def read() -> None:
    """Read what calendars answered to invitations, where a mailbox is set; one that does not answer is tried again."""
    settings: Settings = current_app.config["FORO"]
    if settings.imap_host is None:
        return
    try:
        read_answers(f"{settings.imap_user}@{settings.imap_host}/{settings.imap_folder}", now=utc_now())
    except OSError as error:
        LOG.warning("answers to invitations cannot be read: %s", error)
