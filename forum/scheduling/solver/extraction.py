"""From the board back to the problem's words: places with tables, and what the state is worth and costs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forum.scheduling.check import cost_of, value_of, violations
from forum.scheduling.problem import Cost, Place, Value
from forum.scheduling.solver.model import Model
from forum.scheduling.solver.pool import Pool


@dataclass(frozen=True)
class Candidate:
    """Meetings that keep every rule, with what they are worth and cost."""

    meetings: Mapping[str, Place]
    value: Value
    cost: Cost

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What is compared: the larger, the better."""
        return self.value.key, tuple(-part for part in self.cost.key)


def found(model: Model, slots: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Candidate:
    """The meetings of a state by the slot of each wish (-1: not met), at tables, judged by the referee."""
    meetings: dict[str, Place] = {}
    pool = Pool(model)
    for wish in sorted(np.flatnonzero(slots >= 0), key=lambda w: int(slots[w])):
        slot, own = int(slots[wish]), model.table_of[model.seats[wish, 0]]
        table = own if own is not None else pool.table_for(int(wish), slot)
        if table is not None:
            meetings[model.problem.wishes[wish].id] = Place(slot=slot, table=table)
    return evaluated(model, meetings)


def evaluated(model: Model, meetings: Mapping[str, Place]) -> Candidate:
    """Meetings as the referee sees them.

    Raises:
        AssertionError: they break a rule, which is a fault of the search.
    """
    broken = violations(model.problem, meetings)
    if broken:
        raise AssertionError("; ".join(broken[:5]))
    return Candidate(meetings, value_of(model.problem, meetings), cost_of(model.problem, meetings))
