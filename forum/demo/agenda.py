"""The demo edition's agenda: the timetable engine makes it out of the wishes, as it would for an organiser."""

from datetime import datetime

from forum.scheduling.solver import solve
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import Published, publish_draft, store_draft


def plan_agenda(edition_id: int, *, seconds: float, now: datetime) -> Published:
    """Plan the edition's wishes and publish the draft; nobody gets a mail of it."""
    plan = plan_for(edition_id, replan=False, now=now)
    timetable = solve(plan.problem, seconds=seconds)
    draft = store_draft(plan, timetable=timetable, by=None, now=now)
    return publish_draft(draft.id, by=None, now=now, quietly=True)
