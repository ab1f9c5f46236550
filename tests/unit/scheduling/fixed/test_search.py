"""The fewest breaks: compared with problems solved by hand, and with an exhaustive search on small problems."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.scheduling.fixed import (
    FixedMeeting,
    FixedProblem,
    FixedStatus,
    FixedTimetable,
    Session,
    breaks_of,
    solve_fixed,
    violations,
)

EITHER = Session.EITHER


def day(*pairs: tuple[int, int], slots: int = 4, tables: int = 9, morning: int = 2) -> FixedProblem:
    people = max((person for pair in pairs for person in pair), default=0)
    return FixedProblem(people, tables, slots, morning, tuple(FixedMeeting(a, b) for a, b in pairs))


def changed(problem: FixedProblem, number: int, **values: object) -> FixedProblem:
    meetings = list(problem.meetings)
    meetings[number - 1] = replace(meetings[number - 1], **values)
    return replace(problem, meetings=tuple(meetings))


STAR = day((1, 2), (1, 3))
APART = changed(changed(STAR, 1, fixed=1), 2, fixed=4)
SPLIT = replace(day((1, 2), (1, 3), slots=3), forbidden=(frozenset({2}), frozenset(), frozenset()))
TWICE = changed(changed(changed(day((1, 2), (1, 3), (1, 4), slots=5), 1, fixed=1), 2, fixed=3), 3, fixed=5)


@pytest.mark.parametrize(
    ("problem", "fairness", "breaks"),
    [
        (day(), 2, 0),
        (STAR, 2, 0),
        (replace(STAR, participants=5), 0, 0),
        (APART, 2, 1),
        (APART, 0, None),
        (SPLIT, 2, 1),
        (TWICE, 2, 2),
        (TWICE, 1, None),
        (TWICE, None, 2),
        (day((1, 2), (1, 2), slots=2), 2, 0),
        (day((1, 2), (1, 2), slots=1), 2, None),
        (day((1, 2), (3, 4), slots=1, tables=1), 2, None),
        (day((1, 2), slots=1, tables=0), 2, None),
        (day((1, 2), slots=0, morning=0), 2, None),
        (changed(STAR, 1, session=Session.AFTERNOON, fixed=2), 2, None),
        (changed(day((1, 2), (3, 4), slots=2), 1, after=frozenset({2})), 2, 0),
        (changed(day((1, 2), (3, 4), slots=1), 1, after=frozenset({2})), 2, None),
        (changed(STAR, 1, after=frozenset({1})), 2, None),
        (changed(changed(STAR, 1, after=frozenset({2})), 2, after=frozenset({1})), 2, None),
        (day((1, 2), (2, 3), (3, 1), (1, 4), (2, 4), (3, 4), slots=3), 0, 0),
    ],
)
def test_problems_solved_by_hand(problem: FixedProblem, fairness: int | None, breaks: int | None) -> None:
    found = solve_fixed(problem, fairness=fairness)
    status = FixedStatus.INFEASIBLE if breaks is None else FixedStatus.OPTIMAL
    assert (found.status, found.breaks) == (status, breaks)
    if breaks is not None:
        assert found.bound == breaks
        assert violations(problem, found.slots, fairness=fairness) == []


def fewest(problem: FixedProblem, fairness: int | None) -> int | None:
    """The fewest breaks, by trying every timetable."""
    every = product(range(1, problem.slots + 1), repeat=len(problem.meetings))
    held = (sum(breaks_of(problem, s)) for s in every if not violations(problem, s, fairness=fairness))
    return min(held, default=None)


@st.composite
def small_problems(draw: st.DrawFn) -> FixedProblem:
    people = draw(st.integers(2, 5))
    slots = draw(st.integers(2, 5))
    size = draw(st.integers(1, 5 if slots < 5 else 4))
    numbers = st.integers(1, size)
    some_before = st.frozensets(numbers, max_size=1) if draw(st.booleans()) else st.just(frozenset())
    fixed = st.integers(0, slots) if draw(st.booleans()) else st.just(0)
    sessions = st.sampled_from(Session) if draw(st.booleans()) else st.just(EITHER)
    meetings = []
    for _ in range(size):
        first, second = draw(st.permutations(range(1, people + 1)))[:2]
        meetings.append(FixedMeeting(first, second, draw(sessions), draw(fixed), draw(some_before)))
    forbidden = st.frozensets(st.integers(1, slots), max_size=2) if draw(st.booleans()) else st.just(frozenset())
    return FixedProblem(
        participants=people,
        tables=draw(st.integers(1, 3)),
        slots=slots,
        morning=draw(st.integers(0, slots)),
        meetings=tuple(meetings),
        forbidden=tuple(draw(forbidden) for _ in range(people)),
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(small_problems(), st.sampled_from([None, 0, 1, 2]))
def test_it_finds_the_same_optimum_as_an_exhaustive_search(problem: FixedProblem, fairness: int | None) -> None:
    found = solve_fixed(problem, fairness=fairness)
    assert found.breaks == fewest(problem, fairness)
    assert found.status == (FixedStatus.INFEASIBLE if found.breaks is None else FixedStatus.OPTIMAL)


def ring(people: int, apart: int) -> FixedProblem:
    """Participants in a ring, each meeting the next `apart` ones."""
    return day(*((p + 1, (p + d) % people + 1) for p in range(people) for d in range(1, apart + 1)), slots=9)


def test_too_few_tables_are_found_infeasible_at_once() -> None:
    short = replace(ring(20, 6), tables=13)
    assert (short.slots * short.tables, len(short.meetings)) == (117, 120)
    assert solve_fixed(short, seconds=20).status == FixedStatus.INFEASIBLE


def test_tables_that_just_suffice_are_all_used() -> None:
    full = replace(ring(12, 3), slots=6, tables=6)
    found = solve_fixed(full)
    assert (found.status, found.breaks) == (FixedStatus.OPTIMAL, 0)


def test_the_search_is_deterministic() -> None:
    first, second = solve_fixed(ring(9, 3)), solve_fixed(ring(9, 3))
    assert replace(first, seconds=0) == replace(second, seconds=0)


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_find_the_same_number_of_breaks(workers: int) -> None:
    """With a time limit below ten seconds the workers start at once."""
    found = solve_fixed(TWICE, seconds=9.9, workers=workers)
    assert (found.status, found.breaks, found.bound) == (FixedStatus.OPTIMAL, 2, 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_prove_infeasibility(workers: int) -> None:
    found = solve_fixed(day((1, 2), (1, 2), slots=1), seconds=9.9, workers=workers)
    assert (found.status, found.breaks, found.slots) == (FixedStatus.INFEASIBLE, None, ())


def test_without_time_the_result_is_unknown() -> None:
    found = solve_fixed(STAR, seconds=0)
    assert (found.status, found.breaks, found.bound, found.slots) == (FixedStatus.UNKNOWN, None, 0, ())


def test_a_cancelled_search_returns_the_best_so_far() -> None:
    reports: list[FixedTimetable] = []
    found = solve_fixed(TWICE, seconds=9.9, progress=reports.append, cancelled=lambda: bool(reports))
    assert replace(found, seconds=0) == replace(reports[-1], seconds=0)
    assert found.status in (FixedStatus.FEASIBLE, FixedStatus.OPTIMAL)
    assert violations(TWICE, found.slots) == []


def test_progress_is_called_for_each_improvement() -> None:
    reports: list[FixedTimetable] = []
    found = solve_fixed(TWICE, progress=reports.append)
    assert [(t.breaks, t.bound) for t in reports] == [(None, 1), (None, 2), (2, 2)]
    assert replace(reports[-1], seconds=0) == replace(found, seconds=0)
