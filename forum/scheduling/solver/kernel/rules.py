"""The rules beyond seats and availability, for boards that are not plain: clashes, walking, rest, the pool, order.

Each function says what the present state of one thing costs; a move is priced before and after.
"""

import numpy as np

from forum.scheduling.solver.kernel.board import (
    BETWEEN,
    BREAK,
    BROKEN,
    CHAIN,
    CLASH,
    DAY,
    FIRST,
    HALL,
    HELD,
    IN_A_ROW,
    LAST,
    LASTS,
    LENGTH,
    PAUSE,
    PEOPLE,
    PER_DAY,
    POOL_SIZE,
    SLOT,
    USED,
    WALK,
    WALKING,
    Board,
    Number,
    bits,
    inner,
)


@inner
def seat_cost(b: Board, seat: Number, slot: Number) -> Number:
    """What the day of a slot costs a person, or a shared table: breaks, walks, broken rules."""
    cost, last, row, free = np.int64(0), -1, 0, 0
    for now in range(b.time[slot, FIRST], b.time[slot, LAST]):
        meeting = b.at[seat, now]
        if meeting < 0:
            continue
        if last >= 0:
            cost += _pair_cost(b, seat, last, now)
        if last < 0 or b.pair[last, now, PAUSE] >= b.time[last, LASTS]:
            row, free = 0, 0
        row, free = row + 1, free + 1 - b.wish[meeting, HELD]
        if seat < b.facts[PEOPLE] and row > b.person[seat, IN_A_ROW] and free > 0:
            cost += BROKEN
        last = now
    return cost


@inner
def _pair_cost(b: Board, seat: Number, last: Number, now: Number) -> Number:
    """Two consecutive meetings of a day."""
    if b.pair[last, now, CLASH]:
        return BROKEN
    if seat >= b.facts[PEOPLE]:
        return np.int64(0)
    cost = BREAK if b.pair[last, now, BETWEEN] else np.int64(0)
    first, second = b.at[seat, last], b.at[seat, now]
    if b.wish[first, HALL] != b.wish[second, HALL]:
        cost += WALK
        if b.pair[last, now, PAUSE] < b.facts[WALKING] and not (b.wish[first, HELD] and b.wish[second, HELD]):
            cost += BROKEN
    return cost


@inner
def quota_cost(b: Board, person: Number, slot: Number) -> Number:
    """More meetings on the day of a slot than the person takes."""
    day = b.time[slot, DAY]
    return BROKEN if bits(b.busy[person, day]) > b.person[person, PER_DAY + day] else np.int64(0)


@inner
def order_cost(b: Board) -> Number:
    """Precedences that do not hold."""
    cost = np.int64(0)
    for n in range(len(b.precede)):
        first, second = b.precede[n, 0], b.precede[n, 1]
        a, c = b.wish[first, SLOT], b.wish[second, SLOT]
        if a >= 0 and c >= 0 and not (b.wish[first, HELD] and b.wish[second, HELD]):
            same = b.time[a, DAY] == b.time[c, DAY]
            if not (b.pair[a, c, PAUSE] >= 0 if same else b.time[a, DAY] < b.time[c, DAY]):
                cost += BROKEN
    return cost


@inner
def pool_cost(b: Board, slot: Number) -> Number:
    """More meetings at the pool's tables, in slots that share time with this one, than it has."""
    used = 0
    for other in range(b.time[slot, FIRST], b.time[slot, LAST]):
        if b.pair[slot, other, CLASH]:
            used += b.time[other, USED]
    return BROKEN if used > b.facts[POOL_SIZE] and used > 0 else np.int64(0)


@inner
def around(b: Board, wish: Number, slot: Number) -> Number:
    """What a slot costs the people and the table of a wish, and everybody."""
    cost = pool_cost(b, slot)
    for k in range(3):
        seat = b.wish[wish, k]
        if seat >= 0:
            cost += seat_cost(b, seat, slot)
            if k < 2:
                cost += quota_cost(b, seat, slot)
    return cost


@inner
def chain_cost(b: Board, a: Number, c: Number) -> Number:
    """What everybody in the chain collected last, and both slots, cost now."""
    cost = order_cost(b)
    for n in range(b.facts[LENGTH]):
        cost += around(b, b.paper[n, CHAIN], a)
        if b.time[a, DAY] != b.time[c, DAY]:
            cost += around(b, b.paper[n, CHAIN], c)
        else:
            cost += pool_cost(b, c)
    return cost
