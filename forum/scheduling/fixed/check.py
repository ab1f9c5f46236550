"""The referee: counts breaks and lists violations, from the rules alone and independent of the search."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

from forum.scheduling.fixed.problem import FixedProblem


def breaks_of(problem: FixedProblem, slots: Sequence[int]) -> list[int]:
    """Number of breaks per participant."""
    busy: list[set[int]] = [set() for _ in range(problem.participants)]
    for meeting, slot in zip(problem.meetings, slots, strict=True):
        busy[meeting.first - 1].add(slot)
        busy[meeting.second - 1].add(slot)
    return [sum(after - before > 1 for before, after in pairwise(own)) for own in map(sorted, busy)]


def violations(problem: FixedProblem, slots: Sequence[int], *, fairness: int | None = 2) -> list[str]:
    """One sentence per violation; empty if the timetable is valid."""
    if len(slots) != len(problem.meetings):
        return [f"{len(problem.meetings)} meetings need as many slots, not {len(slots)}"]
    found = [*_own_rules(problem, slots), *_collisions(problem, slots), *_order(problem, slots)]
    return found + _unfair(problem, slots, fairness)


def _own_rules(problem: FixedProblem, slots: Sequence[int]) -> list[str]:
    found = []
    for number, (meeting, slot) in enumerate(zip(problem.meetings, slots, strict=True), start=1):
        if not 1 <= slot <= problem.slots:
            found.append(f"meeting {number}: slot {slot} is not of the day")
        if (meeting.session == 1 and slot > problem.morning) or (meeting.session == 2 and slot <= problem.morning):
            found.append(f"meeting {number}: slot {slot} is outside its session")
        if meeting.fixed and slot != meeting.fixed:
            found.append(f"meeting {number}: slot {slot} instead of its fixed slot {meeting.fixed}")
        found.extend(
            f"meeting {number}: slot {slot} is forbidden to participant {person}"
            for person in (meeting.first, meeting.second)
            if problem.forbidden and slot in problem.forbidden[person - 1]
        )
    return found


def _collisions(problem: FixedProblem, slots: Sequence[int]) -> list[str]:
    together: dict[int, list[int]] = {}
    for number, slot in enumerate(slots, start=1):
        together.setdefault(slot, []).append(number)
    found = []
    for slot, numbers in sorted(together.items()):
        if len(numbers) > problem.tables:
            found.append(f"slot {slot}: {len(numbers)} meetings for {problem.tables} tables")
        people = Counter(person for n in numbers for person in problem.meetings[n - 1].people)
        found.extend(f"slot {slot}: participant {p} has {n} meetings" for p, n in sorted(people.items()) if n > 1)
    return found


def _order(problem: FixedProblem, slots: Sequence[int]) -> list[str]:
    return [
        f"meeting {number}: not after meeting {earlier}"
        for number, meeting in enumerate(problem.meetings, start=1)
        for earlier in sorted(meeting.after)
        if slots[earlier - 1] >= slots[number - 1]
    ]


def _unfair(problem: FixedProblem, slots: Sequence[int], fairness: int | None) -> list[str]:
    if fairness is None:
        return []
    breaks = breaks_of(problem, slots)
    return [
        f"participants {p + 1} and {q + 1} differ by {abs(breaks[p] - breaks[q])} breaks, more than {fairness}"
        for p, q in combinations(range(problem.participants), 2)
        if abs(breaks[p] - breaks[q]) > fairness
    ]
