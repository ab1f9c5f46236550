"""Computes again what a timetable states, and compares."""

from collections import Counter
from collections.abc import Iterator

from forum.scheduling.check.objective import cost_of, value_of
from forum.scheduling.check.violations import violations
from forum.scheduling.problem import Problem, Status, Timetable


def verify(problem: Problem, timetable: Timetable) -> list[str]:
    """One sentence for each violation of a rule and each wrong statement; empty if the timetable is valid."""
    return [
        *violations(problem, timetable.meetings),
        *_accounts(problem, timetable),
        *_sums(problem, timetable),
        *_bounds(timetable),
    ]


def _accounts(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """Every wish is either met or left out, once."""
    left_out = Counter(left.wish for left in timetable.left_out)
    wishes = {wish.id for wish in problem.wishes}
    for wish in problem.wishes:
        times = left_out[wish.id] + (wish.id in timetable.meetings)
        if times == 0:
            yield f"{wish.id} is neither met nor left out"
        if times > 1 and wish.id in timetable.meetings:
            yield f"{wish.id} is met and left out"
        elif times > 1:
            yield f"{wish.id} is left out {times} times"
    for name in left_out:
        if name not in wishes:
            yield f"{name} is left out and is no wish"


def _sums(problem: Problem, timetable: Timetable) -> Iterator[str]:
    value, cost = value_of(problem, timetable.meetings), cost_of(problem, timetable.meetings)
    if timetable.value != value:
        yield f"the value is said to be {timetable.value.key} and is {value.key}"
    if timetable.cost != cost:
        yield f"the cost is said to be {timetable.cost.key} and is {cost.key}"


def _bounds(timetable: Timetable) -> Iterator[str]:
    """The value is not above its bound and no number of the cost below its bound; if optimal, both are equal."""
    value, bound = timetable.value.key, timetable.value_bound.key
    cost, least = timetable.cost.key, timetable.cost_bound.key
    if value > bound:
        yield f"the value {value} is beyond its bound {bound}"
    if any(number < floor for number, floor in zip(cost, least, strict=True)):
        yield f"the cost {cost} is below its bound {least}"
    if timetable.status is Status.OPTIMAL and value != bound:
        yield f"the timetable is said to be optimal, but its value {value} is not its bound {bound}"
    if timetable.status is Status.OPTIMAL and cost != least:
        yield f"the timetable is said to be optimal, but its cost {cost} is not its bound {least}"
