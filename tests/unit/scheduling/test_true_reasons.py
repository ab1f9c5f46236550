"""Every reason passes its counterfactual: with the named obstacle lifted alone, the referee lets the wish be met.

FORO_EXAMPLES sets the number of random problems.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.scheduling.check import verify, violations
from forum.scheduling.check.obstacles import Obstacles
from forum.scheduling.problem import Place, Problem, Slot, Table, Wish
from forum.scheduling.solver import solve
from tests.builders.scheduling import problems

EXAMPLES = int(os.environ.get("FORO_EXAMPLES", "60"))
Meetings = Mapping[str, Place]
Lifted = tuple[Problem, Meetings]
SEATED = re.compile(r"table \S+ holds|(?P<wish>\S+) is met (at table|in slot \d+, which does not serve)")


def places(asked: Problem) -> Iterator[Place]:
    return (Place(slot=slot, table=table.id) for slot in range(len(asked.slots)) for table in asked.tables)


def fits(asked: Problem, meetings: Meetings, wish: Wish, place: Place, *, anywhere: bool = False) -> bool:
    """Whether the referee accepts one meeting more; `anywhere`: whoever sits at the table."""
    before = violations(asked, meetings)
    found = [each for each in violations(asked, {**meetings, wish.id: place}) if each not in before]
    return all(anywhere and SEATED.match(each) for each in found)


def changed(asked: Problem, names: set[str], **more: object) -> Problem:
    people = tuple(replace(each, **more) if each.id in names else each for each in asked.participants)
    return replace(asked, participants=people)


def overlap(one: Slot, other: Slot) -> bool:
    return one.day == other.day and one.starts < other.ends and other.starts < one.ends


def without(asked: Problem, meetings: Meetings, gone: set[str]) -> Lifted:
    """The timetable without some meetings, of a problem without their pins."""
    wishes = tuple(replace(each, pinned=None) if each.id in gone else each for each in asked.wishes)
    return replace(asked, wishes=wishes), {name: place for name, place in meetings.items() if name not in gone}


def in_way(asked: Problem, meetings: Meetings, people: set[str], slot: int) -> set[str]:
    theirs = {each.id for each in asked.wishes if {each.buyer, each.supplier} & people}
    return {n for n, place in meetings.items() if n in theirs and overlap(asked.slots[slot], asked.slots[place.slot])}


@dataclass(frozen=True)
class Lifts:
    """For each reason, by its code, whether lifting what it names, and nothing else, lets the wish be met."""

    asked: Problem
    meetings: Meetings
    wish: Wish
    count: int | None

    @property
    def both(self) -> set[str]:
        return {self.wish.buyer, self.wish.supplier}

    def fits(self, lifted: Problem) -> bool:
        changed_wish = next(each for each in lifted.wishes if each.id == self.wish.id)
        return any(fits(lifted, self.meetings, changed_wish, place) for place in places(lifted))

    def fits_without(self, people: set[str], **quotas: None) -> bool:
        """Without those of their meetings that are in the way, and without their quotas."""
        lifted = changed(self.asked, people, **quotas)
        return any(
            fits(*without(lifted, self.meetings, in_way(lifted, self.meetings, people, place.slot)), self.wish, place)
            for place in places(lifted)
        )

    def displacing(self) -> Iterator[Wish]:
        """The met wishes in whose stead, everything else as it is, the wish could be met."""
        for each in self.asked.wishes:
            if each.id in self.meetings and each.pinned is None:
                lifted = without(self.asked, self.meetings, {each.id})
                if any(fits(*lifted, self.wish, place) for place in places(self.asked)):
                    yield each

    def not_reached(self) -> bool:
        return self.fits(self.asked)

    def no_common_slot(self) -> bool:
        free = tuple(replace(each, slots=None) if each is self.wish else each for each in self.asked.wishes)
        sets = [each.available for each in self.asked.participants if each.id in self.both] + [self.wish.slots]
        shared = set(range(len(self.asked.slots))).intersection(*(each for each in sets if each is not None))
        return not shared and self.fits(changed(replace(self.asked, wishes=free), self.both, available=None))

    def buyer_full(self) -> bool:
        return self.fits_without({self.wish.buyer}, most=None, most_per_day=None)

    def supplier_full(self) -> bool:
        return self.fits_without({self.wish.supplier}, most_per_day=None)

    def no_room(self) -> bool:
        return self.fits_without(self.both, most=None, most_per_day=None)

    def quota(self) -> bool:
        """Without one maximum, which is that of the sentence."""
        people = {each.id: each for each in self.asked.participants}
        companies, lifted = self.asked.companies, []
        if people[self.wish.supplier].most == self.count:
            lifted.append(changed(self.asked, {self.wish.supplier}, most=None))
        for each in companies:
            if each.most == self.count and each.id in {people[name].company for name in self.both}:
                free = tuple(replace(one, most=None) if one is each else one for one in companies)
                lifted.append(replace(self.asked, companies=free))
        return any(map(self.fits, lifted))

    def tables_full(self) -> bool:
        tables = (*self.asked.tables, *(Table(id=f"+{hall}", hall=hall) for hall in ("A", "B", "")))
        more = replace(self.asked, tables=tables)
        return any(fits(more, self.meetings, self.wish, place, anywhere=True) for place in places(more))

    def rest(self) -> bool:
        named = [each.most_in_a_row for each in self.asked.participants if each.id in self.both]
        return self.count in named and self.fits(changed(self.asked, self.both, most_in_a_row=None))

    def walking(self) -> bool:
        return self.fits(replace(self.asked, walking=0))

    def order(self) -> bool:
        left = tuple(each for each in self.asked.precedences if self.wish.id not in each)
        return self.fits(replace(self.asked, precedences=left))

    def second_day(self) -> bool:
        return self.fits(replace(self.asked, one_day=False))

    def meets_already(self) -> bool:
        return self.fits(replace(self.asked, once=False))

    def lower_priority(self) -> bool:
        return any(self.asked.class_of(each) < self.asked.class_of(self.wish) for each in self.displacing())

    def fairness(self) -> bool:
        small = {each.id for each in self.asked.companies if each.small}
        company = {each.id: each.company for each in self.asked.participants}
        return any(company[each.supplier] in small for each in self.displacing())

    def several(self) -> bool:
        """No single one of these that are a rule's or a number's."""
        alone = (self.not_reached, self.no_common_slot, self.walking, self.order, self.meets_already)
        return not any(lifted() for lifted in alone)


@given(problems(), st.booleans())
@settings(max_examples=EXAMPLES)
def test_every_reason_passes_its_counterfactual(drawn: Problem, one_day: bool) -> None:
    asked = replace(drawn, one_day=one_day)
    found = solve(asked, seconds=1, steps=2_000)
    assert verify(asked, found) == []
    wishes = {each.id: each for each in asked.wishes}
    for left in found.left_out:
        lifts = Lifts(asked, found.meetings, wishes[left.wish], left.numbers.get("count"))
        assert getattr(lifts, left.reason.value)(), (left, dict(found.meetings))


@given(problems(), st.randoms(use_true_random=False))
@settings(max_examples=EXAMPLES)
def test_a_slot_without_obstacles_is_one_that_the_referee_accepts(asked: Problem, rng: object) -> None:
    """Of a timetable with some meetings taken away, so that there are free slots too."""
    found = solve(asked, seconds=1, steps=2_000)
    pinned = {each.id for each in asked.wishes if each.pinned is not None}
    meetings = {n: place for n, place in found.meetings.items() if n in pinned or rng.random() < 0.6}  # type: ignore[attr-defined]
    obstacles = Obstacles(asked, meetings)
    for wish in asked.wishes:
        if wish.id not in meetings:
            free = {slot for slot, mask in obstacles.of(wish) if not mask}
            assert free == {place.slot for place in places(asked) if fits(asked, meetings, wish, place)}, wish.id
