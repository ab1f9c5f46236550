"""Flows of least cost (OR-Tools) for one aim after the other, and which flows are as good.

Of two best flows neither uses an arc whose reduced cost the shortest distances of the other's residual network make
positive, and both fill one whose is negative (complementary slackness): what is left is the face of all best flows,
itself a network, on which the next aim is pursued without giving anything of those before it up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

Longs = NDArray[np.int64]


class NoFlow(ArithmeticError):
    """The network has no flow that meets its supplies."""


@dataclass
class Network:
    """Arcs from tail to head with a capacity and a cost, and what each node supplies (negative: takes)."""

    nodes: int
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    capacities: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    supplies: dict[int, int] = field(default_factory=dict)
    later: list[tuple[int, int, int]] = field(default_factory=list)

    def add_node(self) -> int:
        """Add a node; its number."""
        self.nodes += 1
        return self.nodes - 1

    def add_later(self, tail: int, head: int, *, capacity: int = 1) -> None:
        """Note an arc without cost, to be added once the arcs that are numbered first are there."""
        self.later.append((tail, head, capacity))

    def add_those(self) -> None:
        """Add the arcs noted."""
        for tail, head, capacity in self.later:
            self.add(tail, head, capacity=capacity, cost=0)
        self.later.clear()

    def add(self, tail: int, head: int, *, capacity: int, cost: int) -> int:
        """Add an arc; its number."""
        self.tails.append(tail)
        self.heads.append(head)
        self.capacities.append(capacity)
        self.costs.append(cost)
        return len(self.tails) - 1

    def flow(self) -> Longs:
        """What flows on each arc in a flow of least cost.

        Raises:
            NoFlow: there is none.
        """
        tails, heads = np.array(self.tails, np.int32), np.array(self.heads, np.int32)
        capacities, costs = np.array(self.capacities, np.int64), np.array(self.costs, np.int64)
        return _least(tails, heads, capacities, costs, supply=self._supply(np.zeros_like(costs)))

    def best(self, aims: Iterable[Longs]) -> tuple[Longs, Longs]:
        """A flow that costs least by the first aim (a cost for each arc), of those least by the second, and so on.

        And the sign of each arc: -1 where every such flow fills it, 1 where none uses it, 0 where they differ.

        Raises:
            NoFlow: there is no flow at all.
        """
        tails, heads = np.array(self.tails, np.int32), np.array(self.heads, np.int32)
        capacities = np.array(self.capacities, np.int64)
        flow, signs = np.zeros(len(tails), np.int64), np.zeros(len(tails), np.int64)
        for costs in aims:
            free = np.flatnonzero((signs == 0) & (capacities > 0))
            face = (tails[free], heads[free], capacities[free], costs[free])
            flow = np.where(signs < 0, capacities, 0)
            flow[free] = _least(*face, supply=self._supply(flow))
            signs[free] = np.sign(_reduced_costs(*face, flow[free], nodes=self.nodes))
        return flow, signs

    def _supply(self, fixed: Longs) -> Longs:
        """What each node supplies beside what flows already."""
        supply = np.zeros(self.nodes, np.int64)
        for node, given in self.supplies.items():
            supply[node] = given
        np.subtract.at(supply, self.tails, fixed)
        np.add.at(supply, self.heads, fixed)
        return supply


def _least(
    tails: NDArray[np.int32], heads: NDArray[np.int32], capacities: Longs, costs: Longs, *, supply: Longs
) -> Longs:
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
    nodes = np.flatnonzero(supply).astype(np.int32)
    solver.set_nodes_supplies(nodes, supply[nodes])
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise NoFlow(str(status))
    return np.asarray(solver.flows(np.asarray(numbers)), np.int64)


def _reduced_costs(
    tails: NDArray[np.int32], heads: NDArray[np.int32], capacities: Longs, costs: Longs, flow: Longs, *, nodes: int
) -> Longs:
    """The reduced cost of each arc by the shortest distances in the residual network of a best flow (Bellman-Ford)."""
    forward, backward = flow < capacities, flow > 0
    starts = np.concatenate((tails[forward], heads[backward]))
    ends = np.concatenate((heads[forward], tails[backward]))
    lengths = np.concatenate((costs[forward], -costs[backward]))
    distance = np.zeros(nodes, np.int64)
    while True:
        before = distance.copy()
        np.minimum.at(distance, ends, distance[starts] + lengths)
        if (distance == before).all():
            return np.asarray(costs + distance[tails] - distance[heads], np.int64)
