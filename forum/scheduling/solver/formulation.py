"""The constraints of the problem for CP-SAT.

A Boolean variable for each wish, slot and table says that the wish is met there; the constraints are over these.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from ortools.sat.python import cp_model

from forum.scheduling.problem import CLASSES, FIRST_MEETINGS
from forum.scheduling.solver.model import NO_LIMIT, Model

Expression: TypeAlias = Any
"""A linear expression: numbers, variables and their sums; the solver's stubs have no usable type for all three."""


@dataclass
class Formulation:
    """The model for CP-SAT with its feasibility constraints; the caller adds an objective.

    `met[w][t, table]`: the variable of wish w in slot t at a table. `seats[person][t]`: the (wish, table, variable) of
    each meeting that the person could have in slot t.
    """

    model: Model
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    met: list[dict[tuple[int, str], cp_model.IntVar]] = field(default_factory=list)
    seats: dict[int, dict[int, list[tuple[int, str, cp_model.IntVar]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Create the variables and the constraints."""
        problem = self.model.problem
        self.halls = {table.id: table.hall for table in problem.tables}
        for w, wish in enumerate(problem.wishes):
            own = self.model.table_of[self.model.seats[w, 0]]
            tables = self.model.pool_tables if own is None else (own,)
            self.met.append(
                {
                    (int(t), table): self.cp.new_bool_var(f"{wish.id}@{t}/{table}")
                    for t in np.flatnonzero(self.model.ok[w])
                    for table in tables
                    if problem.slots[t].hall in {None, self.halls[table]}
                }
            )
        for w, places in enumerate(self.met):
            (self.cp.add_exactly_one if self.model.pinned[w] >= 0 else self.cp.add_at_most_one)(places.values())
            for person in self.model.seats[w, :2]:
                for (t, table), var in places.items():
                    self.seats.setdefault(int(person), {}).setdefault(t, []).append((w, table, var))
        self._one_at_a_time()
        self._quotas()
        self._walking()
        self._rest()
        self._precedences()

    def busy(self, person: int, slot: int) -> Expression:
        """The number of meetings of a person in a slot, 0 or 1."""
        return sum(var for _, _, var in self.seats.get(person, {}).get(slot, []))

    def between(self, person: int, first: int, second: int) -> list[cp_model.IntVar]:
        """The variables of the meetings that a person could have wholly between two slots."""
        slots = self.model.problem.slots
        day, starts, ends = slots[first].day, slots[first].ends, slots[second].starts
        return [
            var
            for t, held in self.seats.get(person, {}).items()
            if slots[t].day == day and starts <= slots[t].starts and slots[t].ends <= ends
            for _, _, var in held
        ]

    def pairs(self, person: int) -> Iterable[tuple[int, int]]:
        """Pairs of slots of one day in which a person could meet, the first ending by the start of the second."""
        slots = self.model.problem.slots
        for first in self.seats.get(person, {}):
            for second in self.seats[person]:
                if slots[first].day == slots[second].day and slots[first].ends <= slots[second].starts:
                    yield first, second

    def _one_at_a_time(self) -> None:
        """Whenever a slot starts, a person and a table are in at most one of the meetings under way."""
        moments: defaultdict[tuple[object, int], list[cp_model.IntVar]] = defaultdict(list)
        slots = self.model.problem.slots
        for t, slot in enumerate(slots):
            running = [
                n for n, other in enumerate(slots) if other.day == slot.day and other.starts <= slot.starts < other.ends
            ]
            for w, places in enumerate(self.met):
                for (n, table), var in places.items():
                    if n in running:
                        for thing in (*(int(p) for p in self.model.seats[w, :2]), table):
                            moments[thing, t].append(var)
        for variables in moments.values():
            self.cp.add_at_most_one(variables)

    def _quotas(self) -> None:
        model = self.model
        for person, held in self.seats.items():
            pins = model.pins_per_day[person]
            if model.most[person] < NO_LIMIT:
                meetings = [var for at in held.values() for _, _, var in at]
                self.cp.add(sum(meetings) <= int(max(model.most[person], pins.sum())))
            for day in range(len(pins)):
                if model.most_per_day[person] < NO_LIMIT:
                    meetings = [var for t, at in held.items() if model.day[t] == day for _, _, var in at]
                    self.cp.add(sum(meetings) <= int(max(model.most_per_day[person], pins[day])))
        for company in np.flatnonzero(model.company_most < NO_LIMIT):
            pinned = int((self._wishes_of(int(company)) & (model.pinned >= 0)).sum())
            self.cp.add(self.count_of(int(company)) <= int(max(model.company_most[company], pinned)))
        for pair in np.flatnonzero(model.pair_most < np.bincount(model.pair, minlength=len(model.pair_most))):
            theirs = np.flatnonzero(model.pair == pair)
            self.cp.add(sum(var for w in theirs for var in self.met[w].values()) <= int(model.pair_most[pair]))

    def _wishes_of(self, company: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray((self.model.company[self.model.seats[:, :2]] == company).any(axis=1))

    def count_of(self, company: int) -> Expression:
        """The number of meetings of a company."""
        return sum(var for w in np.flatnonzero(self._wishes_of(company)) for var in self.met[w].values())

    def _walking(self) -> None:
        model, slots = self.model, self.model.problem.slots
        for person in self.seats:
            for first, second in self.pairs(person):
                if slots[second].starts - slots[first].ends >= model.problem.walking:
                    continue
                middle = self.between(person, first, second)
                for w, table, one in self.seats[person][first]:
                    for v, other, two in self.seats[person][second]:
                        held = model.pinned[w] >= 0 and model.pinned[v] >= 0
                        if w != v and self.halls[table] != self.halls[other] and not held:
                            self.cp.add_bool_or(one.negated(), two.negated(), *middle)

    def _rest(self) -> None:
        for person in self.seats:
            most = int(self.model.in_a_row[person])
            wished = {w for at in self.seats[person].values() for w, _, _ in at}
            if most < len(wished):
                for row in self._rows(person, most + 1):
                    self._forbid_row(person, row)

    def _rows(self, person: int, length: int) -> Iterable[tuple[int, ...]]:
        """Sequences of `length` slots of one day, each pause shorter than the meeting before it."""
        slots = self.model.problem.slots
        follows = defaultdict(list)
        for first, second in self.pairs(person):
            if slots[second].starts - slots[first].ends < slots[first].ends - slots[first].starts:
                follows[first].append(second)
        rows: list[tuple[int, ...]] = [(t,) for t in self.seats[person]]
        for _ in range(length - 1):
            rows = [(*row, t) for row in rows for t in follows[row[-1]]]
        return rows

    def _forbid_row(self, person: int, row: tuple[int, ...]) -> None:
        """Forbid meetings in all of these slots, unless another meeting lies between, or all of them are pinned."""
        middle = [v for a, c in pairwise(row) for v in self.between(person, a, c)]
        free = [v for t in row for w, _, v in self.seats[person][t] if self.model.pinned[w] < 0]
        if free:
            there = self.cp.new_bool_var("")
            self.cp.add(sum(self.busy(person, t) for t in row) <= len(row) - 1 + sum(middle) + there)
            for var in free:
                self.cp.add_implication(var, there.negated())

    def _precedences(self) -> None:
        number = {wish.id: n for n, wish in enumerate(self.model.problem.wishes)}
        slots = self.model.problem.slots
        for before, after in self.model.problem.precedences:
            first, second = number[before], number[after]
            if self.model.pinned[first] >= 0 and self.model.pinned[second] >= 0:
                continue
            for (t, _), one in self.met[first].items():
                for (u, _), two in self.met[second].items():
                    if (slots[t].day, slots[t].ends) > (slots[u].day, slots[u].starts):
                        self.cp.add_bool_or(one.negated(), two.negated())

    def classes(self) -> list[Expression]:
        """The objective vector, as `Value.key`: the number of wishes met per class, then the points."""
        model = self.model
        counts: list[Expression] = [
            sum(v for w in np.flatnonzero(model.rank == rank) for v in self.met[w].values())
            for rank in range(len(CLASSES))
        ]
        if model.problem.everybody:
            counts.insert(1, self._everybody())
        points: Expression = sum(int(model.points[w]) * v for w, places in enumerate(self.met) for v in places.values())
        for company in np.flatnonzero(model.small):
            earned = [self.cp.new_bool_var("") for _ in FIRST_MEETINGS]
            self.cp.add(sum(earned) <= self.count_of(int(company)))
            points += sum(step * var for step, var in zip(FIRST_MEETINGS, earned, strict=True))
        return [*counts, points]

    def _everybody(self) -> Expression:
        """The number of small companies that have a meeting."""
        found = []
        for company in np.flatnonzero(self.model.small):
            found.append(self.cp.new_bool_var(""))
            self.cp.add(self.count_of(int(company)) >= found[-1])
        return sum(found)
