"""The checker: each constraint violated once, each false claim detected."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from forum.scheduling.check import ensure_well_posed, value_of, verify, violations
from forum.scheduling.problem import Company, Cost, LeftOut, Place, Reason, Status, Timetable, Value
from forum.scheduling.solver import solve
from tests.builders.scheduling.by_hand import (
    APART,
    HELD,
    THREE,
    TWO_HALLS,
    at,
    changed,
    problem,
    wish,
)


def test_a_feasible_timetable_has_no_violations() -> None:
    ensure_well_posed(THREE)
    assert violations(THREE, HELD) == []
    assert violations(THREE, {}) == []


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        (at(b9_s9="0/1"), "b9-s9 is met and is no wish"),
        (at(b1_s1="8/1"), "b1-s1 is met in slot 8, which does not exist"),
        (at(b1_s1="-1/1"), "b1-s1 is met in slot -1, which does not exist"),
        (at(b1_s1="0/9"), "b1-s1 is met at table 9, which does not exist"),
        (at(b2_s1="0/2"), "s1 is in b1-s1 and in b2-s1 at one time"),
        (at(b4_s3="2/3"), "table 3 holds b3-s2 and b4-s3 at one time"),
        (at(b1_s1="0/3"), "b1-s1 is met at table 3, but b1 sits at table 1"),
        (at(b3_s2="2/1"), "b3-s2 is met at table 1, which belongs to b1"),
    ],
)
def test_conflicts_unknown_places_and_wrong_tables(moved: Mapping[str, Place], sentence: str) -> None:
    assert violations(THREE, {**HELD, **moved}) == [sentence]


def test_a_buyer_in_two_meetings_at_once_also_uses_their_table_twice() -> None:
    assert violations(THREE, {**HELD, **at(b1_s2="0/1")}) == [
        "b1 is in b1-s1 and in b1-s2 at one time",
        "table 1 holds b1-s1 and b1-s2 at one time",
    ]


def test_buyers_who_share_a_table_use_it_in_turn() -> None:
    asked = changed(THREE, "b2", table="1")
    ensure_well_posed(asked)
    assert violations(asked, at(b1_s2="0/1", b2_s1="1/1")) == []
    assert violations(asked, at(b1_s2="0/1", b2_s1="0/1")) == ["table 1 holds b1-s2 and b2-s1 at one time"]


def test_overlapping_slots_count_as_the_same_time() -> None:
    ensure_well_posed(APART)
    assert violations(APART, at(b1_s1="0/1", b2_s1="1/2")) == ["s1 is in b1-s1 and in b2-s1 at one time"]
    assert violations(APART, at(b1_s1="0/1", b2_s1="3/2")) == []


def test_a_slot_serves_its_hall() -> None:
    assert violations(APART, at(b1_s1="1/1")) == ["b1-s1 is met in slot 1, which does not serve the hall of table 1"]
    assert violations(APART, at(b3_s1="1/3")) == ["b3-s1 is met in slot 1, which does not serve the hall of table 3"]
    assert violations(APART, at(b3_s1="1/4")) == []


def test_walking_between_halls_needs_its_minutes() -> None:
    walk = replace(APART, walking=15)
    assert violations(walk, at(b1_s1="0/1", b2_s1="3/2")) == [
        "s1 has 10 minutes to go from b1-s1 to b2-s1 in another hall, at least 15 are needed"
    ]
    assert violations(replace(walk, walking=10), at(b1_s1="0/1", b2_s1="3/2")) == []
    assert violations(
        replace(walk, slots=(TWO_HALLS[0], replace(TWO_HALLS[1], starts=560, ends=580))), at(b1_s1="0/1", b2_s1="1/2")
    ) == ["s1 has 0 minutes to go from b1-s1 to b2-s1 in another hall, at least 15 are needed"]
    assert violations(walk, at(b1_s1="0/1", b3_s1="2/3")) == []


@pytest.mark.parametrize(
    ("name", "limits", "sentence"),
    [
        ("b1", {"available": frozenset({0})}, "b1-s2 is met in slot 1, in which b1 is not available"),
        ("s2", {"available": frozenset({2})}, "b1-s2 is met in slot 1, in which s2 is not available"),
        ("b1", {"most": 1}, "b1 has 2 meetings, at most 1 are allowed"),
        ("s3", {"most": 0}, "s3 has 1 meetings, at most 0 are allowed"),
        ("s1", {"most_per_day": 1}, "s1, on day 0, has 2 meetings, at most 1 are allowed"),
        ("b1", {"most_in_a_row": 1}, "b1 has 2 meetings in a row from slot 0 on, at most 1 are allowed"),
    ],
)
def test_availability_and_limits_of_a_person(name: str, limits: dict[str, Any], sentence: str) -> None:
    assert violations(changed(THREE, name, **limits), HELD) == [sentence]


def test_a_days_quota_does_not_carry_over() -> None:
    asked = changed(THREE, "s1", most_per_day=1)
    assert violations(asked, {**HELD, **at(b2_s1="4/2")}) == []


def test_a_pause_as_long_as_the_meeting_before_is_rest() -> None:
    rested = changed(THREE, "b1", most_in_a_row=1)
    assert violations(rested, {**HELD, **at(b1_s1="1/1", b1_s2="2/1")}) == ["s2 is in b1-s2 and in b3-s2 at one time"]
    assert violations(rested, at(b1_s1="1/1", b1_s2="2/1")) == []


def test_the_people_of_a_company_share_its_quota() -> None:
    asked = replace(THREE, companies=(Company(id="c", most=3),))
    for name in ("s1", "s2"):
        asked = changed(asked, name, company="c")
    assert violations(asked, HELD) == ["company c has 4 meetings, at most 3 are allowed"]


def test_a_meeting_within_a_company_counts_once() -> None:
    asked = replace(THREE, companies=(Company(id="c", most=1, small=True),))
    for name in ("b1", "s1"):
        asked = changed(asked, name, company="c")
    assert violations(asked, at(b1_s1="0/1")) == []
    assert value_of(asked, at(b1_s1="0/1")).points == 50 + 125


def test_a_wish_is_met_only_in_its_own_slots() -> None:
    asked = replace(THREE, wishes=(wish("b1-s1", slots=frozenset({1, 2})), *THREE.wishes[1:]))
    assert violations(asked, HELD) == ["b1-s1 is met in slot 0, which is none of its slots"]


def test_precedence() -> None:
    asked = replace(THREE, precedences=(("b1-s1", "b2-s1"), ("b1-s1", "b1-s2")))
    assert violations(asked, HELD) == []  # b1-s2 starts when b1-s1 ends
    assert violations(asked, at(b2_s1="1/2")) == []
    late = at(b1_s1="3/1", b2_s1="2/2")
    assert violations(asked, late) == ["b1-s1 ends after b2-s1 starts, and should come before it"]
    assert violations(asked, at(b1_s1="3/1", b2_s1="4/2")) == []


PINNED = replace(
    changed(THREE, "b1", available=frozenset[int](), most=1, most_per_day=1, most_in_a_row=1),
    wishes=(wish("b1-s1", pinned=0, slots=frozenset({3})), wish("b1-s2", pinned=1), wish("b1-s3")),
    precedences=(("b1-s2", "b1-s1"),),
)


def test_precedence_does_not_apply_between_pinned_meetings() -> None:
    free = replace(PINNED, wishes=(PINNED.wishes[0], wish("b1-s2")))
    free = changed(free, "b1", available=None, most=None, most_per_day=None, most_in_a_row=None)
    sentence = "b1-s2 ends after b1-s1 starts, and should come before it"
    assert violations(free, at(b1_s1="0/1", b1_s2="1/1")) == [sentence]


def test_staff_decides_beyond_limits() -> None:
    ensure_well_posed(PINNED)
    assert violations(PINNED, at(b1_s1="0/1", b1_s2="1/1")) == []


def test_what_staff_decides_is_so() -> None:
    assert violations(PINNED, at(b1_s2="2/1")) == [
        "b1-s1 is pinned in slot 0 and is not met",
        "b1-s2 is pinned in slot 1 and is met in slot 2",
    ]


def test_pinned_meetings_beyond_a_limit_permit_no_further_ones() -> None:
    asked = changed(PINNED, "b1", available=None)
    assert violations(asked, at(b1_s1="0/1", b1_s2="1/1", b1_s3="2/1")) == [
        "b1 has 3 meetings, at most 1 are allowed",
        "b1, on day 0, has 3 meetings, at most 1 are allowed",
    ]
    assert violations(changed(asked, "b1", most=3, most_per_day=3), at(b1_s1="0/1", b1_s2="1/1", b1_s3="2/1")) == []


def test_a_pinned_meeting_counts_in_rows_with_others() -> None:
    asked = replace(PINNED, wishes=(wish("b1-s1", pinned=0), wish("b1-s2")), precedences=())
    asked = changed(asked, "b1", available=None, most=None, most_per_day=None)
    sentence = "b1 has 2 meetings in a row from slot 0 on, at most 1 are allowed"
    assert violations(asked, at(b1_s1="0/1", b1_s2="1/1")) == [sentence]


def test_walking_time_does_not_apply_between_pinned_meetings() -> None:
    asked = replace(APART, walking=15, wishes=(wish("b1-s1", pinned=0), wish("b2-s1", pinned=3)))
    assert violations(asked, at(b1_s1="0/1", b2_s1="3/2")) == []
    free = replace(asked, wishes=(wish("b1-s1", pinned=0), wish("b2-s1")))
    assert len(violations(free, at(b1_s1="0/1", b2_s1="3/2"))) == 1


OPTIMAL = Timetable(
    status=Status.OPTIMAL,
    meetings=HELD,
    left_out=(),
    value=Value(met=(0, 0, 0, 0, 5), points=250),
    value_bound=Value(met=(0, 0, 0, 0, 5), points=250),
    cost=Cost(moved=0, breaks=1, walks=0),
    cost_bound=Cost(moved=0, breaks=1, walks=0),
    seconds=0.1,
    steps=1,
    seed=1,
)


def left(name: str) -> LeftOut:
    return LeftOut(wish=name, reason=Reason.NOT_REACHED, numbers={})


def test_true_claims_are_accepted() -> None:
    assert verify(THREE, OPTIMAL) == []


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({"left_out": (left("b1-s1"),)}, ["b1-s1 is met and left out"]),
        ({"left_out": (left("b9-s9"),)}, ["b9-s9 is left out and is no wish"]),
        (
            {"value_bound": Value(met=(0, 0, 0, 0, 5), points=249), "status": Status.FEASIBLE},
            ["the value (0, 0, 0, 0, 5, 250) is beyond its bound (0, 0, 0, 0, 5, 249)"],
        ),
        (
            {"value_bound": Value(met=(0, 0, 0, 1, 0), points=0)},
            [
                "the timetable is said to be optimal, but its value (0, 0, 0, 0, 5, 250) "
                "is not its bound (0, 0, 0, 1, 0, 0)"
            ],
        ),
        ({"value_bound": Value(met=(0, 0, 0, 1, 0), points=0), "status": Status.FEASIBLE}, []),
        (
            {"cost_bound": Cost(moved=0, breaks=0, walks=0)},
            ["the timetable is said to be optimal, but its cost (0, 0, 0, 1, 0) is not its bound (0, 0, 0, 0, 0)"],
        ),
        (
            {"cost_bound": Cost(moved=0, breaks=0, walks=1), "status": Status.FEASIBLE},
            ["the cost (0, 0, 0, 1, 0) is below its bound (0, 0, 0, 0, 1)"],
        ),
        (
            {"cost": Cost(moved=1, breaks=1, walks=0), "status": Status.FEASIBLE},
            ["the cost is said to be (1, 0, 0, 1, 0) and is (0, 0, 0, 1, 0)"],
        ),
        (
            {"value": Value(met=(0, 0, 0, 0, 4), points=999), "status": Status.FEASIBLE},
            ["the value is said to be (0, 0, 0, 0, 4, 999) and is (0, 0, 0, 0, 5, 250)"],
        ),
        (
            {"meetings": {**HELD, **at(b1_s1="1/1")}, "cost": Cost(moved=0, breaks=0, walks=0)},
            [
                "b1 is in b1-s1 and in b1-s2 at one time",
                "table 1 holds b1-s1 and b1-s2 at one time",
                "the cost (0, 0, 0, 0, 0) is below its bound (0, 0, 0, 1, 0)",
                "the timetable is said to be optimal, but its cost (0, 0, 0, 0, 0) is not its bound (0, 0, 0, 1, 0)",
            ],
        ),
    ],
)
def test_false_claims_are_reported(change: dict[str, Any], sentences: list[str]) -> None:
    assert verify(THREE, replace(OPTIMAL, **change)) == sentences


def test_every_wish_is_either_met_or_left_out_once() -> None:
    fewer = {name: place for name, place in HELD.items() if name != "b1-s1"}
    value = Value(met=(0, 0, 0, 0, 4), points=200)
    short = replace(OPTIMAL, meetings=fewer, value=value, value_bound=value, cost=Cost(moved=0, breaks=0, walks=0))
    short = replace(short, cost_bound=short.cost)
    assert verify(THREE, short) == ["b1-s1 is neither met nor left out"]
    assert verify(THREE, replace(short, left_out=(left("b1-s1"),))) == []
    assert verify(THREE, replace(short, left_out=(left("b1-s1"),) * 2)) == ["b1-s1 is left out 2 times"]


def test_a_pair_meets_once_and_all_else_that_it_wishes_is_joined() -> None:
    first, second, third = wish("b1-s1"), wish("b1-s1"), wish("b2-s1")
    wishes = (first, replace(second, id="more"), third, replace(third, id="again"))
    asked = problem(*wishes, once=True)
    both = at(b1_s1="0/1", more="1/1")
    assert violations(asked, both) == ["b1 meets s1 2 times, at most 1 are allowed"]
    assert violations(replace(asked, once=False), both) == []
    decided = (replace(wishes[0], pinned=0), replace(wishes[1], pinned=1), *wishes[2:])
    assert violations(replace(asked, wishes=decided), both) == []
    told = replace(asked, published=at(b1_s1="0/1", more="1/1"))
    assert violations(told, both) == []
    found = solve(asked, seconds=0.2)
    assert (verify(asked, found), len(found.meetings), found.left_out) == ([], 2, ())
    (name, meeting), *_ = found.joined.items()
    assert verify(asked, replace(found, joined={**found.joined, name: "b2-s1"}))[0].startswith(f"{name} is joined to")
    without = {each: joined for each, joined in found.joined.items() if each != name}
    assert verify(asked, replace(found, joined=without)) == [
        f"{name} is neither met nor left out", f"{name} is joined to no meeting, and should be to {meeting}",
    ]  # fmt: skip
