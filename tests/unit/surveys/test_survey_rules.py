"""When the survey is open and asked, and what its answers come to."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forum.editions.enums import CategoryKind
from forum.surveys.enums import SurveyRole
from forum.surveys.rules import LEAST, OPEN_DAYS, Answered, Summary, is_due, is_open, over_at, role_of, summary_of

ZONE, LAST = "America/Mexico_City", date(2026, 9, 10)
OVER = datetime(2026, 9, 11, 6, tzinfo=UTC)


def an(recommend: int, *, quality: int = 4, organisation: int = 5, number: int = 1) -> Answered:
    return Answered(
        role=SurveyRole.BUYER, recommend=recommend, quality=quality, organisation=organisation, number=number
    )


def test_it_is_open_from_the_end_of_the_last_day_for_sixty_days() -> None:
    second, whole = timedelta(seconds=1), timedelta(days=OPEN_DAYS)
    moments = (OVER - second, OVER, OVER + whole - second, OVER + whole)
    assert over_at(LAST, zone=ZONE) == OVER
    assert [is_open(LAST, zone=ZONE, now=now) for now in moments] == [False, True, True, False]


def test_people_are_asked_by_day_within_two_weeks() -> None:
    hours = {-2: False, 2: False, 4: True, 13: True, 14: False, 24 + 5: True, 15 * 24 + 5: False}
    assert {each: is_due(LAST, zone=ZONE, now=OVER + timedelta(hours=each + 6)) for each in hours} == hours


def test_each_kind_of_category_answers_as_something() -> None:
    found = {kind: role_of(kind) for kind in CategoryKind}
    assert set(found.values()) == set(SurveyRole)
    assert found[CategoryKind.PRESS] is SurveyRole.ATTENDEE


def test_few_answers_say_their_number_alone() -> None:
    assert summary_of([an(10, number=LEAST - 1)]) == Summary(answers=LEAST - 1)
    assert summary_of([an(10, number=3), an(8), an(6, quality=1)]) == Summary(
        answers=5, recommendation=40, quality=Decimal("3.4"), organisation=Decimal("5.0")
    )


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(1, 5), st.integers(1, 5)), min_size=LEAST, max_size=60))
def test_grouped_answers_come_to_what_single_ones_do(said: list[tuple[int, int, int]]) -> None:
    single = [an(mark, quality=quality, organisation=run) for mark, quality, run in said]
    grouped = [
        an(mark, quality=quality, organisation=run, number=said.count((mark, quality, run)))
        for mark, quality, run in set(said)
    ]
    found = summary_of(single)
    assert found == summary_of(grouped)
    assert -100 <= (found.recommendation or 0) <= 100
