"""Which wishes to meet: the best choice as a flow of least cost, and with it the proof that none is better.

A unit of flow is a meeting: from the buyer (at most as many as they have places) over the wish to the supplier's person
and company (at most their quota); a small company's first meetings earn points on the way. Without time this is a
matching with capacities, whose best value a network flow reaches exactly (its relaxation is integral), so no timetable
can be worth more. One flow for each class from the left, each among the best of those before it, one for the points.

A person's count of places does not see which wish fits where. For people with whom that went wrong the network is
refined: their slots become nodes, so that the wishes chosen can sit in slots of theirs all at once (Hall's condition).
The bound stays one: what is asked more is true of every timetable.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forum.scheduling.problem import CLASSES, FIRST_MEETINGS, Cost, Value, first_meetings
from forum.scheduling.solver.model import NO_LIMIT, Ints, Model
from forum.scheduling.solver.network import Longs, Network
from forum.scheduling.solver.patterns import places_of

Curves = Sequence[tuple[int, ...]]


@dataclass(frozen=True)
class Selection:
    """The wishes chosen, pins among them, the value no timetable exceeds, and what none of that value avoids."""

    chosen: NDArray[np.bool_]
    bound: Value
    cost: Cost


def value_of_selection(model: Model, chosen: NDArray[np.bool_]) -> Value:
    """What a set of wishes is worth."""
    met = np.bincount(model.rank[chosen], minlength=len(CLASSES))
    counts = company_counts(model, chosen)
    small = sum(first_meetings(int(count)) for count in counts[model.small.astype(bool)])
    return Value(met=tuple(int(n) for n in met), points=int(model.points[chosen].sum()) + small)


def company_counts(model: Model, chosen: NDArray[np.bool_]) -> Ints:
    """How many of the chosen wishes each company has."""
    both = model.company[model.seats[chosen, :2]]
    counts = np.bincount(both.ravel(), minlength=len(model.small))
    inside = both[:, 0][both[:, 0] == both[:, 1]]
    return (counts - np.bincount(inside, minlength=len(model.small))).astype(np.int32)


class WishNetwork:
    """The network: source and sink, people, shared tables, companies of each side; pins have taken their share before.

    `wish_arcs` are the first arcs, as many as `wishes`; `person_arcs` says which arc is a person's own.
    """

    def __init__(self, model: Model, curves: Curves, refined: frozenset[int]) -> None:
        self.model = model
        self.curves = curves
        self.refined = refined
        self.people = len(model.people)
        self.companies = len(model.small)
        self.source = model.resources + 2 * self.companies
        self.sink, self.pool = self.source + 1, self.source + 2
        self.fixed = model.pinned >= 0
        self.wishes = np.flatnonzero(~self.fixed & model.ok.any(axis=1))
        self.had = company_counts(model, self.fixed)
        self.places = places_of(model, curves)
        self.person_arcs: dict[int, int] = {}
        self.nodes: dict[tuple[int, int], int] = {}
        self.graph = Network(self.pool + 1)
        self._wish_arcs()
        self.graph.add_those()
        self._ways_in()
        self._ways_out()

    def chosen(self, flow: Longs) -> NDArray[np.bool_]:
        """The wishes a flow passes, and the pins."""
        chosen = self.fixed.copy()
        chosen[self.wishes] = flow[: len(self.wishes)] > 0
        return chosen

    def best(self) -> tuple[Longs, Longs]:
        """The flow worth most: class by class from the left, then points. And the sign of each arc (`Network.best`)."""
        rank = self.model.rank[self.wishes]
        aims = []
        for each in np.unique(rank):
            aims.append(np.zeros(len(self.graph.tails), np.int64))
            aims[-1][: len(rank)][rank == each] = -1
        return self.graph.best([*aims, np.array(self.graph.costs, np.int64)])

    def objective(self, flow: Longs) -> Value:
        """What a best flow is worth: the bound. The choice is worth less where a company earns on both sides."""
        met = np.bincount(self.model.rank[self.chosen(flow)], minlength=len(CLASSES))
        points = value_of_selection(self.model, self.fixed).points - int(np.array(self.graph.costs, np.int64) @ flow)
        return Value(met=tuple(int(n) for n in met), points=points)

    def _wish_arcs(self) -> None:
        model, wishes = self.model, self.wishes
        net = self.graph
        net.tails += [self._end(int(wish), 0) for wish in wishes]
        net.heads += [self._end(int(wish), 1) for wish in wishes]
        net.capacities += [1] * len(wishes)
        net.costs += (-model.points[wishes]).tolist()

    def _end(self, wish: int, side: int) -> int:
        """Where a wish's arc starts (0) or ends (1): at the person, or at a node of its own behind their slots."""
        person = int(self.model.seats[wish, side])
        if person not in self.refined:
            return person
        node = self.graph.add_node()
        for slot in np.flatnonzero(self.model.ok[wish]):
            there = self._slot_node(person, int(slot), side)
            self.graph.add_later(*((there, node) if side == 0 else (node, there)))
        return node

    def _slot_node(self, person: int, slot: int, side: int) -> int:
        """A slot of a refined person, reached over its day; it holds one meeting, the day as many as they take."""
        day = int(self.model.day[slot])
        if (person, -1 - day) not in self.nodes:
            self.nodes[person, -1 - day] = node = self.graph.add_node()
            left = max(0, int(self.model.most_per_day[person] - self.model.pins_per_day[person, day]))
            self.graph.add_later(*((person, node) if side == 0 else (node, person)), capacity=left)
        if (person, slot) not in self.nodes:
            self.nodes[person, slot] = node = self.graph.add_node()
            before = self.nodes[person, -1 - day]
            self.graph.add_later(*((before, node) if side == 0 else (node, before)))
        return self.nodes[person, slot]

    def _ways_in(self) -> None:
        """From the source over a company with a limit, or else a shared table, to each buyer."""
        model = self.model
        shared = {int(b): int(t) for b, _, t in model.seats if t >= 0}
        buyers = [int(person) for person in np.unique(model.seats[self.wishes, 0])]
        before: dict[int, int] = {}
        for person in buyers:
            company = int(model.company[person])
            if model.company_most[company] < NO_LIMIT or model.small[company]:
                before[person] = model.resources + company
            elif model.table_of[person] is None:
                before[person] = self.pool
            else:
                before[person] = shared.get(person, self.source)
            self._person(before[person], person, person)
        for node in sorted(set(before.values()) - {self.source}):
            if node == self.pool:
                self.graph.add(self.source, node, capacity=self._pool_places(), cost=0)
            elif node < model.resources:
                self.graph.add(self.source, node, capacity=model.slots, cost=0)
            else:
                self._company(node - model.resources, self.source, node)
        total = int(self.places[buyers].sum())
        self.graph.add(self.source, self.sink, capacity=total, cost=0)
        self.graph.supplies = {self.source: total, self.sink: -total} if total else {}

    def _pool_places(self) -> int:
        """How many meetings the tables of the pool hold: each as many as there are slots that do not clash."""
        model, count, last = self.model, 0, -1
        for slot in sorted(range(model.slots), key=lambda t: (model.day[t], model.problem.slots[t].ends)):
            if last < 0 or not model.clash[last, slot]:
                count, last = count + 1, slot
        pinned = int((model.pool.astype(bool) & (model.pinned >= 0)).sum())
        return max(0, count * len(model.pool_tables) - pinned)

    def _ways_out(self) -> None:
        """From each supplier over the company to the sink."""
        first = self.model.resources + self.companies
        suppliers = [int(person) for person in np.unique(self.model.seats[self.wishes, 1])]
        for person in suppliers:
            self._person(person, first + int(self.model.company[person]), person)
        for company in sorted({int(self.model.company[person]) for person in suppliers}):
            self._company(company, first + company, self.sink)

    def _person(self, tail: int, head: int, person: int) -> None:
        self.person_arcs[person] = self.graph.add(tail, head, capacity=int(self.places[person]), cost=0)

    def _company(self, company: int, tail: int, head: int) -> None:
        """The places of a company, the first of a small one earning points."""
        had = int(self.had[company])
        left = max(0, int(self.model.company_most[company]) - had)
        earnings = FIRST_MEETINGS[had : had + left] if self.model.small[company] else ()
        for points in earnings:
            self.graph.add(tail, head, capacity=1, cost=-points)
        self.graph.add(tail, head, capacity=min(left - len(earnings), self.model.wishes), cost=0)
