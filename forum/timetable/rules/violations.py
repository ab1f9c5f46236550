"""Checks meetings against the referee's rules and the two rules that the engine's problem cannot express."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from forum.scheduling.check import violations
from forum.scheduling.problem import Place
from forum.timetable.rules.plan import Plan


def plan_violations(plan: Plan, meetings: Mapping[str, Place]) -> list[str]:
    """One sentence for each violation by these meetings; `plan` must be made without narrowing."""
    return [*violations(plan.problem, meetings), *_in_two_places(plan, meetings), *_days_too_full(plan, meetings)]


def _in_two_places(plan: Plan, meetings: Mapping[str, Place]) -> Iterator[str]:
    """A person with two parts (as buyer and as guest) cannot have both at once, nor without time to change halls."""
    places: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    pinned = {wish.id for wish in plan.problem.wishes if wish.pinned is not None}
    for wish, place in meetings.items():
        for part in (plan.wishes[wish].buyer, plan.wishes[wish].supplier):
            places[plan.people[part]].append((place.slot, part, wish))
    for theirs in places.values():
        if len({part for _, part, _ in theirs}) > 1:
            for (first, one, before), (second, other, after) in pairwise(sorted(theirs)):
                if one != other and second in plan.clock.overlapping(first):
                    yield f"{one} and {other} are one person, in slots {first} and {second} at one time"
                elif one != other and not {before, after} <= pinned and _is_too_far(plan, meetings, before, after):
                    yield f"{one} and {other} are one person, who cannot walk from slot {first} to slot {second}"


def _is_too_far(plan: Plan, meetings: Mapping[str, Place], before: str, after: str) -> bool:
    """Whether two meetings are in different halls without the minutes to walk between them."""
    first, second = meetings[before], meetings[after]
    if plan.halls[int(first.table)] == plan.halls[int(second.table)]:
        return False
    return second.slot in plan.clock.beside(first.slot, walking=plan.problem.walking)


def _days_too_full(plan: Plan, meetings: Mapping[str, Place]) -> Iterator[str]:
    """A buyer has a quota for each day; only pinned meetings alone may exceed it."""
    added = {wish.id for wish in plan.problem.wishes if wish.pinned is None}
    days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    new: defaultdict[str, set[int]] = defaultdict(set)
    for wish, place in meetings.items():
        buyer, day = plan.wishes[wish].buyer, plan.problem.slots[place.slot].day
        days[buyer][day] += 1
        if wish in added:
            new[buyer].add(day)
    for buyer, counts in days.items():
        for day in sorted(new[buyer]):
            most = plan.caps[buyer].get(day, 0)
            if counts[day] > most:
                yield f"{buyer} has {counts[day]} meetings on day {day}, at most {most} are allowed"
