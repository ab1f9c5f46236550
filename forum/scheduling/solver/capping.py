"""Re-planning with at most so many moves: what may not move is held where it was, and all is judged without that.

Only meetings that could stay are held and counted: whose buyer is away, or whose hall is lost, moves in any case.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from forum.scheduling.check import cost_of, value_of
from forum.scheduling.problem import FrontPoint, Place, Problem, Timetable
from forum.scheduling.solver.chains import chains_of, could_stay, movable_moved
from forum.scheduling.solver.solving import NO_BOUND, judged_by, solve

MAIN = 2 / 3
"""The share of the time in which the timetable is looked for; the rest is for what fewer moves would meet."""
SEVERAL = 3
"""With more moves than that, half of them are looked at too."""


def replan(
    problem: Problem, *, seconds: float, most_moves: int | None = None, progress: Any = None, **options: Any
) -> Timetable:
    """A timetable that keeps published meetings where they are as far as it can, with what fewer moves would meet.

    `most_moves`: at most so many meetings that could stay are at another time. The others as of `solve`; a third of
    the time is for the front.

    Raises:
        ProblemError: the problem is contradictory, or a day has more than 63 slots.
    """
    begun = time.perf_counter()
    main = seconds * MAIN
    found = solve(problem, seconds=main if most_moves is None else main / 2, progress=progress, **options)
    steps = [_held(problem, found, 0)]
    if most_moves is not None and len(movable_moved(problem, found.meetings)) > most_moves:
        allowed = _held(problem, found, most_moves)
        found = _held_to(problem, allowed, found, seconds=max(1.0, main / 2), **options)
    chosen = movable_moved(problem, found.meetings)
    if not chosen or _is_over(options):
        return found
    if len(chosen) > SEVERAL:
        steps.append(_held(problem, found, len(chosen) // 2))
    left = max(1.0, seconds - (time.perf_counter() - begun))
    points = [_point(problem, found.meetings)]
    for allowed in steps:
        if not _is_over(options):
            fewer = _held_to(problem, allowed, found, seconds=left / len(steps), **options)
            points.append(_point(problem, fewer.meetings))
            found = min(found, fewer, key=_rank)
    return replace(found, front=_front(points), seconds=time.perf_counter() - begun)


def _rank(found: Timetable) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The sort key of what was found; smaller is better."""
    return tuple(-number for number in found.value.key), found.cost.key


def _is_over(options: dict[str, Any]) -> bool:
    cancelled: Callable[[], bool] | None = options.get("cancelled")
    return cancelled is not None and cancelled()


def _front(points: list[FrontPoint]) -> tuple[FrontPoint, ...]:
    """Those points than which none with as few moves meets as much, the fewest moves first."""
    front: list[FrontPoint] = []
    for point in sorted(points, key=lambda each: (each.moved, tuple(-n for n in each.value.key), each.breaks)):
        if not front or point.value.key > front[-1].value.key:
            front.append(point)
    return tuple(front)


def _point(problem: Problem, meetings: Mapping[str, Place]) -> FrontPoint:
    cost = cost_of(problem, meetings)
    return FrontPoint(moved=cost.moved, value=value_of(problem, meetings), breaks=cost.breaks)


def _held_to(problem: Problem, allowed: frozenset[str], first: Timetable, **options: Any) -> Timetable:
    """The best found in which only these meetings may move; judged without that limit, as the bounds of `first` are."""
    found = solve(holding(problem, allowed), **options)
    judged = judged_by(problem, found, found.meetings)
    cost_bound = first.cost_bound if judged.value == first.value_bound else NO_BOUND
    return replace(judged, value_bound=first.value_bound, cost_bound=cost_bound)


def holding(problem: Problem, allowed: frozenset[str]) -> Problem:
    """The problem in which published meetings may be only where they were, but for those that are allowed to move."""
    homes = problem.homes
    wishes = tuple(
        replace(wish, slots=frozenset({homes[wish.id].slot}))
        if wish.id in homes
        and wish.id not in allowed
        and wish.pinned is None
        and could_stay(problem, wish, homes[wish.id])
        else wish
        for wish in problem.wishes
    )
    return replace(problem, wishes=wishes)


def _held(problem: Problem, found: Timetable, most: int) -> frozenset[str]:
    """Which meetings may move: whole chains while they fit, those first that gain most for a move; then others."""
    allowed: set[str] = set()
    for chain in chains_of(problem, found.meetings):
        if len(allowed) + len(chain.moved) <= most:
            allowed |= chain.moved
    rest = sorted(movable_moved(problem, found.meetings) - allowed)
    return frozenset([*sorted(allowed), *rest][:most])
