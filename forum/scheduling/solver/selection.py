"""The choice of wishes: the most value, then what is kept low among choices of that value, breaks or moves."""

from collections.abc import Sequence

from forum.scheduling.problem import Cost
from forum.scheduling.solver.breaks import fewest_breaks, pinned_breaks
from forum.scheduling.solver.model import Model
from forum.scheduling.solver.network import NoFlow
from forum.scheduling.solver.replanning import fewest_moves
from forum.scheduling.solver.wish_network import Selection, WishNetwork, value_of_selection


def select(model: Model, curves: Sequence[tuple[int, ...]], *, refined: frozenset[int] = frozenset()) -> Selection:
    """The choice of most value when nothing but places and quotas is asked; of those one of few breaks, or moves.

    `curves` are each person's fewest breaks by number of meetings; `refined` are the people whose slots are looked at.
    """
    network = WishNetwork(model, curves, refined)
    if not len(network.wishes):
        fixed = model.pinned >= 0
        return Selection(
            fixed, value_of_selection(model, fixed), Cost(moved=0, breaks=sum(pinned_breaks(network)), walks=0)
        )
    flow, signs = network.best()
    bound = network.objective(flow)
    moved = breaks = 0
    try:
        if model.problem.published:
            flow, moved = fewest_moves(network, signs)
        else:
            flow, breaks = fewest_breaks(network, signs)
    except NoFlow:
        pass  # the first answer is as good a choice, only with nothing known of its cost
    return Selection(network.chosen(flow), bound, Cost(moved=moved, breaks=breaks, walks=0))
