"""What matters at this hour: the meeting that is now or next, the date that comes next, how long a visit lasts."""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from forum.meetings.rules.board import Timed

VISIT = timedelta(minutes=30)
"""Who comes back within it is on the same visit: what was new is still shown as new."""


T = TypeVar("T", bound=Timed)


class Deadline(enum.StrEnum):
    """The dates of an edition that people wait for."""

    REQUESTS_OPEN = "requests_open"
    REQUESTS_CLOSE = "requests_close"
    AGENDA_FREEZES = "agenda_freezes"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDate:
    """The date that comes next."""

    what: Deadline
    at: datetime


def is_same_visit(began_at: datetime, *, now: datetime) -> bool:
    """Whether a person who looks now is still on the visit that began then."""
    return now - began_at < VISIT


def now_and_next(meetings: Sequence[T], *, now: datetime) -> tuple[T | None, T | None]:
    """Of meetings that take place: the one that goes on, and the next to begin."""
    current = next((each for each in meetings if each.starts_at <= now < each.ends_at), None)
    coming = [each for each in meetings if each.starts_at > now]
    return current, min(coming, key=lambda each: each.starts_at, default=None)


def next_date(dates: Iterable[tuple[Deadline, datetime]], *, now: datetime) -> NextDate | None:
    """The first of these dates that is still ahead."""
    ahead = [NextDate(what=what, at=at) for what, at in dates if at > now]
    return min(ahead, key=lambda each: each.at, default=None)
