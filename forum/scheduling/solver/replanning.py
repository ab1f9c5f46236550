"""Re-planning: among the optimal selections, one that moves few published meetings, and a lower bound on the moves.

A new wish moves nobody if one of its slots is free for both of its people while every published meeting stays. The
second flow routes each new wish through such a free slot of its buyer (capacity 1), or past them at cost 1. Its cost
gives a lower bound: a new meeting in an occupied slot takes it from a meeting that moved, and a moved meeting frees the
time of two people, so at least half as many meetings move (fewer where one slot overlaps several others). Meetings
whose published slot is no longer feasible move as well. Only meetings in every optimal selection count: one that may be
left out frees its place without a move.
"""

import numpy as np
from numpy.typing import NDArray

from forum.scheduling.solver.model import Flags, Model
from forum.scheduling.solver.network import Longs, Network
from forum.scheduling.solver.wish_network import WishNetwork

CERTAIN = 1 << 20
"""The cost of leaving out a wish of every optimal selection: more than all moves together."""


def fewest_moves(network: WishNetwork, signs: Longs) -> tuple[Longs, int]:
    """An optimal flow that moves few published meetings, and a lower bound on the moves of all optimal selections.

    `signs`: the signs of the arcs (`Network.best`).

    Raises:
        NoFlow: the costs of the second network are too large for the solver.
    """
    return _MovesStage(network, signs).solve()


def most_kept(network: WishNetwork, signs: Longs) -> Longs:
    """An optimal flow that meets many of the wishes that an earlier timetable met, where they could stay.

    Raises:
        NoFlow: the costs of the flow are too large for the solver.
    """
    stays = homes(network.model)[network.wishes] >= 0
    costs = np.zeros(len(signs), np.int64)
    costs[: len(stays)] = np.where(stays, -1, 0)
    return network.graph.cheapest(costs, signs)


def homes(model: Model) -> Longs:
    """(W): the slot of each published or earlier meeting that can stay there, -1 for every other wish."""
    home = np.full(model.wishes, -1, np.int64)
    number = {wish.id: n for n, wish in enumerate(model.problem.wishes)}
    for wish, place in model.problem.homes.items():
        if model.ok[number[wish], place.slot] and model.pinned[number[wish]] < 0:
            home[number[wish]] = place.slot
    return home


def free_slots(model: Model, staying: NDArray[np.bool_]) -> Flags:
    """(W, T): 1 where a wish could be met while these published meetings (a mask, W) stay."""
    home, busy = homes(model), np.zeros((model.resources, model.slots), np.uint8)
    for wish in np.flatnonzero(staying):
        seats = model.seats[wish]
        busy[seats[seats >= 0]] |= model.clash[home[wish]]
    third = np.where((model.seats[:, 2] >= 0)[:, None], busy[model.seats[:, 2]], 0)
    taken = busy[model.seats[:, 0]] | busy[model.seats[:, 1]] | third
    return np.asarray(model.ok & (1 - taken), np.uint8)


def most_overlapped(model: Model) -> int:
    """The most non-overlapping slots that overlap one slot: 1 where no two slots overlap."""
    most, in_order = 1, sorted(range(model.slots), key=lambda t: (model.day[t], model.problem.slots[t].ends))
    for slot in range(model.slots):
        taken: list[int] = []
        for other in in_order:
            if model.clash[slot, other] and not (taken and model.clash[taken[-1], other]):
                taken.append(other)
        most = max(most, len(taken))
    return most


class _MovesStage:
    """The optimal face, with new wishes routed through the free slots of their buyers."""

    def __init__(self, network: WishNetwork, signs: Longs) -> None:
        self.network = network
        self.signs = signs
        self.certain = network.fixed.copy()
        self.certain[network.wishes] = self.signs[: len(network.wishes)] < 0
        self.stays = homes(network.model) >= 0
        self.free = free_slots(network.model, self.stays & self.certain)
        self.face = Network(network.graph.nodes)
        self.supply = np.zeros(network.graph.nodes, np.int64)
        self.cells: dict[tuple[int, int], int] = {}

    def solve(self) -> tuple[Longs, int]:
        net, signs = self.network.graph, self.signs
        arcs: dict[int, int] = {}
        certain = 0
        for arc, (tail, head, capacity) in enumerate(zip(net.tails, net.heads, net.capacities, strict=True)):
            is_new = arc < len(self.network.wishes) and not self.stays[self.network.wishes[arc]]
            if is_new and signs[arc] <= 0:
                cost = -CERTAIN if signs[arc] < 0 else 0
                arcs[arc] = self._new_wish(int(self.network.wishes[arc]), tail, head, cost)
                certain += cost
            elif signs[arc] == 0 and capacity:
                arcs[arc] = self.face.add(tail, head, capacity=capacity, cost=0)
            elif signs[arc] < 0:
                self.supply[[tail, head]] += (-capacity, capacity)
        for node, given in net.supplies.items():
            self.supply[node] += given
        self.face.supplies = {node: int(given) for node, given in enumerate(self.supply) if given}
        second = self.face.flow()
        best = np.where(signs < 0, np.array(net.capacities), 0).astype(np.int64)
        for arc, number in arcs.items():
            best[arc] = second[number]
        bypassed = int(np.array(self.face.costs, np.int64) @ second) - certain
        return best, self._count_displaced() - (-bypassed // (2 * most_overlapped(self.network.model)))

    def _count_displaced(self) -> int:
        """Number of published meetings in every optimal selection whose published slot is infeasible."""
        model = self.network.model
        published_slot = {wish: place.slot for wish, place in model.problem.homes.items()}
        return sum(
            wish.id in published_slot and not model.ok[n, published_slot[wish.id]]
            for n, wish in enumerate(model.problem.wishes)
            if self.certain[n]
        )

    def _new_wish(self, wish: int, tail: int, head: int, cost: int) -> int:
        """Add a new wish's arc behind the free slots of its buyer and the bypass; its index."""
        buyer = int(self.network.model.seats[wish, 0])
        node = self.face.add_node()
        if tail != buyer:  # a refined buyer's slots are nodes already: assume no move, which keeps the bound valid
            self.face.add(tail, node, capacity=1, cost=0)
        else:
            self.face.add(tail, node, capacity=1, cost=1)
            for slot in np.flatnonzero(self.free[wish]):
                self.face.add(self._cell(buyer, int(slot)), node, capacity=1, cost=0)
        return self.face.add(node, head, capacity=1, cost=cost)

    def _cell(self, buyer: int, slot: int) -> int:
        if (buyer, slot) not in self.cells:
            self.cells[buyer, slot] = node = self.face.add_node()
            self.face.add(buyer, node, capacity=1, cost=0)
        return self.cells[buyer, slot]
