"""Business days: Monday to Friday but the days of rest of Mexico's federal labour law (LFT, art. 74)."""

from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5


@lru_cache(maxsize=64)
def _rest_days(year: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays("MX", years=year))


def is_business_day(day: date) -> bool:
    """Whether a day counts."""
    return day.weekday() < SATURDAY and day not in _rest_days(day.year)


def business_days_after(start: date, days: int) -> date:
    """The day on which so many business days have passed since a day, which itself does not count."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day
