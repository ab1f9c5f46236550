"""How a day is laid out: days, what is now and next, the free stretches between. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Generic, Protocol, TypeVar
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo


class Engagement(Protocol):
    """Anything that takes a stretch of somebody's day."""

    @property
    def starts_at(self) -> datetime:
        """The first moment, aware."""

    @property
    def ends_at(self) -> datetime:
        """The last moment, aware."""


T = TypeVar("T", bound=Engagement)


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """A line of a day: an engagement, or (without one) a free stretch."""

    starts_at: datetime
    ends_at: datetime
    engagement: T | None
    cancelled: bool = False
    is_now: bool = False
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class AgendaDay(Generic[T]):
    """A day with something in it, in order of time."""

    date: date
    lines: tuple[Line[T], ...]


def lay_out(
    engagements: Iterable[tuple[T, bool]], *, time_zone: str, shortest_free: timedelta, now: datetime
) -> list[AgendaDay[T]]:
    """The days of somebody's engagements, each with whether it is cancelled.

    The one that runs now is marked, and the next one of today. A stretch between two that stand, `shortest_free` long
    or longer, is a line of its own: whoever is free sees for how long.
    """
    zone = ZoneInfo(time_zone)
    ordered = sorted(engagements, key=lambda pair: (pair[0].starts_at, pair[1]))
    today = now.astimezone(zone).date()
    coming = (e for e, cancelled in ordered if not cancelled and e.starts_at > now)
    following = next((e for e in coming if e.starts_at.astimezone(zone).date() == today), None)
    days = groupby(ordered, key=lambda pair: pair[0].starts_at.astimezone(zone).date())
    laid = ((day, _lines(list(pairs), following, shortest_free, now)) for day, pairs in days)
    return [AgendaDay(day, tuple(sorted(lines, key=lambda line: line.starts_at))) for day, lines in laid]


def _lines(
    pairs: Sequence[tuple[T, bool]], following: T | None, shortest_free: timedelta, now: datetime
) -> Iterable[Line[T]]:
    free_from: datetime | None = None
    for engagement, cancelled in pairs:
        starts, ends = engagement.starts_at, engagement.ends_at
        if not cancelled:
            if free_from is not None and starts - free_from >= shortest_free:
                yield Line(free_from, starts, None)
            free_from = ends if free_from is None else max(free_from, ends)
        yield Line(
            starts,
            ends,
            engagement,
            cancelled=cancelled,
            is_now=not cancelled and starts <= now < ends,
            is_next=engagement is following,
        )


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address as each calendar program wants it."""

    address: str
    webcal: str
    google: str
    outlook: str


def subscription_of(address: str, *, name: str) -> Subscription:
    """How to subscribe to a feed at this address (http or https) under this name."""
    webcal = urlsplit(address)._replace(scheme="webcal").geturl()
    question = urlencode({"url": address, "name": name}, quote_via=quote)
    return Subscription(
        address=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{question}",
    )
