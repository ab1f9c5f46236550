"""Fewest breaks: among the best choices one whose people need few, each by themselves; what all need is a bound.

The second flow pays for breaks where it is known who pays: a person by the number of their meetings (a convex function
below the fewest breaks of that many), exactly where every best choice gives them as many; a supplier whose wishes are
all decided but one by that one.
"""

from collections.abc import Sequence

import numpy as np

from forum.scheduling.solver.network import Longs, Network, NoFlow
from forum.scheduling.solver.patterns import IMPOSSIBLE, envelope, fewest_of_wishes
from forum.scheduling.solver.wish_network import WishNetwork

SCALE = 1 << 20
"""A break in the second flow: so fine that what is rounded away never adds up to one."""
MOST_DECIDED = 6
"""Wishes of one supplier up to which their fewest breaks are found by trying."""


def fewest_breaks(network: WishNetwork, signs: Longs) -> tuple[Longs, int]:
    """Among the best flows (`signs`: what they share) one whose people need few breaks; how many all of them need.

    Raises:
        NoFlow: the breaks of a day cannot be told.
    """
    return _BreaksStage(network, signs).solve()


def pinned_breaks(network: WishNetwork) -> list[int]:
    """What each person's pinned meetings alone cost in breaks, the others counted from there."""
    return [curve[first] for curve, first in zip(network.curves, network.model.most_pinned, strict=True)]


class _BreaksStage:
    """The face of best flows with what is known of breaks on its arcs."""

    def __init__(self, network: WishNetwork, signs: Longs) -> None:
        self.network, self.model = network, network.model
        self.signs = signs
        self.person_of = {arc: person for person, arc in network.person_arcs.items()}
        self.pinned = pinned_breaks(network)
        self.settled = sum(self.pinned) * SCALE
        self.decided, self.open = self._candidates()
        self.single: dict[int, int] = {}
        self._settle_suppliers()
        self.face = Network(network.graph.nodes)
        self.supply = np.zeros(network.graph.nodes, np.int64)

    def solve(self) -> tuple[Longs, int]:
        net = self.network.graph
        parts: list[tuple[int, list[int]]] = []
        for arc, (tail, head, capacity) in enumerate(zip(net.tails, net.heads, net.capacities, strict=True)):
            if self.signs[arc] == 0 and capacity:
                parts.append((arc, self._add(arc, tail, head, capacity)))
            elif self.signs[arc] < 0:
                self.supply[[tail, head]] += (-capacity, capacity)
                if arc in self.person_of:
                    self._settle(self.person_of[arc], capacity)
        for node, given in net.supplies.items():
            self.supply[node] += given
        self.face.supplies = {node: int(given) for node, given in enumerate(self.supply) if given}
        second = self.face.flow()
        best = np.where(self.signs < 0, np.array(net.capacities), 0).astype(np.int64)
        for arc, numbers in parts:
            best[arc] = second[numbers].sum()
        return best, -(-(self.settled + int(np.array(self.face.costs, np.int64) @ second)) // SCALE)

    def _candidates(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """For each supplier the wishes that every best choice has, pins among them, and those that only some have."""
        suppliers, wishes = self.model.seats[:, 1], self.network.wishes
        signs = self.signs[: len(wishes)]
        decided: dict[int, list[int]] = {}
        for wish in np.concatenate((wishes[signs < 0], np.flatnonzero(self.network.fixed))):
            decided.setdefault(int(suppliers[wish]), []).append(int(wish))
        open_ones: dict[int, list[int]] = {}
        for wish in wishes[signs == 0]:
            open_ones.setdefault(int(suppliers[wish]), []).append(int(wish))
        return decided, open_ones

    def _settle_suppliers(self) -> None:
        """Suppliers whose wishes are decided, but for one at most: what those cost is known, and what the one adds."""
        for person in self.decided.keys() | self.open.keys():
            certain, undecided = self.decided.get(person, []), self.open.get(person, [])
            if (
                len(undecided) > 1
                or len(certain) + len(undecided) > MOST_DECIDED
                or person not in self.network.person_arcs
            ):
                continue
            alone = fewest_of_wishes(self.model, certain)
            together = fewest_of_wishes(self.model, certain + undecided)
            if max(alone, together) >= IMPOSSIBLE:
                continue
            self.settled += (alone - self.pinned[person]) * SCALE
            self.single[person] = (together - alone) * SCALE

    def _add(self, arc: int, tail: int, head: int, capacity: int) -> list[int]:
        """An arc of the face; a person's meetings one by one, each with what it costs."""
        if arc < len(self.network.wishes):
            cost = self.single.get(int(self.model.seats[self.network.wishes[arc], 1]), 0)
            return [self.face.add(tail, head, capacity=capacity, cost=cost)]
        person = self.person_of.get(arc)
        if person is None or person in self.single:
            return [self.face.add(tail, head, capacity=capacity, cost=0)]
        return [self.face.add(tail, head, capacity=1, cost=cost) for cost in self._steps(person)[:capacity]]

    def _steps(self, person: int) -> Sequence[int]:
        return envelope(self.network.curves[person], scale=SCALE)

    def _settle(self, person: int, count: int) -> None:
        """What a person costs of whom it is certain how many meetings they have.

        Raises:
            NoFlow: their days cannot hold them.
        """
        if person in self.single:
            return
        curve, total = self.network.curves[person], int(self.model.most_pinned[person]) + count
        if total >= len(curve) or curve[total] >= IMPOSSIBLE:
            raise NoFlow(f"{total} meetings do not fit")
        self.settled += (curve[total] - self.pinned[person]) * SCALE
