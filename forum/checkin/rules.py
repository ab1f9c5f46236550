"""What the door answers, decided from plain facts."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from forum.checkin.enums import ScanMethod, ScanOutcome, ScanReason
from forum.checkin.errors import GateNameMissing, GateNameTooLong
from forum.core.search import words

GATE_NAME_LIMIT = 40
LEAST_LETTERS = 2
TEXT_LIMIT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one code at one gate on one day. The later fields mean nothing where an earlier one fails."""

    is_code: bool
    badge_exists: bool
    of_this_edition: bool
    badge_revoked: bool
    registration_approved: bool
    forum_open: bool
    category_enters: bool
    entered_before: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of the door and why."""

    outcome: ScanOutcome
    reason: ScanReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a device sends of one scan: a text it read, or the registration of a person found by name.

    The id is the device's own and new for every scan; `scanned_at` is what its clock showed.
    """

    scan_id: str
    read: str
    registration_id: int | None
    method: ScanMethod
    device: str
    scanned_at: datetime


ADMITTED = Decision(ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY)
ALREADY_INSIDE = Decision(ScanOutcome.ALREADY_INSIDE, ScanReason.ENTERED_BEFORE)


def decide(facts: Facts) -> Decision:
    """Answer one scan: the first thing that is wrong is what the door says."""
    objections = (
        (not facts.is_code, ScanOutcome.UNKNOWN, ScanReason.NOT_A_CODE),
        (not facts.badge_exists, ScanOutcome.UNKNOWN, ScanReason.NO_SUCH_BADGE),
        (not facts.of_this_edition, ScanOutcome.UNKNOWN, ScanReason.OTHER_EDITION),
        (facts.badge_revoked, ScanOutcome.REVOKED, ScanReason.BADGE_REVOKED),
        (not facts.registration_approved, ScanOutcome.REVOKED, ScanReason.NOT_APPROVED),
        (not facts.forum_open, ScanOutcome.NOT_TODAY, ScanReason.FORUM_CLOSED),
        (not facts.category_enters, ScanOutcome.NOT_TODAY, ScanReason.CATEGORY_NOT_TODAY),
    )
    for objects, outcome, reason in objections:
        if objects:
            return Decision(outcome, reason)
    return ALREADY_INSIDE if facts.entered_before else ADMITTED


def local_day(moment: datetime, time_zone: str) -> date:
    """The calendar day of a moment on the clocks of the venue."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def ensure_gate_name(name: str) -> None:
    """Refuse a name that is empty or too long for a phone.

    Raises:
        GateNameMissing, GateNameTooLong
    """
    if not name:
        raise GateNameMissing
    if len(name) > GATE_NAME_LIMIT:
        raise GateNameTooLong(limit=GATE_NAME_LIMIT)


def search_words(text: str) -> list[str]:
    """The folded words of a name search; none while no word has two letters."""
    found = words(text)
    return found if any(len(word) >= LEAST_LETTERS for word in found) else []


def storable(text: str) -> str:
    """The start of a text a device sent, without signs that no person can read or no database can keep."""
    return "".join(sign for sign in text[: 4 * TEXT_LIMIT] if sign.isprintable())[:TEXT_LIMIT]


PERMISSION = "checkin.scan"
