"""The meetings' background work."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.meetings.service import expire_requests


@every(minutes=5)
@job("meetings.expire")
def expire() -> None:
    """Mark requests nobody answered in time, and tell the suppliers."""
    while expire_requests(now=utc_now()):
        pass
