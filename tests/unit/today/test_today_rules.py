"""What matters at an hour: the meeting now and next, the next date, how long a visit lasts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from forum.today.rules import Deadline, NextDate, is_same_visit, next_date, now_and_next

NINE = datetime(2026, 11, 29, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Sitting:
    starts_at: datetime
    ends_at: datetime


def at(minutes: int) -> Sitting:
    return Sitting(NINE + timedelta(minutes=minutes), NINE + timedelta(minutes=minutes + 20))


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-1, (None, 0)), (0, (0, 30)), (19, (0, 30)), (20, (None, 30)), (35, (30, None)), (50, (None, None))],
)
def test_a_meeting_is_now_until_it_ends_and_the_next_is_the_first_to_begin(
    minutes: int, expected: tuple[int | None, int | None]
) -> None:
    found = now_and_next([at(0), at(30)], now=NINE + timedelta(minutes=minutes))
    assert found == tuple(None if each is None else at(each) for each in expected)


def test_the_next_date_is_the_first_that_is_ahead() -> None:
    dates = [(what, NINE + timedelta(days=day)) for day, what in enumerate(Deadline)]
    assert next_date(dates, now=NINE) == NextDate(what=Deadline.REQUESTS_CLOSE, at=NINE + timedelta(days=1))
    assert next_date(dates, now=NINE + timedelta(days=2)) is None


def test_a_visit_lasts_half_an_hour() -> None:
    assert is_same_visit(NINE, now=NINE + timedelta(minutes=29))
    assert not is_same_visit(NINE, now=NINE + timedelta(minutes=30))
