"""One person's days: the fewest breaks that so many meetings need, whatever the others do."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from forum.meetings.scheduling.solver.model import Flags, Ints, Model

IMPOSSIBLE = 1 << 20


def places_of(model: Model) -> Ints:
    """How many meetings beside the pinned ones each person can have at most, by slots and quotas."""
    free, pins = usable_slots(model), model.pins_per_day
    places = np.zeros(len(model.people), np.int32)
    for day in range(pins.shape[1]):
        slots = np.flatnonzero(model.day == day)
        fitting = _fitting(model, free, slots)
        places += np.minimum(fitting, np.maximum(0, model.most_per_day - pins[:, day]))
    return np.asarray(np.minimum(places, np.maximum(0, model.most - model.most_pinned)), np.int32)


def _fitting(model: Model, free: Flags, slots: NDArray[np.intp]) -> Ints:
    """How many of a day's free slots each person can use, of those that clash one."""
    count = np.zeros(len(free), np.int32)
    ends = np.full(len(free), -1)
    for slot in sorted(slots, key=lambda t: model.problem.slots[t].ends):
        fits = (free[:, slot] > 0) & (ends <= model.problem.slots[slot].starts)
        count += fits
        ends[fits] = model.problem.slots[slot].ends
    return count


def usable_slots(model: Model) -> Flags:
    """The slots in which a person could have a meeting that is not pinned."""
    usable = np.zeros((len(model.people), model.slots), np.uint8)
    movable = model.pinned < 0
    for side in (0, 1):
        np.bitwise_or.at(usable, model.seats[movable, side], model.ok[movable])
    return usable


def fewest_breaks(model: Model) -> list[tuple[int, ...]]:
    """For each person and number of meetings (pins among them) the fewest breaks; IMPOSSIBLE where they do not fit."""
    usable, pinned = usable_slots(model), pinned_slots(model)
    days = [tuple(int(t) for t in np.flatnonzero(model.day == day)) for day in range(model.pins_per_day.shape[1])]

    @cache
    def of_day(day: int, free: bytes, held: bytes) -> tuple[int, ...]:
        return _of_day(model, days[day], free, held)

    @cache
    def of_person(free: bytes, held: bytes, most: int) -> tuple[int, ...]:
        total: tuple[int, ...] = (0,)
        for day in range(len(days)):
            of_this = of_day(day, free, held)
            pins = sum(held[t] for t in days[day])
            total = _together(total, of_this[: max(most, pins) + 1])
        return total

    return [
        of_person(usable[p].tobytes(), pinned[p].tobytes(), int(min(model.most_per_day[p], model.slots)))
        for p in range(len(model.people))
    ]


def pinned_slots(model: Model) -> Flags:
    """The slots in which each person has a pinned meeting."""
    pinned = np.zeros((len(model.people), model.slots), np.uint8)
    for wish in np.flatnonzero(model.pinned >= 0):
        pinned[model.seats[wish, :2], model.pinned[wish]] = 1
    return pinned


def _of_day(model: Model, slots: Sequence[int], free: bytes, held: bytes) -> tuple[int, ...]:
    """The fewest breaks of a day for each number of meetings: over the slots in order, by the last one taken."""
    most = len(slots)
    best = [[IMPOSSIBLE] * (most + 1) for _ in slots]
    must = [held[t] for t in slots]
    for n, slot in enumerate(slots):
        if not (free[slot] or held[slot]):
            continue
        if not any(must[:n]):
            best[n][1] = 0
        for m in range(n):
            if model.clash[slots[m], slot] or any(must[m + 1 : n]):
                continue
            cost = int(model.between[slots[m], slot])
            for count in range(1, most):
                best[n][count + 1] = min(best[n][count + 1], best[m][count] + cost)
    ends = [row for n, row in enumerate(best) if not any(must[n + 1 :])]
    nothing = IMPOSSIBLE if any(must) else 0
    return (nothing, *(min((row[count] for row in ends), default=IMPOSSIBLE) for count in range(1, most + 1)))


def _together(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    made = [IMPOSSIBLE] * (len(one) + len(other) - 1)
    for a, first in enumerate(one):
        for b, second in enumerate(other):
            made[a + b] = min(made[a + b], first + second, IMPOSSIBLE)
    return tuple(made)


def envelope(costs: Sequence[int], *, scale: int) -> list[int]:
    """The steps of the largest convex function below, from the first possible number on, scaled and rounded down.

    Its first step stands for the first meeting after those that must be.
    """
    points = [(n, cost) for n, cost in enumerate(costs) if cost < IMPOSSIBLE]
    hull: list[tuple[int, int]] = []
    for n, cost in points:
        while len(hull) > 1 and _is_above(hull[-2], hull[-1], (n, cost)):
            hull.pop()
        hull.append((n, cost))
    steps: list[int] = []
    for (a, low), (b, high) in pairwise(hull):
        steps += [(high - low) * scale // (b - a)] * (b - a)
    return steps


def _is_above(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Whether b lies on or above the line from a to c."""
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])
