"""At most so many moves: the limit is kept, as the referee counts, and the front says what fewer moves would meet."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.scheduling.check import verify, violations
from forum.scheduling.problem import Place, Problem, Timetable
from forum.scheduling.solver import replan, solve
from forum.scheduling.solver.chains import chains_of, movable_moved
from tests.builders.scheduling import problems
from tests.builders.scheduling.by_hand import at, problem, wish


def moves_of(asked: Problem, found: Timetable) -> int:
    """The meetings at another time, of those that could be alone where they were, as the referee says."""
    return sum(
        name in found.meetings
        and found.meetings[name].slot != home.slot
        and not [each for each in violations(asked, {name: home}) if name in each]
        for name, home in asked.published.items()
    )


@given(problems(), st.integers(0, 3))
@settings(max_examples=60)
def test_no_more_move_than_may(asked: Problem, most: int) -> None:
    found = replan(asked, seconds=0.3, most_moves=most, workers=1, seed=1)
    assert verify(asked, found) == []
    assert moves_of(asked, found) <= most
    assert found.value.key <= found.value_bound.key
    assert all(one.moved < two.moved and one.value.key < two.value.key for one, two in pairwise(found.front))


ONE_MOVES = problem(
    *(wish("b1-s1"), wish("b2-s2"), wish("b2-s1", slots=frozenset({0}))), published=at(b1_s1="0/1", b2_s2="1/2")
)
"""A new wish whose only slot is the one in which b1 meets the supplier."""


def test_a_move_buys_a_wish_and_without_it_the_wish_is_not_met() -> None:
    free = replan(ONE_MOVES, seconds=1)
    assert (free.cost.moved, free.value.total) == (1, 3)
    assert [(each.moved, each.value.total) for each in free.front] == [(0, 2), (1, 3)]
    held = replan(ONE_MOVES, seconds=1, most_moves=0)
    assert verify(ONE_MOVES, held) == []
    assert (held.cost.moved, held.value.total, held.front) == (0, 2, ())
    [chain] = chains_of(ONE_MOVES, free.meetings)
    assert (chain.moved, chain.gained) == ({"b1-s1"}, {"b2-s1"})


def test_who_cannot_stay_does_not_count() -> None:
    """The published slot is none of the wish's any more: the meeting moves although none may."""
    asked = problem(wish("b1-s1", slots=frozenset({1, 2})), published=at(b1_s1="0/1"))
    found = replan(asked, seconds=1, most_moves=0)
    assert (found.cost.moved, found.value.total) == (1, 1)
    assert movable_moved(asked, found.meetings) == frozenset()


def test_where_nothing_moves_there_is_no_front() -> None:
    asked = problem(wish("b1-s1"), wish("b2-s2"), published=at(b1_s1="0/1"))
    found = replan(asked, seconds=1)
    assert (found.front, found.cost.moved) == ((), 0)
    assert found.meetings["b1-s1"] == Place(slot=0, table="1")
    assert found.value == solve(asked, seconds=1).value


@pytest.mark.parametrize("most", [0, 1])
def test_one_that_is_ended_keeps_the_limit(most: int) -> None:
    found = replan(ONE_MOVES, seconds=5, most_moves=most, cancelled=lambda: True)
    assert verify(ONE_MOVES, found) == []
    assert moves_of(ONE_MOVES, found) <= most
