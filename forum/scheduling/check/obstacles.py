"""What keeps one more wish from being met while all meetings stay: which rules it would violate, slot by slot.

The rules are asked of the referee's own functions, on the meetings of one person's day with the new one added. The
meetings of a person that overlap the new one in time are one obstacle (they are in the way); the other rules are asked
as if these were gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from forum.scheduling.check.reading import Met, by_company, by_pair, by_person, companies_of, read
from forum.scheduling.check.violations import (
    beyond,
    days_too_many,
    most_of_pairs,
    out_of_order,
    runs_too_long,
    walks_too_short,
)
from forum.scheduling.problem import Participant, Place, Problem, SeatSide, Slot, Table, Wish

Mask = int
"""A set of obstacles, one bit each."""
HOURS, TABLE, REST, WALKING, ORDER, PAIR, DAY = (1 << n for n in range(7))
"""Not available or none of the wish's slots; no free table; rule 4, rest; rules 5, 6, 8 and 9."""
BUYER_BUSY, BUYER_QUOTA, BUYER_COMPANY = (1 << n for n in range(7, 10))
"""Meetings in the way of the buyer; their quota, of all or of the day; their company's quota."""
SUPPLIER_BUSY, SUPPLIER_DAY, SUPPLIER_MOST, COMPANY = (1 << n for n in range(10, 14))
"""Meetings in the way of the supplier; their quota of the day; their quota; their company's quota."""
BUYER_ROOM, SUPPLIER_ROOM = BUYER_BUSY | BUYER_QUOTA, SUPPLIER_BUSY | SUPPLIER_DAY


class Obstacles:
    """The obstacles to wishes beside the meetings of a valid timetable (wish id to place)."""

    def __init__(self, problem: Problem, meetings: Mapping[str, Place]) -> None:
        self.problem = problem
        met = read(problem, meetings)
        self.met = {meeting.wish.id: meeting for meeting in met}
        self.of_person, self.of_company = by_person(met), by_company(problem, met)
        self.people = {person.id: person for person in problem.participants}
        self.company, self.most = companies_of(problem), {each.id: each.most for each in problem.companies}
        self.owned = {person.table for person in problem.participants if person.table is not None}
        self.halls = {table.id: table.hall for table in problem.tables}
        self.days: defaultdict[tuple[str, int], list[Met]] = defaultdict(list)
        for person, theirs in self.of_person.items():
            for meeting in sorted(theirs, key=lambda each: (each.slot.starts, each.slot.ends)):
                self.days[person, meeting.slot.day].append(meeting)
        self.sides: dict[tuple[str, str | None], list[Mask]] = {}
        self.seats: dict[str, list[tuple[int, str | None, Mask]]] = {}
        self.fillings: dict[tuple[str, int], frozenset[str]] = {}

    def of(self, wish: Wish) -> list[tuple[int, Mask]]:
        """The slots with the obstacles to a wish that is not met, one for each hall in which it could be."""
        always, follows = self._always(wish), self._order(wish)
        supplier = {hall: self._side(wish.supplier, hall) for hall in self._walked}
        found = [(n, always | mask | supplier[hall][n]) for n, hall, mask in self._of_buyer(wish.buyer)]
        if wish.slots is not None:
            found = [(n, mask if n in wish.slots else mask | HOURS) for n, mask in found]
        if follows:
            found = [(n, mask | ORDER if self._is_out_of_order(wish, n, follows) else mask) for n, mask in found]
        return found

    def one_too_many(self, person: str, number: int) -> frozenset[str]:
        """The wishes met by a person without any one of which they had room in a slot, by their time and quotas."""
        if (person, number) not in self.fillings:
            self.fillings[person, number] = frozenset(meeting.wish.id for meeting in self._filling(person, number))
        return self.fillings[person, number]

    def is_full(self, person: str) -> bool:
        """Whether a person with meetings has room for another one in none of the slots in which they could have one."""
        if person not in self.of_person:
            return False
        room, hours = BUYER_ROOM | SUPPLIER_ROOM, self.people[person].available
        hall = self._hall(self.people[person])
        slots = range(len(self.problem.slots)) if hours is None else hours
        there = [n for n in slots if hall is None or self.problem.slots[n].hall in {None, hall}]
        masks = self._side(person, self._walked[0])
        return bool(there) and all(masks[number] & room for number in there)

    def _filling(self, person: str, number: int) -> Sequence[Met]:
        them, theirs = self.people[person], self.of_person.get(person, [])
        slot = self.problem.slots[number]
        day = self.days.get((person, slot.day), [])
        in_way = [meeting for meeting in day if _overlap(meeting.slot, slot)]
        if not (self.at_most(theirs, them.most) and self.at_most(day, them.most_per_day)) and not in_way:
            return ()
        if in_way:
            room = BUYER_QUOTA | SUPPLIER_DAY | SUPPLIER_MOST
            alone = len(in_way) == 1 and not self._side(person, self._walked[0])[number] & room
            return in_way if alone else ()
        is_day_full = them.most_per_day is not None and len(day) >= them.most_per_day
        return day if is_day_full else theirs

    @staticmethod
    def at_most(meetings: Sequence[Met], most: int | None) -> Sequence[Met]:
        """The meetings, none if they are more than a quota allows (pinned ones), as one less would not do."""
        return meetings if most is None or len(meetings) <= most else ()

    def _hall(self, person: Participant) -> str | None:
        return None if person.table is None else self.halls[person.table]

    @cached_property
    def _walked(self) -> tuple[str | None, ...]:
        """The halls, if it takes time to walk between them; else one None that stands for all."""
        halls = tuple(sorted(set(self.halls.values())))
        return halls if self.problem.walking > 0 and len(halls) > 1 else (None,)

    @cached_property
    def _pair_most(self) -> Mapping[tuple[str, str], int]:
        return most_of_pairs(self.problem) if self.problem.once else {}

    @cached_property
    def _pairs(self) -> Mapping[tuple[str, str], Sequence[Met]]:
        return by_pair(self.problem, self.met.values())

    def _always(self, wish: Wish) -> Mask:
        """The obstacles that are the same in every slot: the quotas of the companies, and how often a pair meets."""
        mask, probe = 0, _probe(wish, _NOW, 0, "")
        buying, selling = self.company.get(wish.buyer), self.company.get(wish.supplier)
        for company, obstacle in ((selling, COMPANY), (buying if buying != selling else None, BUYER_COMPANY)):
            if company is not None and self.most.get(company) is not None:
                there = [*self.of_company.get(company, ()), probe]
                mask |= obstacle if any(beyond(company, there, self.most[company])) else 0
        pair = wish.buyer, self.company.get(wish.supplier, wish.supplier)
        if self.problem.once and len(self._pairs.get(pair, ())) >= self._pair_most[pair]:
            mask |= PAIR
        return mask

    def _of_buyer(self, buyer: str) -> list[tuple[int, str | None, Mask]]:
        """A buyer's own obstacles by slot and hall, a table's among them; all halls are one where nobody walks."""
        if buyer not in self.seats:
            found: dict[tuple[int, str | None], Mask] = {}
            for number in range(len(self.problem.slots)):
                for hall, is_free in self._tables(buyer, number).items():
                    where = hall if hall in self._walked else None
                    mask = self._side(buyer, where)[number] | (0 if is_free else TABLE)
                    found[number, where] = min(mask, found.get((number, where), mask), key=int.bit_count)
            self.seats[buyer] = [(number, hall, mask) for (number, hall), mask in found.items()]
        return self.seats[buyer]

    def _side(self, person: str, hall: str | None) -> list[Mask]:
        """What a person's own hours and meetings keep from them, by slot; `hall`: of the meeting, if people walk."""
        masks = self.sides.get((person, hall))
        if masks is None:
            masks = [self._of_person(self.people[person], number, hall) for number in range(len(self.problem.slots))]
            self.sides[person, hall] = masks
        return masks

    def _of_person(self, person: Participant, number: int, hall: str | None) -> Mask:
        slot, is_buyer = self.problem.slots[number], person.side is SeatSide.BUYER
        day = self.days.get((person.id, slot.day), [])
        left = [meeting for meeting in day if not _overlap(meeting.slot, slot)]
        mask = HOURS if person.available is not None and number not in person.available else 0
        if len(left) < len(day):
            mask |= BUYER_BUSY if is_buyer else SUPPLIER_BUSY
        probe = _probe(_SOME, slot, number, hall)
        trial = sorted([*left, probe], key=lambda each: (each.slot.starts, each.slot.ends))
        theirs = self.of_person.get(person.id, [])
        if person.most is not None and any(beyond("", [probe, *theirs[len(day) - len(left) :]], person.most)):
            mask |= BUYER_QUOTA if is_buyer else SUPPLIER_MOST
        if person.most_per_day is not None and any(beyond("", trial, person.most_per_day)):
            mask |= BUYER_QUOTA if is_buyer else SUPPLIER_DAY
        most = person.most_in_a_row
        if most is not None and len(trial) > most and any(runs_too_long(person, trial, most)):
            mask |= REST
        if self.problem.one_day and not is_buyer and any(days_too_many(self.problem, person.id, [*theirs, probe])):
            mask |= DAY
        if hall is not None and any(walks_too_short(person.id, trial, self.problem.walking)):
            mask |= WALKING
        return mask

    def _tables(self, buyer: str, number: int) -> dict[str | None, bool]:
        """The halls in which a buyer could be at a table in a slot, and whether one is free there or theirs already."""
        own = self.people[buyer].table
        return self._in_pool(buyer, number) if own is None else {self.halls[own]: self._is_free(own, number, buyer)}

    def _in_pool(self, buyer: str, number: int) -> dict[str | None, bool]:
        free, theirs = self._pool[number]
        found: dict[str | None, bool] = dict.fromkeys((*free, *theirs.get(buyer, ())), True)
        return found or dict.fromkeys(self.halls.values(), False) or {None: False}

    @cached_property
    def _pool(self) -> list[tuple[set[str], dict[str, set[str]]]]:
        """By slot, the halls with a free table that belongs to no buyer, and those where one buyer alone has one."""
        found = []
        for number, slot in enumerate(self.problem.slots):
            free: set[str] = set()
            theirs: defaultdict[str, set[str]] = defaultdict(set)
            for table, hall in self.halls.items():
                if table in self.owned or slot.hall not in {None, hall}:
                    continue
                buyers = self._at_table.get((table, number), set())
                if not buyers:
                    free.add(hall)
                elif len(buyers) == 1:
                    theirs[next(iter(buyers))].add(hall)
            found.append((free, dict(theirs)))
        return found

    @cached_property
    def _at_table(self) -> Mapping[tuple[str, int], set[str]]:
        """The buyers at a table at the time of a slot."""
        overlapping = [
            [number for number, other in enumerate(self.problem.slots) if _overlap(slot, other)]
            for slot in self.problem.slots
        ]
        found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for meeting in self.met.values():
            for number in overlapping[meeting.place.slot]:
                found[meeting.table.id, number].add(meeting.wish.buyer)
        return found

    def _is_free(self, table: str, number: int, buyer: str) -> bool:
        """Whether nobody else is at a buyer's table in a slot, which serves its hall."""
        serves = self.problem.slots[number].hall in {None, self.halls[table]}
        return serves and not self._at_table.get((table, number), set()) - {buyer}

    @cached_property
    def _precedences(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for pair in self.problem.precedences:
            for name in pair:
                found[name].append(pair)
        return found

    def _order(self, wish: Wish) -> list[tuple[str, str]]:
        """The precedences of a wish with wishes that are met."""
        return [pair for pair in self._precedences.get(wish.id, ()) if any(name in self.met for name in pair)]

    def _is_out_of_order(self, wish: Wish, number: int, pairs: Iterable[tuple[str, str]]) -> bool:
        there = {**self.met, wish.id: _probe(wish, self.problem.slots[number], number, "")}
        return any(any(out_of_order(there[first], there[second])) for first, second in pairs)


_SOME, _NOW = Wish(id="", buyer="", supplier=""), Slot(day=0, starts=0, ends=0)


def _probe(wish: Wish, slot: Slot, number: int, hall: str | None) -> Met:
    return Met(wish, slot, Table(id="", hall=hall or ""), Place(slot=number, table=""))


def _overlap(first: Slot, second: Slot) -> bool:
    return first.day == second.day and first.starts < second.ends and second.starts < first.ends
