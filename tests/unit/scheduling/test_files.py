"""Problems and timetables as JSON: the documented format, errors with their location, and an exact round trip."""

import json
from typing import Any

import pytest

from forum.scheduling.files import problem_from_json, problem_to_json, timetable_to_json
from forum.scheduling.problem import (
    Company,
    Cost,
    LeftOut,
    Participant,
    Place,
    Priority,
    Problem,
    ProblemError,
    Reason,
    SeatSide,
    Slot,
    Status,
    Table,
    Timetable,
    Value,
    Wish,
)

WRITTEN = """
{
  "slots": [{"day": 0, "starts": 540, "ends": 560, "hall": null}, {"day": 1, "starts": 540, "ends": 560, "hall": "A"}],
  "tables": [{"id": "1", "hall": "A"}, {"id": "2"}],
  "companies": [{"id": "c1", "most": 8, "small": true}, {"id": "c2"}],
  "participants": [
    {"id": "b1", "side": "buyer", "company": "c2", "table": "1", "available": [0, 1], "most": 26, "most_per_day": 13,
     "most_in_a_row": null},
    {"id": "b2", "side": "buyer", "available": []},
    {"id": "s1", "side": "supplier", "company": "c1", "most_in_a_row": 4}
  ],
  "wishes": [
    {"id": "w1", "buyer": "b1", "supplier": "s1", "priority": "mutual", "weight": 80, "process": "forja",
     "slots": null, "pinned": null},
    {"id": "w2", "buyer": "b2", "supplier": "s1", "preferred": 1},
    {"id": "w3", "buyer": "b2", "supplier": "s1", "weight": 0, "slots": [1, 0], "pinned": 0}
  ],
  "precedences": [["w1", "w2"]],
  "walking": 10,
  "published": {"w1": {"slot": 1, "table": "1"}}
}
"""

READ = Problem(
    slots=(Slot(day=0, starts=540, ends=560), Slot(day=1, starts=540, ends=560, hall="A")),
    tables=(Table(id="1", hall="A"), Table(id="2")),
    companies=(Company(id="c1", most=8, small=True), Company(id="c2")),
    participants=(
        Participant(
            id="b1",
            side=SeatSide.BUYER,
            company="c2",
            table="1",
            available=frozenset({0, 1}),
            most=26,
            most_per_day=13,
        ),
        Participant(id="b2", side=SeatSide.BUYER, available=frozenset()),
        Participant(id="s1", side=SeatSide.SUPPLIER, company="c1", most_in_a_row=4),
    ),
    wishes=(
        Wish(id="w1", buyer="b1", supplier="s1", priority=Priority.MUTUAL, weight=80, process="forja"),
        Wish(id="w2", buyer="b2", supplier="s1", priority=Priority.SUPPLIER, weight=50, preferred=1),
        Wish(id="w3", buyer="b2", supplier="s1", weight=0, slots=frozenset({0, 1}), pinned=0),
    ),
    precedences=(("w1", "w2"),),
    walking=10,
    published={"w1": Place(slot=1, table="1")},
)


def written(path: str = "", value: object = None) -> Any:
    """The JSON above with the value at a path like `wishes.0.priority` replaced."""
    data = json.loads(WRITTEN)
    *steps, last = path.split(".") if path else [""]
    at = data
    for step in steps:
        at = at[int(step) if step.isdigit() else step]
    if last:
        at[int(last) if last.isdigit() else last] = value
    return data


def without(path: str) -> Any:
    """The JSON above without the key at a path."""
    data = written(path)
    *steps, last = path.split(".")
    at = data
    for step in steps:
        at = at[int(step) if step.isdigit() else step]
    del at[last]
    return data


def test_the_documented_format_is_read() -> None:
    assert problem_from_json(written()) == READ


def test_a_problem_survives_a_round_trip() -> None:
    assert problem_from_json(json.loads(json.dumps(problem_to_json(READ)))) == READ


def test_optional_keys_may_be_absent_or_null() -> None:
    bare = {"slots": [], "tables": 3, "participants": [], "wishes": []}
    asked = problem_from_json(bare)
    assert asked == Problem(slots=(), tables=tuple(Table(id=n) for n in "123"), participants=(), wishes=())
    assert problem_from_json({**bare, "companies": None, "precedences": None, "walking": None, "published": None}) == (
        asked
    )


def test_default_values_are_not_written() -> None:
    assert problem_to_json(READ)["participants"] == [
        {
            "id": "b1",
            "side": "buyer",
            "company": "c2",
            "table": "1",
            "available": [0, 1],
            "most": 26,
            "most_per_day": 13,
        },
        {"id": "b2", "side": "buyer", "available": []},
        {"id": "s1", "side": "supplier", "company": "c1", "most_in_a_row": 4},
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "the problem: [] is no object"),
        (written("wish", []), 'the problem: "wish" is none of slots, tables, participants, wishes, companies, '
        "precedences, walking, once, few_days, everybody, one_day, published, earlier"),
        (without("tables"), "the problem: tables is missing"),
        (written("slots", {}), "slots: {} is no list"),
        (written("slots.1", 3), "slots[1]: 3 is no object"),
        (written("slots.1.day", True), "slots[1].day: true is no whole number"),
        (written("slots.1.starts", 540.0), "slots[1].starts: 540.0 is no whole number"),
        (without("slots.1.ends"), "slots[1]: ends is missing"),
        (written("slots.1.ends"), "slots[1].ends: null is no whole number"),
        (written("slots.0.hall", 1), "slots[0].hall: 1 is no text"),
        (written("slots.0.room", "A"), 'slots[0]: "room" is none of day, starts, ends, hall'),
        (written("tables", "3"), 'tables: "3" is no whole number'),
        (written("tables", -1), "tables: -1 is not from 0 to 100000"),
        (written("tables", 10**12), "tables: 1000000000000 is not from 0 to 100000"),
        (written("tables.0.id", 1), "tables[0].id: 1 is no text"),
        (written("tables.0.hall", 1), "tables[0].hall: 1 is no text"),
        (written("companies.0.small", 1), "companies[0].small: 1 is neither true nor false"),
        (written("companies.0.most", "8"), 'companies[0].most: "8" is no whole number'),
        (without("participants.0.side"), "participants[0]: side is missing"),
        (written("participants.0.side", "Buyer"), 'participants[0].side: "Buyer" is none of buyer, supplier'),
        (written("participants.0.available", 3), "participants[0].available: 3 is no list"),
        (written("participants.0.available", [0, "1"]), 'participants[0].available[1]: "1" is no whole number'),
        (written("participants.0.available", [0, 0]), "participants[0].available: [0, 0] names a slot twice"),
        (written("participants.0.available", [2]), "participant b1: available: slot 2 does not exist"),
        (written("participants.0.max", 2), 'participants[0]: "max" is none of id, side, company, table, available, '
        "most, most_per_day, most_in_a_row"),
        (written("wishes.1.priority", "mutal"), 'wishes[1].priority: "mutal" is none of mutual, buyer, organiser, '
        "supplier"),
        (written("wishes.1.priority", ["mutual"]), 'wishes[1].priority: ["mutual"] is none of mutual, buyer, '
        "organiser, supplier"),
        (written("wishes.1.weight", "x" * 99), f'wishes[1].weight: "{"x" * 56}… is no whole number'),
        (written("wishes.1.pinned", [0]), "wishes[1].pinned: [0] is no whole number"),
        (without("wishes.1.supplier"), "wishes[1]: supplier is missing"),
        (written("precedences.0", ["w1"]), 'precedences[0]: ["w1"] is no pair of wishes'),
        (written("precedences.0", ["w1", 2]), "precedences[0][1]: 2 is no text"),
        (written("walking", "10"), 'walking: "10" is no whole number'),
        (written("published", []), "published: [] is no object"),
        (written("published.w1.slot", "1"), 'published.w1.slot: "1" is no whole number'),
        (without("published.w1.table"), "published.w1: table is missing"),
        (written("published.w1.hall", "A"), 'published.w1: "hall" is none of slot, table'),
    ],
)  # fmt: skip
def test_malformed_json_is_refused_with_its_location(data: Any, sentence: str) -> None:
    with pytest.raises(ProblemError) as refused:
        problem_from_json(data)
    assert str(refused.value) == sentence


def test_a_timetable_is_written_in_the_documented_format() -> None:
    timetable = Timetable(
        status=Status.FEASIBLE,
        meetings={"w1": Place(slot=1, table="1")},
        left_out=(LeftOut(wish="w2", reason=Reason.QUOTA, numbers={"most": 8}),),
        value=Value(met=(1, 0, 0, 2, 3), points=700),
        value_bound=Value(met=(1, 1, 0, 2, 3), points=800),
        cost=Cost(moved=1, missed=4, days=5, breaks=2, walks=3),
        cost_bound=Cost(moved=0, breaks=1, walks=0),
        seconds=1.5,
        steps=42,
        seed=7,
    )
    assert timetable_to_json(timetable) == {
        "status": "feasible",
        "value": {"published": 1, "mutual": 0, "buyer": 0, "organiser": 2, "supplier": 3, "points": 700, "total": 6},
        "value_bound": {
            "published": 1,
            "mutual": 1,
            "buyer": 0,
            "organiser": 2,
            "supplier": 3,
            "points": 800,
            "total": 7,
        },
        "cost": {"moved": 1, "missed": 4, "days": 5, "breaks": 2, "walks": 3},
        "cost_bound": {"moved": 0, "missed": 0, "days": 0, "breaks": 1, "walks": 0},
        "seconds": 1.5,
        "steps": 42,
        "seed": 7,
        "meetings": {"w1": {"slot": 1, "table": "1"}},
        "left_out": [{"wish": "w2", "reason": "quota", "numbers": {"most": 8}}],
    }
    assert json.loads(json.dumps(timetable_to_json(timetable))) == timetable_to_json(timetable)
