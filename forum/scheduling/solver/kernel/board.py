"""The state of the search, and the cost of moving meetings between two slots.

The basic move is a Kempe chain between slots a and c: a meeting goes from a to c; meetings in c that share a person or
table with it go from c to a, and so on. Nobody's number of meetings changes. Everybody with a meeting of the chain in
both slots is busy in both before and after, so only those with a meeting in one of them can gain or lose a break.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Number: TypeAlias = Any
"""A 64-bit integer: numba infers whether it is signed, mypy cannot."""
Longs = NDArray[np.int64]
Words = NDArray[np.uint64]
Flags = NDArray[np.uint8]

BLOCKED, BROKEN = np.int64(1 << 40), np.int64(1 << 41)
"""Costs from BLOCKED on mean infeasible; BROKEN is the cost of a violated constraint, more than all savings."""
MOVE, MISS, DAY_COST = np.int64(10_000_000), np.int64(100_000), np.int64(10_000)
BREAK, WALK = np.int64(1000), np.int64(1)

# columns of `wish`: two people and a shared table (or -1); HELD: pinned; HOME: published slot (or -1); HALL; POOL:
# needs a counted pool table; RANK: class; POINTS; SLOT: current slot (or -1); LIKED: preferred slot (or -1); PAIR: of
# buyer and company; ORDERED: 1 where a precedence names it
BUYER, SUPPLIER, TABLE, HELD, HOME, HALL, POOL, RANK, POINTS, SLOT, LIKED, PAIR, ORDERED = range(13)
# columns of `person`: index of the company, quota, wishes met, most in a row; VISITS: 1 where each day that they come
# costs; from PER_DAY on the quota of each day
COMPANY, MOST, HAS, IN_A_ROW, VISITS, PER_DAY = range(6)
# columns of `company`: quota, wishes met, whether it is small
ALL, HAVE, SMALL = range(3)
# columns of `pair_counts`: the most meetings of a pair, those it has
PAIR_MOST, PAIR_HAS = range(2)
# columns of `time`: the day, its first slot, the one after its last, its bit in `busy`, minutes, pool tables used
DAY, FIRST, LAST, BIT, LASTS, USED = range(6)
# layers of `pair`: a break lies between, the slots overlap, minutes between them
BETWEEN, CLASH, PAUSE = range(3)
# columns of `scratch`: wishes of the chain; stamp of the last chain a wish was in; the movable wishes, those met first;
# the position of each in that list; slots of the best state
CHAIN, MARK, ORDER, POSITION, BEST = range(5)
# indices of `scalars`: numbers of people, pool tables, movable wishes and wishes met; PLAIN: `Model.is_plain`; WALKING:
# minutes; RNG: state of the random numbers; EXCHANGES: percentage of steps; LENGTH, STAMP: of the last chain;
# BREAKS: length of `broken`; LEAST: cost of the best state; MOVE_COST: of a meeting that leaves its published slot;
# EVERYBODY: 1 where small companies that have a meeting count before the classes
PEOPLE, PLAIN, WALKING, POOL_SIZE, MOVABLE, RNG, EXCHANGES, LENGTH, STAMP, MET, BREAKS, LEAST, MOVE_COST, EVERYBODY = (
    range(14)
)

# All numbers have 64 bits, so that each function is compiled for one signature only; functions called from Python
# (`compiled`) get a wrapper, the others (`inner`) do not. Both make compilation several times faster.
OUTER: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
INNER: dict[str, Any] = {**OUTER, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """Compile a function that is called from Python."""
    return cast("F", njit(**OUTER)(function))


def inner(function: F) -> F:
    """Compile a function that is called from compiled functions only."""
    return cast("F", njit(**INNER)(function))


class Board(NamedTuple):
    """The arrays of one search, one row per wish, person, company, pair or slot; the columns are named above.

    `ok` (W, T): 1 where a wish may be in a slot. `at` (R, T): the wish that uses a resource (people, then shared
    tables) in a slot, or -1. `busy` (P, D): a bit for each slot of the day in which a person meets. `pair` (T, T, 3).
    `precede` (N, 2): first and second wish. `bonus`: points of a small company's n-th meeting. `broken`: the
    rows (person, day) with a break.
    """

    ok: Flags
    wish: Longs
    at: Longs
    busy: Words
    person: Longs
    company: Longs
    pair_counts: Longs
    time: Longs
    pair: Longs
    precede: Longs
    bonus: Longs
    scratch: Longs
    broken: Longs
    scalars: Longs


@inner
def roll(b: Board, sides: Number) -> Number:
    """A random number from 0 to sides - 1 (xorshift64*)."""
    x = np.uint64(b.scalars[RNG])
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    b.scalars[RNG] = np.int64(x)
    return np.int64(((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(33)) % np.uint64(sides))


@inner
def bits(word: Number) -> Number:
    """The number of bits set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inner
def gaps(word: Number) -> Number:
    """The breaks of a day on a plain board (`Model.is_plain`): the number of runs of busy slots, less one."""
    return max(np.int64(0), bits(word & ~(word << np.uint64(1))) - 1)


@inner
def end_cost(b: Board, person: Number, a: Number, c: Number) -> Number:
    """The change in cost on a plain board if a person meets in slot c instead of a; BROKEN beyond the day's quota."""
    p, q = b.time[a, DAY], b.time[c, DAY]
    out, into = np.uint64(b.time[a, BIT]), np.uint64(b.time[c, BIT])
    left, entered = b.busy[person, p], b.busy[person, q]
    if p == q:
        return BREAK * (gaps(left ^ out ^ into) - gaps(left))
    if bits(entered) >= b.person[person, PER_DAY + q]:
        return BROKEN
    came = np.int64(entered == 0) - np.int64(left ^ out == 0)
    breaks = gaps(left ^ out) - gaps(left) + gaps(entered ^ into) - gaps(entered)
    return BREAK * breaks + DAY_COST * came * b.person[person, VISITS]


@inner
def follow(b: Board, wish: Number, c: Number) -> Number:
    """Collect the chain that moves a wish to slot c, without applying it; its cost, BLOCKED if it is infeasible.

    On a board that is not plain the cost counts published and preferred slots only (see `rules.chain_cost`).
    """
    a = b.wish[wish, SLOT]
    b.scalars[STAMP] += 1
    stamp = b.scalars[STAMP]
    b.scratch[0, CHAIN] = wish
    b.scratch[wish, MARK] = stamp
    count, done, cost, more = 1, 0, np.int64(0), 0
    while done < count:
        meeting = b.scratch[done, CHAIN]
        done += 1
        here = b.wish[meeting, SLOT]
        there = c if here == a else a
        if not b.ok[meeting, there]:
            return BLOCKED
        cost += _moved_cost(b, meeting, here, there)
        more += b.wish[meeting, POOL] if here == a else -b.wish[meeting, POOL]
        for k in range(3):
            seat = b.wish[meeting, k]
            other = b.at[seat, there] if seat >= 0 else -1
            if other >= 0 and b.scratch[other, MARK] != stamp:
                b.scratch[other, MARK] = stamp
                b.scratch[count, CHAIN] = other
                count += 1
            elif other < 0 and k < 2 and b.scalars[PLAIN]:
                cost += end_cost(b, seat, here, there)
    b.scalars[LENGTH] = count
    full = more != 0 and b.scalars[PLAIN] and b.time[c if more > 0 else a, USED] + abs(more) > b.scalars[POOL_SIZE]
    return BLOCKED if full else cost


@inner
def _moved_cost(b: Board, meeting: Number, here: Number, there: Number) -> Number:
    """The change in cost if a meeting leaves its published or its preferred slot, or returns to it."""
    home, liked, cost = b.wish[meeting, HOME], b.wish[meeting, LIKED], np.int64(0)
    if home >= 0:
        cost += b.scalars[MOVE_COST] * (np.int64(there != home) - np.int64(here != home))
    if liked >= 0:
        cost += MISS * (np.int64(there != liked) - np.int64(here != liked))
    return cost


@compiled
def lift(b: Board, meeting: Number) -> None:
    """Take a meeting off the board."""
    slot = b.wish[meeting, SLOT]
    for k in range(3):
        seat = b.wish[meeting, k]
        if seat >= 0:
            b.at[seat, slot] = -1
            if k < 2:
                b.busy[seat, b.time[slot, DAY]] &= ~np.uint64(b.time[slot, BIT])
    b.time[slot, USED] -= b.wish[meeting, POOL]
    b.wish[meeting, SLOT] = -1


@compiled
def put(b: Board, meeting: Number, slot: Number) -> None:
    """Put a meeting on the board, in a slot free for its people and table."""
    for k in range(3):
        seat = b.wish[meeting, k]
        if seat >= 0:
            b.at[seat, slot] = meeting
            if k < 2:
                b.busy[seat, b.time[slot, DAY]] |= np.uint64(b.time[slot, BIT])
    b.time[slot, USED] += b.wish[meeting, POOL]
    b.wish[meeting, SLOT] = slot


@inner
def turn(b: Board, a: Number, c: Number) -> None:
    """Apply the chain collected last: its meetings in a go to c, those in c to a. Applied again, it is undone."""
    for n in range(b.scalars[LENGTH]):
        meeting = b.scratch[n, CHAIN]
        here = b.wish[meeting, SLOT]
        lift(b, meeting)
        b.wish[meeting, SLOT] = c if here == a else a
    for n in range(b.scalars[LENGTH]):
        meeting = b.scratch[n, CHAIN]
        put(b, meeting, b.wish[meeting, SLOT])
