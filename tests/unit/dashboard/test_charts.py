"""Columns and marks of the charts, in percent of a drawing."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from forum.dashboard.rules import (
    MOST_DAYS,
    TOP,
    Column,
    clock_of,
    columns_of,
    days_shown,
    marks_on,
    quarter_of,
    quarters_shown,
)

FIRST = date(2026, 8, 1)


def test_the_highest_column_takes_all_but_the_room_for_marks() -> None:
    assert columns_of([2, 0, 4], highest=4, inset=0.0) == [
        Column(x=0.0, y=100 - (100 - TOP) / 2, width=33.333, height=(100 - TOP) / 2),
        Column(x=66.667, y=TOP, width=33.333, height=100 - TOP),
    ]
    assert columns_of([], highest=0) == []


@given(st.lists(st.integers(0, 10_000), max_size=200))
def test_columns_stay_in_the_drawing_and_are_one_for_each_count(counts: list[int]) -> None:
    columns = columns_of(counts, highest=max(counts, default=0))
    assert len(columns) == sum(1 for each in counts if each)
    assert all(each.x >= 0 and each.x + each.width <= 100.01 and each.y >= TOP - 0.01 for each in columns)


@given(st.dictionaries(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(1, 9), max_size=20))
def test_the_days_shown_follow_each_other_and_end_with_the_last(counts: Mapping[date, int]) -> None:
    days = days_shown(counts, opens=FIRST, ends=FIRST + timedelta(days=60))
    assert days[-1] == max([FIRST + timedelta(days=60), *counts])
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(1)] * (len(days) - 1)
    assert len(days) <= MOST_DAYS


def test_marks_are_numbered_in_order_of_time_and_those_outside_are_left_out() -> None:
    days = [FIRST + timedelta(days=each) for each in range(4)]
    late, early = datetime(2026, 8, 4, 12), datetime(2026, 8, 1, 9)  # noqa: DTZ001 - moments of no place
    marks = marks_on(days, [("b", late, days[3]), ("c", late, date(2027, 1, 1)), ("a", early, days[0])])
    assert [(each.number, each.label, each.x, each.row) for each in marks] == [(1, "a", 12.5, 0), (2, "b", 87.5, 0)]
    near = marks_on(days, [(str(hour), late.replace(hour=hour), days[3]) for hour in (1, 2, 3, 4)])
    assert [each.row for each in near] == [0, 1, 2, 0]


def test_quarters_are_those_between_the_first_and_the_last_of_either_day() -> None:
    assert quarters_shown({36: 1, 38: 2}, {39: 5, 50: 0}) == [36, 37, 38, 39]
    assert quarters_shown({}, {}) == []
    assert (quarter_of(datetime(2026, 8, 1, 9, 44)), clock_of(38)) == (38, "09:30")  # noqa: DTZ001
