"""The background work of accounts: what is over is deleted."""

from forum.core.clock import utc_now
from forum.core.counters import delete_old_counters
from forum.core.kept_forms import delete_old_forms
from forum.jobs import every, job


@every(minutes=10)
@job("accounts.sweep")
def sweep() -> None:
    """Delete the forms nobody came back for, and the counters of limits that have expired."""
    delete_old_forms(now=utc_now())
    delete_old_counters()
