"""The background job of the outbox."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.mail.service import DRAIN, drain_outbox


@every(minutes=1)
@job(DRAIN)
def drain() -> None:
    """Send every mail that is due."""
    drain_outbox(clock=utc_now)
