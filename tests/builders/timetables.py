"""Timetables made by hand: what the engine could have answered."""

from collections.abc import Mapping

from forum.scheduling.check import cost_of, value_of
from forum.scheduling.problem import Cost, LeftOut, Place, Reason, Status, Timetable
from forum.scheduling.solver.reasons import joined_wishes
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
