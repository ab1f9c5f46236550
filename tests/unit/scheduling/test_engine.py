"""The solver against exhaustive search: on small problems with every feature it finds and proves the optimum.

FORO_EXAMPLES sets the number of random problems.
"""

import json
import os

from hypothesis import given, settings

from forum.scheduling.check import verify
from forum.scheduling.files import problem_from_json, problem_to_json
from forum.scheduling.problem import Problem, Status
from forum.scheduling.solver import solve
from tests.builders.scheduling import best_by_exhaustion, fans, problems

EXAMPLES = int(os.environ.get("FORO_EXAMPLES", "80"))


def assert_optimal(asked: Problem) -> None:
    timetable = solve(asked, seconds=1, workers=1, seed=1)
    assert verify(asked, timetable) == []
    value, cost = best_by_exhaustion(asked)
    written = json.dumps(problem_to_json(asked))
    assert (timetable.value.key, timetable.cost.key) == (value.key, cost.key), written
    assert timetable.status is Status.OPTIMAL, written


@given(problems())
@settings(max_examples=EXAMPLES)
def test_the_optimum_is_found_and_proved(asked: Problem) -> None:
    assert_optimal(asked)


@given(fans())
@settings(max_examples=EXAMPLES // 4)
def test_a_wish_that_must_come_first_outweighs_any_number_of_others(asked: Problem) -> None:
    assert_optimal(asked)


def test_a_meeting_within_a_small_company_earns_once() -> None:
    people = [
        {"id": "b1", "side": "buyer", "company": "k3", "table": "1"},
        {"id": "b2", "side": "buyer", "company": "k2", "table": "2"},
        {"id": "s1", "side": "supplier"},
        {"id": "s2", "side": "supplier", "company": "k2", "most": 1},
    ]
    wishes = [
        {"id": "w1", "buyer": "b2", "supplier": "s2", "weight": 100},
        {"id": "w2", "buyer": "b1", "supplier": "s2", "weight": 10},
        {"id": "w3", "buyer": "b1", "supplier": "s1", "weight": 100},
    ]
    asked = {
        "slots": [{"day": day, "starts": 540, "ends": 560} for day in (0, 1)],
        "tables": 2,
        "companies": [{"id": "k2", "most": 1, "small": True}, {"id": "k3", "small": True}],
        "participants": people,
        "wishes": wishes,
    }
    assert_optimal(problem_from_json(asked))


def test_a_mutual_wish_outweighs_all_wishes_that_must_follow_it() -> None:
    narrow = {"w3": [6], "w4": [4], "w5": [4], "w6": [0, 4], "w7": [5]}
    asked = {
        "slots": [{"day": 0, "starts": 540 + 20 * number, "ends": 560 + 20 * number} for number in range(7)],
        "tables": 1,
        "participants": [
            {"id": "b", "side": "buyer", "table": "1"},
            *({"id": f"s{number}", "side": "supplier"} for number in range(9)),
        ],
        "wishes": [
            {"id": "w0", "buyer": "b", "supplier": "s0", "priority": "mutual", "weight": 0, "slots": [5, 6]},
            *(
                {"id": f"w{number}", "buyer": "b", "supplier": f"s{number}", "slots": narrow.get(f"w{number}")}
                for number in range(1, 9)
            ),
        ],
        "precedences": [["w0", name] for name in ("w1", "w2", "w4", "w5", "w6", "w7")],
    }
    assert_optimal(problem_from_json(asked))
