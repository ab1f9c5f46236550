"""Timetables made by hand: what the engine could have answered."""

from collections.abc import Mapping
from typing import Any

from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.enums import PlannedWishes, PlanningPolicy
from forum.scheduling.check import cost_of, value_of
from forum.scheduling.problem import Cost, LeftOut, Place, Reason, Status, Timetable
from forum.scheduling.solver.reasons import joined_wishes
from forum.timetable.enums import Change, PlanningState
from forum.timetable.models import DraftMeeting, Planning, TimetableDraft
from forum.timetable.rules import Plan


def a_timetable(
    plan: Plan,
    slots: Mapping[str, int],
    *,
    reason: Reason = Reason.BUYER_FULL,
    numbers: Mapping[str, int] | None = None,
) -> Timetable:
    """The wishes of these names in these slots at their buyers' tables, and all that is pinned; the others left out.

    But those of a pair that meets anyway, which are joined to its meeting.
    """
    problem = plan.problem
    tables = {person.id: person.table or "" for person in problem.participants}
    pinned = {wish.id: wish.pinned for wish in problem.wishes if wish.pinned is not None}
    meetings = {
        wish.id: Place(slot={**pinned, **slots}[wish.id], table=tables[wish.buyer])
        for wish in problem.wishes
        if wish.id in pinned or wish.id in slots
    }
    why = {"count": 2} if numbers is None else dict(numbers)
    joined = joined_wishes(problem, meetings)
    rest = (wish.id for wish in problem.wishes if wish.id not in meetings and wish.id not in joined)
    left_out = (LeftOut(wish=wish, reason=reason, numbers=why) for wish in rest)
    value, cost = value_of(problem, meetings), cost_of(problem, meetings)
    return Timetable(
        status=Status.FEASIBLE,
        meetings=meetings,
        left_out=tuple(left_out),
        joined=joined,
        value=value,
        value_bound=value,
        cost=cost,
        cost_bound=Cost(moved=0, breaks=0, walks=0),
        seconds=0.1,
        steps=7,
        seed=1,
    )


def a_planning(edition_id: int, **values: Any) -> Planning:
    """The making of a draft that waits to be worked on."""
    defaults: dict[str, Any] = {
        "asked_at": utc_now(), "seconds": 10, "seed": 1, "replanned": False, "wishes": PlannedWishes.ALL,
        "policy": PlanningPolicy.PRIORITY_FIRST,
        "state": PlanningState.QUEUED, "progress": {}, "detail": "",
    }  # fmt: skip
    with atomic() as current:
        planning = Planning(edition_id=edition_id, **{**defaults, **values})
        current.add(planning)
    return planning


def a_bare_draft(edition_id: int, **meeting: Any) -> tuple[TimetableDraft, DraftMeeting | None]:
    """A draft that is still to be published, with one new meeting where its values are given."""
    nothing = {"published": 0, "mutual": 0, "buyer": 0, "organiser": 0, "supplier": 0, "points": 0}
    cost = {"moved": 0, "missed": 0, "days": 0, "breaks": 0, "walks": 0}
    line = None
    with atomic() as current:
        draft = TimetableDraft(
            edition_id=edition_id, made_at=utc_now(), seed=1, steps=1, seconds=1.0, status=Status.FEASIBLE,
            meetings=int(bool(meeting)), value=nothing, value_bound=nothing, cost=cost, cost_bound=cost,
        )  # fmt: skip
        current.add(draft)
        current.flush()
        if meeting:
            line = DraftMeeting(draft_id=draft.id, change=Change.NEW, uid=f"draft-{draft.id}", **meeting)
            current.add(line)
    return draft, line
