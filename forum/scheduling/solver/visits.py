"""Suppliers who come on one day: which of their days they keep, and their hours then."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from forum.scheduling.problem import Place, Problem, Wish

Days = Mapping[str, frozenset[int]]
"""By supplier, the days on which they may have meetings."""


def days_to_keep(problem: Problem, meetings: Mapping[str, Place]) -> Days:
    """For each supplier with a meeting on a day too many, their decided days or the one that is worth most."""
    of_supplier: defaultdict[str, defaultdict[int, list[Wish]]] = defaultdict(lambda: defaultdict(list))
    for wish in problem.wishes:
        if wish.id in meetings:
            of_supplier[wish.supplier][problem.slots[meetings[wish.id].slot].day].append(wish)
    kept = {}
    for supplier, days in of_supplier.items():
        decided = frozenset(day for day, theirs in days.items() if any(_is_decided(problem, each) for each in theirs))
        if len(days) > 1 and days.keys() - decided:
            kept[supplier] = decided or frozenset({max(days, key=lambda day: (_worth(problem, days[day]), -day))})
    return kept


def _is_decided(problem: Problem, wish: Wish) -> bool:
    return wish.pinned is not None or wish.id in problem.published


def _worth(problem: Problem, wishes: list[Wish]) -> list[int]:
    """The number of wishes per class, then the points."""
    classes = [problem.class_of(wish) for wish in wishes]
    return [*(classes.count(rank) for rank in range(5)), sum(problem.points_of(wish) for wish in wishes)]


def on_these_days(problem: Problem, days: Days) -> Problem:
    """The problem in which these suppliers are available on these days only."""
    every = range(len(problem.slots))
    return replace(
        problem,
        participants=tuple(
            replace(
                person,
                available=frozenset(
                    slot
                    for slot in (every if person.available is None else person.available)
                    if problem.slots[slot].day in days[person.id]
                ),
            )
            if person.id in days
            else person
            for person in problem.participants
        ),
    )


def without_second_days(problem: Problem, meetings: Mapping[str, Place]) -> dict[str, Place]:
    """The meetings without those that make a supplier come on a day too many."""
    days, wishes = days_to_keep(problem, meetings), {wish.id: wish for wish in problem.wishes}
    return {
        name: place
        for name, place in meetings.items()
        if problem.slots[place.slot].day in days.get(wishes[name].supplier, {problem.slots[place.slot].day})
    }
