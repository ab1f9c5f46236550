"""The background work of calendars."""

from forum.agenda.service import INVITE, send_invitations
from forum.core.clock import utc_now
from forum.jobs import every, job


@every(minutes=1)
@job(INVITE)
def invite() -> None:
    """Send what people's calendars do not show yet of their meetings."""
    send_invitations(now=utc_now())
