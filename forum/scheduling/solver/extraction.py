"""From the arrays of the search back to meetings with tables, their objective value and their cost."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forum.scheduling.check import cost_of, value_of, violations
from forum.scheduling.problem import Cost, Place, Value
from forum.scheduling.solver.model import Model
from forum.scheduling.solver.pool import Pool


@dataclass(frozen=True)
class Candidate:
    """A feasible timetable (wish id to place) with its objective value and cost."""

    meetings: Mapping[str, Place]
    value: Value
    cost: Cost

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The sort key; larger is better: the value, then the negated cost."""
        return self.value.key, tuple(-part for part in self.cost.key)


def extract(model: Model, slots: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Candidate:
    """Assign tables to a state of the search and evaluate it.

    `slots` (W): the slot of each wish, -1 where it is not met. A meeting for which no table is free is dropped.

    Raises:
        AssertionError: a constraint is violated, which is a defect of the search.
    """
    meetings: dict[str, Place] = {}
    pool = Pool(model)
    for wish in sorted(np.flatnonzero(slots >= 0), key=lambda w: int(slots[w])):
        slot, own = int(slots[wish]), model.table_of[model.seats[wish, 0]]
        table = own if own is not None else pool.table_for(int(wish), slot)
        if table is not None:
            meetings[model.problem.wishes[wish].id] = Place(slot=slot, table=table)
    return evaluate(model, meetings)


def evaluate(model: Model, meetings: Mapping[str, Place]) -> Candidate:
    """Value and cost of the meetings, computed by the independent checker.

    Raises:
        AssertionError: a constraint is violated, which is a defect of the search.
    """
    broken = violations(model.problem, meetings)
    if broken:
        raise AssertionError("; ".join(broken[:5]))
    return Candidate(meetings, value_of(model.problem, meetings), cost_of(model.problem, meetings))
