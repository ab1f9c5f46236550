"""The background work of outcomes."""

from forum.core.clock import utc_now
from forum.jobs import every, job
from forum.outcomes.service import ask_due


@every(minutes=10)
@job("outcomes.ask")
def ask() -> None:
    """Ask those whose meetings of the day are over, remind them once, and ask months later what became of it."""
    ask_due(now=utc_now())
