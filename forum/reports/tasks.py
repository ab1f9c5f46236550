"""The background work of reports."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.reports.service import delete_old_loads


@every(minutes=60)
@job("reports.sweep")
def sweep() -> None:
    """Delete the sheets of figures that nobody came back for."""
    delete_old_loads(now=utc_now())
