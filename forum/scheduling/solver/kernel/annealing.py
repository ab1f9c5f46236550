"""Fewer breaks by simulated annealing: chains and exchanges, many of them where a break is.

Kirkpatrick, Gelatt and Vecchi, Science 220 (1983) 671-680. The value of the choice is never given up: chains keep it,
and exchanges happen within a class at no loss of points. The work is counted in steps, so that it can be repeated.
"""

import math

import numpy as np

from forum.scheduling.solver.kernel.board import (
    BEST,
    BLOCKED,
    BREAK,
    BREAKS,
    BUYER,
    EXCHANGES,
    HELD,
    HOME,
    LAST,
    LEAST,
    MET,
    MOVABLE,
    MOVE,
    ORDER,
    PEOPLE,
    PLAIN,
    SLOT,
    STANDS,
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
"""Steps after which the list of breaks is made anew and the best state is kept."""
AIMED = 60
"""Percent of the other steps that start at a break."""


@compiled
def total_cost(b: Board) -> Number:
    """What the board costs: moved meetings, breaks and walks by their weights."""
    cost = np.int64(0)
    for wish in range(len(b.wish)):
        home, slot = b.wish[wish, HOME], b.wish[wish, SLOT]
        if home >= 0 and slot >= 0 and slot != home:
            cost += MOVE
    slot = np.int64(0)
    while slot < len(b.time):
        for person in range(b.facts[PEOPLE]):
            cost += BREAK * gaps(b.busy[person, b.time[slot, 0]]) if b.facts[PLAIN] else seat_cost(b, person, slot)
        slot = b.time[slot, LAST]
    return cost


@compiled
def keep(b: Board, cost: Number) -> None:
    """Keep the present state as the best, whose cost is `cost`."""
    b.facts[LEAST] = cost
    for wish in range(len(b.wish)):
        b.paper[wish, BEST] = b.wish[wish, SLOT]


@inner
def _find_breaks(b: Board) -> None:
    count = 0
    for person in range(b.facts[PEOPLE]):
        for day in range(b.busy.shape[1]):
            if gaps(b.busy[person, day]) > 0:
                b.broken[count, 0], b.broken[count, 1] = person, day
                count += 1
    b.facts[BREAKS] = count


@inner
def _pick(b: Board) -> Number:
    """A wish to move: of somebody with a break, more often than not."""
    if b.facts[BREAKS] > 0 and roll(b, 100) < AIMED:
        which = roll(b, b.facts[BREAKS])
        person, first = b.broken[which, 0], 0
        while b.time[first, 0] != b.broken[which, 1]:
            first = b.time[first, LAST]
        slots = b.time[first, LAST] - first
        start = roll(b, slots)
        for n in range(slots):
            wish = b.at[person, first + (start + n) % slots]
            if wish >= 0 and not b.wish[wish, HELD]:
                return wish
    return b.paper[roll(b, b.facts[MET]), ORDER]


@inner
def _step(b: Board, limit: Number) -> Number:
    """One try; what it cost, or BLOCKED."""
    waiting = b.facts[MOVABLE] - b.facts[MET]
    slot = roll(b, len(b.time))
    if waiting > 0 and roll(b, 100) < b.facts[EXCHANGES]:
        into, side = b.paper[b.facts[MET] + roll(b, waiting), ORDER], roll(b, 2)
        out = b.at[b.wish[into, BUYER + side], slot]
        cost = exchange(b, out, into, slot, limit)
        if cost < BLOCKED:
            here, there = b.paper[out, STANDS], b.paper[into, STANDS]
            b.paper[here, ORDER], b.paper[there, ORDER] = into, out
            b.paper[into, STANDS], b.paper[out, STANDS] = here, there
        return cost
    wish = _pick(b)
    if b.wish[wish, HOME] >= 0 and roll(b, 2):
        slot = b.wish[wish, HOME]
    if slot == b.wish[wish, SLOT] or not b.ok[wish, slot]:
        return BLOCKED
    return move(b, wish, slot, limit)


@compiled
def anneal(b: Board, steps: Number, hot: float, cold: float) -> Number:
    """So many steps, cooling from `hot` to `cold` (in breaks) as a geometric row; the cost of the last state."""
    cost, heat = total_cost(b), hot * BREAK
    if b.facts[MET] == 0:
        return cost
    factor = (cold / hot) ** (ROUND / max(1, steps))
    for _ in range(0, steps, ROUND):
        _find_breaks(b)
        for _try in range(ROUND):
            limit = np.int64(-heat * math.log((1 + roll(b, 1 << 30)) / (1 << 30)))
            change = _step(b, limit)
            if change < BLOCKED:
                cost += change
        if cost < b.facts[LEAST]:
            keep(b, cost)
        heat *= factor
        if cost == 0:
            break
    return cost
