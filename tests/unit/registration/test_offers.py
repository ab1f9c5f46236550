"""Until when a place is offered, and what may be done with an offer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.registration.enums import RegistrationStatus as S
from forum.registration.errors import (
    NotOnPlaceList,
    PlaceAlreadyOffered,
    PlaceNotOffered,
    PlaceOfferLapsed,
    PlaceOfferOutside,
)
from forum.registration.rules.offers import (
    ensure_extension,
    ensure_offerable,
    ensure_offered,
    has_passed,
    is_offered,
    offer_end,
)

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@given(hours=st.integers(1, 720), before=st.integers(1, 10_000))
def test_an_offer_ends_by_its_hours_and_never_after_the_start(hours: int, before: int) -> None:
    starts_at = NOW + timedelta(minutes=before)
    end = offer_end(hours=hours, starts_at=starts_at, now=NOW)
    assert end is not None
    assert NOW < end <= starts_at
    assert end in {starts_at, NOW + hours * HOUR}


@pytest.mark.parametrize("late", [timedelta(), HOUR])
def test_nothing_is_offered_once_the_event_has_begun(late: timedelta) -> None:
    assert offer_end(hours=24, starts_at=NOW - late, now=NOW) is None


@pytest.mark.parametrize(
    ("until", "passed_at", "offered", "passed"),
    [
        (None, None, False, False),
        (NOW + HOUR, None, True, False),
        (NOW, None, False, True),
        (NOW - HOUR, None, False, True),
        (None, NOW - HOUR, False, True),
    ],
)
def test_how_an_offer_stands(until: datetime | None, passed_at: datetime | None, offered: bool, passed: bool) -> None:
    assert is_offered(until, now=NOW) is offered
    assert has_passed(until, passed_at, now=NOW) is passed


@pytest.mark.parametrize(("until", "refusal"), [(None, PlaceNotOffered), (NOW, PlaceOfferLapsed)])
def test_what_is_not_offered_is_not_taken(until: datetime | None, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ensure_offered(until, now=NOW)


@pytest.mark.parametrize(
    ("status", "until", "refusal"),
    [(S.APPROVED, None, NotOnPlaceList), (S.WAITLISTED, NOW, PlaceAlreadyOffered)],
)
def test_a_place_is_offered_to_who_waits_without_one(status: S, until: datetime | None, refusal: type[Refusal]) -> None:
    ensure_offerable(S.WAITLISTED, None)
    with pytest.raises(refusal):
        ensure_offerable(status, until)


@pytest.mark.parametrize("until", [NOW, NOW - HOUR, NOW + 3 * HOUR])
def test_an_offer_ends_ahead_and_before_the_start(until: datetime) -> None:
    starts_at = NOW + 2 * HOUR
    ensure_extension(starts_at, now=NOW, starts_at=starts_at)
    with pytest.raises(PlaceOfferOutside):
        ensure_extension(until, now=NOW, starts_at=starts_at)
