"""Minimum-cost flows (OR-Tools) for lexicographic objectives, and the optimal face of each.

Let node potentials be the shortest distances in the residual network of one optimal flow. By complementary slackness
every optimal flow leaves the arcs of positive reduced cost empty and saturates those of negative reduced cost. The
remaining arcs span the optimal face, again a network, on which the next objective is minimised without loss in the
earlier ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

Longs = NDArray[np.int64]


class NoFlow(ArithmeticError):
    """No feasible flow meets the supplies, or the costs are too large for the solver."""


@dataclass
class Network:
    """Arcs (tail, head, capacity, cost per unit) and the supply of each node; a negative supply is a demand."""

    nodes: int
    tails: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    capacities: list[int] = field(default_factory=list)
    costs: list[int] = field(default_factory=list)
    supplies: dict[int, int] = field(default_factory=dict)
    deferred: list[tuple[int, int, int]] = field(default_factory=list)

    def add_node(self) -> int:
        """Add a node and return its index."""
        self.nodes += 1
        return self.nodes - 1

    def defer(self, tail: int, head: int, *, capacity: int = 1) -> None:
        """Queue a zero-cost arc for `add_deferred`, so that other arcs get the lower indices."""
        self.deferred.append((tail, head, capacity))

    def add_deferred(self) -> None:
        """Add the queued arcs."""
        for tail, head, capacity in self.deferred:
            self.add(tail, head, capacity=capacity, cost=0)
        self.deferred.clear()

    def add(self, tail: int, head: int, *, capacity: int, cost: int) -> int:
        """Add an arc and return its index."""
        self.tails.append(tail)
        self.heads.append(head)
        self.capacities.append(capacity)
        self.costs.append(cost)
        return len(self.tails) - 1

    def flow(self) -> Longs:
        """A minimum-cost flow, as the units on each arc.

        Raises:
            NoFlow: no flow meets the supplies.
        """
        tails, heads = np.array(self.tails, np.int32), np.array(self.heads, np.int32)
        capacities, costs = np.array(self.capacities, np.int64), np.array(self.costs, np.int64)
        return _min_cost_flow(tails, heads, capacities, costs, supply=self._supply(np.zeros_like(costs)))

    def best(self, objectives: Iterable[Longs]) -> tuple[Longs, Longs]:
        """A flow that is lexicographically minimal in several objectives, each a cost per arc.

        Returns the flow on each arc and the sign of each arc's reduced cost: -1 where every optimal flow saturates the
        arc, 1 where none uses it, 0 where the arc belongs to the optimal face.

        Raises:
            NoFlow: no flow meets the supplies.
        """
        tails, heads = np.array(self.tails, np.int32), np.array(self.heads, np.int32)
        capacities = np.array(self.capacities, np.int64)
        flow, signs = np.zeros(len(tails), np.int64), np.zeros(len(tails), np.int64)
        for costs in objectives:
            free = np.flatnonzero((signs == 0) & (capacities > 0))
            face = (tails[free], heads[free], capacities[free], costs[free])
            flow = np.where(signs < 0, capacities, 0)
            flow[free] = _min_cost_flow(*face, supply=self._supply(flow))
            signs[free] = np.sign(_reduced_costs(*face, flow[free], nodes=self.nodes))
        return flow, signs

    def least(self, costs: Longs, signs: Longs) -> int:
        """The least cost, of these costs per arc, of a flow on the optimal face that `best` found.

        Raises:
            NoFlow: the costs are too large for the solver.
        """
        return int(costs @ self.cheapest(costs, signs))

    def cheapest(self, costs: Longs, signs: Longs) -> Longs:
        """A flow on the optimal face that `best` found, of the least cost by these costs per arc.

        Raises:
            NoFlow: the costs are too large for the solver.
        """
        capacities = np.array(self.capacities, np.int64)
        free = np.flatnonzero((signs == 0) & (capacities > 0))
        flow = np.where(signs < 0, capacities, 0)
        tails, heads = np.array(self.tails, np.int32)[free], np.array(self.heads, np.int32)[free]
        flow[free] = _min_cost_flow(tails, heads, capacities[free], costs[free], supply=self._supply(flow))
        return flow

    def _supply(self, fixed: Longs) -> Longs:
        """The supply of each node that remains after the fixed flow."""
        supply = np.zeros(self.nodes, np.int64)
        for node, given in self.supplies.items():
            supply[node] = given
        np.subtract.at(supply, self.tails, fixed)
        np.add.at(supply, self.heads, fixed)
        return supply


def _min_cost_flow(
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
    """Reduced costs under the shortest distances in the residual network of an optimal flow (Bellman-Ford)."""
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
