"""The board under search: who sits where, and what it costs to move meetings between two slots.

The one move is a chain (Kempe): a meeting goes from slot a to slot c; whoever meets in c already with one of its
people goes from c to a, and so on along the path. Nobody's number of meetings changes, and all but the people at the
path's two ends are busy in both slots before and after: only the ends can gain or lose a break.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Number: TypeAlias = Any
"""A whole number of 64 bits: numba knows which, and mypy cannot."""
Longs = NDArray[np.int64]
Words = NDArray[np.uint64]
Flags = NDArray[np.uint8]

BLOCKED, BROKEN = np.int64(1 << 40), np.int64(1 << 41)
"""From where on a cost means that something cannot be, and what a broken rule costs: however much else is saved."""
MOVE, BREAK, WALK = np.int64(10_000_000), np.int64(1000), np.int64(1)

# columns of `wish`: two people and a shared table (or -1), then what holds of it, then the slot it is in now (or -1)
BUYER, SUPPLIER, TABLE, HELD, HOME, HALL, POOL, RANK, POINTS, SLOT = range(10)
# columns of `person`: the limits of each day follow from PER_DAY on
COMPANY, MOST, HAS, IN_A_ROW, PER_DAY = range(5)
# columns of `company`
ALL, HAVE, SMALL = range(3)
# columns of `time`: the day, its first slot and the one after its last, the slot's bit, minutes, pool tables used
DAY, FIRST, LAST, BIT, LASTS, USED = range(6)
# layers of `pair`
BETWEEN, CLASH, PAUSE = range(3)
# columns of `paper`: scratch of a chain; the movable wishes, those met first, and where each stands; slots of the best
CHAIN, MARK, ORDER, STANDS, BEST = range(5)
# places in `facts`; EXCHANGES is the percentage of steps that try one
PEOPLE, PLAIN, WALKING, POOL_SIZE, MOVABLE, DICE, EXCHANGES, LENGTH, STAMP, MET, BREAKS, LEAST = range(12)

# Numbers are 64 bits wide everywhere, so that each function is compiled for one set of types; those called from Python
# (`compiled`) have a wrapper, the others (`inner`) need none: both make the first start several times shorter.
OUTER: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
INNER: dict[str, Any] = {**OUTER, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """Compile a function that Python calls."""
    return cast("F", njit(**OUTER)(function))


def inner(function: F) -> F:
    """Compile a function that only compiled ones call."""
    return cast("F", njit(**INNER)(function))


class Board(NamedTuple):
    """The arrays of one search; the columns are named above.

    `ok[w, t]`: wish w may be in slot t. `at[r, t]`: which wish takes resource r (people, then shared tables) in slot t,
    or -1. `busy[p, d]` has a bit for each slot of day d in which p meets. `broken` lists (person, day) with a break.
    """

    ok: Flags
    wish: Longs
    at: Longs
    busy: Words
    person: Longs
    company: Longs
    time: Longs
    pair: Longs
    precede: Longs
    earns: Longs
    paper: Longs
    broken: Longs
    facts: Longs


@inner
def roll(b: Board, sides: Number) -> Number:
    """A number from 0 to sides - 1 (xorshift64*)."""
    x = np.uint64(b.facts[DICE])
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    b.facts[DICE] = np.int64(x)
    return np.int64(((x * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(33)) % np.uint64(sides))


@inner
def bits(word: Number) -> Number:
    """How many bits are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inner
def gaps(word: Number) -> Number:
    """The breaks of a plain day: runs of busy slots less one."""
    return max(np.int64(0), bits(word & ~(word << np.uint64(1))) - 1)


@inner
def end_cost(b: Board, person: Number, a: Number, c: Number) -> Number:
    """What it costs a person of a plain board to meet in slot c instead of a."""
    p, q = b.time[a, DAY], b.time[c, DAY]
    out, into = np.uint64(b.time[a, BIT]), np.uint64(b.time[c, BIT])
    left, entered = b.busy[person, p], b.busy[person, q]
    if p == q:
        return BREAK * (gaps(left ^ out ^ into) - gaps(left))
    if bits(entered) >= b.person[person, PER_DAY + q]:
        return BROKEN
    return BREAK * (gaps(left ^ out) - gaps(left) + gaps(entered ^ into) - gaps(entered))


@inner
def follow(b: Board, wish: Number, c: Number) -> Number:
    """Collect the chain that takes a wish from its slot to slot c; what it costs, BLOCKED where it cannot be.

    On a board that is not plain the cost tells only of the published meetings that move.
    """
    a = b.wish[wish, SLOT]
    b.facts[STAMP] += 1
    stamp = b.facts[STAMP]
    b.paper[0, CHAIN] = wish
    b.paper[wish, MARK] = stamp
    count, done, cost, more = 1, 0, np.int64(0), 0
    while done < count:
        meeting = b.paper[done, CHAIN]
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
            if other >= 0 and b.paper[other, MARK] != stamp:
                b.paper[other, MARK] = stamp
                b.paper[count, CHAIN] = other
                count += 1
            elif other < 0 and k < 2 and b.facts[PLAIN]:
                cost += end_cost(b, seat, here, there)
    b.facts[LENGTH] = count
    full = more != 0 and b.facts[PLAIN] and b.time[c if more > 0 else a, USED] + abs(more) > b.facts[POOL_SIZE]
    return BLOCKED if full else cost


@inner
def _moved_cost(b: Board, meeting: Number, here: Number, there: Number) -> Number:
    """What it costs that a published meeting leaves its place, or comes back to it."""
    home = b.wish[meeting, HOME]
    return MOVE * (np.int64(there != home) - np.int64(here != home)) if home >= 0 else np.int64(0)


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
    """Put a meeting on the board."""
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
    """Move the chain collected last: its meetings in a to c, those in c to a. Doing it again undoes it."""
    for n in range(b.facts[LENGTH]):
        meeting = b.paper[n, CHAIN]
        here = b.wish[meeting, SLOT]
        lift(b, meeting)
        b.wish[meeting, SLOT] = c if here == a else a
    for n in range(b.facts[LENGTH]):
        meeting = b.paper[n, CHAIN]
        put(b, meeting, b.wish[meeting, SLOT])
