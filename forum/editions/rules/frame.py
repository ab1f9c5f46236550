"""The frame of an edition: its address, its days, its windows, its first categories."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.core.i18n import N_
from forum.editions.enums import CategoryKind
from forum.editions.errors import BadSlug, DatesInDisorder, SlugReserved, WindowInDisorder

RESERVED = frozenset(
    {
        "static", "sign-in", "sign-out", "account", "accounts", "editions", "mail", "language", "theme", "privacy",
        "calendar", "companies", "r", "b", "api", "invitations", "health", "setup",
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
    "America/Hermosillo", "America/Mazatlan", "America/Tijuana",
)  # fmt: skip


class WindowState(enum.StrEnum):
    """Where now is, seen from a window."""

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
    """A category an edition starts with; the organiser changes it as they like."""

    code: str
    kind: CategoryKind
    name_es: str
    name_en: str
    colour: str


def ensure_slug(slug: str) -> str:
    """The address of an edition, which stands in every link to it.

    Raises:
        BadSlug: other than 2 to 40 lower-case letters, digits and inner dashes.
        SlugReserved: a word that addresses of the program itself start with.
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
    how_many = (ends_on - starts_on).days + 1
    if not 1 <= how_many <= MOST_DAYS:
        raise DatesInDisorder(days=MOST_DAYS)
    return [starts_on + timedelta(days=n) for n in range(how_many)]


def moment(day: date, clock: time, zone: str) -> datetime:
    """What the clock of the venue shows, as a moment."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone))


def from_local(local: datetime, zone: str) -> datetime:
    """A date and hour typed without zone, as the moment it is at the venue."""
    return local.replace(tzinfo=ZoneInfo(zone))


def to_local(instant: datetime, zone: str) -> datetime:
    """A moment as date and hour at the venue, without zone, as forms show it."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def default_windows(starts_on: date, ends_on: date, zone: str) -> Windows:
    """The windows that follow from the dates: booking opens 21 days before, requests close 7, preliminary agenda 5,
    freeze 2 (domain.md, 2). Registration opens 120 days before and closes when the last day ends."""

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


def ensure_windows(windows: Windows) -> None:
    """Refuse windows out of order: opened before closed, then the preliminary agenda, then the freeze.

    Raises:
        WindowInDisorder: at the field of the first moment that comes too early.
    """
    pairs = (
        ("registration_opens_at", "registration_closes_at"),
        ("requests_open_at", "requests_close_at"),
        ("requests_close_at", "preliminary_at"),
        ("preliminary_at", "freeze_at"),
    )
    for first, then in pairs:
        if getattr(windows, first) >= getattr(windows, then):
            raise WindowInDisorder(field=then)


def window_state(*, opens_at: datetime, closes_at: datetime, now: datetime) -> WindowState:
    """Whether a window is still to come, open, or over; it is open from its first moment and over at its last."""
    if now < opens_at:
        return WindowState.BEFORE
    return WindowState.OPEN if now < closes_at else WindowState.AFTER


def default_categories() -> Iterable[FirstCategory]:
    """One category of every kind, and one more for students, each with a colour of its own on the badge."""
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
    """A part of an edition that has to be there; in the order in which one sets it up."""

    ABOUT = "about"
    CATEGORIES = "categories"
    HALLS = "halls"
    TABLES = "tables"
    SLOTS = "slots"
    PUBLISHED = "published"


STEP_WORDS = {
    SetupStep.ABOUT: N_("Texto de presentación"),
    SetupStep.CATEGORIES: N_("Categorías de visitante"),
    SetupStep.HALLS: N_("Salones: exposición y encuentros B2B"),
    SetupStep.TABLES: N_("Mesas del área B2B"),
    SetupStep.SLOTS: N_("Horarios de citas en cada día"),
    SetupStep.PUBLISHED: N_("Página pública visible"),
}
NEEDED_TO_PUBLISH = frozenset({SetupStep.CATEGORIES})


def roman(number: int) -> str:
    """The number of an edition as it is written on its posters: 13 is XIII."""
    written = ""
    for value, letters in NUMERALS:
        times, number = divmod(number, value)
        written += letters * times
    return written
