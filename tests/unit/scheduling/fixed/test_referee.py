"""The referee lists violations and counts breaks."""

from dataclasses import replace

import pytest

from forum.scheduling.fixed import FixedMeeting, FixedProblem, Session, breaks_of, violations

MORNING, AFTERNOON, EITHER = Session.MORNING, Session.AFTERNOON, Session.EITHER
PROBLEM = FixedProblem(
    participants=4,
    tables=2,
    slots=6,
    morning=3,
    meetings=(
        FixedMeeting(1, 2, MORNING),
        FixedMeeting(1, 3, EITHER),
        FixedMeeting(1, 4, AFTERNOON, after=frozenset({2})),
        FixedMeeting(2, 3, EITHER, fixed=6),
    ),
    forbidden=(frozenset(), frozenset({3}), frozenset(), frozenset()),
)


def test_a_valid_timetable_has_no_violations() -> None:
    assert violations(PROBLEM, (2, 3, 4, 6)) == []


@pytest.mark.parametrize(
    ("slots", "sentences"),
    [
        ((2, 3, 4), ["4 meetings need as many slots, not 3"]),
        ((0, 3, 4, 6), ["meeting 1: slot 0 is not of the day"]),
        ((2, 3, 7, 6), ["meeting 3: slot 7 is not of the day"]),
        ((4, 3, 5, 6), ["meeting 1: slot 4 is outside its session"]),
        ((2, 1, 3, 6), ["meeting 3: slot 3 is outside its session"]),
        ((2, 3, 4, 5), ["meeting 4: slot 5 instead of its fixed slot 6"]),
        ((3, 2, 4, 6), ["meeting 1: slot 3 is forbidden to participant 2"]),
        ((2, 2, 4, 6), ["slot 2: participant 1 has 2 meetings"]),
        ((2, 5, 4, 6), ["meeting 3: not after meeting 2"]),
        ((2, 4, 4, 6), ["slot 4: participant 1 has 2 meetings", "meeting 3: not after meeting 2"]),
    ],
)
def test_each_violation_is_listed(slots: tuple[int, ...], sentences: list[str]) -> None:
    assert violations(PROBLEM, slots) == sentences


def test_more_meetings_than_tables_are_a_violation() -> None:
    crowded = replace(PROBLEM, tables=0)
    assert violations(crowded, (2, 3, 4, 6))[0] == "slot 2: 1 meetings for 0 tables"


def test_breaks_are_runs_of_idle_slots_between_meetings() -> None:
    assert breaks_of(PROBLEM, (1, 3, 6, 6)) == [2, 1, 1, 0]


@pytest.mark.parametrize(
    ("fairness", "sentences"),
    [
        (None, []),
        (2, []),
        (1, ["participants 1 and 4 differ by 2 breaks, more than 1"]),
    ],
)
def test_a_difference_of_breaks_beyond_fairness_is_a_violation(fairness: int | None, sentences: list[str]) -> None:
    assert violations(PROBLEM, (1, 3, 6, 6), fairness=fairness) == sentences
