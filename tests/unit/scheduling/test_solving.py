"""Solving: reproducible, can be cancelled at any time, claims only what is proved, handles degenerate input."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import count

import pytest
from hypothesis import given, settings

from forum.scheduling.check import verify
from forum.scheduling.generator import generate
from forum.scheduling.problem import Cost, Problem, ProblemError, Slot, Status, Table, Timetable
from forum.scheduling.solver import Progress, solve
from forum.scheduling.solver.model import compile_problem
from forum.scheduling.solver.patterns import fewest_breaks
from forum.scheduling.solver.selection import select
from tests.builders.scheduling import best_by_exhaustion, problems
from tests.builders.scheduling.by_hand import THREE, buyer, changed, problem, supplier, wish

SECONDS = 0.3


@cache
def asked() -> Problem:
    return generate(buyers=12, suppliers=80, wishes=500, days=2, slots=10, seed=1)


def cancel_after(after: int) -> Callable[[], bool]:
    """Cancel after `after` polls: an end that does not depend on the clock."""
    polls = count()
    return lambda: next(polls) > after


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """The engine is compiled, which on a slow machine takes longer than a test gives it to solve."""
    for workers in (1, 2):
        solve(asked(), seconds=SECONDS, workers=workers)


@cache
def solved(*, seed: int = 1, workers: int = 1) -> Timetable:
    return solve(asked(), seconds=30, seed=seed, workers=workers, cancelled=cancel_after(2))


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_seed_makes_the_same_timetable(workers: int) -> None:
    again = solve(asked(), seconds=30, seed=1, workers=workers, cancelled=cancel_after(2))
    first = solved(workers=workers)
    assert (again.meetings, again.left_out, again.steps) == (first.meetings, first.left_out, first.steps)


def test_the_same_steps_make_the_same_timetable_however_much_time_is_left() -> None:
    one, other = (solve(asked(), seconds=seconds, steps=2_000) for seconds in (60, 90))
    assert (one.steps, one.meetings) == (other.steps, other.meetings)
    assert 0 < one.steps <= 2_000


def test_another_seed_reaches_the_same_value() -> None:
    other = solved(seed=2)
    assert (other.value, other.seed) == (solved().value, 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_value_reaches_its_bound_without_violations(workers: int) -> None:
    found = solved(workers=workers)
    assert (verify(asked(), found), found.value) == ([], found.value_bound)


def test_progress_starts_with_the_first_timetable_and_never_gets_worse() -> None:
    reports: list[Progress] = []
    found = solve(asked(), seconds=SECONDS, progress=reports.append)
    keys = [(each.value.key, tuple(-part for part in each.cost.key)) for each in reports]
    shares = [each.share for each in reports]
    assert (shares[0], keys) == (0.0, sorted(keys))
    assert shares == sorted(shares)
    assert keys[-1] <= (found.value.key, tuple(-part for part in found.cost.key))
    assert {each.value_bound for each in reports} == {found.value_bound}


def test_reporting_progress_does_not_change_the_timetable() -> None:
    watched = solve(asked(), seconds=30, progress=lambda _: None, cancelled=cancel_after(2))
    assert watched.meetings == solved().meetings


def test_cancelled_at_once_it_returns_the_first_timetable() -> None:
    found = solve(asked(), seconds=60, cancelled=lambda: True)
    assert (verify(asked(), found), found.steps, found.value) == ([], 0, found.value_bound)


def test_cancelled_later_it_returns_the_best_so_far() -> None:
    reports: list[Progress] = []
    found = solve(asked(), seconds=60, progress=reports.append, cancelled=lambda: len(reports) > 2)
    assert (verify(asked(), found), found.cost) == ([], reports[-1].cost)
    assert reports[-1].share < 1


def hard_to_prove() -> Problem:
    """Small, but hard to prove optimal: two halls with staggered slots, walking time, long rows and precedences."""
    slots = [
        Slot(day=0, starts=540 + 10 * number, ends=560 + 10 * number, hall="AB"[number % 2]) for number in range(30)
    ]
    suppliers = tuple(supplier(f"s{number}", most_in_a_row=10) for number in range(4))
    return problem(
        *(wish(f"b{one}-s{two}") for one in (1, 2) for two in range(4)),
        **{"slots": tuple(slots), "tables": (Table(id="1", hall="A"), Table(id="2", hall="B")), "walking": 15},
        participants=(buyer("b1", "1"), buyer("b2", "2"), *suppliers),
        precedences=(("b1-s0", "b1-s1"), ("b1-s1", "b2-s2")),
    )


def test_a_small_problem_can_be_cancelled_during_its_exact_solution() -> None:
    begun = time.perf_counter()
    found = solve(hard_to_prove(), seconds=60, cancelled=lambda: time.perf_counter() > begun + 0.5)
    assert (verify(hard_to_prove(), found), found.value, found.status) == ([], found.value_bound, Status.FEASIBLE)


@pytest.mark.parametrize("seconds", [0.0, 0.000001, 0.001])
def test_a_tiny_time_limit_still_gives_a_timetable(seconds: float) -> None:
    assert verify(asked(), solve(asked(), seconds=seconds)) == []


def test_days_longer_than_a_machine_word_are_refused() -> None:
    slots = tuple(Slot(day=0, starts=number, ends=number + 1) for number in range(64))
    with pytest.raises(ProblemError, match="a day has more than 63 slots"):
        solve(problem(wish("b1-s1"), slots=slots))


def test_a_day_as_long_as_a_machine_word_is_solved() -> None:
    slots = tuple(Slot(day=0, starts=number, ends=number + 1) for number in range(63))
    last = frozenset({61, 62})
    found = solve(problem(wish("b1-s1", slots=last), wish("b1-s2", slots=last), wish("b1-s3"), slots=slots))
    assert {place.slot for place in found.meetings.values()} == {60, 61, 62}


def test_a_contradictory_problem_is_refused() -> None:
    with pytest.raises(ProblemError, match="b9 is no participant"):
        solve(problem(wish("b9-s1")))


def everybody(**more: object) -> Callable[[], Problem]:
    return lambda: replace(THREE, participants=tuple(replace(each, **more) for each in THREE.participants))


INFEASIBLE: dict[str, Callable[[], Problem]] = {
    "nothing": lambda: Problem(slots=(), tables=(), participants=(), wishes=()),
    "no wishes": problem,
    "no slots": lambda: replace(THREE, slots=()),
    "no tables": lambda: replace(everybody(table=None)(), tables=()),
    "nobody is available": everybody(available=frozenset()),
    "no meetings allowed": everybody(most=0),
    "no meetings allowed on any day": everybody(most_per_day=0),
    "no meetings allowed in a row": everybody(most_in_a_row=0),
    "nobody is available for published meetings": lambda: replace(
        everybody(available=frozenset())(), published=solve(THREE).meetings
    ),
}


@pytest.mark.parametrize("name", INFEASIBLE)
def test_the_empty_timetable_is_optimal_where_no_meeting_is_feasible(name: str) -> None:
    infeasible = INFEASIBLE[name]()
    found = solve(infeasible, seconds=SECONDS)
    assert (verify(infeasible, found), dict(found.meetings), found.status) == ([], {}, Status.OPTIMAL)


LARGE_NUMBERS: dict[str, Callable[[], Problem]] = {
    "huge limits": everybody(most=10**12, most_per_day=10**12, most_in_a_row=10**12),
    "days that are dates": lambda: replace(
        THREE, slots=tuple(replace(slot, day=20261103 + slot.day) for slot in THREE.slots)
    ),
    "minutes that are seconds": lambda: replace(
        THREE, slots=tuple(replace(slot, starts=slot.starts + 10**10, ends=slot.ends + 10**10) for slot in THREE.slots)
    ),
    "more tables than people": lambda: replace(
        THREE, tables=(*THREE.tables, *(Table(id=f"t{number}") for number in range(20_000)))
    ),
}


@pytest.mark.parametrize("name", LARGE_NUMBERS)
def test_very_large_numbers_are_handled(name: str) -> None:
    found = solve(LARGE_NUMBERS[name](), seconds=SECONDS)
    assert (len(found.meetings), found.cost.breaks, found.status) == (5, 0, Status.OPTIMAL)


def test_pinned_meetings_alone_are_the_whole_timetable() -> None:
    pins = (wish("b1-s1", pinned=0), wish("b1-s2", pinned=2), wish("b2-s1", pinned=5))
    found = solve(problem(*pins), seconds=SECONDS)
    where = {name: place.slot for name, place in found.meetings.items()}
    assert (where, found.cost.breaks, found.status) == ({"b1-s1": 0, "b1-s2": 2, "b2-s1": 5}, 1, Status.OPTIMAL)


def test_several_workers_solve_a_tiny_problem() -> None:
    found = solve(THREE, seconds=SECONDS, workers=3)
    assert (len(found.meetings), found.status) == (5, Status.OPTIMAL)


def test_the_time_is_used_while_the_proof_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.scheduling.solver.solving.STEPS_PER_SECOND", 10_000)
    monkeypatch.setattr("forum.scheduling.solver.search.Search.is_done", lambda _search, _bound: False)
    reports: list[Progress] = []
    start = time.process_time()
    found = solve(asked(), seconds=2.0, progress=reports.append)
    assert (found.steps > 10_000, found.seconds >= 2.0, time.process_time() - start > 0.2) == (True, True, True)
    shares = [each.share for each in reports]
    assert (shares, shares[-1]) == (sorted(shares), 1.0)


def test_a_supplier_comes_on_one_day_rather_than_without_a_break() -> None:
    asked = changed(problem(wish("b1-s1"), wish("b2-s1")), "b1", available=frozenset({0, 4}))
    asked = changed(asked, "b2", available=frozenset({3}))
    assert solve(asked, seconds=1).cost == Cost(moved=0, breaks=0, walks=0)
    few = replace(asked, few_days=True)
    found = solve(few, seconds=1)
    assert (verify(few, found), found.status) == ([], Status.OPTIMAL)
    assert found.cost == Cost(moved=0, days=1, breaks=1, walks=0)
    found = solve(changed(few, "b1", available=frozenset({4})), seconds=1)
    assert (found.cost, found.status) == (Cost(moved=0, days=2, breaks=0, walks=0), Status.OPTIMAL)


@given(problems())
@settings(max_examples=40)
def test_the_bound_of_days_holds_for_every_timetable_of_the_best_value(asked: Problem) -> None:
    few = replace(asked, few_days=True, published={})
    model = compile_problem(few)
    selection = select(model, fewest_breaks(model))
    value, cost = best_by_exhaustion(few)
    if value == selection.bound:
        assert selection.cost.days <= cost.days
