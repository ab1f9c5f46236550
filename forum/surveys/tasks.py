"""The background work of surveys."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.surveys.service import ask_due


@every(minutes=30)
@job("surveys.ask")
def ask() -> None:
    """Ask the people of the editions that are over."""
    ask_due(now=utc_now())
