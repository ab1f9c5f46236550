"""Why a wish was left out, from what the timetable holds: each supplier who is told no is told why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from forum.meetings.scheduling.problem import LeftOut, Place, Reason, first_meetings
from forum.meetings.scheduling.solver.choice import company_counts
from forum.meetings.scheduling.solver.model import Flags, Ints, Model
from forum.meetings.scheduling.solver.patterns import places_of


def left_out(model: Model, meetings: Mapping[str, Place], curves: Sequence[tuple[int, ...]]) -> tuple[LeftOut, ...]:
    """Every wish that is not met, with the reason."""
    return tuple(Reasons(model, meetings, curves).of_all())


class Reasons:
    """What the two people, their companies and the tables had left, and who holds what the wish would have needed."""

    def __init__(self, model: Model, meetings: Mapping[str, Place], curves: Sequence[tuple[int, ...]]) -> None:
        self.model = model
        self.met = np.array([wish.id in meetings for wish in model.problem.wishes], np.bool_)
        self.has = np.bincount(model.seats[self.met, :2].ravel(), minlength=len(model.people))
        self.most = places_of(model, curves) + model.most_pinned
        self.companies = company_counts(model, self.met)
        self.busy, self.tables = self._busy(meetings)
        self.holding: defaultdict[int, list[int]] = defaultdict(list)
        for wish in np.flatnonzero(self.met):
            for person in model.seats[wish, :2]:
                self.holding[int(person)].append(int(wish))
        self.of_company: defaultdict[int, list[int]] = defaultdict(list)
        for person, wishes in self.holding.items():
            self.of_company[int(model.company[person])] += wishes

    def of_all(self) -> Iterable[LeftOut]:
        """The reasons, in the order of the wishes."""
        for wish in np.flatnonzero(~self.met):
            reason, numbers = self._of(int(wish))
            yield LeftOut(wish=self.model.problem.wishes[wish].id, reason=reason, numbers=numbers)

    def _of(self, wish: int) -> tuple[Reason, dict[str, int]]:
        model = self.model
        buyer, supplier = (int(person) for person in model.seats[wish, :2])
        if not model.possible[wish].any():
            return Reason.NO_COMMON_SLOT, {}
        if self._is_full(supplier):
            company = int(model.company[supplier])
            count = int(self.companies[company])
            return self._because(wish, self.of_company[company], Reason.QUOTA), {"count": count}
        if self._is_full(buyer):
            return self._because(wish, self.holding[buyer], Reason.BUYER_FULL), {"count": int(self.has[buyer])}
        free = (model.ok[wish] > 0) & (self.busy[buyer] == 0) & (self.busy[supplier] == 0)
        if not free.any():
            return Reason.NO_COMMON_SLOT, {}
        if not (free & self._has_table(wish)).any():
            return Reason.TABLES_FULL, {}
        return self._though_both_are_free(buyer, supplier)

    def _though_both_are_free(self, buyer: int, supplier: int) -> tuple[Reason, dict[str, int]]:
        """Both have time, and something else stands in the way: a day's quota, rest, walking, an order."""
        if self.model.is_plain and min(self.model.most_per_day[[buyer, supplier]]) >= self.model.slots:
            return Reason.NOT_REACHED, {}
        return Reason.NO_COMMON_SLOT, {}

    def _is_full(self, person: int) -> bool:
        company = int(self.model.company[person])
        return bool(
            self.has[person] >= self.most[person] or self.companies[company] >= self.model.company_most[company]
        )

    def _because(self, wish: int, holders: list[int], otherwise: Reason) -> Reason:
        """What those who hold the places have before this wish: a stronger class, or a company's first meetings."""
        model = self.model
        rivals = [w for w in holders if model.pinned[w] < 0]
        if rivals and all(model.rank[w] < model.rank[wish] for w in rivals):
            return Reason.LOWER_PRIORITY
        alike = [w for w in rivals if model.rank[w] == model.rank[wish]]
        if any(model.points[w] <= model.points[wish] and self._earned(w) > self._earnable(wish) for w in alike):
            return Reason.FAIRNESS
        return otherwise

    def _earned(self, wish: int) -> int:
        """What a small company's last meeting earned."""
        company = int(self.model.company[self.model.seats[wish, 1]])
        count = int(self.companies[company])
        return first_meetings(count) - first_meetings(count - 1) if self.model.small[company] else 0

    def _earnable(self, wish: int) -> int:
        """What one more meeting of the wish's supplier would earn."""
        company = int(self.model.company[self.model.seats[wish, 1]])
        count = int(self.companies[company])
        return first_meetings(count + 1) - first_meetings(count) if self.model.small[company] else 0

    def _busy(self, meetings: Mapping[str, Place]) -> tuple[Flags, Ints]:
        """The slots each person cannot use any more, and how many tables of the pool, or the shared one, are used."""
        model = self.model
        busy = np.zeros((len(model.people), model.slots), np.uint8)
        tables = np.zeros((model.resources + 1, model.slots), np.int32)
        for wish in np.flatnonzero(self.met):
            clash = model.clash[meetings[model.problem.wishes[wish].id].slot]
            busy[model.seats[wish, :2]] |= clash
            if model.pool[wish]:
                tables[model.resources] += clash
            elif model.seats[wish, 2] >= 0:
                tables[model.seats[wish, 2]] += clash
        return busy, tables

    def _has_table(self, wish: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        if self.model.pool[wish]:
            return np.asarray(self.tables[self.model.resources] < len(self.model.pool_tables))
        shared = int(self.model.seats[wish, 2])
        return np.asarray(self.tables[shared] == 0) if shared >= 0 else np.ones(self.model.slots, np.bool_)
