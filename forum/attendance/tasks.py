"""The background work of attendance."""

from forum.attendance.service.certificates import ISSUE, issue_all
from forum.core.clock import utc_now
from forum.jobs import every, job


@every(minutes=1)
@job(ISSUE)
def issue() -> None:
    """Issue and mail the certificates that were asked for."""
    issue_all(now=utc_now())
