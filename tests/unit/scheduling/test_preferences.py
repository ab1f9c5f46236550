"""Preferred slots: given where that costs no wish, before breaks, and proved where the bound allows."""

from dataclasses import replace

import pytest

from forum.scheduling.check import verify
from forum.scheduling.generator import generate
from forum.scheduling.problem import Cost, Priority, Problem, Status
from forum.scheduling.solver import solve
from forum.scheduling.solver.model import compile_problem
from forum.scheduling.solver.patterns import fewest_breaks
from forum.scheduling.solver.selection import select
from tests.builders.scheduling.by_hand import at, problem, wish
from tests.unit.scheduling.test_solving import cancel_after


def bound_of(asked: Problem) -> int:
    model = compile_problem(asked)
    return select(model, fewest_breaks(model)).cost.missed


@pytest.mark.parametrize(
    ("preferred", "missed"),
    [
        ({"b1-s1": 0, "b1-s2": 1, "b2-s1": 2}, 0),
        ({"b1-s1": 0, "b1-s2": 0, "b2-s1": 2}, 1),
        ({"b1-s1": 0, "b1-s2": 0, "b2-s1": 0}, 1),
        ({"b1-s1": 0, "b2-s1": 0, "b2-s2": 0, "b1-s2": 0}, 2),
    ],
)
def test_the_bound_is_a_matching_of_each_slot(preferred: dict[str, int], missed: int) -> None:
    asked = problem(*(wish(name, preferred=slot) for name, slot in preferred.items()))
    found = solve(asked, seconds=1)
    assert (bound_of(asked), found.cost.missed, found.status) == (missed, missed, Status.OPTIMAL)


def test_a_wish_comes_before_a_preferred_slot_and_that_before_a_break() -> None:
    narrow = frozenset({2})
    asked = problem(
        wish("b1-s1", preferred=2, priority=Priority.MUTUAL), wish("b1-s2", slots=narrow), wish("b2-s1", preferred=7)
    )
    found = solve(asked, seconds=1)
    assert (found.value.total, found.cost, found.status) == (3, Cost(moved=0, missed=1, breaks=0, walks=0), "optimal")
    apart = problem(wish("b1-s1", preferred=0), wish("b1-s2", preferred=3))
    assert solve(apart, seconds=1).cost == Cost(moved=0, missed=0, breaks=1, walks=0)


def test_what_was_published_stays_though_another_slot_is_preferred() -> None:
    asked = replace(problem(wish("b1-s1", preferred=5)), published=at(b1_s1="0/1"))
    found = solve(asked, seconds=1)
    assert (found.meetings, found.cost) == (at(b1_s1="0/1"), Cost(moved=0, missed=1, breaks=0, walks=0))


def test_most_preferred_slots_are_given_without_the_loss_of_a_wish() -> None:
    size = {"buyers": 12, "suppliers": 80, "wishes": 500, "days": 2, "slots": 10, "seed": 1}
    plain, asked = generate(**size), generate(**size, preferring=0.3)
    assert replace(asked, wishes=tuple(replace(each, preferred=None) for each in asked.wishes)) == plain
    found = solve(asked, seconds=10, cancelled=cancel_after(12))
    without = solve(plain, seconds=10, cancelled=cancel_after(2))
    assert (verify(asked, found), found.value) == ([], without.value)
    assert found.cost_bound.missed <= found.cost.missed <= found.cost_bound.missed + 3
