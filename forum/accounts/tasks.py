"""The background work of accounts: what is over is deleted."""

from forum.core.clock import utc_now
from forum.core.counters import delete_old_counters
from forum.core.kept_forms import delete_old_forms
from forum.core.uploads import sweep_uploads
from forum.jobs import every, job


@every(minutes=10)
@job("accounts.sweep")
def sweep() -> None:
    """Delete forms nobody came back for, counters of limits that have expired, and files that no row names."""
    delete_old_forms(now=utc_now())
    delete_old_counters()
    sweep_uploads()
