"""The reason why each wish was left out, derived from the finished timetable, for the people concerned.

The referee says which obstacles a wish meets in each slot (`check.obstacles`); a reason is a set of them that is all
there is in some slot. So each reason is true: without it alone the wish could be met. The sets are tried in the order
of what says most to the people.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from forum.scheduling.check import obstacles as ob
from forum.scheduling.check.obstacles import Mask, Obstacles
from forum.scheduling.problem import LeftOut, Pair, Place, Problem, Reason, Wish, first_meetings
from forum.scheduling.solver.model import Model
from forum.scheduling.solver.wish_network import company_counts

SINGLE: tuple[tuple[Reason, Mask], ...] = (
    (Reason.TABLES_FULL, ob.TABLE),
    (Reason.REST, ob.REST),
    (Reason.WALKING, ob.WALKING),
    (Reason.ORDER, ob.ORDER),
    (Reason.MEETS_ALREADY, ob.PAIR),
    (Reason.SECOND_DAY, ob.DAY),
    (Reason.NO_ROOM, ob.BUYER_ROOM | ob.SUPPLIER_ROOM),
)
"""Reasons with the obstacles that they name, tried in this order after quotas and full people."""
CONTESTED = (Reason.QUOTA, Reason.SUPPLIER_FULL, Reason.BUYER_FULL, Reason.NO_ROOM)
"""Reasons that other meetings cause: what came first may say more."""
TAKEN = ob.BUYER_ROOM | ob.SUPPLIER_ROOM | ob.SUPPLIER_MOST | ob.COMPANY | ob.BUYER_COMPANY
"""The obstacles that one meeting less may remove."""
Slots = Sequence[tuple[int, Mask]]


def left_out(model: Model, meetings: Mapping[str, Place]) -> tuple[LeftOut, ...]:
    """Every wish that is neither met nor joined to a meeting, with its reason, in the order of the wishes.

    `meetings`: a feasible timetable, wish id to place.
    """
    joined = joined_wishes(model.problem, meetings)
    missing = [w for w in model.problem.wishes if w.id not in meetings and w.id not in joined]
    reasons = Reasons(model, meetings)
    return tuple(reasons.reason_for(wish) for wish in missing)


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
    """The obstacles in a timetable, and what decided between the wishes that compete for a place."""

    def __init__(self, model: Model, meetings: Mapping[str, Place]) -> None:
        self.model, self.obstacles = model, Obstacles(model.problem, meetings)
        self.number = {wish.id: n for n, wish in enumerate(model.problem.wishes)}
        met = np.array([wish.id in meetings for wish in model.problem.wishes], np.bool_)
        self.companies = company_counts(model, met)
        self.full: dict[str, bool] = {}

    def reason_for(self, wish: Wish) -> LeftOut:
        """The reason for leaving out a wish that is not met."""
        slots = self.obstacles.of(wish)
        reason, count = self._obstacle(wish, slots)
        if reason in CONTESTED:
            reason = self._decided(wish, [each for each in slots if not each[1] & ~TAKEN]) or reason
        return LeftOut(wish=wish.id, reason=reason, numbers={} if count is None else {"count": count})

    def _obstacle(self, wish: Wish, slots: Slots) -> tuple[Reason, int | None]:
        """The reason, regardless of what came first, and its number."""
        masks = {mask for _, mask in slots}
        common = {mask for mask in masks if not mask & ob.HOURS}
        if 0 in masks:
            return Reason.NOT_REACHED, None
        if not common:
            return (Reason.NO_COMMON_SLOT if ob.HOURS in masks else Reason.SEVERAL), None
        for reason, allowed, count in self._quotas(wish):
            if any(not mask & ~allowed for mask in common):
                return reason, count
        for reason, allowed in SINGLE:
            if any(not mask & ~allowed for mask in common):
                return reason, self._most_in_a_row(wish) if reason is Reason.REST else None
        return Reason.SEVERAL, None

    def _quotas(self, wish: Wish) -> Iterable[tuple[Reason, Mask, int | None]]:
        """The maxima that there are, and the people who are full, with the obstacles they are and their numbers."""
        known, company = self.obstacles.most, self.obstacles.company
        supplier, buyer = (self.obstacles.people[name] for name in (wish.supplier, wish.buyer))
        yield Reason.QUOTA, ob.COMPANY, known.get(company.get(supplier.id, ""))
        yield Reason.QUOTA, ob.SUPPLIER_MOST, supplier.most
        yield Reason.QUOTA, ob.BUYER_COMPANY, known.get(company.get(buyer.id, ""))
        for person, reason, room in (
            (supplier.id, Reason.SUPPLIER_FULL, ob.SUPPLIER_ROOM),
            (buyer.id, Reason.BUYER_FULL, ob.BUYER_ROOM),
        ):
            if self._is_full(person):
                yield reason, room, len(self.obstacles.of_person[person])

    def _is_full(self, person: str) -> bool:
        if person not in self.full:
            self.full[person] = self.obstacles.is_full(person)
        return self.full[person]

    def _most_in_a_row(self, wish: Wish) -> int:
        people = (self.obstacles.people[name] for name in (wish.buyer, wish.supplier))
        return min(person.most_in_a_row for person in people if person.most_in_a_row is not None)

    def _decided(self, wish: Wish, slots: Slots) -> Reason | None:
        """Why the meetings came first each of which leaves room if taken away: their class, or a company's first ones.

        `slots`: those in which nothing but such meetings, or quotas that they use up, is in the way.
        """
        model, mine = self.model, self.number[wish.id]
        rivals = [w for w in self._rivals(wish, slots) if model.pinned[w] < 0]
        if rivals and all(model.rank[w] < model.rank[mine] for w in rivals):
            return Reason.LOWER_PRIORITY
        alike = [w for w in rivals if model.rank[w] == model.rank[mine] and model.points[w] <= model.points[mine]]
        if any(self._had_fewer(w, mine) and self._earned(w) > self._earnable(mine) for w in alike):
            return Reason.FAIRNESS
        return None

    def _rivals(self, wish: Wish, slots: Slots) -> Iterable[int]:
        """The indices of the met wishes without any one of which the wish could be met in one of these slots."""
        found: set[str] = set()
        done: set[Mask] = set()
        for number, mask in slots:
            if mask not in done:
                found |= frozenset.intersection(*self._using(wish, number, mask))
            if not mask & (ob.BUYER_ROOM | ob.SUPPLIER_ROOM):
                done.add(mask)  # the same in every slot
        return sorted(self.number[name] for name in found)

    def _using(self, wish: Wish, number: int, mask: Mask) -> Iterable[frozenset[str]]:
        """For each obstacle in a slot, the met wishes each of which is one too many."""
        known = self.obstacles
        if mask & ob.BUYER_ROOM:
            yield known.one_too_many(wish.buyer, number)
        if mask & (ob.SUPPLIER_ROOM | ob.SUPPLIER_MOST):
            yield known.one_too_many(wish.supplier, number)
        for person, obstacle in ((wish.buyer, ob.BUYER_COMPANY), (wish.supplier, ob.COMPANY)):
            if mask & obstacle:
                company = known.company[person]
                met = known.at_most(known.of_company.get(company, []), known.most[company])
                yield frozenset(meeting.wish.id for meeting in met)

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
