"""The background work of decisions."""

from flask import current_app

from forum.core.clock import utc_now
from forum.decisions.service import RUN_DUE, run_due_decisions
from forum.jobs import every, job


@every(minutes=1)
@job(RUN_DUE)
def run_due() -> None:
    """Do the decisions whose ten seconds have passed."""
    run_due_decisions(current_app.extensions["decisions"], now=utc_now())
