"""The exhaustive search of the tests is itself checked: against all assignments, evaluated by the checker."""

import json
from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.scheduling.check import cost_of, ensure_well_posed, value_of, violations
from forum.scheduling.files import problem_from_json, problem_to_json
from forum.scheduling.problem import Cost, Place, Problem, Value
from tests.builders.scheduling import best_by_exhaustion, fans, problems

ASSIGNMENTS = 1_500


def with_fewer_wishes(asked: Problem) -> Problem:
    """The problem with only as many of its last wishes as allow all assignments to be enumerated."""
    places = len(asked.slots) * len(asked.tables) + 1
    count = max(number for number in range(10) if places**number <= ASSIGNMENTS)
    wishes = asked.wishes[-count:]
    names = {wish.id for wish in wishes}
    return replace(
        asked,
        wishes=wishes,
        precedences=tuple(pair for pair in asked.precedences if names.issuperset(pair)),
        published={name: place for name, place in asked.published.items() if name in names},
        earlier={name: place for name, place in asked.earlier.items() if name in names},
    )


def best_of_all_assignments(asked: Problem) -> tuple[Value, Cost]:
    """The best of all assignments that the checker accepts."""
    places = [Place(slot=slot, table=table.id) for slot in range(len(asked.slots)) for table in asked.tables]
    accepted = []
    for chosen in product((None, *places), repeat=len(asked.wishes)):
        meetings = {wish.id: place for wish, place in zip(asked.wishes, chosen, strict=True) if place is not None}
        if not violations(asked, meetings):
            accepted.append((value_of(asked, meetings), cost_of(asked, meetings)))
    return max(accepted, key=lambda found: (found[0].key, [-number for number in found[1].key]))


@given(problems())
@settings(max_examples=60)
def test_exhaustive_search_finds_the_best_of_all_assignments(asked: Problem) -> None:
    fewer = with_fewer_wishes(asked)
    ensure_well_posed(fewer)
    assert best_by_exhaustion(fewer) == best_of_all_assignments(fewer)


@given(st.one_of(problems(), fans()))
@settings(max_examples=100)
def test_random_problems_are_well_posed_and_survive_a_json_round_trip(asked: Problem) -> None:
    ensure_well_posed(asked)
    assert problem_from_json(json.loads(json.dumps(problem_to_json(asked)))) == asked
