"""Addresses, days, windows and first categories of an edition."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.editions.enums import CategoryKind
from forum.editions.errors import BadSlug, DatesInDisorder, SlugReserved, WindowInDisorder
from forum.editions.rules import (
    Windows,
    WindowState,
    days_between,
    default_categories,
    default_windows,
    ensure_slug,
    ensure_windows,
    from_local,
    moment,
    to_local,
    window_state,
)

MEXICO = "America/Mexico_City"


@pytest.mark.parametrize("slug", ["2027", "foro-2027", "xiii", "a1"])
def test_an_address_of_letters_digits_and_dashes(slug: str) -> None:
    assert ensure_slug(slug) == slug


@pytest.mark.parametrize(
    ("slug", "refusal"),
    [
        ("", BadSlug),
        ("a", BadSlug),
        ("Foro", BadSlug),
        ("foro 2027", BadSlug),
        ("-foro", BadSlug),
        ("foro-", BadSlug),
        ("añada", BadSlug),
        ("x" * 41, BadSlug),
        ("editions", SlugReserved),
        ("sign-in", SlugReserved),
        ("r", BadSlug),
        ("static", SlugReserved),
        ("healthz", SlugReserved),
        ("health", SlugReserved),
        ("ayuda", SlugReserved),
    ],
)
def test_an_address_that_cannot_be(slug: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ensure_slug(slug)


def test_days_follow_from_dates() -> None:
    assert days_between(date(2026, 9, 9), date(2026, 9, 10)) == [date(2026, 9, 9), date(2026, 9, 10)]


@pytest.mark.parametrize("ends_on", [date(2026, 9, 8), date(2026, 9, 23)])
def test_days_in_disorder(ends_on: date) -> None:
    with pytest.raises(DatesInDisorder):
        days_between(date(2026, 9, 9), ends_on)


def test_windows_follow_from_the_first_day() -> None:
    windows = default_windows(date(2026, 9, 9), date(2026, 9, 10), MEXICO)
    assert windows == Windows(
        registration_opens_at=datetime(2026, 5, 12, 15, tzinfo=UTC),
        registration_closes_at=datetime(2026, 9, 11, 0, tzinfo=UTC),
        requests_open_at=datetime(2026, 8, 19, 15, tzinfo=UTC),
        requests_close_at=datetime(2026, 9, 3, 0, tzinfo=UTC),
        preliminary_at=datetime(2026, 9, 4, 15, tzinfo=UTC),
        freeze_at=datetime(2026, 9, 8, 0, tzinfo=UTC),
    )


@given(st.dates(min_value=date(2023, 1, 1), max_value=date(2060, 1, 1)), st.integers(0, 13))
def test_windows_that_follow_from_dates_are_in_order(starts_on: date, more: int) -> None:
    ensure_windows(default_windows(starts_on, starts_on + timedelta(days=more), MEXICO))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"registration_opens_at": datetime(2026, 9, 12, tzinfo=UTC)}, "registration_closes_at"),
        ({"requests_open_at": datetime(2026, 9, 3, 1, tzinfo=UTC)}, "requests_close_at"),
        ({"requests_close_at": datetime(2026, 9, 8, tzinfo=UTC)}, "freeze_at"),
        ({"freeze_at": datetime(2026, 9, 2, 15, tzinfo=UTC)}, "freeze_at"),
    ],
)
def test_a_window_in_disorder_is_refused_at_its_field(change: dict[str, datetime], field: str) -> None:
    windows = replace(default_windows(date(2026, 9, 9), date(2026, 9, 10), MEXICO), **change)
    with pytest.raises(WindowInDisorder) as refusal:
        ensure_windows(windows)
    assert refusal.value.field == field


def test_a_window_is_open_from_its_first_moment_and_over_at_its_last() -> None:
    opens, closes = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC)
    tick = timedelta(seconds=1)
    moments = [opens - tick, opens, closes - tick, closes]
    states = [window_state(opens_at=opens, closes_at=closes, now=now) for now in moments]
    assert states == [WindowState.BEFORE, WindowState.OPEN, WindowState.OPEN, WindowState.AFTER]


def test_the_clock_of_the_venue_is_six_hours_behind_utc_all_year() -> None:
    assert moment(date(2026, 9, 9), time(9), MEXICO) == datetime(2026, 9, 9, 15, tzinfo=UTC)
    assert moment(date(2026, 1, 9), time(9), MEXICO) == datetime(2026, 1, 9, 15, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(2023, 1, 1), max_value=datetime(2060, 1, 1)))  # noqa: DTZ001
def test_a_typed_hour_comes_back_as_it_was_typed(typed: datetime) -> None:
    assert to_local(from_local(typed, MEXICO), MEXICO) == typed


def test_an_edition_starts_with_a_category_of_every_kind() -> None:
    first = list(default_categories())
    assert {c.kind for c in first} == set(CategoryKind)
    assert len({c.code for c in first}) == len({c.colour for c in first}) == len(first)
