"""Re-planning: among the best choices one that upsets the fewest published meetings.

A wish that is new fits in without upheaval where one of its slots is free for both of its people while everybody stays
where they were told. The second flow leads new wishes through such free slots of their buyers, each slot once, or past
them at a cost. What it costs is a bound: who meets in a slot that was not free has taken it from a meeting that moved,
and a meeting that moves leaves two people's slots, so at least half as many meetings move.
"""

import numpy as np

from forum.meetings.scheduling.solver.choice import Ways
from forum.meetings.scheduling.solver.model import Flags, Model
from forum.meetings.scheduling.solver.network import Longs, Network

CERTAIN = 1 << 20
"""What leaving out a wish that every best choice has would cost: more than all moves."""


def fewest_moves(ways: Ways, flow: Longs) -> tuple[Longs, int]:
    """Among the flows as good as this one, one that moves few published meetings; how many every one moves at least.

    Raises:
        NoFlow: the costs of the network are too large.
    """
    second = _Second(ways, flow)
    return second.solve()


def homes(model: Model) -> Longs:
    """The slot of each published meeting that can stay, -1 for every other wish."""
    home = np.full(model.wishes, -1, np.int64)
    number = {wish.id: n for n, wish in enumerate(model.problem.wishes)}
    for wish, place in model.problem.published.items():
        if model.ok[number[wish], place.slot] and model.pinned[number[wish]] < 0:
            home[number[wish]] = place.slot
    return home


def free_slots(model: Model) -> Flags:
    """The slots each wish could have while all who can stay do."""
    home, busy = homes(model), np.zeros((model.resources, model.slots), np.uint8)
    for wish in np.flatnonzero(home >= 0):
        seats = model.seats[wish]
        busy[seats[seats >= 0]] |= model.clash[home[wish]]
    third = np.where((model.seats[:, 2] >= 0)[:, None], busy[model.seats[:, 2]], 0)
    taken = busy[model.seats[:, 0]] | busy[model.seats[:, 1]] | third
    return np.asarray(model.ok & (1 - taken), np.uint8)


class _Second:
    """The face of best flows, new wishes led through the free slots of their buyers."""

    def __init__(self, ways: Ways, flow: Longs) -> None:
        self.ways, self.flow = ways, flow
        self.free = free_slots(ways.model)
        self.stays = homes(ways.model) >= 0
        self.face = Network(ways.network.nodes)
        self.supply = np.zeros(ways.network.nodes, np.int64)
        self.cells: dict[tuple[int, int], int] = {}

    def solve(self) -> tuple[Longs, int]:
        net = self.ways.network
        reduced = net.reduced_costs(self.flow)
        arcs: dict[int, int] = {}
        certain = 0
        for arc, (tail, head, capacity) in enumerate(zip(net.tails, net.heads, net.capacities, strict=True)):
            is_new = arc < len(self.ways.wishes) and not self.stays[self.ways.wishes[arc]]
            if is_new and reduced[arc] <= 0:
                cost = -CERTAIN if reduced[arc] < 0 else 0
                arcs[arc] = self._new_wish(int(self.ways.wishes[arc]), tail, head, cost)
                certain += cost
            elif reduced[arc] == 0 and capacity:
                arcs[arc] = self.face.add(tail, head, capacity=capacity, cost=0)
            elif reduced[arc] < 0:
                self.supply[[tail, head]] += (-capacity, capacity)
        for node, given in net.supplies.items():
            self.supply[node] += given
        self.face.supplies = {node: int(given) for node, given in enumerate(self.supply) if given}
        second = self.face.flow()
        best = np.where(reduced < 0, np.array(net.capacities), 0).astype(np.int64)
        for arc, number in arcs.items():
            best[arc] = second[number]
        upset = int(np.array(self.face.costs, np.int64) @ second) - certain
        return best, -(-upset // 2)

    def _new_wish(self, wish: int, tail: int, head: int, cost: int) -> int:
        """A wish's arc, behind the free slots of its buyer and the way past them."""
        buyer = int(self.ways.model.seats[wish, 0])
        node = self.face.add_node()
        if tail != buyer:  # slots are looked at already: what is new there is taken to cost nothing
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
