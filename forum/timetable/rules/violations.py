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
    """A person with two parts (as buyer and as guest) cannot have both at the same time."""
    places: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for wish, place in meetings.items():
        for part in (plan.wishes[wish].buyer, plan.wishes[wish].supplier):
            places[plan.people[part]].append((place.slot, part))
    for theirs in places.values():
        if len({part for _, part in theirs}) > 1:
            for (first, one), (second, other) in pairwise(sorted(theirs)):
                if one != other and second in plan.clock.overlapping(first):
                    yield f"{one} and {other} are one person, in slots {first} and {second} at one time"


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
