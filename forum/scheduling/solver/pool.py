"""The pool: tables that belong to no buyer, assigned greedily slot by slot.

The search counts the tables of one hall only, so every meeting that is not pinned sits there. Pinned meetings get their
tables first and may use any hall, so that their hall does not depend on the rest of the timetable.
"""

from collections.abc import Container, Iterator

import numpy as np

from forum.scheduling.solver.model import Ints, Model


class Pool:
    """Which pool tables are taken in which slots. A buyer keeps the table of their last meeting if it is free."""

    def __init__(self, model: Model) -> None:
        self.model = model
        halls = {table.id: table.hall for table in model.problem.tables}
        self.halls = {table: halls[table] for table in model.pool_tables}
        self.searched = frozenset(model.search_tables)
        self.taken: dict[str, list[int]] = {table: [] for table in model.pool_tables}
        self.last: dict[int, str] = {}
        self.pinned = dict(self._pinned())

    def table_for(self, wish: int, slot: int) -> str | None:
        """Assign a table to a meeting in a slot and mark it as taken; None if no table is free."""
        if wish in self.pinned:
            return self.pinned[wish]
        return self._take(wish, slot, self.searched)

    def wish_halls(self) -> Ints:
        """(W): `Model.hall`, but for pinned meetings the hall of the table they got."""
        numbers = {hall: n for n, hall in enumerate(sorted({table.hall for table in self.model.problem.tables}))}
        halls = self.model.hall.copy()
        for wish, table in self.pinned.items():
            halls[wish] = numbers[self.halls[table]]
        return halls

    def is_counted(self) -> Ints:
        """(W): 1 where a wish takes one of the pool tables that the search counts."""
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
        home = self.model.problem.homes.get(self.model.problem.wishes[wish].id)
        preferred = [home.table] if home is not None else []
        preferred += [self.last[buyer]] if buyer in self.last else []
        for table in (*preferred, *self.model.search_tables, *self.model.pool_tables):
            if table in among and self._is_free(table, slot):
                self.taken[table].append(slot)
                self.last[buyer] = table
                return table
        return None

    def _is_free(self, table: str, slot: int) -> bool:
        hall = self.model.problem.slots[slot].hall
        serves = hall is None or hall == self.halls[table]
        return serves and not any(self.model.clash[slot, other] for other in self.taken[table])
