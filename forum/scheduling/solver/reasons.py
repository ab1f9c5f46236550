"""The reason why each wish was left out, derived from the finished timetable, for the people concerned."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from forum.scheduling.problem import LeftOut, Pair, Place, Problem, Reason, SeatSide, first_meetings
from forum.scheduling.solver.kernel.board import BLOCKED, Board, put
from forum.scheduling.solver.kernel.moves import put_cost
from forum.scheduling.solver.model import Model, served
from forum.scheduling.solver.search import new_board
from forum.scheduling.solver.wish_network import company_counts


def left_out(model: Model, meetings: Mapping[str, Place]) -> tuple[LeftOut, ...]:
    """Every wish that is neither met nor joined to a meeting, with its reason, in the order of the wishes.

    `meetings`: a feasible timetable, wish id to place.
    """
    joined = joined_wishes(model.problem, meetings)
    return tuple(left for left in Reasons(model, meetings).list_all() if left.wish not in joined)


def joined_wishes(problem: Problem, meetings: Mapping[str, Place]) -> dict[str, str]:
    """The wishes that are talked about at the first meeting of their pair, and that meeting's wish."""
    if not problem.once:
        return {}
    first: dict[Pair, str] = {}
    for wish in sorted(meetings, key=lambda wish: (meetings[wish].slot, wish)):
        first.setdefault(problem.pairs[wish], wish)
    rest = (w.id for w in problem.wishes if w.id not in meetings and w.id not in problem.published)
    return {wish: first[problem.pairs[wish]] for wish in rest if problem.pairs[wish] in first}


class Reasons:
    """The remaining capacity of people, companies and tables, and the meetings that use the rest.

    `has` (P) and `companies` (C) count meetings; `open` (P, T), `pool` (T) and `tables[id]` (T) are true where free.
    """

    def __init__(self, model: Model, meetings: Mapping[str, Place]) -> None:
        self.model, self.meetings = model, meetings
        self.met = np.array([wish.id in meetings for wish in model.problem.wishes], np.bool_)
        self.has = np.bincount(model.seats[self.met, :2].ravel(), minlength=len(model.people))
        self.companies = company_counts(model, self.met)
        self.tables = _tables(model, meetings)
        self.pool = np.zeros(model.slots, np.bool_)
        for table in model.pool_tables:
            self.pool |= self.tables[table]
        self.open = self._open()
        self.holding: defaultdict[int, list[int]] = defaultdict(list)
        for wish in np.flatnonzero(self.met):
            for person in model.seats[wish, :2]:
                self.holding[int(person)].append(int(wish))
        self.of_company: defaultdict[int, list[int]] = defaultdict(list)
        for person, wishes in self.holding.items():
            self.of_company[int(model.company[person])] += wishes

    def list_all(self) -> Iterable[LeftOut]:
        """The wishes left out with their reasons, in the order of the wishes."""
        for wish in np.flatnonzero(~self.met):
            reason, numbers = self._reason_for(int(wish))
            yield LeftOut(wish=self.model.problem.wishes[wish].id, reason=reason, numbers=numbers)

    def _reason_for(self, wish: int) -> tuple[Reason, dict[str, int]]:
        model = self.model
        buyer, supplier = (int(person) for person in model.seats[wish, :2])
        if not model.possible[wish].any():
            return Reason.NO_COMMON_SLOT, {}
        for person in (supplier, buyer):
            company = int(model.company[person])
            if self.companies[company] >= model.company_most[company]:
                return self._because(wish, self.of_company[company], Reason.QUOTA, int(self.companies[company]))
            if self._is_full(person):
                full = Reason.QUOTA if person == supplier else Reason.BUYER_FULL
                return self._because(wish, self.holding[person], full, int(self.has[person]))
        free = (model.ok[wish] > 0) & self.open[buyer] & self.open[supplier]
        if not free.any():
            return Reason.NO_COMMON_SLOT, {}
        own = model.table_of[buyer]
        with_table = free & (self.pool if own is None else self.tables[own])
        if not with_table.any():
            return Reason.TABLES_FULL, {}
        return (Reason.NOT_REACHED if self._fits(wish, with_table) else Reason.NO_COMMON_SLOT), {}

    def _is_full(self, person: int) -> bool:
        """Whether a person has reached their quota, or has meetings and no free slot left."""
        return bool(self.has[person] >= self.model.most[person] or (self.has[person] and not self.open[person].any()))

    def _fits(self, wish: int, slots: NDArray[np.bool_]) -> bool:
        """Whether rests, walking times and precedences permit the wish in one of these slots beside all meetings.

        A slot outside `search_ok` was never tried by the search, so it counts as permitted.
        """
        if self.model.is_plain or (slots & (self.model.search_ok[wish] == 0)).any():
            return True
        return any(put_cost(self.board, wish, int(slot)) < BLOCKED for slot in np.flatnonzero(slots))

    @cached_property
    def board(self) -> Board:
        """A board of the search with all meetings on it."""
        board = new_board(self.model, seed=1)
        for wish in np.flatnonzero(self.met & (self.model.pinned < 0)):
            put(board, int(wish), self.meetings[self.model.problem.wishes[wish].id].slot)
        return board

    def _because(self, wish: int, holders: list[int], otherwise: Reason, count: int) -> tuple[Reason, dict[str, int]]:
        """Why the meetings in the way came first: class, or points for a company's first meetings; else `otherwise`."""
        model = self.model
        rivals = [w for w in holders if model.pinned[w] < 0]
        if rivals and all(model.rank[w] < model.rank[wish] for w in rivals):
            return Reason.LOWER_PRIORITY, {"count": count}
        alike = [w for w in rivals if model.rank[w] == model.rank[wish] and model.points[w] <= model.points[wish]]
        if any(self._had_fewer(w, wish) and self._earned(w) > self._earnable(wish) for w in alike):
            return Reason.FAIRNESS, {"count": count}
        return otherwise, {"count": count}

    def _had_fewer(self, wish: int, other: int) -> bool:
        """Whether a met wish's supplier company had fewer meetings without it than the other wish's company has."""
        one, two = (int(self.model.company[self.model.seats[w, 1]]) for w in (wish, other))
        return one != two and bool(self.companies[one] - 1 < self.companies[two])

    def _earned(self, wish: int) -> int:
        """The points that the supplier company's last meeting added, 0 unless it is small."""
        company = int(self.model.company[self.model.seats[wish, 1]])
        count = int(self.companies[company])
        return first_meetings(count) - first_meetings(count - 1) if self.model.small[company] else 0

    def _earnable(self, wish: int) -> int:
        """The points that one more meeting of the supplier company would add, 0 unless it is small."""
        company = int(self.model.company[self.model.seats[wish, 1]])
        count = int(self.companies[company])
        return first_meetings(count + 1) - first_meetings(count) if self.model.small[company] else 0

    def _open(self) -> NDArray[np.bool_]:
        """(P, T): true where a person is available and free, and the day's quota is not used up."""
        model = self.model
        is_open = served(model.problem, model.table_of).astype(np.bool_)
        is_open[[person.side is SeatSide.SUPPLIER for person in model.people]] = True
        on_day = np.zeros((len(model.people), model.pins_per_day.shape[1]), np.int32)
        for n, person in enumerate(model.people):
            if person.available is not None:
                is_open[n] &= np.isin(np.arange(model.slots), list(person.available))
        for wish in np.flatnonzero(self.met):
            slot, seats = self.meetings[model.problem.wishes[wish].id].slot, model.seats[wish, :2]
            is_open[seats] &= model.clash[slot] == 0
            on_day[seats, model.day[slot]] += 1
        return np.asarray(is_open & (on_day < model.most_per_day[:, None])[:, model.day])


def _tables(model: Model, meetings: Mapping[str, Place]) -> dict[str, NDArray[np.bool_]]:
    """Per table id a mask (T): the slots that serve its hall and in which it is free."""
    halls = [slot.hall for slot in model.problem.slots]
    free = {
        table.id: np.array([hall is None or hall == table.hall for hall in halls], np.bool_)
        for table in model.problem.tables
    }
    for place in meetings.values():
        free[place.table] &= model.clash[place.slot] == 0
    return free
