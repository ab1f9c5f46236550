"""The layout of an agenda, links to subscribe to it, and what invitations say next."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import groupby
from typing import Generic, Protocol, TypeVar
from urllib.parse import quote, urlencode, urlsplit
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from forum.agenda.enums import InvitationMethod

REPLY_TOKEN = re.compile(r"[^@]*\+(\d{1,18})-([0-9a-f]{24})@[^@]+")
INVITATION_KEYS = "invitation:"
"""How the keys of all mails with an invitation begin."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a person's calendar was last sent of a meeting; `digest`: of what it said."""

    method: InvitationMethod
    address: str
    sequence: int
    ahead: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is sent of a meeting next, to whom, and with which SEQUENCE: `ahead` of what meeting and edition count."""

    method: InvitationMethod
    address: str
    sequence: int
    ahead: int


def next_steps(sent: Sent | None, *, base: int, digest: str | None, address: str, stays: bool = False) -> list[Step]:
    """What brings a calendar from what it was sent to what stands, with a SEQUENCE that rises each time.

    `base`: what meeting and edition count. `digest`: of what stands; None: the meeting is none, or comes another way.
    `stays`: it comes another way, which goes on after the end of the invitation.
    """
    steps: list[Step] = []
    stands = sent is not None and sent.method is InvitationMethod.REQUEST
    if sent is not None and stands and (digest is None or address != sent.address):
        step = _step(InvitationMethod.CANCEL, sent.address, base, sent)
        steps.append(replace(step, ahead=step.ahead + 1) if stays else step)
        sent = replace(sent, sequence=step.sequence, ahead=step.ahead)
        stands = False
    if digest is not None and not (sent is not None and stands and sent.digest == digest):
        steps.append(_step(InvitationMethod.REQUEST, address, base, sent))
    return steps


def _step(method: InvitationMethod, address: str, base: int, sent: Sent | None) -> Step:
    sequence = base if sent is None else max(base + sent.ahead, sent.sequence + 1)
    return Step(method=method, address=address, sequence=sequence, ahead=sequence - base)


def digest_of(*facts: object) -> str:
    """A short digest of facts, which tells whether they are the same."""
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def reply_address(mailbox: str, token: str) -> str:
    """The address of the mailbox that an invitation is answered to: `name+token@…`."""
    local, _at, domain = mailbox.rpartition("@")
    return f"{local}+{token}@{domain}"


def token_in(address: str) -> tuple[int, str] | None:
    """The number of an invitation and its proof, from the address that it was answered to."""
    found = REPLY_TOKEN.fullmatch(address.casefold())
    return None if found is None else (int(found[1]), found[2])


def invitation_key(invitation_id: int, sequence: int) -> str:
    """The key of the one mail with this SEQUENCE of an invitation, in the outbox."""
    return f"{INVITATION_KEYS}{invitation_id}:{sequence}"
