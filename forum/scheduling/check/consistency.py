"""Computes again what a timetable states, and compares."""

from collections import Counter
from collections.abc import Iterator

from forum.scheduling.check.objective import cost_of, value_of
from forum.scheduling.check.reading import by_pair, companies_of, read
from forum.scheduling.check.violations import violations
from forum.scheduling.problem import Problem, Status, Timetable


def verify(problem: Problem, timetable: Timetable) -> list[str]:
    """One sentence for each violation of a rule and each wrong statement; empty if the timetable is valid."""
    return [
        *violations(problem, timetable.meetings),
        *_accounts(problem, timetable),
        *_joined(problem, timetable),
        *_sums(problem, timetable),
        *_bounds(timetable),
    ]


def _accounts(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """Every wish is either met, joined to another one's meeting, or left out, once."""
    left_out = Counter(left.wish for left in timetable.left_out)
    wishes = {wish.id for wish in problem.wishes}
    for wish in problem.wishes:
        times = left_out[wish.id] + (wish.id in timetable.meetings or wish.id in timetable.joined)
        if times == 0:
            yield f"{wish.id} is neither met nor left out"
        if times > 1 and wish.id in timetable.meetings:
            yield f"{wish.id} is met and left out"
        elif times > 1 and wish.id in timetable.joined:
            yield f"{wish.id} is joined and left out"
        elif times > 1:
            yield f"{wish.id} is left out {times} times"
    for name in left_out:
        if name not in wishes:
            yield f"{name} is left out and is no wish"


def _joined(problem: Problem, timetable: Timetable) -> Iterator[str]:
    """Rule 8: with `once`, all that pairs who meet wish besides is joined to the first of their meetings."""
    due: dict[str, str] = {}
    if problem.once:
        pairs = by_pair(problem, read(problem, timetable.meetings))
        company = companies_of(problem)
        for wish in problem.wishes:
            theirs = pairs.get((wish.buyer, company.get(wish.supplier, wish.supplier)))
            if theirs and wish.id not in timetable.meetings and wish.id not in problem.published:
                due[wish.id] = theirs[0].wish.id
    for name in due.keys() | timetable.joined.keys():
        is_said, should = timetable.joined.get(name), due.get(name)
        if is_said != should:
            yield f"{name} is joined to {is_said or 'no meeting'}, and should be to {should or 'none'}"


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
