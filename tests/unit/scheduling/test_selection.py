"""The selection of wishes by network flow: what it selects, and that its bounds hold for every timetable.

FORO_EXAMPLES sets the number of random problems.
"""

import os
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.scheduling.problem import Company, Priority, Problem, Slot, Table, Wish, first_meetings
from forum.scheduling.solver.model import compile_problem
from forum.scheduling.solver.patterns import fewest_breaks
from forum.scheduling.solver.selection import select
from forum.scheduling.solver.wish_network import Selection
from tests.builders.scheduling import best_by_exhaustion, fans, problems
from tests.builders.scheduling.by_hand import ONE_HALL, buyer, changed, problem, supplier, wish

EXAMPLES = int(os.environ.get("FORO_EXAMPLES", "100"))
MUTUAL, BUYER, ORGANISER, SUPPLIER = Priority


def selection_of(asked: Problem, *refined: str) -> Selection:
    model = compile_problem(asked)
    numbers = frozenset(number for number, person in enumerate(asked.participants) if person.id in refined)
    return select(model, fewest_breaks(model), refined=numbers)


def chosen(asked: Problem, *refined: str) -> set[str]:
    taken = selection_of(asked, *refined).chosen
    return {each.id for each, is_taken in zip(asked.wishes, taken, strict=True) if is_taken}


def company(name: str, people: Iterable[str], asked: Problem, **more: object) -> Problem:
    """The problem with these people in one company."""
    for person in people:
        asked = changed(asked, person, company=name)
    return Problem(**{**vars(asked), "companies": (*asked.companies, Company(id=name, **more))})


def test_all_wishes_are_selected_where_capacity_allows() -> None:
    asked = problem(wish("b1-s1"), wish("b1-s2", priority=MUTUAL), wish("b3-s1", weight=10))
    assert selection_of(asked).bound.key == (0, 1, 0, 0, 2, 110)
    assert chosen(asked) == {"b1-s1", "b1-s2", "b3-s1"}


@pytest.mark.parametrize(("stronger", "weaker"), [(MUTUAL, BUYER), (BUYER, ORGANISER), (ORGANISER, SUPPLIER)])
def test_one_of_a_stronger_class_comes_before_two_of_a_weaker(stronger: Priority, weaker: Priority) -> None:
    asked = problem(
        *(wish("b1-s1", priority=stronger, weight=0), wish("b1-s2", priority=weaker), wish("b2-s1", priority=weaker))
    )
    asked = changed(changed(asked, "b1", most=1), "s1", most=1)
    assert chosen(asked) == {"b1-s1"}


def test_two_meetings_come_before_one_of_more_points() -> None:
    asked = problem(wish("b1-s1", weight=100), wish("b1-s2", weight=0), wish("b2-s1", weight=0))
    asked = changed(changed(asked, "b1", most=1), "s1", most=1)
    assert chosen(asked) == {"b1-s2", "b2-s1"}


def test_a_first_meeting_of_a_small_company_comes_before_anybodys_sixth() -> None:
    ask = [*(wish(f"b1-s{number}", weight=100) for number in range(1, 7)), wish("b1-s7", weight=0)]
    people = (buyer("b1", "1", most=6), *(supplier(f"s{number}", company="k") for number in range(1, 7)))
    asked = problem(
        *ask,
        participants=(*people, supplier("s7", company="m")),
        companies=(Company(id="k", small=True), Company(id="m", small=True)),
    )
    assert "b1-s7" in chosen(asked)
    assert selection_of(asked).bound.points == 5 * 100 + first_meetings(5) + first_meetings(1)


def test_a_scarce_process_comes_before_any_weight() -> None:
    asked = problem(
        wish("b1-s1", weight=100, process="corte"),
        wish("b1-s3", weight=50, process="corte"),
        wish("b1-s2", weight=10, process="forja"),
        wish("b2-s2", process="forja"),
    )
    assert (asked.scarce, chosen(changed(asked, "b1", most=1))) == ({"forja"}, {"b1-s2", "b2-s2"})


@pytest.mark.parametrize(
    ("limits", "met"),
    [({}, 3), ({"most": 2}, 2), ({"most": 0}, 0), ({"most_per_day": 1}, 2), ({"most_per_day": 0}, 0)]
    + [({"available": frozenset({6})}, 1), ({"available": frozenset({0, 1}), "most_in_a_row": 1}, 1)],
)
@pytest.mark.parametrize("person", ["b1", "s1"])
def test_limits_of_a_person_hold(limits: dict[str, object], met: int, person: str) -> None:
    names = ("b1-s1", "b1-s2", "b1-s3") if person == "b1" else ("b1-s1", "b2-s1", "b3-s1")
    asked = changed(problem(*map(wish, names)), person, **limits)
    assert selection_of(asked).bound.total == met
    assert len(chosen(asked)) == met


@pytest.mark.parametrize("side", [("b1", "b2"), ("s1", "s2")])
def test_the_people_of_a_company_share_its_quota(side: tuple[str, str]) -> None:
    asked = problem(wish("b1-s1"), wish("b2-s2"), wish("b1-s3"), wish("b3-s2"))
    assert selection_of(company("k", side, asked, most=1)).bound.total == 2


def test_pinned_meetings_use_quota_and_are_always_selected() -> None:
    asked = problem(wish("b1-s1", pinned=0), wish("b1-s2", pinned=1), wish("b1-s3", priority=MUTUAL), wish("b2-s3"))
    asked = changed(asked, "b1", most=1)
    assert chosen(asked) == {"b1-s1", "b1-s2", "b2-s3"}
    assert selection_of(asked).bound.key == (0, 0, 0, 0, 3, 150)


def test_a_pinned_meeting_earns_the_points_of_its_companys_first_meeting() -> None:
    asked = company("k", ["s1"], problem(wish("b1-s1", pinned=0), wish("b2-s1")), small=True)
    assert selection_of(asked).bound.points == 100 + first_meetings(2)


def test_a_shared_table_holds_one_meeting_per_slot() -> None:
    people = (buyer("b1", "1"), buyer("b2", "1"), *(supplier(f"s{number}") for number in range(1, 7)))
    asks = [wish(f"b{one}-s{two}") for one in (1, 2) for two in range(1, 7)]
    assert selection_of(problem(*asks, participants=people)).bound.total == len(ONE_HALL)


def test_a_pool_table_holds_one_meeting_per_slot() -> None:
    asks = [wish(f"b{one}-s{two}") for one in (3, 4) for two in range(1, 5)]
    halls = (Table(id="1"), Table(id="2"), Table(id="3"))
    short = tuple(slot for slot in ONE_HALL if slot.day == 0)
    assert selection_of(problem(*asks, tables=halls, slots=short)).bound.total == len(short)


LATE = frozenset({3})
CROWDED = problem(wish("b1-s1", slots=LATE, weight=40), wish("b1-s2", slots=LATE, weight=60), wish("b1-s3", weight=10))
"""Two wishes with the same single slot: the buyer has the capacity for both, but not the slots."""


def test_capacities_alone_overlook_a_conflict_over_one_slot() -> None:
    assert selection_of(CROWDED).bound.total == 3


@pytest.mark.parametrize("asked", [CROWDED, changed(CROWDED, "b1", most_per_day=1)])
def test_refining_a_buyer_resolves_the_conflict(asked: Problem) -> None:
    assert chosen(asked, "b1") == {"b1-s2", "b1-s3"}


def test_refining_a_supplier_resolves_the_conflict() -> None:
    asked = problem(wish("b1-s1", slots=LATE, weight=40), wish("b2-s1", slots=LATE, weight=60), wish("b3-s1"))
    assert chosen(asked, "s1") == {"b2-s1", "b3-s1"}


def test_a_refined_persons_day_quota_holds() -> None:
    asked = changed(problem(wish("b1-s1", slots=frozenset({0})), wish("b1-s2", slots=LATE)), "b1", most_per_day=1)
    assert len(chosen(asked, "b1")) == 1


def ladder(count: int) -> Problem:
    """Suppliers who meet the buyer in slot n for many points, or in n + 1 for none; one of them has slot 0 only."""
    asks = [wish("b1-s0", weight=0, slots=frozenset({0}))]
    for number in range(count):
        names = {"supplier": f"t{number}", "process": f"p{number}"}
        asks += [
            Wish(id=f"early{number}", buyer="b1", weight=100, slots=frozenset({number}), **names),
            Wish(id=f"scarce{number}", buyer="b2", weight=100, slots=frozenset({number}), **names),
            Wish(id=f"late{number}", buyer="b1", supplier=f"t{number}", weight=0, slots=frozenset({number + 1})),
        ]
    return problem(
        *asks,
        slots=tuple(Slot(day=0, starts=20 * number, ends=20 * number + 20) for number in range(count + 1)),
        participants=(
            *(buyer("b1", "1"), buyer("b2", "2", available=frozenset()), supplier("s0")),
            *(supplier(f"t{number}", most=1) for number in range(count)),
        ),
    )


def test_one_more_meeting_outweighs_any_number_of_points() -> None:
    asked = ladder(12)
    assert selection_of(asked, "b1").bound.key == (0, 0, 0, 0, 13, 0)
    assert chosen(asked, "b1") == {"b1-s0", *(f"late{number}" for number in range(12))}


def test_many_buyers_in_all_classes_do_not_overflow() -> None:
    many = range(1500)
    people = (*(buyer(f"b{number}", "1") for number in many), *(supplier(f"s{number}") for number in range(5)))
    asks = [wish(f"b{number}-s{number % 5}", priority=tuple(Priority)[number % 4]) for number in many]
    assert selection_of(problem(*asks, participants=people)).bound.total == len(ONE_HALL)


def assert_bounds_hold(asked: Problem, refined: Iterable[str]) -> None:
    """No timetable has a larger value than the bound, and none of that value costs less than the bound."""
    selection = selection_of(asked, *refined)
    value, cost = best_by_exhaustion(asked)
    assert selection.bound.key >= value.key
    if selection.bound == value:
        assert all(least <= number for least, number in zip(selection.cost.key, cost.key, strict=True))


@given(st.one_of(problems(), fans()), st.sets(st.sampled_from(("b1", "b2", "s0", "s1", "s2", "s3"))))
@settings(max_examples=EXAMPLES)
def test_the_bounds_of_the_selection_hold(asked: Problem, refined: set[str]) -> None:
    assert_bounds_hold(asked, refined)
