"""The layout of an agenda: its days, what is now and next, the free time between; and links to subscribe to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Generic, Protocol, TypeVar
from urllib.parse import quote, urlencode, urlsplit
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo


class Appointment(Protocol):
    """Anything that takes time in somebody's day."""

    @property
    def starts_at(self) -> datetime:
        """The start, aware."""

    @property
    def ends_at(self) -> datetime:
        """The end, aware."""


T = TypeVar("T", bound=Appointment)


@dataclass(frozen=True, slots=True)
class AgendaLine(Generic[T]):
    """A line of a day: an appointment or, without one, free time."""

    starts_at: datetime
    ends_at: datetime
    appointment: T | None
    cancelled: bool = False
    is_now: bool = False
    is_next: bool = False
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class AgendaDay(Generic[T]):
    """A day with appointments, in order of time."""

    date: date
    lines: tuple[AgendaLine[T], ...]


def lay_out(
    appointments: Iterable[tuple[T, bool]], *, time_zone: str, shortest_free: timedelta, now: datetime
) -> list[AgendaDay[T]]:
    """The days of somebody's appointments, which come as pairs: the appointment, and whether it is cancelled.

    The current appointment and the next one of today are marked. Free time of at least `shortest_free` between two
    appointments that are not cancelled is a line of its own.
    """
    zone = ZoneInfo(time_zone)
    ordered = sorted(appointments, key=lambda pair: (pair[0].starts_at, pair[1]))
    today = now.astimezone(zone).date()
    coming = (e for e, cancelled in ordered if not cancelled and e.starts_at > now)
    following = next((e for e in coming if e.starts_at.astimezone(zone).date() == today), None)
    days = groupby(ordered, key=lambda pair: pair[0].starts_at.astimezone(zone).date())
    laid = ((day, _lines(list(pairs), following, shortest_free, now)) for day, pairs in days)
    return [AgendaDay(day, tuple(sorted(lines, key=lambda line: line.starts_at))) for day, lines in laid]


def _lines(
    pairs: Sequence[tuple[T, bool]], following: T | None, shortest_free: timedelta, now: datetime
) -> Iterable[AgendaLine[T]]:
    free_from: datetime | None = None
    for appointment, cancelled in pairs:
        starts, ends = appointment.starts_at, appointment.ends_at
        if not cancelled:
            if free_from is not None and starts - free_from >= shortest_free:
                yield AgendaLine(free_from, starts, None, is_past=starts <= now)
            free_from = ends if free_from is None else max(free_from, ends)
        yield AgendaLine(
            starts,
            ends,
            appointment,
            cancelled=cancelled,
            is_now=not cancelled and starts <= now < ends,
            is_next=appointment is following,
            is_past=ends <= now,
        )


def day_uid(registration_id: int, registered_at: datetime, *, day_id: int) -> str:
    """The UID for ever of a day of the forum in a person's calendar.

    The moment of the registration keeps it apart from the same numbers in another database.
    """
    return str(uuid5(NAMESPACE_OID, f"{registration_id} {registered_at.astimezone(UTC).isoformat()} {day_id}"))


def engagement_uid(engagement_id: int, created_at: datetime) -> str:
    """The UID for ever of an engagement in a person's calendar, kept apart from another database's in the same way."""
    return str(uuid5(NAMESPACE_OID, f"engagement {engagement_id} {created_at.astimezone(UTC).isoformat()}"))


@dataclass(frozen=True, slots=True)
class Subscription:
    """The address of a feed in the form that each calendar app expects."""

    address: str
    webcal: str
    google: str
    outlook: str


def subscription_of(address: str, *, name: str) -> Subscription:
    """The links to subscribe to the feed at this address (http or https) under this name."""
    webcal = urlsplit(address)._replace(scheme="webcal").geturl()
    question = urlencode({"url": address, "name": name}, quote_via=quote)
    return Subscription(
        address=address,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{question}",
    )
