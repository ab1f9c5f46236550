"""What comes first: everybody once, one day for each supplier, or the places of an earlier timetable."""

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from random import Random

from forum.scheduling.check import verify
from forum.scheduling.generator import generate
from forum.scheduling.problem import Problem, Timetable, Wish
from forum.scheduling.solver import solve
from tests.builders.scheduling import best_by_exhaustion
from tests.builders.scheduling.by_hand import ONE_HALL, changed, problem, wish

STEPS = 400_000
ASKED = generate(buyers=12, suppliers=120, wishes=700, days=2, slots=10, seed=3)


def solved(asked: Problem, **options: int) -> Timetable:
    found = solve(asked, seconds=60, steps=STEPS, **options)
    assert verify(asked, found) == []
    return found


@cache
def first() -> Timetable:
    return solved(ASKED)


def meetings_of(asked: Problem, found: Timetable) -> Counter[str]:
    company = {each.id: each.company for each in asked.participants}
    return Counter(company[each.supplier] for each in asked.wishes if each.id in found.meetings)


def test_everybody_once_leaves_no_small_company_alone_that_could_have_a_meeting_of_another_one() -> None:
    asked = replace(ASKED, everybody=True)
    found, small = solved(asked), {each.id for each in asked.companies if each.small}
    before, after = (small & meetings_of(asked, each).keys() for each in (first(), found))
    assert found.value.everybody == found.value_bound.everybody == len(after) > len(before)
    assert first().value.met >= found.value.met


def test_on_one_day_a_supplier_comes_once_and_who_would_come_again_is_told() -> None:
    asked = replace(ASKED, one_day=True)
    found, days = solved(asked), defaultdict(set)
    for each in asked.wishes:
        if each.id in found.meetings and each.pinned is None:
            days[each.supplier].add(asked.slots[found.meetings[each.id].slot].day)
    assert max(map(len, days.values())) == 1
    assert found.value_bound.key >= found.value.key
    told = problem(wish("b1-s1"), wish("b2-s1", pinned=5), slots=ONE_HALL, one_day=True)
    left = solve(changed(told, "b1", available=frozenset({0})), seconds=1, steps=1_000).left_out
    assert [(each.wish, each.reason.value) for each in left] == [("b1-s1", "second_day")]


def test_planning_again_after_a_few_changes_keeps_the_places() -> None:
    rng = Random(4)
    gone = set(rng.sample([each.id for each in ASKED.wishes if each.pinned is None], 4))
    more = tuple(Wish(id=f"n{n}", buyer=f"b{n}", supplier=f"s{n}", weight=60) for n in (1, 2, 4))
    known = {(each.buyer, each.supplier) for each in ASKED.wishes} | {("", "")}
    more = tuple(each for each in more if (each.buyer, each.supplier) not in known and _exists(each))
    there = {name: place for name, place in first().meetings.items() if name not in gone}
    asked = replace(ASKED, wishes=(*(each for each in ASKED.wishes if each.id not in gone), *more), earlier=there)
    found = solved(asked)
    kept = sum(found.meetings.get(name) == place for name, place in there.items())
    assert kept >= 0.98 * len(there)
    assert found.value.key == found.value_bound.key
    loose = solved(asked, move_breaks=1)
    assert loose.cost.moved >= found.cost.moved


def _exists(asked: Wish) -> bool:
    names = {each.id for each in ASKED.participants}
    return {asked.buyer, asked.supplier} <= names


def test_an_earlier_place_is_kept_though_an_equal_wish_would_do_as_well() -> None:
    asked = changed(problem(wish("b1-s1"), wish("b1-s2")), "b1", most=1)
    for name in ("b1-s1", "b1-s2"):
        there = {
            name: solve(asked, seconds=1).meetings.get(name) or next(iter(solve(asked, seconds=1).meetings.values()))
        }
        again = replace(asked, earlier=there)
        found = solve(again, seconds=1)
        assert (dict(found.meetings), found.cost) == (there, best_by_exhaustion(again)[1])
