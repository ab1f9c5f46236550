"""The fewest breaks that k meetings of one person need."""

import pytest

from forum.scheduling.problem import Problem, Slot, Table
from forum.scheduling.solver.model import compile_problem
from forum.scheduling.solver.patterns import IMPOSSIBLE, envelope, fewest_breaks, fewest_of_wishes, places_of
from tests.builders.scheduling.by_hand import buyer, changed, problem, supplier, wish

NEVER = IMPOSSIBLE
ONE_DAY = tuple(Slot(day=0, starts=540 + 20 * number, ends=560 + 20 * number) for number in range(5))
"""Five consecutive slots."""
TWO_DAYS = (*ONE_DAY[:3], *(Slot(day=1, starts=slot.starts, ends=slot.ends) for slot in ONE_DAY[:3]))


def asked(*pins: int, slots: tuple[Slot, ...] = ONE_DAY, **limits: object) -> Problem:
    """A buyer with these limits, pinned in some slots, and as many further wishes as there are slots."""
    pinned = tuple(wish(f"b1-p{slot}", pinned=slot) for slot in pins)
    open_ones = tuple(wish(f"b1-s{number}") for number in range(len(slots)))
    offers = [supplier(each.supplier) for each in (*pinned, *open_ones)]
    return problem(*pinned, *open_ones, slots=slots, participants=(buyer("b1", "1", **limits), *offers))


def curve(of: Problem, person: int = 0) -> tuple[int, ...]:
    """The fewest breaks by number of meetings, up to the largest feasible number."""
    found = fewest_breaks(compile_problem(of))[person]
    feasible = [number for number, cost in enumerate(found) if cost < NEVER]
    return found[: max(feasible, default=-1) + 1]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, (0, 0, 0, 0, 0, 0)),
        ({"available": frozenset({0, 1, 3})}, (0, 0, 0, 1)),
        ({"available": frozenset({0, 2, 4})}, (0, 0, 1, 2)),
        ({"available": frozenset()}, (0,)),
        ({"most_per_day": 2}, (0, 0, 0)),
        ({"most_per_day": 0}, (0,)),
        ({"most_in_a_row": 1}, (0, 0, 1, 2)),
        ({"most_in_a_row": 2}, (0, 0, 0, 1, 1)),
        ({"most_in_a_row": 0}, (0,)),
    ],
)
def test_the_fewest_breaks_of_k_meetings(limits: dict[str, object], expected: tuple[int, ...]) -> None:
    assert curve(asked(**limits)) == expected


@pytest.mark.parametrize(
    ("pins", "limits", "expected"),
    [
        ((2,), {}, (NEVER, 0, 0, 0, 0, 0)),
        ((0, 2), {}, (NEVER, NEVER, 1, 0, 0, 0)),
        ((0, 4), {}, (NEVER, NEVER, 1, 1, 1, 0)),
        ((0, 2, 4), {}, (NEVER, NEVER, NEVER, 2, 1, 0)),
        ((0, 1, 2), {"most_per_day": 1}, (NEVER, NEVER, NEVER, 0)),
        ((0, 1, 2), {"most_in_a_row": 1}, (NEVER, NEVER, NEVER, 0, 1)),
        ((1, 3), {"available": frozenset({0, 4})}, (NEVER, NEVER, 1, 1, 1)),
    ],
    ids=str,
)
def test_pinned_meetings_are_among_the_k_meetings(
    pins: tuple[int, ...], limits: dict[str, object], expected: tuple[int, ...]
) -> None:
    assert curve(asked(*pins, **limits)) == expected


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, (0, 0, 0, 0, 0, 0, 0)),
        ({"available": frozenset({0, 2, 3, 5})}, (0, 0, 0, 1, 2)),
        ({"most_per_day": 1}, (0, 0, 0)),
        ({"most_per_day": 2, "most_in_a_row": 1}, (0, 0, 0, 1, 2)),
    ],
)
def test_days_add_up_and_nights_are_no_breaks(limits: dict[str, object], expected: tuple[int, ...]) -> None:
    assert curve(asked(slots=TWO_DAYS, **limits)) == expected


def test_a_pause_without_a_slot_is_no_break_and_a_short_one_no_rest() -> None:
    lunch = (*ONE_DAY[:2], *(Slot(day=0, starts=starts, ends=starts + 20) for starts in (600, 620)))
    short = (*ONE_DAY[:2], *(Slot(day=0, starts=starts, ends=starts + 20) for starts in (590, 610)))
    assert curve(asked(slots=lunch, most_in_a_row=2)) == (0, 0, 0, 0, 0)
    assert curve(asked(slots=short, most_in_a_row=2)) == (0, 0, 0, 1)


def test_slots_of_two_halls_form_one_day_and_overlapping_ones_exclude_each_other() -> None:
    slots = tuple(
        Slot(day=0, starts=540 + 10 * number, ends=560 + 10 * number, hall="AB"[number % 2]) for number in range(5)
    )
    ask = problem(
        wish("b1-s1"),
        wish("b2-s1"),
        slots=slots,
        tables=(Table(id="1", hall="A"), Table(id="2", hall="B")),
        participants=(buyer("b1", "1"), buyer("b2", "2"), supplier("s1")),
    )
    assert (curve(ask, 0), curve(ask, 1), curve(ask, 2)) == ((0, 0, 0, 0), (0, 0, 0), (0, 0, 0, 0))


def test_capacity_excludes_pinned_meetings_and_respects_the_quota() -> None:
    model = compile_problem(changed(asked(0, 1, most_in_a_row=3), "b1", most=4))
    places = places_of(model, fewest_breaks(model))
    assert (places[0], set(places[1:3].tolist()), set(places[3:].tolist())) == (2, {0}, {3})


@pytest.mark.parametrize(
    ("pins", "most", "expected"), [((0, 1), 1, 0), ((0, 1), 2, 0), ((0, 1), 3, 1), ((), 0, 0), ((), 9, 5)]
)
def test_capacity_is_never_negative(pins: tuple[int, ...], most: int, expected: int) -> None:
    model = compile_problem(asked(*pins, most=most))
    assert places_of(model, fewest_breaks(model))[0] == expected


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ([{0, 1, 2}, {0, 1, 2}], 0),
        ([{0}, {1}], 0),
        ([{0}, {2}], 1),
        ([{0}, {2}, {4}], 2),
        ([{0}, {2, 3}, {4}], 1),
        ([{0, 3}, {4}], 0),
        ([{0}, {0}], NEVER),
        ([], 0),
    ],
)
def test_the_fewest_breaks_of_given_wishes(slots: list[set[int]], expected: int) -> None:
    asks = [wish(f"b{number}-s1", slots=frozenset(own)) for number, own in enumerate(slots)]
    people = (*(buyer(each.buyer, "1") for each in asks), supplier("s1"))
    model = compile_problem(problem(*asks, slots=ONE_DAY, participants=people))
    assert fewest_of_wishes(model, list(range(len(asks)))) == expected


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ((0, 0, 0), [0, 0]),
        ((0, 0, 1, 2), [0, 10, 10]),
        ((0, 1, 1), [5, 5]),
        ((0, 2, 1), [5, 5]),
        ((0, 1, 1, 1), [3, 3, 3]),
        ((NEVER, 1, 0, 0), [-10, 0]),
        ((NEVER, NEVER, 2, NEVER, 3), [5, 5]),
        ((0,), []),
        ((NEVER,), []),
    ],
)
def test_the_envelope_is_convex_and_a_lower_bound(costs: tuple[int, ...], expected: list[int]) -> None:
    assert envelope(costs, scale=10) == expected
