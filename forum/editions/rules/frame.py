"""The slug, days, windows and first categories of an edition, and the steps of setting it up."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.editions.enums import CategoryKind
from forum.editions.errors import BadSlug, DatesInDisorder, HoursInDisorder, SlugReserved, WindowInDisorder

RESERVED = frozenset(
    {
        "static", "sign-in", "sign-out", "account", "accounts", "editions", "mail", "language", "theme", "privacy",
        "badge-paper", "calendar", "companies", "r", "b", "d", "o", "api", "invitations", "health", "setup", "again",
        "unsubscribe", "healthz", "livez", "readyz", "metrics", "robots.txt", "help", "ayuda", "offline", "keeper.js",
    }
)  # fmt: skip
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")
MOST_DAYS = 14

# Days before the first day of the forum (domain.md, 2); registration: neutral default.
REGISTRATION_OPENS, BOOKING_OPENS, REQUESTS_CLOSE, PRELIMINARY, FREEZE = 120, 21, 7, 5, 2
OPENS_AT, CLOSES_AT = time(9), time(18)
NUMERALS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

ZONES = (
    "America/Mexico_City", "America/Monterrey", "America/Merida", "America/Cancun", "America/Chihuahua",
    "America/Hermosillo", "America/Mazatlan", "America/Tijuana", "America/Ciudad_Juarez", "America/Ojinaga",
    "America/Matamoros", "America/Bahia_Banderas",
)  # fmt: skip


class WindowState(enum.StrEnum):
    """The state of a window at a moment."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, kw_only=True, slots=True)
class Windows:
    """The moments of an edition, all aware."""

    registration_opens_at: datetime
    registration_closes_at: datetime
    requests_open_at: datetime
    requests_close_at: datetime
    preliminary_at: datetime
    freeze_at: datetime


@dataclass(frozen=True, slots=True)
class FirstCategory:
    """A category that a new edition has; organisers can change it."""

    code: str
    kind: CategoryKind
    name_es: str
    name_en: str
    colour: str


def ensure_slug(slug: str) -> str:
    """The slug of an edition, which is part of its addresses.

    Raises:
        BadSlug: other than 2 to 40 lower-case letters, digits and inner hyphens.
        SlugReserved: other addresses of the site start with it.
    """
    if SLUG.fullmatch(slug) is None:
        raise BadSlug
    if slug in RESERVED:
        raise SlugReserved
    return slug


def days_between(starts_on: date, ends_on: date) -> list[date]:
    """Every day of the forum in order.

    Raises:
        DatesInDisorder: the last is before the first, or they are more than two weeks.
    """
    count = (ends_on - starts_on).days + 1
    if not 1 <= count <= MOST_DAYS:
        raise DatesInDisorder(days=MOST_DAYS)
    return [starts_on + timedelta(days=n) for n in range(count)]


def moment(day: date, clock: time, zone: str) -> datetime:
    """A date and time at the venue, as a moment."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone))


def end_of_day(day: date, zone: str) -> datetime:
    """When a day ends at the venue."""
    return moment(day + timedelta(days=1), time(), zone)


def from_local(local: datetime, zone: str) -> datetime:
    """A date and time typed without a zone, as a moment in the time zone of the venue."""
    return local.replace(tzinfo=ZoneInfo(zone))


def to_local(instant: datetime, zone: str) -> datetime:
    """A moment as date and time at the venue, without a zone, as forms show it."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def default_windows(starts_on: date, ends_on: date, zone: str) -> Windows:
    """The windows that follow from the dates (domain.md, 2).

    Days before the first day: registration opens 120, requests open 21 and close 7, preliminary agenda 5, final
    agenda 2. Registration closes when the last day ends.
    """

    def before(days: int, clock: time) -> datetime:
        return moment(starts_on - timedelta(days=days), clock, zone)

    return Windows(
        registration_opens_at=before(REGISTRATION_OPENS, OPENS_AT),
        registration_closes_at=moment(ends_on, CLOSES_AT, zone),
        requests_open_at=before(BOOKING_OPENS, OPENS_AT),
        requests_close_at=before(REQUESTS_CLOSE, CLOSES_AT),
        preliminary_at=before(PRELIMINARY, OPENS_AT),
        freeze_at=before(FREEZE, CLOSES_AT),
    )


def ensure_hours(opens_at: time, closes_at: time) -> None:
    """Refuse a day that closes before it opens.

    Raises:
        HoursInDisorder
    """
    if opens_at >= closes_at:
        raise HoursInDisorder


def ensure_windows(windows: Windows) -> None:
    """Refuse windows out of order: opening, closing, final agenda.

    The preliminary agenda is kept with the dates; nothing publishes one, so no page asks for it and no order holds it.

    Raises:
        WindowInDisorder: at the field of the first moment that comes too early.
    """
    pairs = (
        ("registration_opens_at", "registration_closes_at"),
        ("requests_open_at", "requests_close_at"),
        ("requests_close_at", "freeze_at"),
    )
    for first, then in pairs:
        if getattr(windows, first) >= getattr(windows, then):
            raise WindowInDisorder(field=then)


def window_state(*, opens_at: datetime, closes_at: datetime, now: datetime) -> WindowState:
    """Whether a window is in the future, open, or over; it opens at `opens_at` and is over at `closes_at`."""
    if now < opens_at:
        return WindowState.BEFORE
    return WindowState.OPEN if now < closes_at else WindowState.AFTER


def default_categories() -> Iterable[FirstCategory]:
    """One category of every kind and one for students, each with a colour of its own for the badge."""
    kind = CategoryKind
    return (
        FirstCategory("visitante", kind.VISITOR, "Visitante", "Visitor", "#0b5f55"),
        FirstCategory("estudiante", kind.VISITOR, "Estudiante", "Student", "#2f6fb3"),
        FirstCategory(
            code="expositor", kind=kind.EXHIBITOR, name_es="Expositor", name_en="Exhibitor", colour="#b3261e"
        ),
        FirstCategory("comprador", kind.BUYER, "Comprador", "Buyer", "#14191d"),
        FirstCategory("proveedor", kind.SUPPLIER, "Proveedor", "Supplier", "#c05f00"),
        FirstCategory("ponente", kind.SPEAKER, "Ponente", "Speaker", "#6b3fa0"),
        FirstCategory("prensa", kind.PRESS, "Prensa", "Press", "#8a6d00"),
        FirstCategory("staff", kind.STAFF, "Staff", "Staff", "#5c6664"),
    )


class SetupStep(enum.StrEnum):
    """A step of setting up an edition, in order."""

    ABOUT = "about"
    CATEGORIES = "categories"
    HALLS = "halls"
    TABLES = "tables"
    SLOTS = "slots"
    PUBLISHED = "published"


NEEDED_TO_PUBLISH = frozenset({SetupStep.CATEGORIES})


def roman(number: int) -> str:
    """The number of an edition in Roman numerals: 13 is XIII."""
    written = ""
    for value, letters in NUMERALS:
        times, number = divmod(number, value)
        written += letters * times
    return written
