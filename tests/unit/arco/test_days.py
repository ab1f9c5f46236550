"""When requests have to be answered and carried out: business days with the holidays of Mexico."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.arco.enums import ArcoStatus, Identity
from forum.arco.errors import DeadlineExtended, DeadlinePassed, IdentityUnproved, NothingLeftToDo, RequestAnswered
from forum.arco.rules.days import business_days_after, is_business_day
from forum.arco.rules.requests import (
    Urgency,
    answer_due,
    ensure_answerable,
    ensure_extendable,
    execution_due,
    extended,
    urgency,
)

DAYS = st.dates(date(2025, 3, 21), date(2040, 12, 31))


def test_a_request_of_15_september_does_not_count_the_holiday_after_it() -> None:
    assert is_business_day(date(2026, 9, 16)) is False
    assert business_days_after(date(2026, 9, 15), 1) == date(2026, 9, 17)
    assert answer_due(date(2026, 9, 15)) == date(2026, 10, 14)
    assert extended(date(2026, 10, 14), ArcoStatus.RECEIVED) == date(2026, 11, 11)
    assert execution_due(date(2026, 11, 11)) == date(2026, 12, 3)  # the third Monday of November rests
    assert extended(date(2026, 12, 3), ArcoStatus.GRANTED) == date(2026, 12, 24)


@pytest.mark.parametrize(
    "day", ["2026-01-01", "2026-02-02", "2026-03-16", "2026-05-01", "2026-11-16", "2026-12-25", "2030-10-01"]
)
def test_days_of_rest_of_the_labour_law_do_not_count(day: str) -> None:
    assert is_business_day(date.fromisoformat(day)) is False


def test_days_that_only_some_have_free_count() -> None:
    assert all(is_business_day(date(2026, *day)) for day in ((4, 2), (4, 3), (5, 5), (11, 2), (10, 12)))


@given(DAYS, st.integers(1, 40))
def test_between_a_day_and_the_end_of_a_term_lie_so_many_business_days(start: date, days: int) -> None:
    end = business_days_after(start, days)
    counted = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_business_day(end)
    assert sum(is_business_day(day) for day in counted) == days


def test_how_near_a_date_is() -> None:
    monday = date(2026, 9, 14)
    found = [urgency(due, today=monday) for due in (date(2026, 9, 11), monday, date(2026, 9, 22), date(2026, 9, 23))]
    assert found == [Urgency.OVERDUE, Urgency.SOON, Urgency.SOON, Urgency.LATER]
    assert urgency(None, today=monday) is Urgency.NONE


@pytest.mark.parametrize(
    ("due", "is_extended", "refusal"),
    [
        (None, False, NothingLeftToDo),
        (date(2026, 9, 20), True, DeadlineExtended),
        (date(2026, 9, 14), False, DeadlinePassed),
    ],
)
def test_a_date_is_extended_once_and_before_it_passes(
    due: date | None, is_extended: bool, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ensure_extendable(due, is_extended=is_extended, today=date(2026, 9, 15))
    ensure_extendable(date(2026, 9, 15), is_extended=False, today=date(2026, 9, 15))


def test_nothing_is_granted_to_nobody_knows_whom() -> None:
    with pytest.raises(IdentityUnproved):
        ensure_answerable(ArcoStatus.RECEIVED, Identity.UNPROVED, granted=True)
    with pytest.raises(RequestAnswered):
        ensure_answerable(ArcoStatus.REFUSED, Identity.SESSION, granted=False)
    ensure_answerable(ArcoStatus.RECEIVED, Identity.UNPROVED, granted=False)
    ensure_answerable(ArcoStatus.RECEIVED, Identity.DOCUMENT, granted=True)
