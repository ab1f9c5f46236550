"""Few days: a lower bound on the days on which the suppliers come in all timetables of the best value.

A supplier comes on as many days as the wishes need that every optimal selection meets. Of the suppliers whose wishes
are met in some optimal selections only, a third flow on the optimal face finds the fewest: one of n such wishes pays an
n-th of a day, and all that are met at most one.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from forum.scheduling.solver.model import Model
from forum.scheduling.solver.network import Longs, NoFlow
from forum.scheduling.solver.wish_network import WishNetwork

SCALE = 1 << 20
"""The cost of a day in the flow: rounding the n-th down never adds up to a whole day."""


def fewest_days(network: WishNetwork, signs: Longs) -> int:
    """A lower bound on the days of suppliers in all optimal selections, 0 where the problem does not ask for few.

    `signs`: the signs of the arcs (`Network.best`).
    """
    model = network.model
    if not model.problem.few_days:
        return 0
    certain = np.concatenate((network.wishes[signs[: len(network.wishes)] < 0], np.flatnonzero(network.fixed)))
    theirs: defaultdict[int, list[int]] = defaultdict(list)
    for wish in certain:
        theirs[int(model.seats[wish, 1])].append(int(wish))
    settled = sum(days_needed(model, wishes) for wishes in theirs.values())
    undecided = np.flatnonzero(signs[: len(network.wishes)] == 0)
    if not len(undecided):
        return settled
    suppliers = model.seats[network.wishes[undecided], 1]
    shares = SCALE // np.maximum(1, np.bincount(suppliers, minlength=len(model.people)))
    costs = np.zeros(len(signs), np.int64)
    costs[undecided] = np.where(np.isin(suppliers, list(theirs)), 0, shares[suppliers])
    try:
        return settled - (-network.graph.least(costs, signs) // SCALE)
    except NoFlow:
        return settled


def days_needed(model: Model, wishes: Sequence[int]) -> int:
    """The fewest days on which a supplier could have all these meetings, by the slots and the quota of each day."""
    person = int(model.seats[wishes[0], 1])
    count = int(model.pins_per_day.shape[1])
    on_day = np.stack([model.ok[wishes][:, model.day == day].any(axis=0).sum() for day in range(count)])
    quota = np.maximum(model.most_per_day[person], model.pins_per_day[person])
    room = np.minimum(on_day, quota)
    able = np.stack([model.ok[wishes][:, model.day == day].any(axis=1) for day in range(count)])
    for size in range(1, count):
        for days in combinations(range(count), size):
            if able[list(days)].any(axis=0).all() and room[list(days)].sum() >= len(wishes):
                return size
    return count
