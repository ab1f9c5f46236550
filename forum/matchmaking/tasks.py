"""The background work of matchmaking."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.matchmaking.service import delete_old_loads


@every(minutes=60)
@job("matchmaking.sweep")
def sweep() -> None:
    """Delete the sheets of requirements that nobody came back for."""
    delete_old_loads(now=utc_now())
