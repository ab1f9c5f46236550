"""The problem as arrays: people, tables, wishes and slots are indexed from 0.

A *resource* has capacity one in each slot: a person, or a table that several buyers share. A table with one buyer is
in use exactly when that buyer is, so it needs no resource of its own.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forum.scheduling.problem import Participant, Problem, ProblemError

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.uint8]
NO_LIMIT = 1 << 20


@dataclass(frozen=True)
class Model:
    """A compiled problem. W wishes, T slots, P people, R resources (people first), C companies, D days.

    `possible` (W, T): 1 where availability, the wish's own slots and the hall allow it; `ok` (W, T): and no pinned
    meeting conflicts. `seats` (W, 3): the resources of a wish (buyer, supplier, shared table or -1). `rank` (W): its
    class, 0 the strongest; `points` (W); `pinned`, `preferred` (W): its slot or -1; `pool` (W): 1 where it needs a
    pool table, one that belongs to no buyer; `hall` (W): index of its hall. `table_of` (P): the table's id, or None;
    `company`, `most`, `most_per_day`, `in_a_row` (P): the index of the company and quotas (`NO_LIMIT` without one).
    `company_most`, `small` (C). `day` (T): from 0; `clash` (T, T): 1 where slots overlap in time, the diagonal
    included; `between` (T, T): 1 where two meetings in these slots leave a break.
    """

    problem: Problem
    people: tuple[Participant, ...]
    possible: Flags
    ok: Flags
    seats: Ints
    resources: int
    rank: Ints
    points: Ints
    pinned: Ints
    preferred: Ints
    pool: Flags
    pool_tables: tuple[str, ...]
    table_of: tuple[str | None, ...]
    company: Ints
    company_most: Ints
    small: Flags
    most: Ints
    most_per_day: Ints
    in_a_row: Ints
    day: Ints
    clash: Flags
    between: Flags
    hall: Ints

    @property
    def wishes(self) -> int:
        """Number of wishes, W."""
        return len(self.ok)

    @property
    def slots(self) -> int:
        """Number of slots, T."""
        return int(self.ok.shape[1])

    @cached_property
    def is_plain(self) -> bool:
        """Whether no halls, overlaps, rests or precedences constrain the slots: the fast move costs are exact."""
        return not (
            len(self.problem.precedences)
            or len({table.hall for table in self.problem.tables}) > 1
            or (self.clash.sum() > self.slots)
            or (self.in_a_row < NO_LIMIT).any()
        )

    @cached_property
    def search_tables(self) -> tuple[str, ...]:
        """The pool tables that the search uses: those of the hall with the most pool tables."""
        halls = {table.id: table.hall for table in self.problem.tables}
        of_pool = [halls[table] for table in self.pool_tables]
        largest = max(dict.fromkeys(of_pool), key=of_pool.count, default=None)
        return tuple(table for table in self.pool_tables if halls[table] == largest)

    @cached_property
    def search_ok(self) -> Flags:
        """`ok` (W, T) for the search: wishes that need a pool table only in slots that serve `search_tables`."""
        if not self.pool.any():
            return self.ok
        hall = next((table.hall for table in self.problem.tables if table.id in self.search_tables), None)
        serves = np.array([slot.hall in {None, hall} and hall is not None for slot in self.problem.slots], np.uint8)
        ok = self.ok.copy()
        ok[self.pool.astype(bool) & (self.pinned < 0)] &= serves
        return ok

    @cached_property
    def pair(self) -> Ints:
        """(W): the index of the pair of buyer and selling company of each wish."""
        number = {pair: n for n, pair in enumerate(dict.fromkeys(self.problem.pairs.values()))}
        return np.array([number[self.problem.pairs[wish.id]] for wish in self.problem.wishes], np.int32)

    @cached_property
    def pair_most(self) -> Ints:
        """The most meetings of each pair; `NO_LIMIT` where they may meet again and again."""
        pairs = int(self.pair.max(initial=-1)) + 1
        if not self.problem.once:
            return np.full(pairs, NO_LIMIT, np.int32)
        decided = [wish.pinned is not None or wish.id in self.problem.published for wish in self.problem.wishes]
        counts = np.bincount(self.pair[np.array(decided, np.bool_)], minlength=pairs)
        return np.asarray(np.maximum(1, counts), np.int32)

    @cached_property
    def most_pinned(self) -> Ints:
        """Number of pinned meetings per person (P)."""
        return np.asarray(self.pins_per_day.sum(axis=1), np.int32)

    @cached_property
    def pins_per_day(self) -> Ints:
        """Number of pinned meetings per person and day (P, D)."""
        counts = np.zeros((len(self.people), int(self.day.max(initial=0)) + 1), np.int32)
        for wish in np.flatnonzero(self.pinned >= 0):
            counts[self.seats[wish, :2], self.day[self.pinned[wish]]] += 1
        return counts


def compile_problem(problem: Problem) -> Model:
    """Compile a well-posed problem (`check.ensure_well_posed`); indices follow the order of its tuples."""
    people = problem.participants
    number = {person.id: n for n, person in enumerate(people)}
    table_of = _tables_of_own(problem)
    owned = set(table_of)
    pairs = np.array([(number[w.buyer], number[w.supplier]) for w in problem.wishes], np.int32).reshape(-1, 2)
    shared = _shared_tables(people, table_of)
    third = np.array([shared.get(people[b].table or "", -1) for b, _ in pairs], np.int32)
    seats = np.column_stack((pairs, third)).astype(np.int32)
    possible = _possible(problem, seats, table_of)
    names = [person.company or f"\0{person.id}" for person in people]
    company = {name: n for n, name in enumerate(dict.fromkeys(names))}
    known = {each.id: each for each in problem.companies}
    pinned = np.array([-1 if w.pinned is None else w.pinned for w in problem.wishes], np.int32)
    return Model(
        problem=problem,
        people=people,
        possible=possible,
        ok=_allowed_by_pins(problem, seats, possible),
        seats=seats,
        resources=len(people) + len(shared),
        rank=np.array([problem.class_of(w) for w in problem.wishes], np.int32),
        points=np.array([problem.points_of(w) for w in problem.wishes], np.int32),
        pinned=pinned,
        preferred=np.array([problem.preferences.get(w.id, -1) for w in problem.wishes], np.int32),
        pool=np.array([table_of[b] is None for b, _ in pairs], np.uint8),
        pool_tables=tuple(t.id for t in problem.tables if t.id not in owned),
        table_of=table_of,
        company=np.array([company[name] for name in names], np.int32),
        company_most=np.array([_limit(known[n].most if n in known else None) for n in company], np.int32),
        small=np.array([n in known and known[n].small for n in company], np.uint8),
        most=np.array([_limit(person.most) for person in people], np.int32),
        most_per_day=np.array([_limit(person.most_per_day) for person in people], np.int32),
        in_a_row=np.array([_limit(person.most_in_a_row) for person in people], np.int32),
        day=_days(problem),
        clash=_clash(problem),
        between=_between(problem),
        hall=_halls(problem, pairs, table_of),
    )


def _limit(most: int | None) -> int:
    return NO_LIMIT if most is None else min(most, NO_LIMIT)


def _tables_of_own(problem: Problem) -> tuple[str | None, ...]:
    """Each person's table: a buyer's own, or on a first planning one of the pool if one hall has enough for all."""
    owned = {person.table for person in problem.participants if person.table is not None}
    free = [table for table in problem.tables if table.id not in owned]
    without = [n for n, person in enumerate(problem.participants) if person.side == "buyer" and person.table is None]
    given: dict[int, str] = {}
    if len({table.hall for table in free}) == 1 and len(free) >= len(without) and not problem.homes:
        given = {n: table.id for n, table in zip(without, free, strict=False)}
    return tuple(person.table or given.get(n) for n, person in enumerate(problem.participants))


def _shared_tables(people: tuple[Participant, ...], table_of: tuple[str | None, ...]) -> dict[str, int]:
    """The resource index of each table that several buyers share."""
    owned = [table for table in table_of if table is not None]
    shared = [table for table in dict.fromkeys(owned) if owned.count(table) > 1] if len(set(owned)) < len(owned) else []
    return {table: len(people) + n for n, table in enumerate(shared)}


def _possible(problem: Problem, seats: Ints, table_of: tuple[str | None, ...]) -> Flags:
    """(W, T): both people are available, the slot serves the table's hall and is among the wish's own slots."""
    slots = len(problem.slots)
    free = np.ones((len(problem.participants), slots), np.uint8)
    for n, person in enumerate(problem.participants):
        if person.available is not None:
            free[n] = 0
            free[n, list(person.available)] = 1
    possible = np.asarray(free[seats[:, 0]] & free[seats[:, 1]] & served(problem, table_of)[seats[:, 0]])
    for n, wish in enumerate(problem.wishes):
        if wish.slots is not None:
            possible[n, [t for t in range(slots) if t not in wish.slots]] = 0
    return possible


def _allowed_by_pins(problem: Problem, seats: Ints, possible: Flags) -> Flags:
    """(W, T): `possible` without conflicts with pinned meetings; a pinned wish has its own slot only."""
    clash = _clash(problem)
    left = np.ones((max(len(problem.participants), int(seats.max(initial=0)) + 1), len(problem.slots)), np.uint8)
    pins = [(n, wish.pinned) for n, wish in enumerate(problem.wishes) if wish.pinned is not None]
    for n, slot in pins:
        left[seats[n][seats[n] >= 0]] &= 1 - clash[slot]
    third = np.where((seats[:, 2] >= 0)[:, None], left[seats[:, 2]], 1).astype(np.uint8)
    ok = np.asarray(possible & left[seats[:, 0]] & left[seats[:, 1]] & third)
    for n, slot in pins:
        ok[n] = 0
        ok[n, slot] = 1
    return ok


def served(problem: Problem, table_of: tuple[str | None, ...]) -> Flags:
    """(P, T): 1 where the slot serves the hall of the person's table, or of some pool table for those without one."""
    halls = {table.id: table.hall for table in problem.tables}
    pool = {halls[table] for table in halls.keys() - set(table_of)}
    served = np.ones((len(problem.participants), len(problem.slots)), np.uint8)
    if all(slot.hall is None for slot in problem.slots) and pool:
        return served
    for n, table in enumerate(table_of):
        own = pool if table is None else {halls[table]}
        served[n] = [bool(own) and (slot.hall is None or slot.hall in own) for slot in problem.slots]
    return served


def _days(problem: Problem) -> Ints:
    """(T): the day of each slot, renumbered from 0 without gaps, as a day may be any integer, such as a date."""
    number = {day: n for n, day in enumerate(dict.fromkeys(slot.day for slot in problem.slots))}
    return np.array([number[slot.day] for slot in problem.slots], np.int32)


def _clash(problem: Problem) -> Flags:
    """(T, T): 1 where two slots overlap in time; every slot overlaps itself."""
    day, starts, ends = _times(problem)
    same = day[:, None] == day[None, :]
    return np.asarray(same & (starts[:, None] < ends[None, :]) & (starts[None, :] < ends[:, None]), np.uint8)


def _between(problem: Problem) -> Flags:
    """(T, T): 1 where the first slot precedes the second on the same day with a third wholly between: a break."""
    day, starts, ends = _times(problem)
    made = np.zeros((len(day), len(day)), np.uint8)
    for t in range(len(day)):
        before = (day == day[t]) & (ends <= starts[t])
        after = (day == day[t]) & (starts >= ends[t])
        made |= np.outer(before, after).astype(np.uint8)
    return made


def _times(problem: Problem) -> tuple[Longs, Longs, Longs]:
    numbers = np.array([(slot.day, slot.starts, slot.ends) for slot in problem.slots], np.int64).reshape(-1, 3)
    return numbers[:, 0], numbers[:, 1], numbers[:, 2]


def _halls(problem: Problem, pairs: Ints, table_of: tuple[str | None, ...]) -> Ints:
    """(W): index of each wish's hall; for a wish that needs a pool table the hall with the most pool tables."""
    numbers = {hall: n for n, hall in enumerate(sorted({table.hall for table in problem.tables}))}
    hall_of = {table.id: numbers[table.hall] for table in problem.tables}
    owned = set(table_of)
    pool = Counter(hall_of[table.id] for table in problem.tables if table.id not in owned)
    most = max(pool, key=lambda hall: pool[hall], default=-1)
    own = [most if table is None else hall_of[table] for table in table_of]
    return np.array([own[b] for b, _ in pairs], np.int32)


def ensure_small_enough(problem: Problem) -> None:
    """Refuse days with more slots than a machine word has bits.

    Raises:
        ProblemError: a day has more than 63 slots.
    """
    days = [slot.day for slot in problem.slots]
    if any(days.count(day) > 63 for day in set(days)):
        raise ProblemError("a day has more than 63 slots")
