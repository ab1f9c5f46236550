"""Re-planning: published meetings stay where possible, with a proved lower bound on those that move."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from forum.scheduling.check import verify
from forum.scheduling.generator import generate
from forum.scheduling.problem import Place, Priority, Problem, Slot, Status, Table, Timetable
from forum.scheduling.solver import solve
from forum.scheduling.solver.model import compile_problem
from forum.scheduling.solver.patterns import fewest_breaks
from forum.scheduling.solver.selection import select
from tests.builders.scheduling import best_by_exhaustion
from tests.builders.scheduling.by_hand import HELD, THREE, at, buyer, changed, problem, supplier, wish


def only(*slots: int) -> frozenset[int]:
    return frozenset(slots)


def moves_bound(asked: Problem) -> int:
    """The lower bound on moved meetings that follows from the selection alone."""
    model = compile_problem(asked)
    return select(model, fewest_breaks(model)).cost.moved


def met_at(asked: Problem) -> dict[str, Place]:
    return dict(solve(asked, seconds=1).meetings)


STAY = problem(*THREE.wishes, wish("b2-s4"), published=HELD)
"""A new wish that fits without moving anybody."""
ONE_MOVES = problem(
    *(wish("b1-s1"), wish("b2-s2"), wish("b2-s1", slots=only(0))), published=at(b1_s1="0/1", b2_s2="1/2")
)
"""A new wish whose only slot is the one in which b1 meets the supplier."""
EITHER_STAYS = changed(
    problem(
        *(wish("b1-s1"), wish("b1-s2"), wish("b2-s1", slots=only(0))),
        published=at(b1_s1="0/1", b1_s2="1/1"),
    ),
    "b1",
    most=1,
)
"""The buyer may have one meeting only; the one dropped leaves its slot to the new wish."""
LONG_AND_SHORT = Problem(
    slots=(
        Slot(day=0, starts=540, ends=550, hall="B"),
        Slot(day=0, starts=540, ends=600, hall="A"),
        *(Slot(day=0, starts=starts, ends=starts + 10, hall="B") for starts in (550, 560, 570)),
        Slot(day=1, starts=540, ends=600, hall="A"),
    ),
    tables=(Table(id="1", hall="A"), *(Table(id=number, hall="B") for number in "2345")),
    participants=(buyer("b1", "1"), *(buyer(f"b{number}", number) for number in "2345"), supplier("s1")),
    wishes=(
        wish("b1-s1"),
        *(wish(f"b{number}-s1", slots=only(slot)) for number, slot in (("2", 0), ("3", 2), ("4", 3), ("5", 4))),
    ),
    published=at(b1_s1="1/1"),
)
"""One long meeting overlaps the slots of four short ones."""
AVAILABILITY_CHANGED = changed(problem(*THREE.wishes, published=HELD), "s1", available=only(1, 3, 5))
"""The supplier is no longer available in some published slots."""
SMALL = {
    "a new wish fits": (STAY, 0),
    "a new wish needs an occupied slot": (ONE_MOVES, 1),
    "a dropped meeting moves nobody": (EITHER_STAYS, 0),
    "one move makes room for many": (LONG_AND_SHORT, 1),
    "a supplier's availability has changed": (AVAILABILITY_CHANGED, 2),
}


@pytest.mark.parametrize("name", SMALL)
def test_the_fewest_meetings_move(name: str) -> None:
    asked, moves = SMALL[name]
    found = solve(asked, seconds=1)
    value, cost = best_by_exhaustion(asked)
    assert verify(asked, found) == []
    assert (found.value, found.cost, found.status) == (value, cost, Status.OPTIMAL)
    assert found.cost.moved == moves


@pytest.mark.parametrize("name", SMALL)
def test_the_bound_of_the_selection_is_exact(name: str) -> None:
    asked, moves = SMALL[name]
    assert moves_bound(asked) == moves


def test_an_unchanged_problem_moves_nothing() -> None:
    assert met_at(replace(THREE, published=HELD)) == HELD


def test_a_new_wish_takes_a_free_slot() -> None:
    found = met_at(STAY)
    assert {name: place for name, place in found.items() if name != "b2-s4"} == HELD
    assert found["b2-s4"].table == "2"


def test_only_the_meeting_in_the_way_moves() -> None:
    found = met_at(ONE_MOVES)
    assert (found["b2-s1"].slot, found["b2-s2"]) == (0, Place(slot=1, table="2"))
    assert found["b1-s1"].slot != 0


def test_a_published_meeting_comes_before_any_new_wish() -> None:
    asked = problem(wish("b1-s1", weight=0), wish("b2-s1", priority=Priority.MUTUAL), published=at(b1_s1="3/1"))
    assert met_at(changed(asked, "s1", most=1)) == at(b1_s1="3/1")


def test_an_absent_buyers_meetings_are_dropped_and_their_capacity_reused() -> None:
    asked = problem(wish("b1-s1"), wish("b2-s1"), published=at(b1_s1="2/1"))
    asked = changed(changed(asked, "b1", available=only()), "s1", most=1)
    found = solve(asked, seconds=1)
    assert (set(found.meetings), found.cost.moved, found.status) == ({"b2-s1"}, 0, Status.OPTIMAL)


def test_a_change_of_table_counts_as_a_move() -> None:
    found = solve(problem(wish("b1-s1"), published=at(b1_s1="0/3")), seconds=1)
    assert (dict(found.meetings), found.cost.moved, found.status) == (at(b1_s1="0/1"), 1, Status.OPTIMAL)


def test_a_published_meeting_pinned_elsewhere_counts_as_a_move() -> None:
    asked = problem(wish("b1-s1", pinned=5), wish("b2-s1"), published=at(b1_s1="0/1", b2_s1="1/2"))
    assert (moves_bound(asked), met_at(asked)) == (1, at(b1_s1="5/1", b2_s1="1/2"))


CANCELLED_SHARE = 0.05
ABSENT = "b1"


@cache
def published() -> Mapping[str, Place]:
    first = generate(buyers=12, suppliers=80, wishes=500, days=2, slots=10, seed=5)
    return solve(first, seconds=10, cancelled=lambda: True).meetings


@cache
def disrupted() -> Problem:
    """A published timetable with one meeting in twenty cancelled and one buyer absent."""
    first = generate(buyers=12, suppliers=80, wishes=500, days=2, slots=10, seed=5)
    rng = Random(5)
    gone = {name for name in published() if rng.random() < CANCELLED_SHARE}
    pinned = {each.id for each in first.wishes if each.pinned is not None}
    left = replace(
        first,
        wishes=tuple(each for each in first.wishes if each.id not in gone - pinned),
        published={name: place for name, place in published().items() if name not in gone},
    )
    return changed(left, ABSENT, available=frozenset())


@cache
def replanned() -> Timetable:
    return solve(disrupted(), seconds=4)


def test_every_feasible_published_meeting_is_kept() -> None:
    buyers = {each.id: each.buyer for each in disrupted().wishes}
    pinned = {each.id for each in disrupted().wishes if each.pinned is not None}
    keepable = {name for name in disrupted().published if name in pinned or buyers[name] != ABSENT}
    found = replanned()
    assert (verify(disrupted(), found), found.value) == ([], found.value_bound)
    assert {name for name in disrupted().published if name in found.meetings} == keepable
    assert len(keepable) > 100


def test_few_meetings_move_and_freed_capacity_is_used() -> None:
    found = replanned()
    assert found.cost_bound.moved <= found.cost.moved <= 3
    assert found.value.total > found.value.met[0]


def test_a_large_unchanged_problem_moves_nothing() -> None:
    first = generate(buyers=12, suppliers=80, wishes=500, days=2, slots=10, seed=5)
    found = solve(replace(first, published=published()), seconds=1)
    assert (found.cost.moved, {name: found.meetings[name] for name in published()}) == (0, dict(published()))
