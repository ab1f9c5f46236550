"""The tables that belong to no buyer: given out slot by slot, all of one hall but where a pinned meeting needs another.

The search counts the tables of one hall only. So whatever is not pinned sits there, and pinned meetings are given their
tables first, once and for all: in which hall they are does not depend on the others.
"""

from collections.abc import Container, Iterator

import numpy as np

from forum.scheduling.solver.model import Ints, Model


class Pool:
    """Which tables are taken when. A buyer stays where they sat where that is free."""

    def __init__(self, model: Model) -> None:
        self.model = model
        halls = {table.id: table.hall for table in model.problem.tables}
        self.halls = {table: halls[table] for table in model.pool_tables}
        self.searched = frozenset(model.search_tables)
        self.taken: dict[str, list[int]] = {table: [] for table in model.pool_tables}
        self.last: dict[int, str] = {}
        self.pinned = dict(self._pinned())

    def table_for(self, wish: int, slot: int) -> str | None:
        """A table for a meeting in a slot, None where all are taken."""
        if wish in self.pinned:
            return self.pinned[wish]
        return self._take(wish, slot, self.searched)

    def halls_met(self) -> Ints:
        """`Model.hall` with each pinned meeting in the hall of its table."""
        numbers = {hall: n for n, hall in enumerate(sorted({table.hall for table in self.model.problem.tables}))}
        halls = self.model.hall.copy()
        for wish, table in self.pinned.items():
            halls[wish] = numbers[self.halls[table]]
        return halls

    def counted(self) -> Ints:
        """Which wishes take one of the tables the search counts."""
        counted = self.model.pool.astype(np.int32)
        counted[[wish for wish, table in self.pinned.items() if table not in self.searched]] = 0
        return counted

    def _pinned(self) -> Iterator[tuple[int, str]]:
        for wish in np.flatnonzero(self.model.pool.astype(bool) & (self.model.pinned >= 0)):
            table = self._take(int(wish), int(self.model.pinned[wish]), self.taken)
            if table is not None:
                yield int(wish), table

    def _take(self, wish: int, slot: int, among: Container[str]) -> str | None:
        buyer = int(self.model.seats[wish, 0])
        published = self.model.problem.published.get(self.model.problem.wishes[wish].id)
        liked = [published.table] if published is not None else []
        liked += [self.last[buyer]] if buyer in self.last else []
        for table in (*liked, *self.model.search_tables, *self.model.pool_tables):
            if table in among and self._is_free(table, slot):
                self.taken[table].append(slot)
                self.last[buyer] = table
                return table
        return None

    def _is_free(self, table: str, slot: int) -> bool:
        hall = self.model.problem.slots[slot].hall
        serves = hall is None or hall == self.halls[table]
        return serves and not any(self.model.clash[slot, other] for other in self.taken[table])
