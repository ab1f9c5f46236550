"""The moves of the search: a Kempe chain between two slots, inserting a wish, exchanging two wishes."""

import numpy as np

from forum.scheduling.solver.kernel.board import (
    ALL,
    BIT,
    BLOCKED,
    BREAK,
    BUYER,
    COMPANY,
    DAY,
    DAY_COST,
    EVERYBODY,
    HAS,
    HAVE,
    HELD,
    HOME,
    LIKED,
    MISS,
    MOST,
    MOVE_COST,
    ORDERED,
    PAIR,
    PAIR_HAS,
    PAIR_MOST,
    PER_DAY,
    PLAIN,
    POINTS,
    POOL,
    POOL_SIZE,
    RANK,
    SLOT,
    SMALL,
    SUPPLIER,
    USED,
    VISITS,
    Board,
    Longs,
    Number,
    bits,
    compiled,
    follow,
    gaps,
    inner,
    lift,
    put,
    roll,
    turn,
)
from forum.scheduling.solver.kernel.rules import around, chain_cost, order_cost


@inner
def move(b: Board, wish: Number, c: Number, limit: Number) -> Number:
    """Move a wish to slot c with its chain if that costs at most `limit`; return the cost, else BLOCKED."""
    a = b.wish[wish, SLOT]
    cost = follow(b, wish, c)
    if cost >= BLOCKED:
        return BLOCKED
    if b.scalars[PLAIN]:
        if cost > limit:
            return BLOCKED
        turn(b, a, c)
        return cost
    cost -= chain_cost(b, a, c)
    turn(b, a, c)
    cost += chain_cost(b, a, c)
    if cost > limit:
        turn(b, a, c)
        return BLOCKED
    return cost


@compiled
def put_cost(b: Board, wish: Number, slot: Number) -> Number:
    """The change in cost if a wish is put into a slot; BLOCKED if a person, a table or a quota rules it out."""
    if not b.ok[wish, slot] or (b.wish[wish, POOL] and b.time[slot, USED] >= b.scalars[POOL_SIZE]):
        return BLOCKED
    for k in range(3):
        if b.wish[wish, k] >= 0 and b.at[b.wish[wish, k], slot] >= 0:
            return BLOCKED
    cost = b.scalars[MOVE_COST] if b.wish[wish, HOME] >= 0 and b.wish[wish, HOME] != slot else np.int64(0)
    cost += MISS if b.wish[wish, LIKED] >= 0 and b.wish[wish, LIKED] != slot else np.int64(0)
    if not b.scalars[PLAIN]:
        is_ordered = b.wish[wish, ORDERED]
        cost -= around(b, wish, slot) + (order_cost(b) if is_ordered else np.int64(0))
        put(b, wish, slot)
        cost += around(b, wish, slot) + (order_cost(b) if is_ordered else np.int64(0))
        lift(b, wish)
        return cost
    day, bit = b.time[slot, DAY], np.uint64(b.time[slot, BIT])
    for k in range(2):
        person = b.wish[wish, k]
        busy = b.busy[person, day]
        if bits(busy) >= b.person[person, PER_DAY + day]:
            return BLOCKED
        cost += BREAK * (gaps(busy | bit) - gaps(busy))
        cost += DAY_COST * b.person[person, VISITS] if busy == 0 else np.int64(0)
    return cost


@compiled
def enter(b: Board, wish: Number, count: Number) -> None:
    """Count a wish as met (`count` 1) or no longer met (-1) against the quotas."""
    for k in range(2):
        person = b.wish[wish, k]
        b.person[person, HAS] += count
        b.company[b.person[person, COMPANY], HAVE] += count
    b.pair_counts[b.wish[wish, PAIR], PAIR_HAS] += count
    if b.person[b.wish[wish, BUYER], COMPANY] == b.person[b.wish[wish, SUPPLIER], COMPANY]:
        b.company[b.person[b.wish[wish, BUYER], COMPANY], HAVE] -= count


@compiled
def has_place(b: Board, wish: Number) -> bool:
    """Whether both people and their companies have quota left, and the pair may meet once more."""
    if b.pair_counts[b.wish[wish, PAIR], PAIR_HAS] >= b.pair_counts[b.wish[wish, PAIR], PAIR_MOST]:
        return False
    for k in range(2):
        person = b.wish[wish, k]
        company = b.person[person, COMPANY]
        if b.person[person, HAS] >= b.person[person, MOST] or b.company[company, HAVE] >= b.company[company, ALL]:
            return False
    return True


@inner
def put_best(b: Board, wish: Number) -> Number:
    """Put a wish into the cheapest free slot; return the cost, BLOCKED if no slot is free."""
    best, where = BLOCKED, -1
    for slot in range(len(b.time)):
        cost = put_cost(b, wish, slot)
        if cost < best:
            best, where = cost, slot
    if where >= 0:
        put(b, wish, where)
    return best


@inner
def put_by_chain(b: Board, wish: Number, limit: Number) -> Number:
    """Free a slot for a wish by one chain of cost at most `limit`, and put it there; 0, or BLOCKED if no chain does.

    In each feasible slot the meetings in the way are moved to another slot, one at a time.
    """
    start = roll(b, len(b.time))
    for n in range(len(b.time)):
        slot = (start + n) % len(b.time)
        if not b.ok[wish, slot]:
            continue
        for k in range(3):
            seat = b.wish[wish, k]
            if seat >= 0 and b.at[seat, slot] >= 0 and _make_room(b, wish, seat, slot, limit) < BLOCKED:
                return np.int64(0)
    return BLOCKED


@inner
def _make_room(b: Board, wish: Number, seat: Number, slot: Number, limit: Number) -> Number:
    """Move the meeting of a resource out of a slot and put the wish there; 0, or BLOCKED if it still does not fit."""
    blocker = b.at[seat, slot]
    start = roll(b, len(b.time))
    for n in range(len(b.time)):
        other = (start + n) % len(b.time)
        if other == slot or not b.ok[blocker, other]:
            continue
        if move(b, blocker, other, limit) >= BLOCKED:
            continue
        if put_cost(b, wish, slot) < BLOCKED:
            put(b, wish, slot)
            return np.int64(0)
        turn(b, slot, other)
    return BLOCKED


@compiled
def settle(b: Board, wishes: Longs, limit: Number) -> Number:
    """Insert each of these wishes that is not on the board; return the number of those left without a slot.

    `limit` is the most that a chain that frees a slot may cost; 0 means no chains.
    """
    left = 0
    for n in range(len(wishes)):
        wish = wishes[n]
        if b.wish[wish, SLOT] >= 0 or put_best(b, wish) < BLOCKED:
            continue
        if not limit or put_by_chain(b, wish, limit) >= BLOCKED:
            left += 1
    return left


@inner
def seat_value(b: Board, wish: Number, person: Number, count: Number) -> Number:
    """The points of a wish, with a small company's bonus, as its next meeting (`count` 0) or its last one (-1)."""
    company = b.person[person, COMPANY]
    rank = b.company[company, HAVE] + count
    return b.wish[wish, POINTS] + (b.bonus[rank] if b.company[company, SMALL] and rank < len(b.bonus) else 0)


@inner
def _is_within_one(b: Board, wish: Number) -> Number:
    """Whether both people are of one company, for which the meeting counts once; such wishes are not exchanged."""
    return b.person[b.wish[wish, BUYER], COMPANY] == b.person[b.wish[wish, SUPPLIER], COMPANY]


@inner
def _is_only(b: Board, person: Number) -> Number:
    """Whether a small company would have no meeting without this person's, where each one's first meeting counts."""
    company = b.person[person, COMPANY]
    return b.scalars[EVERYBODY] and b.company[company, SMALL] and b.company[company, HAVE] == 1


@inner
def _is_first(b: Board, person: Number) -> Number:
    """Whether this person's next meeting is the first one of a small company."""
    company = b.person[person, COMPANY]
    return b.company[company, SMALL] and b.company[company, HAVE] == 0


@inner
def exchange(b: Board, out: Number, into: Number, slot: Number, limit: Number) -> Number:
    """Replace the wish `out` in its slot by `into`, of the same class, sharing a person, without loss of points.

    Return the cost; BLOCKED if it is infeasible or above `limit`.
    """
    if out >= 0 and b.wish[out, HOME] >= 0 and b.wish[into, HOME] < 0:
        return BLOCKED
    if out < 0 or b.wish[out, HELD] or b.wish[out, RANK] != b.wish[into, RANK] or not b.ok[into, slot]:
        return BLOCKED
    other = SUPPLIER if b.wish[out, BUYER] == b.wish[into, BUYER] else BUYER
    gone, come = b.wish[out, other], b.wish[into, other]
    if b.at[come, slot] >= 0 or _is_within_one(b, out) or _is_within_one(b, into):
        return BLOCKED
    if _is_only(b, gone) and not _is_first(b, come) and b.person[gone, COMPANY] != b.person[come, COMPANY]:
        return BLOCKED
    before = seat_value(b, out, gone, -1)
    enter(b, out, -1)
    if not has_place(b, into) or seat_value(b, into, come, 0) < before:
        enter(b, out, 1)
        return BLOCKED
    lift(b, out)
    cost = put_cost(b, into, slot) - put_cost(b, out, slot)
    if cost > limit:
        put(b, out, slot)
        enter(b, out, 1)
        return BLOCKED
    put(b, into, slot)
    enter(b, into, 1)
    return cost
