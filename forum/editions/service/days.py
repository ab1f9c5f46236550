"""The hours at which a day of the forum opens and closes."""

from datetime import datetime, time

from sqlalchemy import select

from forum.core.database import atomic, locked, session
from forum.editions.models import Day
from forum.editions.queries import list_days
from forum.editions.rules import ensure_hours
from forum.editions.service.calendars import count_calendar_change


def change_hours(day_id: int, *, opens_at: time, closes_at: time, every_day: bool = False, now: datetime) -> None:
    """Change when a day opens and closes, by the clock of the venue, or every day of its edition; calendars follow.

    Raises:
        NotFound: there is no such day.
        HoursInDisorder: it would close before it opens.
    """
    ensure_hours(opens_at, closes_at)
    with atomic():
        day = locked(Day, day_id)
        days = session().scalars(select(Day).where(Day.edition_id == day.edition_id)) if every_day else [day]
        changed = [each for each in days if (each.opens_at, each.closes_at) != (opens_at, closes_at)]
        for each in changed:
            each.opens_at, each.closes_at = opens_at, closes_at
        if changed:
            count_calendar_change(day.edition_id, moved=True, now=now)


def copy_hours(source_id: int, edition_id: int) -> dict[int, int]:
    """Give the days of a new edition, in order, the hours of another one's, inside `atomic()`.

    Returns the days by those they follow, id to id.
    """
    pairs = list(zip(list_days(source_id), list_days(edition_id), strict=False))
    for source, day in pairs:
        day.opens_at, day.closes_at = source.opens_at, source.closes_at
    return {source.id: day.id for source, day in pairs}
