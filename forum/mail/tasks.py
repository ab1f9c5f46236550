"""The background job of the outbox."""

from forum.core.clock import utc_now
from forum.jobs import every, is_stopping, job
from forum.mail.service import DRAIN, drain_outbox


@every(minutes=1)
@job(DRAIN)
def drain() -> None:
    """Send every mail that is due; when the worker stops, the mail in hand is the last."""
    drain_outbox(clock=utc_now, is_stopping=is_stopping)
