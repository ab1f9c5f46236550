"""The choice of wishes: the most value, then what is kept low among choices of that value, breaks or moves."""

from collections.abc import Sequence

from forum.scheduling.problem import Cost
from forum.scheduling.solver.choice import Choice, Ways, value_of_choice
from forum.scheduling.solver.comfort import fewest_breaks, pinned_breaks
from forum.scheduling.solver.model import Model
from forum.scheduling.solver.network import NoFlow
from forum.scheduling.solver.replanning import fewest_moves


def choose(model: Model, curves: Sequence[tuple[int, ...]], *, refined: frozenset[int] = frozenset()) -> Choice:
    """The choice of most value when nothing but places and quotas is asked; of those one of few breaks, or moves.

    `curves` are each person's fewest breaks by number of meetings; `refined` are the people whose slots are looked at.
    """
    ways = Ways(model, curves, refined)
    if not len(ways.wishes):
        fixed = model.pinned >= 0
        return Choice(fixed, value_of_choice(model, fixed), Cost(moved=0, breaks=sum(pinned_breaks(ways)), walks=0))
    flow, signs = ways.best()
    bound = ways.worth(flow)
    moved = breaks = 0
    try:
        if model.problem.published:
            flow, moved = fewest_moves(ways, signs)
        else:
            flow, breaks = fewest_breaks(ways, signs)
    except NoFlow:
        pass  # the first answer is as good a choice, only with nothing known of its cost
    return Choice(ways.chosen(flow), bound, Cost(moved=moved, breaks=breaks, walks=0))
