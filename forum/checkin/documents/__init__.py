"""What check-in adds to the sheet of registrations: when each person came, day by day."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from forum.checkin.queries.entries import entries_of
from forum.editions.models import Edition
from forum.editions.rules import days_between


def arrival_headings(edition: Edition) -> list[str]:
    """One column a day of the edition."""
    return [f"llegada_{day:%Y-%m-%d}" for day in days_between(edition.starts_on, edition.ends_on)]


def arrivals_of(edition: Edition, registration_ids: Sequence[int]) -> dict[int, list[str]]:
    """The hour of the first entry on each day, empty where there was none."""
    zone, entries = ZoneInfo(edition.time_zone), entries_of(registration_ids)
    days = days_between(edition.starts_on, edition.ends_on)
    return {
        id: [f"{entries[id, day].astimezone(zone):%H:%M}" if (id, day) in entries else "" for day in days]
        for id in registration_ids
    }
