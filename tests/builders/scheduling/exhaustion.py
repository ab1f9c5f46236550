"""The best timetable of a small problem by trying them all: slow, and simple enough to be trusted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, pairwise

from forum.scheduling.check import value_of
from forum.scheduling.problem import Cost, Participant, Place, Problem, SeatSide, Value, Wish


def best_by_exhaustion(problem: Problem) -> tuple[Value, Cost]:
    """The best value of any timetable, and the least cost of a timetable of that value.

    What a timetable is worth depends on which wishes are met alone. So the sets of wishes are tried from the most
    valuable on, and of the first that can be placed at all every placement is weighed.
    """
    search = _Placements(problem)
    sets: defaultdict[tuple[int, ...], list[Sequence[Wish]]] = defaultdict(list)
    values: dict[tuple[int, ...], Value] = {}
    for met in _subsets(problem.wishes):
        somewhere = Place(slot=0, table=problem.tables[0].id)
        value = value_of(problem, dict.fromkeys((wish.id for wish in met), somewhere))
        values[value.key] = value
        sets[value.key].append(met)
    for key in sorted(sets, reverse=True):
        costs = [cost for met in sets[key] if (cost := search.cheapest(met)) is not None]
        if costs:
            moved, missed, days, breaks, walks = min(costs)
            return values[key], Cost(moved=moved, missed=missed, days=days, breaks=breaks, walks=walks)
    raise AssertionError("pinned meetings alone can always be placed")


def _subsets(wishes: Sequence[Wish]) -> Iterator[Sequence[Wish]]:
    """Every set of wishes that holds the pinned ones."""
    pinned = [wish for wish in wishes if wish.pinned is not None]
    free = [wish for wish in wishes if wish.pinned is None]
    chosen = chain.from_iterable(combinations(free, size) for size in range(len(free) + 1))
    return ([*pinned, *some] for some in chosen)


Meeting = tuple[int, str, bool]
"""A slot, a table, and whether staff has decided it: all that a person's day depends on."""
Sums = tuple[int, int, int, int, int]
"""Moved, missed, days, breaks, walks."""


@dataclass(frozen=True)
class _Placements:
    """All ways to place wishes: each in turn at each of its places that is free; a person's day is judged when full."""

    problem: Problem
    judged: dict[tuple[str, tuple[Meeting, ...]], tuple[int, int] | None] = field(default_factory=dict)

    @cached_property
    def people(self) -> dict[str, Participant]:
        return {person.id: person for person in self.problem.participants}

    @cached_property
    def halls(self) -> dict[str, str]:
        return {table.id: table.hall for table in self.problem.tables}

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """Of each wish, the places that rules 2, 3 and 7 allow."""
        owned = {person.table for person in self.problem.participants}
        found = {}
        for wish in self.problem.wishes:
            seat = self.people[wish.buyer].table
            tables = [table for table in self.halls if (table == seat if seat else table not in owned)]
            found[wish.id] = [
                Place(slot=number, table=table)
                for number, slot in enumerate(self.problem.slots)
                if self._allowed(wish, number)
                for table in tables
                if slot.hall in {None, self.halls[table]}
            ]
        return found

    def _allowed(self, wish: Wish, number: int) -> bool:
        if wish.pinned is not None:
            return number == wish.pinned
        sets = (wish.slots, self.people[wish.buyer].available, self.people[wish.supplier].available)
        return all(slots is None or number in slots for slots in sets)

    @cached_property
    def overlapping(self) -> set[tuple[int, int]]:
        slots = list(enumerate(self.problem.slots))
        return {
            (one, two)
            for one, a in slots
            for two, b in slots
            if a.day == b.day and a.starts < b.ends and b.starts < a.ends
        }

    def cheapest(self, met: Iterable[Wish]) -> Sums | None:
        """The least cost of a placement of all these wishes, None where there is none."""
        order = sorted(met, key=lambda wish: wish.buyer)
        if not self._within_company_quotas(order) or not self._meet_once(order):
            return None
        last = {person: number for number, wish in enumerate(order) for person in (wish.buyer, wish.supplier)}
        full = [[person for person, at in last.items() if at == number] for number in range(len(order))]
        best: list[Sums] = []
        names = {wish.id for wish in order} | self.problem.published.keys()
        self._place(order, full, [], (len(self.problem.earlier.keys() - names), 0, 0, 0, 0), best)
        return min(best, default=None)

    def _within_company_quotas(self, met: Sequence[Wish]) -> bool:
        for company in self.problem.companies:
            theirs = [
                wish
                for wish in met
                if company.id in {self.people[wish.buyer].company, self.people[wish.supplier].company}
            ]
            if company.most is not None and len(theirs) > company.most and any(w.pinned is None for w in theirs):
                return False
        return True

    def _meet_once(self, met: Sequence[Wish]) -> bool:
        """Rule 8: a buyer and a company have one meeting, or as many as were decided before."""
        wished: defaultdict[tuple[str, str], list[Wish]] = defaultdict(list)
        for wish in self.problem.wishes:
            wished[wish.buyer, self.people[wish.supplier].company or wish.supplier].append(wish)
        for theirs in wished.values() if self.problem.once else ():
            before = [wish for wish in theirs if wish.pinned is not None or wish.id in self.problem.published]
            if sum(wish in met for wish in theirs) > max(1, len(before)):
                return False
        return True

    def _place(
        self,
        order: Sequence[Wish],
        full: Sequence[Sequence[str]],
        placed: list[tuple[Wish, Place]],
        sums: Sums,
        best: list[Sums],
    ) -> None:
        """Place the next wish everywhere. What is counted so far only grows: what is no cheaper is not pursued."""
        if best and sums >= best[-1]:
            return
        if len(placed) == len(order):
            best.append(sums)
            return
        wish = order[len(placed)]
        for place in self.places[wish.id]:
            if self._is_free(wish, place, placed):
                placed.append((wish, place))
                after = self._count(sums, full[len(placed) - 1], placed)
                if after is not None:
                    self._place(order, full, placed, after, best)
                placed.pop()

    def _is_free(self, wish: Wish, place: Place, placed: Iterable[tuple[Wish, Place]]) -> bool:
        """Rules 1, 2 and 6 beside each meeting placed before."""
        for other, there in placed:
            shared = wish.buyer == other.buyer or wish.supplier == other.supplier or place.table == there.table
            if shared and (place.slot, there.slot) in self.overlapping:
                return False
            if wish.pinned is not None and other.pinned is not None:
                continue
            if (wish.id, other.id) in self.problem.precedences and not self._ends_before(place, there):
                return False
            if (other.id, wish.id) in self.problem.precedences and not self._ends_before(there, place):
                return False
        return True

    def _ends_before(self, first: Place, second: Place) -> bool:
        before, after = self.problem.slots[first.slot], self.problem.slots[second.slot]
        return before.day < after.day or (before.day == after.day and before.ends <= after.starts)

    def _count(self, sums: Sums, full: Sequence[str], placed: Sequence[tuple[Wish, Place]]) -> Sums | None:
        """What the last meeting adds, with the days of those it was the last for; None where they break a rule."""
        wish, place = placed[-1]
        moved, missed, days, breaks, walks = sums
        moved += {**self.problem.earlier, **self.problem.published}.get(wish.id, place) != place
        missed += wish.pinned is None and wish.preferred not in {None, place.slot}
        for person in full:
            theirs = sorted(
                (there.slot, there.table, other.pinned is not None)
                for other, there in placed
                if person in {other.buyer, other.supplier}
            )
            key = (person, tuple(theirs))
            if key not in self.judged:
                self.judged[key] = self._judge(*key)
            verdict = self.judged[key]
            if verdict is None:
                return None
            breaks, walks = breaks + verdict[0], walks + verdict[1]
            if self.problem.few_days and self.people[person].side is SeatSide.SUPPLIER:
                days += len({self.problem.slots[slot].day for slot, _, _ in theirs})
        return moved, missed, days, breaks, walks

    def _judge(self, name: str, meetings: Sequence[Meeting]) -> tuple[int, int] | None:
        """Rules 4 and 5 for one person with all their meetings, and what these cost."""
        person = self.people[name]
        if _too_many(meetings, person.most):
            return None
        breaks = walks = 0
        for day in {self.problem.slots[slot].day for slot, _, _ in meetings}:
            theirs = [meeting for meeting in meetings if self.problem.slots[meeting[0]].day == day]
            runs_hold = not any(_too_many(run, person.most_in_a_row) for run in self._runs(theirs))
            if _too_many(theirs, person.most_per_day) or not runs_hold or not self._can_walk(theirs):
                return None
            breaks += sum(self._has_break(first, second) for first, second in pairwise(theirs))
            walks += sum(self._walks(person, first, second) for first, second in pairwise(theirs))
        return breaks, walks

    def _pause(self, first: Meeting, second: Meeting) -> int:
        return self.problem.slots[second[0]].starts - self.problem.slots[first[0]].ends

    def _runs(self, day: Sequence[Meeting]) -> list[list[Meeting]]:
        runs = [[day[0]]]
        for first, second in pairwise(day):
            slot = self.problem.slots[first[0]]
            if self._pause(first, second) >= slot.ends - slot.starts:
                runs.append([])
            runs[-1].append(second)
        return runs

    def _can_walk(self, day: Sequence[Meeting]) -> bool:
        return not any(
            self.halls[first[1]] != self.halls[second[1]]
            and self._pause(first, second) < self.problem.walking
            and not (first[2] and second[2])
            for first, second in pairwise(day)
        )

    def _has_break(self, first: Meeting, second: Meeting) -> bool:
        before, after = self.problem.slots[first[0]], self.problem.slots[second[0]]
        return any(
            slot.day == before.day and slot.starts >= before.ends and slot.ends <= after.starts
            for slot in self.problem.slots
        )

    def _walks(self, person: Participant, first: Meeting, second: Meeting) -> bool:
        if person.side is SeatSide.BUYER and person.table is None:
            return first[1] != second[1]
        return self.halls[first[1]] != self.halls[second[1]]


def _too_many(meetings: Sequence[Meeting], most: int | None) -> bool:
    """Beyond what pins alone exceed."""
    return most is not None and len(meetings) > most and not all(pinned for _, _, pinned in meetings)
