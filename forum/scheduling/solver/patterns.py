"""Bounds for one person: the fewest breaks that k meetings need, regardless of everybody else."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise

import numpy as np

from forum.scheduling.solver.model import Flags, Ints, Model

IMPOSSIBLE = 1 << 20
"""The number of breaks that stands for: not feasible."""


def places_of(model: Model, curves: Sequence[tuple[int, ...]]) -> Ints:
    """(P): the most meetings, beside the pinned ones, that a person's slots, quotas and rests permit.

    `curves`: the result of `fewest_breaks`.
    """
    fitting = [max((n for n, cost in enumerate(curve) if cost < IMPOSSIBLE), default=0) for curve in curves]
    most = np.minimum(np.array(fitting, np.int32), model.most)
    return np.asarray(np.maximum(0, most - model.most_pinned), np.int32)


def usable_slots(model: Model) -> Flags:
    """(P, T): 1 where a person could have a meeting that is not pinned."""
    usable = np.zeros((len(model.people), model.slots), np.uint8)
    movable = model.pinned < 0
    for side in (0, 1):
        np.bitwise_or.at(usable, model.seats[movable, side], model.ok[movable])
    return usable


def fewest_breaks(model: Model) -> list[tuple[int, ...]]:
    """Per person a tuple of the fewest breaks by number of meetings, pinned ones included; IMPOSSIBLE if infeasible."""
    usable, pinned = usable_slots(model), pinned_slots(model)
    days = [tuple(int(t) for t in np.flatnonzero(model.day == day)) for day in range(model.pins_per_day.shape[1])]

    @cache
    def of_day(day: int, free: bytes, held: bytes, row: int) -> tuple[int, ...]:
        return _Day(model, days[day], free, held, row).fewest()

    @cache
    def of_person(free: bytes, held: bytes, most: int, row: int) -> tuple[int, ...]:
        total: tuple[int, ...] = (0,)
        for day in range(len(days)):
            of_this = of_day(day, free, held, row)
            pins = sum(held[t] for t in days[day])
            total = _min_plus(total, of_this[: max(most, pins) + 1])
        return total

    return [
        of_person(
            usable[p].tobytes(),
            pinned[p].tobytes(),
            int(min(model.most_per_day[p], model.slots)),
            int(min(model.in_a_row[p], model.slots)),
        )
        for p in range(len(model.people))
    ]


def pinned_slots(model: Model) -> Flags:
    """(P, T): 1 where a person has a pinned meeting."""
    pinned = np.zeros((len(model.people), model.slots), np.uint8)
    for wish in np.flatnonzero(model.pinned >= 0):
        pinned[model.seats[wish, :2], model.pinned[wish]] = 1
    return pinned


class _Day:
    """Dynamic programme over one person's day: free slots, slots of pinned meetings, and the most meetings in a row.

    A state is the last slot used, the length of the row of meetings that ends there, whether one of that row is not
    pinned (the limit on rows does not apply to pinned meetings alone), and the number of meetings so far.
    """

    def __init__(self, model: Model, slots: Sequence[int], free: bytes, held: bytes, row: int) -> None:
        self.model, self.slots, self.row = model, slots, row
        self.free, self.held = free, held
        self.must = [held[t] for t in slots]

    def fewest(self) -> tuple[int, ...]:
        """The fewest breaks of the day by number of meetings."""
        states: list[dict[tuple[int, bool, int], int]] = []
        for n, slot in enumerate(self.slots):
            states.append({})
            if not (self.free[slot] or self.held[slot]):
                continue
            if not any(self.must[:n]):
                self._reach(states[n], (1, not self.held[slot], 1), 0)
            for m in range(n):
                if states[m] and not any(self.must[m + 1 : n]) and not self.model.clash[self.slots[m], slot]:
                    self._extend(states[m], states[n], self.slots[m], slot)
        ends = [reached for n, reached in enumerate(states) if not any(self.must[n + 1 :])]
        best = [IMPOSSIBLE if any(self.must) else 0] + [IMPOSSIBLE] * len(self.slots)
        for (_, _, count), cost in chain.from_iterable(reached.items() for reached in ends):
            best[count] = min(best[count], cost)
        return tuple(best)

    def _extend(
        self, before: dict[tuple[int, bool, int], int], after: dict[tuple[int, bool, int], int], last: int, slot: int
    ) -> None:
        slots = self.model.problem.slots
        is_in_row = slots[slot].starts - slots[last].ends < slots[last].ends - slots[last].starts
        more = int(self.model.between[last, slot])
        for (row, is_free, count), cost in before.items():
            longer = min(row + 1, self.row + 1) if is_in_row else 1
            free_now = (is_free and is_in_row) or not self.held[slot]
            self._reach(after, (longer, free_now, count + 1), cost + more)

    def _reach(self, states: dict[tuple[int, bool, int], int], state: tuple[int, bool, int], cost: int) -> None:
        row, is_free, _ = state
        if row <= self.row or not is_free:
            states[state] = min(cost, states.get(state, IMPOSSIBLE))


def fewest_of_wishes(model: Model, wishes: Sequence[int]) -> int:
    """The fewest breaks of a person who meets exactly these wishes, regardless of others; IMPOSSIBLE if infeasible.

    A dynamic programme over the slots, whose state is the set of wishes met and the last slot used: exponential in the
    number of wishes, so for a few only.
    """
    if _fit_consecutively(model, wishes):
        return 0
    states: dict[tuple[int, int], int] = {(0, -1): 0}
    for slot in range(model.slots):
        fitting = [1 << n for n, wish in enumerate(wishes) if model.ok[wish, slot]]
        for (met, last), cost in list(states.items()) if fitting else ():
            if last >= 0 and model.clash[last, slot]:
                continue
            more = cost + (int(model.between[last, slot]) if last >= 0 else 0)
            for bit in fitting:
                if not met & bit:
                    states[met | bit, slot] = min(more, states.get((met | bit, slot), IMPOSSIBLE))
    everything = (1 << len(wishes)) - 1
    return min((cost for (met, _), cost in states.items() if met == everything), default=IMPOSSIBLE)


def _fit_consecutively(model: Model, wishes: Sequence[int]) -> bool:
    """Whether all fit into consecutive slots of one day: the usual case, cheap to detect."""
    length = len(wishes)
    if length < 2:
        return True
    fitting = [set(np.flatnonzero(model.ok[wish]).tolist()) for wish in wishes]
    for first in range(model.slots - length + 1):
        run = range(first, first + length)
        one_day = model.day[first] == model.day[run[-1]]
        is_run = one_day and not any(model.between[a, c] or model.clash[a, c] for a, c in pairwise(run))
        if is_run and _is_matchable(run, fitting):
            return True
    return False


def _is_matchable(slots: Sequence[int], fitting: Sequence[set[int]]) -> bool:
    """Whether a matching assigns each wish one of these slots (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(wish: int, seen: set[int]) -> bool:
        for slot in slots:
            if slot in fitting[wish] and slot not in seen:
                seen.add(slot)
                if slot not in holder or place(holder[slot], seen):
                    holder[slot] = wish
                    return True
        return False

    return all(place(wish, set()) for wish in range(len(fitting)))


def _min_plus(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """The min-plus convolution: the fewest breaks of two independent parts by their total number of meetings."""
    made = [IMPOSSIBLE] * (len(one) + len(other) - 1)
    for a, first in enumerate(one):
        for b, second in enumerate(other):
            made[a + b] = min(made[a + b], first + second, IMPOSSIBLE)
    return tuple(made)


def envelope(costs: Sequence[int], *, scale: int) -> list[int]:
    """The marginal costs of the lower convex envelope of `costs`, times `scale`, rounded down.

    They start at the smallest feasible number of meetings: the first is the cost of one meeting more than that.
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
