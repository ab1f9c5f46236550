"""Constraints of boards that are not plain: overlapping slots, walking, rests, the table pool, precedences.

Each function returns the cost of a part of the current state; the cost of a move is the difference it makes.
"""

import numpy as np

from forum.scheduling.solver.kernel.board import (
    BETWEEN,
    BREAK,
    BROKEN,
    CHAIN,
    CLASH,
    DAY,
    DAY_COST,
    FIRST,
    HALL,
    HELD,
    IN_A_ROW,
    LAST,
    LASTS,
    LENGTH,
    ORDERED,
    PAUSE,
    PEOPLE,
    PER_DAY,
    POOL,
    POOL_SIZE,
    SLOT,
    USED,
    VISITS,
    WALK,
    WALKING,
    Board,
    Number,
    bits,
    inner,
)


@inner
def seat_cost(b: Board, seat: Number, slot: Number) -> Number:
    """The cost of a person's (or shared table's) day that contains a slot: itself, breaks, walks, violations."""
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
        if seat < b.scalars[PEOPLE] and row > b.person[seat, IN_A_ROW] and free > 0:
            cost += BROKEN
        last = now
    if last >= 0 and seat < b.scalars[PEOPLE]:
        cost += DAY_COST * b.person[seat, VISITS]
    return cost


@inner
def _pair_cost(b: Board, seat: Number, last: Number, now: Number) -> Number:
    """The cost of two consecutive meetings of a day."""
    if b.pair[last, now, CLASH]:
        return BROKEN
    if seat >= b.scalars[PEOPLE]:
        return np.int64(0)
    cost = BREAK if b.pair[last, now, BETWEEN] else np.int64(0)
    first, second = b.at[seat, last], b.at[seat, now]
    if b.wish[first, HALL] != b.wish[second, HALL]:
        cost += WALK
        if b.pair[last, now, PAUSE] < b.scalars[WALKING] and not (b.wish[first, HELD] and b.wish[second, HELD]):
            cost += BROKEN
    return cost


@inner
def quota_cost(b: Board, person: Number, slot: Number) -> Number:
    """BROKEN if a person has more meetings on the day of a slot than their quota, else 0."""
    day = b.time[slot, DAY]
    return BROKEN if bits(b.busy[person, day]) > b.person[person, PER_DAY + day] else np.int64(0)


@inner
def order_cost(b: Board) -> Number:
    """BROKEN for each violated precedence."""
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
    """BROKEN if the slots that overlap this one use more tables than the pool has, else 0."""
    used = 0
    for other in range(b.time[slot, FIRST], b.time[slot, LAST]):
        if b.pair[slot, other, CLASH]:
            used += b.time[other, USED]
    return BROKEN if used > b.scalars[POOL_SIZE] and used > 0 else np.int64(0)


@inner
def around(b: Board, wish: Number, slot: Number) -> Number:
    """The cost of a slot for the people and the table of a wish, and for the pool."""
    cost = pool_cost(b, slot) if b.wish[wish, POOL] else np.int64(0)
    for k in range(3):
        seat = b.wish[wish, k]
        if seat >= 0:
            cost += seat_cost(b, seat, slot)
            if k < 2:
                cost += quota_cost(b, seat, slot)
    return cost


@inner
def chain_cost(b: Board, a: Number, c: Number) -> Number:
    """The current cost of both slots, for everybody in the chain collected last."""
    cost = np.int64(0)
    for n in range(b.scalars[LENGTH]):
        if b.wish[b.scratch[n, CHAIN], ORDERED]:
            cost += order_cost(b)
            break
    for n in range(b.scalars[LENGTH]):
        cost += around(b, b.scratch[n, CHAIN], a)
        if b.time[a, DAY] != b.time[c, DAY]:
            cost += around(b, b.scratch[n, CHAIN], c)
        elif b.wish[b.scratch[n, CHAIN], POOL]:
            cost += pool_cost(b, c)
    return cost
