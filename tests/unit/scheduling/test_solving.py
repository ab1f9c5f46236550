"""The course of solving: repeatable, to be stopped at any time, honest about what is proved, at home with odd input."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import count

import pytest

from forum.scheduling.check import verify
from forum.scheduling.generator import generate
from forum.scheduling.problem import Problem, ProblemError, Slot, Status, Table, Timetable
from forum.scheduling.solver import Progress, solve
from tests.builders.scheduling.by_hand import THREE, buyer, problem, supplier, wish

SECONDS = 0.3


@cache
def asked() -> Problem:
    return generate(buyers=12, suppliers=80, wishes=500, days=2, slots=10, seed=1)


def called_off(after: int) -> Callable[[], bool]:
    """Says yes after having been asked so many times: an end that no clock decides."""
    polls = count()
    return lambda: next(polls) > after


@cache
def solved(*, seed: int = 1, workers: int = 1) -> Timetable:
    return solve(asked(), seconds=10, seed=seed, workers=workers, cancelled=called_off(2))


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_seed_makes_the_same_timetable(workers: int) -> None:
    again = solve(asked(), seconds=10, seed=1, workers=workers, cancelled=called_off(2))
    first = solved(workers=workers)
    assert (again.meetings, again.left_out, again.steps) == (first.meetings, first.left_out, first.steps)


def test_another_seed_reaches_the_same_value() -> None:
    other = solved(seed=2)
    assert (other.value, other.seed) == (solved().value, 2)


@pytest.mark.parametrize("workers", [1, 2])
def test_all_that_can_be_is_met_and_the_referee_finds_nothing(workers: int) -> None:
    found = solved(workers=workers)
    assert (verify(asked(), found), found.value) == ([], found.value_bound)


def test_progress_is_told_from_the_first_timetable_on_and_never_falls_back() -> None:
    told: list[Progress] = []
    found = solve(asked(), seconds=SECONDS, progress=told.append)
    keys = [(each.value.key, tuple(-part for part in each.cost.key)) for each in told]
    shares = [each.share for each in told]
    assert (shares[0], keys) == (0.0, sorted(keys))
    assert shares == sorted(shares)
    assert keys[-1] <= (found.value.key, tuple(-part for part in found.cost.key))
    assert {each.value_bound for each in told} == {found.value_bound}


def test_progress_changes_nothing() -> None:
    watched = solve(asked(), seconds=10, progress=lambda _: None, cancelled=called_off(2))
    assert watched.meetings == solved().meetings


def test_called_off_at_once_it_gives_the_first_timetable() -> None:
    found = solve(asked(), seconds=60, cancelled=lambda: True)
    assert (verify(asked(), found), found.steps, found.value) == ([], 0, found.value_bound)


def test_called_off_later_it_gives_the_best_so_far() -> None:
    told: list[Progress] = []
    found = solve(asked(), seconds=60, progress=told.append, cancelled=lambda: len(told) > 2)
    assert (verify(asked(), found), found.cost) == ([], told[-1].cost)
    assert told[-1].share < 1


def hard() -> Problem:
    """Small, and hard to prove: two halls with slots out of step, a way between them, a long rest, an order."""
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


def test_a_small_problem_is_called_off_while_its_proof_is_looked_for() -> None:
    begun = time.perf_counter()
    found = solve(hard(), seconds=60, cancelled=lambda: time.perf_counter() > begun + 0.5)
    assert (verify(hard(), found), found.value, found.status) == ([], found.value_bound, Status.FEASIBLE)


@pytest.mark.parametrize("seconds", [0.0, 0.000001, 0.001])
def test_hardly_any_time_is_enough_for_a_timetable(seconds: float) -> None:
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


def test_a_contradiction_is_refused() -> None:
    with pytest.raises(ProblemError, match="b9 is no participant"):
        solve(problem(wish("b9-s1")))


def everybody(**more: object) -> Callable[[], Problem]:
    return lambda: replace(THREE, participants=tuple(replace(each, **more) for each in THREE.participants))


ODD: dict[str, Callable[[], Problem]] = {
    "nothing": lambda: Problem(slots=(), tables=(), participants=(), wishes=()),
    "no wishes": problem,
    "no slots": lambda: replace(THREE, slots=()),
    "no tables": lambda: replace(everybody(table=None)(), tables=()),
    "nobody is there": everybody(available=frozenset()),
    "nobody meets": everybody(most=0),
    "nobody meets on any day": everybody(most_per_day=0),
    "nobody meets even once in a row": everybody(most_in_a_row=0),
    "nobody comes to what was published": lambda: replace(
        everybody(available=frozenset())(), published=solve(THREE).meetings
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_where_nothing_can_be_met_nothing_is(name: str) -> None:
    odd = ODD[name]()
    found = solve(odd, seconds=SECONDS)
    assert (verify(odd, found), dict(found.meetings), found.status) == ([], {}, Status.OPTIMAL)


ROOMY: dict[str, Callable[[], Problem]] = {
    "limits without end": everybody(most=10**12, most_per_day=10**12, most_in_a_row=10**12),
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


@pytest.mark.parametrize("name", ROOMY)
def test_numbers_as_large_as_anybody_writes_them_do_no_harm(name: str) -> None:
    found = solve(ROOMY[name](), seconds=SECONDS)
    assert (len(found.meetings), found.cost.breaks, found.status) == (5, 0, Status.OPTIMAL)


def test_pinned_meetings_alone_are_the_whole_timetable() -> None:
    pins = (wish("b1-s1", pinned=0), wish("b1-s2", pinned=2), wish("b2-s1", pinned=5))
    found = solve(problem(*pins), seconds=SECONDS)
    where = {name: place.slot for name, place in found.meetings.items()}
    assert (where, found.cost.breaks, found.status) == ({"b1-s1": 0, "b1-s2": 2, "b2-s1": 5}, 1, Status.OPTIMAL)


def test_more_workers_than_wishes_agree() -> None:
    found = solve(THREE, seconds=SECONDS, workers=3)
    assert (len(found.meetings), found.status) == (5, Status.OPTIMAL)
