"""The background work of imports."""

from forum.core.clock import utc_now
from forum.imports.service.batches import delete_old_sheets, forget_old_rows
from forum.jobs import every, job


@every(minutes=60)
@job("imports.sweep")
def sweep() -> None:
    """Delete the sheets that nobody came back for, and the rows of what was imported long ago."""
    delete_old_sheets(now=utc_now())
    forget_old_rows(now=utc_now())
