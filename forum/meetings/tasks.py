"""The background work of meetings."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.meetings.service import expire_requests


@every(minutes=5)
@job("meetings.expire")
def expire() -> None:
    """Store overdue requests as expired, and notify the suppliers."""
    while expire_requests(now=utc_now()):
        pass
