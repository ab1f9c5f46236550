"""The background work of the timetable."""

from forum.core.clock import utc_now
from forum.jobs import every, is_stopping, job
from forum.timetable.service.following import FINISH, finish_publications
from forum.timetable.service.plannings import RUN, run_plannings


@every(minutes=1)
@job(RUN)
def plan() -> None:
    """Make the drafts that are asked for, also one that a lost worker left behind.

    When the worker stops, the engine does too, and the next worker begins again.
    """
    run_plannings(clock=utc_now, is_stopping=is_stopping)


@every(minutes=1)
@job(FINISH)
def finish() -> None:
    """Do what follows from a published draft, the mails above all; also what a lost worker left behind."""
    finish_publications(now=utc_now())
