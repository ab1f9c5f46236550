"""Flows of least cost: arcs by number, the best flow (OR-Tools), and which flows are as good.

Of two best flows neither uses an arc whose reduced cost the shortest distances of the other's residual network make
positive, and both fill one whose is negative (complementary slackness): what is left is the face of all best flows,
itself a network, on which a second question can be asked without giving anything of the first answer up.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

Longs = NDArray[np.int64]
LARGEST_COST = 1 << 62


class NoFlow(ArithmeticError):
    """The network has no flow that meets its supplies, or its costs are too large to be added up."""


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
        if max(map(abs, self.costs), default=0) * (self.nodes + 1) >= LARGEST_COST:
            raise NoFlow("costs are too large")
        solver = min_cost_flow.SimpleMinCostFlow()
        numbers = solver.add_arcs_with_capacity_and_unit_cost(*self._arrays())
        for node, supply in self.supplies.items():
            solver.set_node_supply(node, supply)
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise NoFlow(str(status))
        return np.asarray(solver.flows(np.asarray(numbers)), np.int64)

    def reduced_costs(self, flow: Longs) -> Longs:
        """The reduced cost of each arc by the shortest distances in the residual network of a best flow."""
        tails, heads, capacities, costs = self._arrays()
        forward, backward = flow < capacities, flow > 0
        starts = np.concatenate((tails[forward], heads[backward]))
        ends = np.concatenate((heads[forward], tails[backward]))
        lengths = np.concatenate((costs[forward], -costs[backward]))
        distance = np.zeros(self.nodes, np.int64)
        while True:
            before = distance.copy()
            np.minimum.at(distance, ends, distance[starts] + lengths)
            if (distance == before).all():
                return np.asarray(costs + distance[tails] - distance[heads], np.int64)

    def _arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int32], Longs, Longs]:
        return (
            np.array(self.tails, np.int32),
            np.array(self.heads, np.int32),
            np.array(self.capacities, np.int64),
            np.array(self.costs, np.int64),
        )
