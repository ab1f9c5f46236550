"""The demo edition's agenda, planned by the timetable engine from the requests, as for an organiser."""

from datetime import datetime

from forum.timetable.queries.planning import plan_for
from forum.timetable.service import PublishResult, publish_draft, store_draft

MOST_SECONDS = 120.0


def plan_agenda(edition_id: int, *, steps: int, now: datetime) -> PublishResult:
    """Plan the edition and publish the draft, without mails."""
    from forum.scheduling.solver import solve

    plan = plan_for(edition_id, replan=False, now=now)
    timetable = solve(plan.problem, seconds=MOST_SECONDS, steps=steps)
    draft = store_draft(plan, timetable=timetable, by=None, now=now)
    return publish_draft(draft.id, by=None, now=now, quietly=True)
