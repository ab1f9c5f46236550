"""What follows when an edition's dates or time zone change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from forum.editions.rules import Windows, default_windows, moment
from forum.editions.rules.moves import Calendar, in_free_order, match_days, move_moment, move_windows

NINE = time(9)
MEXICO, TIJUANA = "America/Mexico_City", "America/Tijuana"


def days(*numbers: int) -> list[date]:
    return [date(2027, 9, number) for number in numbers]


@pytest.mark.parametrize(
    ("was", "wanted", "matched"),
    [
        ([8, 9], [8, 9], [8, 9]),
        ([8, 9], [9, 10], [9, 10]),
        ([8, 9], [7, 8], [7, 8]),
        ([8, 9], [15, 16], [15, 16]),
        ([8, 9], [8, 9, 10], [8, 9]),
        ([8, 9], [7, 8, 9], [8, 9]),
        ([8, 9], [8], [8, None]),
        ([8, 9], [9], [None, 9]),
        ([8, 9], [20, 21, 22], [20, 21]),
        ([8, 9], [20], [20, None]),
    ],
)
def test_which_day_each_day_becomes(was: list[int], wanted: list[int], matched: list[int | None]) -> None:
    expected = {date(2027, 9, at): date(2027, 9, to) for at, to in zip(was, matched, strict=True) if to is not None}
    assert match_days(days(*was), days(*wanted)) == expected


def test_the_time_of_the_clock_stays() -> None:
    nine = moment(date(2027, 9, 8), NINE, MEXICO)
    assert move_moment(nine, days=0, was_zone=MEXICO, zone=MEXICO) is nine
    assert move_moment(nine, days=7, was_zone=MEXICO, zone=MEXICO) == nine + timedelta(days=7)
    assert move_moment(nine, days=0, was_zone=MEXICO, zone=TIJUANA) == moment(date(2027, 9, 8), NINE, TIJUANA)
    winter = moment(date(2027, 11, 30), NINE, TIJUANA).astimezone(UTC)
    assert move_moment(winter, days=-60, was_zone=TIJUANA, zone=TIJUANA) == winter - timedelta(days=60, hours=1)


WAS = Calendar(starts_on=date(2027, 9, 8), ends_on=date(2027, 9, 9), time_zone=MEXICO)
WINDOWS = default_windows(WAS.starts_on, WAS.ends_on, MEXICO)
LONG_AGO, OPEN_NOW = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)


def calendar(starts: int, ends: int, zone: str = MEXICO) -> Calendar:
    return Calendar(starts_on=date(2027, 9, starts), ends_on=date(2027, 9, ends), time_zone=zone)


@pytest.mark.parametrize("to", [calendar(15, 16), calendar(7, 8), calendar(8, 10), calendar(8, 9, TIJUANA)])
def test_windows_follow_the_forum(to: Calendar) -> None:
    expected = default_windows(to.starts_on, to.ends_on, to.time_zone)
    assert move_windows(WINDOWS, WAS, to, now=LONG_AGO) == expected


def test_what_has_passed_keeps_its_date() -> None:
    moved = move_windows(WINDOWS, WAS, calendar(15, 16), now=OPEN_NOW)
    later = default_windows(date(2027, 9, 15), date(2027, 9, 16), MEXICO)
    assert moved.registration_opens_at == WINDOWS.registration_opens_at
    assert (moved.registration_closes_at, moved.freeze_at) == (later.registration_closes_at, later.freeze_at)


def test_registration_that_closes_before_the_forum_follows_its_first_day() -> None:
    early = WINDOWS.requests_close_at
    windows = Windows(**{**{n: getattr(WINDOWS, n) for n in Windows.__slots__}, "registration_closes_at": early})
    assert move_windows(windows, WAS, calendar(8, 10), now=LONG_AGO).registration_closes_at == early
    moved = move_windows(windows, WAS, calendar(9, 10), now=LONG_AGO).registration_closes_at
    assert moved == early + timedelta(days=1)


@pytest.mark.parametrize(("by", "order"), [(1, [2, 1, 0]), (-1, [0, 1, 2])])
def test_none_takes_the_place_of_another(by: int, order: list[int]) -> None:
    assert in_free_order([(n, day, day + timedelta(days=by)) for n, day in enumerate(days(8, 9, 10))]) == order
