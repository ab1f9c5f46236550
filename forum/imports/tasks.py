"""The background work of imports."""

from forum.core.clock import utc_now
from forum.imports.service.batches import delete_old_sheets
from forum.jobs import every, job


@every(minutes=60)
@job("imports.sweep")
def sweep() -> None:
    """Delete the sheets that nobody came back for."""
    delete_old_sheets(now=utc_now())
