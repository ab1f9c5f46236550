"""Fewer breaks by simulated annealing over chains and exchanges, most of them aimed at people with a break.

Kirkpatrick, Gelatt and Vecchi, Science 220 (1983) 671-680. The objective value never falls: chains keep the set of
wishes met, and an exchange stays within a class and loses no points. The work is counted in steps, so a run can be
repeated exactly.
"""

import math

import numpy as np

from forum.scheduling.solver.kernel.board import (
    BEST,
    BLOCKED,
    BREAK,
    BREAKS,
    BUYER,
    DAY_COST,
    EXCHANGES,
    FIRST,
    HELD,
    HOME,
    LAST,
    LEAST,
    LIKED,
    MET,
    MISS,
    MOVABLE,
    MOVE_COST,
    ORDER,
    PEOPLE,
    PLAIN,
    POSITION,
    SLOT,
    SUPPLIER,
    VISITS,
    Board,
    Number,
    compiled,
    gaps,
    inner,
    roll,
)
from forum.scheduling.solver.kernel.moves import exchange, move
from forum.scheduling.solver.kernel.rules import seat_cost

ROUND = 1024
"""Steps between two updates of the list of breaks, the temperature and the best state."""
AIMED = 60
"""Percentage of the steps, other than exchanges, that move a meeting of somebody with a break."""


@inner
def _plain_cost(b: Board, person: Number, day: Number) -> Number:
    """The cost of a person's day on a plain board."""
    busy = b.busy[person, day]
    return BREAK * gaps(busy) + (DAY_COST * b.person[person, VISITS] if busy else np.int64(0))


@compiled
def total_cost(b: Board) -> Number:
    """The cost of the board: weighted sum of moved meetings, missed slots, days, breaks, walks, violations."""
    cost = np.int64(0)
    for wish in range(len(b.wish)):
        home, slot = b.wish[wish, HOME], b.wish[wish, SLOT]
        if home >= 0 and slot >= 0 and slot != home:
            cost += b.scalars[MOVE_COST]
        if b.wish[wish, LIKED] >= 0 and slot >= 0 and slot != b.wish[wish, LIKED]:
            cost += MISS
    slot = np.int64(0)
    while slot < len(b.time):
        for person in range(b.scalars[PEOPLE]):
            cost += _plain_cost(b, person, b.time[slot, 0]) if b.scalars[PLAIN] else seat_cost(b, person, slot)
        slot = b.time[slot, LAST]
    return cost


@compiled
def keep(b: Board, cost: Number) -> None:
    """Store the current state, of cost `cost`, as the best."""
    b.scalars[LEAST] = cost
    for wish in range(len(b.wish)):
        b.scratch[wish, BEST] = b.wish[wish, SLOT]


@inner
def _find_breaks(b: Board) -> None:
    """Update the list of (person, day) with a break."""
    count = 0
    for person in range(b.scalars[PEOPLE]):
        for day in range(b.busy.shape[1]):
            if gaps(b.busy[person, day]) > 0:
                b.broken[count, 0], b.broken[count, 1] = person, day
                count += 1
    b.scalars[BREAKS] = count


@inner
def _pick(b: Board) -> Number:
    """A random wish to move, with a probability of `AIMED` percent one of somebody with a break."""
    if b.scalars[BREAKS] > 0 and roll(b, 100) < AIMED:
        which = roll(b, b.scalars[BREAKS])
        person, first = b.broken[which, 0], 0
        while b.time[first, 0] != b.broken[which, 1]:
            first = b.time[first, LAST]
        slots = b.time[first, LAST] - first
        start = roll(b, slots)
        for n in range(slots):
            wish = b.at[person, first + (start + n) % slots]
            if wish >= 0 and not b.wish[wish, HELD]:
                return wish
    return b.scratch[roll(b, b.scalars[MET]), ORDER]


@inner
def _step(b: Board, limit: Number) -> Number:
    """Try one random move; return its cost, BLOCKED if it was infeasible or rejected."""
    waiting = b.scalars[MOVABLE] - b.scalars[MET]
    slot = roll(b, len(b.time))
    if waiting > 0 and roll(b, 100) < b.scalars[EXCHANGES]:
        into, side = b.scratch[b.scalars[MET] + roll(b, waiting), ORDER], roll(b, 2)
        out = b.at[b.wish[into, BUYER + side], slot]
        cost = exchange(b, out, into, slot, limit)
        if cost < BLOCKED:
            here, there = b.scratch[out, POSITION], b.scratch[into, POSITION]
            b.scratch[here, ORDER], b.scratch[there, ORDER] = into, out
            b.scratch[into, POSITION], b.scratch[out, POSITION] = here, there
        return cost
    wish = _pick(b)
    if b.person[b.wish[wish, SUPPLIER], VISITS] and roll(b, 2):
        now = b.wish[wish, SLOT]  # where days count, the rest is decided within one
        slot = b.time[now, FIRST] + roll(b, b.time[now, LAST] - b.time[now, FIRST])
    if b.wish[wish, HOME] >= 0 and roll(b, 2):
        slot = b.wish[wish, HOME]
    elif b.wish[wish, LIKED] >= 0 and roll(b, 2):
        slot = b.wish[wish, LIKED]
    if slot == b.wish[wish, SLOT] or not b.ok[wish, slot]:
        return BLOCKED
    return move(b, wish, slot, limit)


@compiled
def anneal(b: Board, steps: Number, hot: float, cold: float) -> Number:
    """Do `steps` steps, cooling geometrically from `hot` to `cold` (in breaks); return the cost of the last state."""
    cost, heat = total_cost(b), hot * BREAK
    if b.scalars[MET] == 0:
        return cost
    factor = (cold / hot) ** (ROUND / max(1, steps))
    for _ in range(0, steps, ROUND):
        _find_breaks(b)
        for _try in range(ROUND):
            limit = np.int64(-heat * math.log((1 + roll(b, 1 << 30)) / (1 << 30)))
            change = _step(b, limit)
            if change < BLOCKED:
                cost += change
        if cost < b.scalars[LEAST]:
            keep(b, cost)
        heat *= factor
        if cost == 0:
            break
    return cost
