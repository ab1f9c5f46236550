"""Selecting wishes: maximum objective value first, then few breaks, or on re-planning few moved meetings."""

from collections.abc import Sequence

import numpy as np

from forum.scheduling.problem import Cost
from forum.scheduling.solver.breaks import fewest_breaks, pinned_breaks
from forum.scheduling.solver.days import fewest_days
from forum.scheduling.solver.model import Model
from forum.scheduling.solver.network import NoFlow
from forum.scheduling.solver.preferences import fewest_missed
from forum.scheduling.solver.replanning import fewest_moves, most_kept
from forum.scheduling.solver.wish_network import Selection, WishNetwork, value_of_selection


def select(model: Model, curves: Sequence[tuple[int, ...]], *, refined: frozenset[int] = frozenset()) -> Selection:
    """The best selection under capacities and quotas alone, a relaxation of the problem whose value is a bound.

    `curves`: for each person the fewest breaks by number of meetings (`patterns.fewest_breaks`). `refined`: the people
    for whom the relaxation also assigns slots.
    """
    network = WishNetwork(model, curves, refined)
    if not len(network.wishes):
        fixed = model.pinned >= 0
        cost = Cost(
            moved=0, days=fewest_days(network, np.zeros(0, np.int64)), breaks=sum(pinned_breaks(network)), walks=0
        )
        return Selection(fixed, value_of_selection(model, fixed), cost)
    flow, signs = network.best()
    bound = network.objective(flow)
    missed, moved, breaks = fewest_missed(network, signs), 0, 0
    try:
        if model.problem.published:
            flow, moved = fewest_moves(network, signs)
        elif model.problem.earlier:
            flow = most_kept(network, signs)
            _, breaks = fewest_breaks(network, signs)
        else:
            flow, breaks = fewest_breaks(network, signs)
    except NoFlow:
        pass  # the first flow has the same value; its cost bound stays 0
    cost = Cost(moved=moved, missed=missed, days=fewest_days(network, signs), breaks=breaks, walks=0)
    return Selection(network.chosen(flow), bound, cost)
