"""The referee: each rule broken once, each false claim caught, values and costs worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from forum.meetings.scheduling.check import cost_of, ensure_well_posed, faults, value_of, violations
from forum.meetings.scheduling.problem import (
    Company,
    Cost,
    LeftOut,
    Participant,
    Place,
    Priority,
    Problem,
    ProblemError,
    Reason,
    Side,
    Slot,
    Status,
    Table,
    Timetable,
    Value,
    Wish,
)

ONE_HALL = tuple(Slot(day=day, starts=start, ends=start + 20) for day in (0, 1) for start in (540, 560, 600, 620))
"""Numbers 0 to 3 on the first day and 4 to 7 on the second; a pause of 20 minutes after two, in which is no slot."""
TABLES = (Table(id="1"), Table(id="2"), Table(id="3"), Table(id="4"))


def buyer(name: str, table: str | None = None, **more: Any) -> Participant:
    return Participant(id=name, side=Side.BUYER, table=table, **more)


def supplier(name: str, **more: Any) -> Participant:
    return Participant(id=name, side=Side.SUPPLIER, **more)


def wish(names: str, **more: Any) -> Wish:
    """Of the buyer and the supplier in its name: "b1-s1"."""
    asks, offers = names.split("-")
    return Wish(id=names, buyer=asks, supplier=offers, **more)


def problem(*wishes: Wish, **more: Any) -> Problem:
    """Buyers b1 at table 1, b2 at table 2, b3 and b4 without a table; suppliers s1 to s4."""
    people = {
        "participants": (
            *(buyer("b1", "1"), buyer("b2", "2"), buyer("b3"), buyer("b4")),
            *(supplier("s1"), supplier("s2"), supplier("s3"), supplier("s4")),
        ),
    }
    return Problem(**{"slots": ONE_HALL, "tables": TABLES, "wishes": wishes, **people, **more})


def changed(asked: Problem, name: str, **more: Any) -> Problem:
    """The problem with one participant changed."""
    people = tuple(replace(person, **more) if person.id == name else person for person in asked.participants)
    return replace(asked, participants=people)


def at(**places: str) -> dict[str, Place]:
    """Places by wish, `b1_s1="0/1"` for slot 0 and table 1."""
    return {
        name.replace("_", "-"): Place(slot=int(place.split("/")[0]), table=place.split("/")[1])
        for name, place in places.items()
    }


THREE = problem(wish("b1-s1"), wish("b1-s2"), wish("b2-s1"), wish("b3-s2"), wish("b4-s3"))
HELD = at(b1_s1="0/1", b1_s2="1/1", b2_s1="2/2", b3_s2="2/3", b4_s3="2/4")


def test_a_timetable_that_holds() -> None:
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
def test_two_places_and_wrong_seats(moved: Mapping[str, Place], sentence: str) -> None:
    assert violations(THREE, {**HELD, **moved}) == [sentence]


def test_a_buyer_in_two_meetings_at_one_time_is_also_at_one_table_twice() -> None:
    assert violations(THREE, {**HELD, **at(b1_s2="0/1")}) == [
        "b1 is in b1-s1 and in b1-s2 at one time",
        "table 1 holds b1-s1 and b1-s2 at one time",
    ]


def test_buyers_who_share_a_table_sit_there_one_after_the_other() -> None:
    asked = changed(THREE, "b2", table="1")
    ensure_well_posed(asked)
    assert violations(asked, at(b1_s2="0/1", b2_s1="1/1")) == []
    assert violations(asked, at(b1_s2="0/1", b2_s1="0/1")) == ["table 1 holds b1-s2 and b2-s1 at one time"]


# Two halls with slots of their own: 0 (A, 9:00), 1 (B, 9:10), 2 (A, 9:20), 3 (B, 9:30), 4 (A, 9:40), all 20 minutes.
TWO_HALLS = tuple(
    Slot(day=0, starts=540 + 10 * number, ends=560 + 10 * number, hall="AB"[number % 2]) for number in range(5)
)
APART = problem(
    wish("b1-s1"),
    wish("b2-s1"),
    wish("b3-s1"),
    slots=TWO_HALLS,
    tables=(Table(id="1", hall="A"), Table(id="2", hall="B"), Table(id="3", hall="A"), Table(id="4", hall="B")),
)


def test_slots_that_overlap_are_the_same_time() -> None:
    ensure_well_posed(APART)
    assert violations(APART, at(b1_s1="0/1", b2_s1="1/2")) == ["s1 is in b1-s1 and in b2-s1 at one time"]
    assert violations(APART, at(b1_s1="0/1", b2_s1="3/2")) == []


def test_a_slot_serves_its_hall() -> None:
    assert violations(APART, at(b1_s1="1/1")) == ["b1-s1 is met in slot 1, which does not serve the hall of table 1"]
    assert violations(APART, at(b3_s1="1/3")) == ["b3-s1 is met in slot 1, which does not serve the hall of table 3"]
    assert violations(APART, at(b3_s1="1/4")) == []


def test_walking_takes_its_time() -> None:
    walk = replace(APART, walking=15)
    assert violations(walk, at(b1_s1="0/1", b2_s1="3/2")) == [
        "s1 has 10 minutes to go from b1-s1 to b2-s1 in another hall, at least 15 are needed"
    ]
    assert violations(replace(walk, walking=10), at(b1_s1="0/1", b2_s1="3/2")) == []
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


def test_a_day_does_not_count_on_the_next() -> None:
    asked = changed(THREE, "s1", most_per_day=1)
    assert violations(asked, {**HELD, **at(b2_s1="4/2")}) == []


def test_a_pause_as_long_as_the_meeting_before_is_rest() -> None:
    rested = changed(THREE, "b1", most_in_a_row=1)
    assert violations(rested, {**HELD, **at(b1_s1="1/1", b1_s2="2/1")}) == ["s2 is in b1-s2 and in b3-s2 at one time"]
    assert violations(rested, at(b1_s1="1/1", b1_s2="2/1")) == []


def test_a_company_s_people_share_its_quota() -> None:
    asked = replace(THREE, companies=(Company(id="c", most=3),))
    for name in ("s1", "s2"):
        asked = changed(asked, name, company="c")
    assert violations(asked, HELD) == ["company c has 4 meetings, at most 3 are allowed"]


def test_a_meeting_within_a_company_is_one() -> None:
    asked = replace(THREE, companies=(Company(id="c", most=1, small=True),))
    for name in ("b1", "s1"):
        asked = changed(asked, name, company="c")
    assert violations(asked, at(b1_s1="0/1")) == []
    assert value_of(asked, at(b1_s1="0/1")).points == 50 + 125


def test_a_wish_names_its_slots() -> None:
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


def test_staff_decides_beyond_limits() -> None:
    ensure_well_posed(PINNED)
    assert violations(PINNED, at(b1_s1="0/1", b1_s2="1/1")) == []


def test_what_staff_decides_is_so() -> None:
    assert violations(PINNED, at(b1_s2="2/1")) == [
        "b1-s1 is pinned in slot 0 and is not met",
        "b1-s2 is pinned in slot 1 and is met in slot 2",
    ]


def test_nothing_is_added_to_pins_beyond_a_limit() -> None:
    asked = changed(PINNED, "b1", available=None)
    assert violations(asked, at(b1_s1="0/1", b1_s2="1/1", b1_s3="2/1")) == [
        "b1 has 3 meetings, at most 1 are allowed",
        "b1, on day 0, has 3 meetings, at most 1 are allowed",
    ]
    assert violations(changed(asked, "b1", most=3, most_per_day=3), at(b1_s1="0/1", b1_s2="1/1", b1_s3="2/1")) == []


def test_a_pinned_meeting_counts_for_the_rest_of_others() -> None:
    asked = replace(PINNED, wishes=(wish("b1-s1", pinned=0), wish("b1-s2")), precedences=())
    asked = changed(asked, "b1", available=None, most=None, most_per_day=None)
    sentence = "b1 has 2 meetings in a row from slot 0 on, at most 1 are allowed"
    assert violations(asked, at(b1_s1="0/1", b1_s2="1/1")) == [sentence]


def test_pinned_meetings_leave_no_time_to_walk_and_others_do() -> None:
    asked = replace(APART, walking=15, wishes=(wish("b1-s1", pinned=0), wish("b2-s1", pinned=3)))
    assert violations(asked, at(b1_s1="0/1", b2_s1="3/2")) == []
    free = replace(asked, wishes=(wish("b1-s1", pinned=0), wish("b2-s1")))
    assert len(violations(free, at(b1_s1="0/1", b2_s1="3/2"))) == 1


def test_the_value_by_hand() -> None:
    asked = problem(
        wish("b1-s1", priority=Priority.MUTUAL, weight=80, process="forja"),
        wish("b2-s1", priority=Priority.BUYER, weight=10, process="forja"),
        wish("b1-s2", priority=Priority.ORGANISER, weight=0, process="corte"),
        wish("b2-s3", weight=30),
        wish("b3-s3", priority=Priority.MUTUAL, weight=7),
        companies=(Company(id="s", small=True), Company(id="t", small=True)),
        published=at(b3_s3="0/3"),
    )
    asked = changed(changed(asked, "s1", company="s"), "s2", company="t")
    # Forja: one supplier for two buyers, so 100 more each. Company s meets twice (125 + 100), t once (125).
    places = at(b1_s1="0/1", b2_s1="1/2", b1_s2="1/1", b2_s3="0/2", b3_s3="2/3")
    assert value_of(asked, places) == Value(met=(1, 1, 1, 1, 1), points=80 + 10 + 0 + 30 + 7 + 200 + 225 + 125)
    assert value_of(asked, {}) == Value(met=(0, 0, 0, 0, 0), points=0)
    assert asked.scarce == {"forja"}


def test_a_process_is_not_scarce_with_a_company_for_each_buyer() -> None:
    asked = problem(wish("b1-s1", process="forja"), wish("b2-s2", process="forja"))
    assert value_of(asked, at(b1_s1="0/1")).points == 50
    asked = changed(changed(asked, "s1", company="c"), "s2", company="c")
    assert value_of(asked, at(b1_s1="0/1")).points == 150


def test_a_small_company_adds_five_times() -> None:
    wishes = tuple(Wish(id=f"w{number}", buyer="b1", supplier="s1") for number in range(7))
    asked = changed(problem(*wishes, companies=(Company(id="c", small=True),)), "s1", company="c")
    places = {f"w{number}": Place(slot=number, table="1") for number in range(7)}
    assert value_of(asked, places).points == 7 * 50 + 125 + 100 + 75 + 50 + 25


def test_moved_meetings_by_hand() -> None:
    asked = replace(THREE, published=at(b1_s1="0/1", b1_s2="2/1", b3_s2="2/4", b4_s3="4/4"))
    # The first stays, the second is in another slot, the third at another table, the fourth is not met.
    assert cost_of(asked, at(b1_s1="0/1", b1_s2="1/1", b3_s2="2/3")).moved == 2


def test_breaks_by_hand() -> None:
    asked = problem(wish("b1-s1"), wish("b1-s2"), wish("b2-s1"), wish("b2-s2"))
    # s1 waits from slot 0 to 3 and s2 from 1 to 3, b1 from 0 to 3 (its own table): slots lie between.
    assert cost_of(asked, at(b1_s1="0/1", b2_s1="3/2")) == Cost(moved=0, breaks=1, walks=0)
    # Between slots 1 and 2 lie 20 minutes and no slot; the night is no break.
    assert cost_of(asked, at(b1_s1="1/1", b2_s1="2/2")) == Cost(moved=0, breaks=0, walks=0)
    assert cost_of(asked, at(b1_s1="0/1", b2_s1="7/2")) == Cost(moved=0, breaks=0, walks=0)
    # s1: 0 and 2, one break; s2: 3 and 5, none; b1: 0 and 3, one; b2: 2 and 5, none.
    assert cost_of(asked, at(b1_s1="0/1", b2_s1="2/2", b1_s2="3/1", b2_s2="5/2")).breaks == 2


def test_a_slot_of_another_hall_makes_a_break_only_wholly_between() -> None:
    # From 9:20 to 9:40: slot 2 of hall A fits, slots 1 and 3 of hall B reach beyond.
    assert cost_of(APART, at(b1_s1="0/1", b3_s1="4/3")) == Cost(moved=0, breaks=1, walks=0)
    without = replace(APART, slots=(*TWO_HALLS[:2], *TWO_HALLS[3:]))
    assert cost_of(without, at(b1_s1="0/1", b3_s1="3/3")) == Cost(moved=0, breaks=0, walks=0)
    other = replace(APART, slots=(*TWO_HALLS[:2], replace(TWO_HALLS[2], hall="B"), TWO_HALLS[4]))
    assert cost_of(other, at(b1_s1="0/1", b3_s1="3/3")) == Cost(moved=0, breaks=1, walks=0)


def test_walks_by_hand() -> None:
    # s1 goes from hall A to hall B and back; b3 has no table and changes tables within hall A.
    asked = replace(APART, wishes=(wish("b1-s1"), wish("b4-s1"), wish("b3-s2"), wish("b3-s3"), wish("b3-s1")))
    asked = replace(asked, tables=(*asked.tables, Table(id="5", hall="A")))
    assert cost_of(asked, at(b1_s1="0/1", b4_s1="3/4")) == Cost(moved=0, breaks=0, walks=1)
    assert cost_of(asked, at(b3_s2="0/3", b3_s3="2/5")) == Cost(moved=0, breaks=0, walks=1)
    assert cost_of(asked, at(b3_s2="0/3", b3_s3="2/3")) == Cost(moved=0, breaks=0, walks=0)
    # A supplier who stays in the hall and goes to the next table does not walk.
    assert cost_of(asked, at(b1_s1="0/1", b3_s1="2/3")) == Cost(moved=0, breaks=0, walks=0)
    # Buyer 3 walks to another hall once, not once for the hall and once for the table.
    assert cost_of(asked, at(b3_s2="0/3", b3_s3="3/4")) == Cost(moved=0, breaks=0, walks=1)


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


def test_a_timetable_that_claims_what_is_true() -> None:
    assert faults(THREE, OPTIMAL) == []


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
            ["the timetable is said to be optimal, but its cost (0, 1, 0) is not its bound (0, 0, 0)"],
        ),
        (
            {"cost_bound": Cost(moved=0, breaks=0, walks=1), "status": Status.FEASIBLE},
            ["the cost (0, 1, 0) is below its bound (0, 0, 1)"],
        ),
        (
            {"cost": Cost(moved=1, breaks=1, walks=0), "status": Status.FEASIBLE},
            ["the cost is said to be (1, 1, 0) and is (0, 1, 0)"],
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
                "the cost (0, 0, 0) is below its bound (0, 1, 0)",
                "the timetable is said to be optimal, but its cost (0, 0, 0) is not its bound (0, 1, 0)",
            ],
        ),
    ],
)
def test_false_claims(change: dict[str, Any], sentences: list[str]) -> None:
    assert faults(THREE, replace(OPTIMAL, **change)) == sentences


def test_every_wish_is_accounted_for_once() -> None:
    fewer = {name: place for name, place in HELD.items() if name != "b1-s1"}
    value = Value(met=(0, 0, 0, 0, 4), points=200)
    short = replace(OPTIMAL, meetings=fewer, value=value, value_bound=value, cost=Cost(moved=0, breaks=0, walks=0))
    short = replace(short, cost_bound=short.cost)
    assert faults(THREE, short) == ["b1-s1 is neither met nor left out"]
    assert faults(THREE, replace(short, left_out=(left("b1-s1"),))) == []
    assert faults(THREE, replace(short, left_out=(left("b1-s1"),) * 2)) == ["b1-s1 is left out 2 times"]


SLOT = Slot(day=0, starts=540, ends=560)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (replace(THREE, slots=(replace(SLOT, ends=540),)), "slot 0 does not end after it starts"),
        (replace(THREE, slots=(replace(SLOT, day=-1),)), "slot 0: the day and the minutes are not negative"),
        (replace(THREE, slots=ONE_HALL[::-1]), "slot 1 comes before slot 0 in time"),
        (replace(THREE, slots=(SLOT, replace(SLOT, hall="A"))), "slots 0 and 1 overlap in a hall"),
        (replace(THREE, slots=(*TWO_HALLS[:2], replace(TWO_HALLS[1], starts=560))), "slots 1 and 2 overlap in a hall"),
        (
            replace(THREE, slots=(*TWO_HALLS[:2], replace(SLOT, starts=565, ends=570))),
            "slots 1 and 2 overlap in a hall",
        ),
        (replace(THREE, tables=(*TABLES, TABLES[0])), "the id 1 of a table is given twice"),
        (replace(THREE, tables=(Table(id=""),)), "a table has an empty id"),
        (replace(THREE, companies=(Company(id="c"),) * 2), "the id c of a company is given twice"),
        (replace(THREE, participants=(buyer("b1"), supplier("b1"))), "the id b1 of a participant is given twice"),
        (replace(THREE, wishes=(THREE.wishes[0],) * 2), "the id b1-s1 of a wish is given twice"),
        (changed(THREE, "s1", table="4"), "participant s1 is a supplier and has a table"),
        (changed(THREE, "b1", table="9"), "participant b1 sits at table 9, which does not exist"),
        (changed(THREE, "b1", company="s1"), "participant s1 has no company, and the id of one"),
        (replace(THREE, companies=(Company(id="s1"),)), "participant s1 has no company, and the id of one"),
        (changed(THREE, "b1", available=frozenset({8})), "participant b1: available: slot 8 does not exist"),
        (changed(THREE, "b1", most=-1), "participant b1: most is not negative"),
        (changed(THREE, "b1", most_per_day=-1), "participant b1: most_per_day is not negative"),
        (changed(THREE, "b1", most_in_a_row=-1), "participant b1: most_in_a_row is not negative"),
        (replace(THREE, companies=(Company(id="c", most=-1),)), "company c: most is not negative"),
        (replace(THREE, walking=-1), "walking: the minutes are not negative"),
        (problem(wish("b1-b1")), "wish b1-b1 is of b1 with themself"),
        (problem(wish("b1-b2")), "wish b1-b2: b2 is no supplier"),
        (problem(wish("s1-s2")), "wish s1-s2: s1 is no buyer"),
        (problem(wish("b1-s9")), "wish b1-s9: the supplier s9 is no participant"),
        (problem(wish("b1-s1", weight=101)), "wish b1-s1: the weight 101 is not from 0 to 100"),
        (problem(wish("b1-s1", weight=-1)), "wish b1-s1: the weight -1 is not from 0 to 100"),
        (problem(wish("b1-s1", slots=frozenset({-1}))), "wish b1-s1: slots: slot -1 does not exist"),
        (problem(wish("b1-s1", pinned=8)), "wish b1-s1: pinned: slot 8 does not exist"),
        (replace(THREE, precedences=(("b1-s1", "x"),)), "precedence of b1-s1 before x: x is no wish"),
        (
            replace(THREE, precedences=(("b1-s1", "b1-s2"), ("b1-s2", "b2-s1"), ("b2-s1", "b1-s2"))),
            "precedences in a circle keep b1-s2, b2-s1 from ever coming",
        ),
        (replace(THREE, precedences=(("b1-s1",) * 2,)), "precedences in a circle keep b1-s1 from ever coming"),
        (replace(THREE, published={"x": Place(slot=0, table="1")}), "published: x is no wish"),
        (replace(THREE, published=at(b1_s1="8/1")), "published: b1-s1: slot 8 does not exist"),
        (replace(THREE, published=at(b1_s1="0/9")), "published: b1-s1: table 9 does not exist"),
        (
            problem(wish("b1-s1", pinned=0), wish("b2-s1", pinned=0)),
            "participant s1 is pinned to b1-s1 and b2-s1 at one time",
        ),
        (
            changed(problem(wish("b1-s1", pinned=0), wish("b2-s2", pinned=0)), "b2", table="1"),
            "table 1 is pinned to b1-s1 and b2-s2 at one time",
        ),
        (
            replace(APART, wishes=(wish("b1-s1", pinned=2), wish("b2-s1", pinned=1))),
            "participant s1 is pinned to b2-s1 and b1-s1 at one time",
        ),
        (
            replace(APART, wishes=(wish("b1-s1", pinned=1),)),
            "wish b1-s1 is pinned in slot 1, which does not serve the hall of b1",
        ),
        (
            replace(APART, wishes=(wish("b3-s1", pinned=1), wish("b4-s2", pinned=1))),
            "slot 1: 2 pinned meetings need a free table, there are 1",
        ),
    ],
)
def test_problems_that_cannot_be_asked(asked: Problem, sentence: str) -> None:
    with pytest.raises(ProblemError) as refused:
        ensure_well_posed(asked)
    assert str(refused.value) == sentence


def test_what_may_be_asked() -> None:
    asked = problem(
        wish("b1-s1", pinned=0),
        wish("b3-s2", pinned=0),
        Wish(id="again", buyer="b1", supplier="s1", weight=0),
        slots=(SLOT, *ONE_HALL[1:]),
        tables=(*TABLES, Table(id="5", hall="nowhere")),
    )
    ensure_well_posed(changed(asked, "b1", company="unlisted", available=frozenset[int](), most=0))
