"""Preferred slots: a lower bound on those that no timetable of the best value gives.

In one slot a buyer, a shared table and a supplier have one meeting each. So of the wishes that every optimal selection
meets, those that get one slot they prefer are a matching of buyers (or their shared tables) with suppliers, and the
largest matching of each slot bounds how many get it. Wishes that only some optimal selections meet may miss nothing.
"""

from collections import defaultdict

from forum.scheduling.solver.model import Model
from forum.scheduling.solver.network import Longs
from forum.scheduling.solver.wish_network import WishNetwork


def fewest_missed(network: WishNetwork, signs: Longs) -> int:
    """A lower bound on the preferred slots missed by all optimal selections.

    `signs`: the signs of the arcs (`Network.best`).
    """
    model = network.model
    certain = network.wishes[signs[: len(network.wishes)] < 0]
    wanting = certain[model.preferred[certain] >= 0]
    return len(wanting) - sum(map(_largest_matching, _by_slot(model, wanting).values()))


Edges = dict[int, list[int]]
"""The suppliers that each buyer (or shared table) could meet."""


def _by_slot(model: Model, wishes: Longs) -> dict[int, Edges]:
    """Per slot the pairs that prefer it and can meet in it."""
    slots: defaultdict[int, Edges] = defaultdict(dict)
    for wish in wishes:
        slot = int(model.preferred[wish])
        if model.ok[wish, slot]:
            buyer, supplier, table = (int(seat) for seat in model.seats[wish])
            slots[slot].setdefault(table if table >= 0 else buyer, []).append(supplier)
    return dict(slots)


def _largest_matching(edges: Edges) -> int:
    """The most pairs of these that have nobody in common (Kuhn's augmenting paths)."""
    partner: dict[int, int] = {}

    def finds_one(buyer: int, tried: set[int]) -> bool:
        for supplier in edges[buyer]:
            if supplier not in tried:
                tried.add(supplier)
                if supplier not in partner or finds_one(partner[supplier], tried):
                    partner[supplier] = buyer
                    return True
        return False

    return sum(finds_one(buyer, set()) for buyer in edges)
