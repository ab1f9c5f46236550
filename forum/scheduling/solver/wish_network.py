"""Which wishes to meet: the selection of maximum objective value as a minimum-cost flow, and an upper bound by it.

A unit of flow is a meeting: from the buyer (capacity: the meetings that fit into their time) through the wish to the
supplier and the supplier's company (capacity: their quotas); a small company's first meetings earn extra points. A pair
of buyer and company that meets once is one more node, behind its buyer. Without slots the problem is a b-matching,
whose linear relaxation is integral, so its optimum bounds the value of every timetable. The objective is lexicographic:
one flow per class, the strongest first, and one for the points.

A person's capacity ignores which wish fits into which slot. Where the selection cannot be placed, the network is
refined: the slots of those people become nodes, so that each of them can meet all their selected wishes at once (Hall's
condition). The value stays an upper bound, as every timetable satisfies the added constraints.
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
    """The result of the flow.

    `chosen` (W): true for each selected wish, the pinned ones included. `bound`: no timetable has a larger objective
    value. `cost`: no timetable of that value costs less.
    """

    chosen: NDArray[np.bool_]
    bound: Value
    cost: Cost


def value_of_selection(model: Model, chosen: NDArray[np.bool_]) -> Value:
    """The objective value of a set of wishes, a mask (W), if all of them are met."""
    met = np.bincount(model.rank[chosen], minlength=len(CLASSES))
    counts = company_counts(model, chosen)
    of_small = counts[model.small.astype(bool)]
    points = int(model.points[chosen].sum()) + sum(first_meetings(int(count)) for count in of_small)
    everybody = int((of_small > 0).sum()) if model.problem.everybody else None
    return Value(met=tuple(int(n) for n in met), points=points, everybody=everybody)


def company_counts(model: Model, chosen: NDArray[np.bool_]) -> Ints:
    """Number of the chosen wishes (a mask, W) per company (C); a wish within one company counts once."""
    both = model.company[model.seats[chosen, :2]]
    counts = np.bincount(both.ravel(), minlength=len(model.small))
    inside = both[:, 0][both[:, 0] == both[:, 1]]
    return (counts - np.bincount(inside, minlength=len(model.small))).astype(np.int32)


class WishNetwork:
    """The flow network: source, companies of the buyers, shared tables, buyers, wishes, suppliers, companies, sink.

    Pinned meetings are taken off the capacities beforehand. Arc n below `len(wishes)` belongs to wish `wishes[n]`;
    `person_arcs` maps a person to the arc whose flow is the number of their meetings that are not pinned.
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
        self.first_arcs: list[int] = []
        self.nodes: dict[tuple[int, int], int] = {}
        self.graph = Network(self.pool + 1)
        self._add_wish_arcs()
        self.graph.add_deferred()
        self._add_source_arcs()
        self._add_sink_arcs()

    def chosen(self, flow: Longs) -> NDArray[np.bool_]:
        """A mask (W): the wishes on whose arcs a flow runs, and the pinned ones."""
        chosen = self.fixed.copy()
        chosen[self.wishes] = flow[: len(self.wishes)] > 0
        return chosen

    def best(self) -> tuple[Longs, Longs]:
        """The flow that maximises the classes one by one, then the points, and the arcs' signs (`Network.best`).

        Raises:
            NoFlow: the costs are too large for the solver.
        """
        rank = self.model.rank[self.wishes]
        counted = [np.flatnonzero(rank == each) for each in np.unique(rank)]
        if self.model.problem.everybody:
            counted.insert(int((rank == 0).any()), np.array(self.first_arcs, np.int64))
        objectives = []
        for arcs in counted:
            objectives.append(np.zeros(len(self.graph.tails), np.int64))
            objectives[-1][arcs] = -1
        return self.graph.best([*objectives, np.array(self.graph.costs, np.int64)])

    def objective(self, flow: Longs) -> Value:
        """The objective value of an optimal flow: an upper bound.

        It exceeds the value of the selection where a small company that both buys and sells earns points on each side.
        """
        met = np.bincount(self.model.rank[self.chosen(flow)], minlength=len(CLASSES))
        fixed = value_of_selection(self.model, self.fixed)
        points = fixed.points - int(np.array(self.graph.costs, np.int64) @ flow)
        everybody = None if fixed.everybody is None else fixed.everybody + int(flow[self.first_arcs].sum())
        return Value(met=tuple(int(n) for n in met), points=points, everybody=everybody)

    def _add_wish_arcs(self) -> None:
        model, wishes = self.model, self.wishes
        net = self.graph
        net.tails += self._tails()
        net.heads += [self._endpoint(int(wish), 1) for wish in wishes]
        net.capacities += [1] * len(wishes)
        net.costs += (-model.points[wishes]).tolist()

    def _tails(self) -> list[int]:
        """The tail of each wish's arc: a node of the pair where it may not meet about all that it wishes."""
        model = self.model
        wished = np.bincount(model.pair[self.wishes], minlength=len(model.pair_most))
        pinned = np.bincount(model.pair[self.fixed], minlength=len(model.pair_most))
        left = np.maximum(0, model.pair_most - pinned)
        tails, nodes = [], dict[int, int]()
        for wish in self.wishes:
            pair = int(model.pair[wish])
            if wished[pair] <= left[pair]:
                tails.append(self._endpoint(int(wish), 0))
                continue
            if pair not in nodes:
                nodes[pair] = self.graph.add_node()
                self._add_pair(pair, nodes[pair], int(left[pair]))
            tails.append(nodes[pair])
        return tails

    def _add_pair(self, pair: int, node: int, most: int) -> None:
        """The arc of a pair from its buyer, if refined from all slots in which the two could meet."""
        theirs = self.wishes[self.model.pair[self.wishes] == pair]
        buyer = int(self.model.seats[theirs[0], 0])
        if buyer not in self.refined:
            self.graph.defer(buyer, node, capacity=most)
            return
        before = self.graph.add_node()
        for slot in np.flatnonzero(self.model.ok[theirs].any(axis=0)):
            self.graph.defer(self._slot_node(buyer, int(slot), 0), before)
        self.graph.defer(before, node, capacity=most)

    def _endpoint(self, wish: int, side: int) -> int:
        """Tail (side 0) or head (side 1) of a wish's arc: the person or, if refined, a node linked to their slots."""
        person = int(self.model.seats[wish, side])
        if person not in self.refined:
            return person
        node = self.graph.add_node()
        for slot in np.flatnonzero(self.model.ok[wish]):
            there = self._slot_node(person, int(slot), side)
            self.graph.defer(*((there, node) if side == 0 else (node, there)))
        return node

    def _slot_node(self, person: int, slot: int, side: int) -> int:
        """The node of a refined person's slot (capacity 1), linked to the node of its day (capacity: the quota)."""
        day = int(self.model.day[slot])
        if (person, -1 - day) not in self.nodes:
            self.nodes[person, -1 - day] = node = self.graph.add_node()
            left = max(0, int(self.model.most_per_day[person] - self.model.pins_per_day[person, day]))
            self.graph.defer(*((person, node) if side == 0 else (node, person)), capacity=left)
        if (person, slot) not in self.nodes:
            self.nodes[person, slot] = node = self.graph.add_node()
            before = self.nodes[person, -1 - day]
            self.graph.defer(*((before, node) if side == 0 else (node, before)))
        return self.nodes[person, slot]

    def _add_source_arcs(self) -> None:
        """Arcs from the source to each buyer: through a limited or small company, else the pool or a shared table."""
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
            self._add_person_arc(before[person], person, person)
        for node in sorted(set(before.values()) - {self.source}):
            if node == self.pool:
                self.graph.add(self.source, node, capacity=self._pool_places(), cost=0)
            elif node < model.resources:
                self.graph.add(self.source, node, capacity=model.slots, cost=0)
            else:
                self._add_company_arcs(node - model.resources, self.source, node)
        total = int(self.places[buyers].sum())
        self.graph.add(self.source, self.sink, capacity=total, cost=0)
        self.graph.supplies = {self.source: total, self.sink: -total} if total else {}

    def _pool_places(self) -> int:
        """Capacity of the pool: a maximum set of non-overlapping slots per table, less the pinned meetings."""
        model, count, last = self.model, 0, -1
        for slot in sorted(range(model.slots), key=lambda t: (model.day[t], model.problem.slots[t].ends)):
            if last < 0 or not model.clash[last, slot]:
                count, last = count + 1, slot
        pinned = int((model.pool.astype(bool) & (model.pinned >= 0)).sum())
        return max(0, count * len(model.pool_tables) - pinned)

    def _add_sink_arcs(self) -> None:
        """Arcs from each supplier through their company to the sink."""
        first = self.model.resources + self.companies
        suppliers = [int(person) for person in np.unique(self.model.seats[self.wishes, 1])]
        for person in suppliers:
            self._add_person_arc(person, first + int(self.model.company[person]), person)
        for company in sorted({int(self.model.company[person]) for person in suppliers}):
            self._add_company_arcs(company, first + company, self.sink)

    def _add_person_arc(self, tail: int, head: int, person: int) -> None:
        self.person_arcs[person] = self.graph.add(tail, head, capacity=int(self.places[person]), cost=0)

    def _add_company_arcs(self, company: int, tail: int, head: int) -> None:
        """Arcs for the remaining quota of a company; the first meetings of a small one earn points."""
        had = int(self.had[company])
        left = max(0, int(self.model.company_most[company]) - had)
        earnings = FIRST_MEETINGS[had : had + left] if self.model.small[company] else ()
        arcs = [self.graph.add(tail, head, capacity=1, cost=-points) for points in earnings]
        self.first_arcs += arcs[:1] if had == 0 else []
        self.graph.add(tail, head, capacity=min(left - len(earnings), self.model.wishes), cost=0)
