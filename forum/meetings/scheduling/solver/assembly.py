"""From the board back to the problem's words: places with tables, and what the state is worth and costs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forum.meetings.scheduling.check import cost_of, value_of, violations
from forum.meetings.scheduling.problem import Cost, Place, Value
from forum.meetings.scheduling.solver.model import Model


@dataclass(frozen=True)
class Found:
    """Meetings that keep every rule, with what they are worth and cost."""

    meetings: Mapping[str, Place]
    value: Value
    cost: Cost

    @property
    def key(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What is compared: the larger, the better."""
        return self.value.key, tuple(-part for part in self.cost.key)


def found(model: Model, slots: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Found:
    """The meetings of a state by the slot of each wish (-1: not met), at tables, judged by the referee."""
    meetings: dict[str, Place] = {}
    pool = _Pool(model)
    for wish in sorted(np.flatnonzero(slots >= 0), key=lambda w: int(slots[w])):
        slot, own = int(slots[wish]), model.table_of[model.seats[wish, 0]]
        table = own if own is not None else pool.table_for(int(wish), slot)
        if table is not None:
            meetings[model.problem.wishes[wish].id] = Place(slot=slot, table=table)
    return judged(model, meetings)


def judged(model: Model, meetings: Mapping[str, Place]) -> Found:
    """Meetings as the referee sees them.

    Raises:
        AssertionError: they break a rule, which is a fault of the search.
    """
    broken = violations(model.problem, meetings)
    if broken:
        raise AssertionError("; ".join(broken[:5]))
    return Found(meetings, value_of(model.problem, meetings), cost_of(model.problem, meetings))


class _Pool:
    """The tables that belong to no buyer, given out slot by slot; a buyer stays where they sat where that is free."""

    def __init__(self, model: Model) -> None:
        self.model = model
        halls = {table.id: table.hall for table in model.problem.tables}
        self.halls = {table: halls[table] for table in model.pool_tables}
        self.taken: dict[str, list[int]] = {table: [] for table in model.pool_tables}
        self.last: dict[int, str] = {}

    def table_for(self, wish: int, slot: int) -> str | None:
        """A table for a meeting in a slot, None where all are taken."""
        buyer = int(self.model.seats[wish, 0])
        published = self.model.problem.published.get(self.model.problem.wishes[wish].id)
        liked = [published.table] if published is not None else []
        liked += [self.last[buyer]] if buyer in self.last else []
        for table in (*(t for t in liked if t in self.taken), *self.model.search_tables, *self.model.pool_tables):
            if self._is_free(table, slot):
                self.taken[table].append(slot)
                self.last[buyer] = table
                return table
        return None

    def _is_free(self, table: str, slot: int) -> bool:
        hall = self.model.problem.slots[slot].hall
        serves = hall is None or hall == self.halls[table]
        return serves and not any(self.model.clash[slot, other] for other in self.taken[table])
