"""Few breaks among the optimal selections: a second flow on the optimal face, whose cost bounds the breaks from below.

A person's fewest breaks depend on the number of their meetings, so the flow pays the convex envelope of that function:
the exact number where all optimal flows agree on the number of meetings. A supplier with at most one undecided wish
pays the exact breaks without and with that wish.
"""

from collections.abc import Sequence

import numpy as np

from forum.scheduling.solver.network import Longs, Network, NoFlow
from forum.scheduling.solver.patterns import IMPOSSIBLE, envelope, fewest_of_wishes
from forum.scheduling.solver.wish_network import WishNetwork

SCALE = 1 << 20
"""The cost of a break in the second flow: rounding the envelope down never adds up to a whole break."""
MOST_DECIDED = 6
"""The most wishes of a supplier for which the exact fewest breaks are computed."""


def fewest_breaks(network: WishNetwork, signs: Longs) -> tuple[Longs, int]:
    """An optimal flow that needs few breaks, and a lower bound on the breaks of all optimal selections.

    `signs`: the signs of the arcs (`Network.best`).

    Raises:
        NoFlow: the second flow is infeasible, or a person's meetings do not fit into their days.
    """
    return _BreaksStage(network, signs).solve()


def pinned_breaks(network: WishNetwork) -> list[int]:
    """Per person the fewest breaks of the pinned meetings alone."""
    return [curve[first] for curve, first in zip(network.curves, network.model.most_pinned, strict=True)]


class _BreaksStage:
    """The optimal face, with costs for breaks on its arcs."""

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
        """Per supplier the wishes in every optimal selection, pinned ones included, and those only in some."""
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
        """Fix the cost of suppliers with at most one undecided wish, and what that wish adds."""
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
        """Add an arc of the face; a person's arc is split into one per meeting, each with its marginal cost."""
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
        """Fix the cost of a person who has the same number of meetings in every optimal flow.

        Raises:
            NoFlow: that many meetings do not fit into their days.
        """
        if person in self.single:
            return
        curve, total = self.network.curves[person], int(self.model.most_pinned[person]) + count
        if total >= len(curve) or curve[total] >= IMPOSSIBLE:
            raise NoFlow(f"{total} meetings do not fit")
        self.settled += (curve[total] - self.pinned[person]) * SCALE
