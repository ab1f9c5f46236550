"""The answer to a scan, decided on plain facts."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forum.checkin.enums import Conflict, OfflineChoice, ScanMethod, ScanOutcome, ScanReason, Told
from forum.checkin.errors import GateNameMissing, GateNameTooLong, OfflineTextMissing
from forum.core.search import words

PERMISSION = "checkin.scan"
GATE_NAME_LIMIT = 40
OFFLINE_TEXT_LIMIT = 80
LEAST_LETTERS = 2
TEXT_LIMIT = 64

SOON_SENT = timedelta(minutes=1)
"""A scan sent within this time counts for now: who enters at two gates at once is decided by the server."""

CLOCK_TOLERANCE = timedelta(minutes=15)
"""The same where the device does not tell its clock when sending: clocks of phones are some ten minutes off."""

LONGEST_KEPT = timedelta(days=30)
"""A scan that says it is older was made by a clock that was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFacts:
    """The facts about one code at one gate on one day. A field means nothing where one before it says no."""

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
    """The answer to a scan, and its reason."""

    outcome: ScanOutcome
    reason: ScanReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanInput:
    """One scan as a device sends it: the text it read, or the registration of a person found by name.

    The device makes a new id for every scan; `scanned_at` is the time on the device then, `sent_at` when it sent it.
    Of a scan that the device answered itself: what it told the steward, by how many milliseconds its clock was behind
    ours when it last asked us, and of when the data were on which it decided.
    """

    scan_id: str
    text: str
    registration_id: int | None
    method: ScanMethod
    device: str
    scanned_at: datetime
    sent_at: datetime | None = None
    told: Told | None = None
    clock_offset_ms: int | None = None
    data_at: datetime | None = None


ADMITTED = Decision(ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY)
ALREADY_INSIDE = Decision(ScanOutcome.ALREADY_INSIDE, ScanReason.ENTERED_BEFORE)

LETS_IN = frozenset({Told.ADMITTED, Told.ALREADY_INSIDE, Told.LET_IN})
"""Told one of these, the steward let the person in."""

TOLD_FIRST = LETS_IN - {Told.ALREADY_INSIDE}
"""Told one of these, the steward let somebody in as if nobody had entered with the badge."""

_NOT_LET_IN = {
    Told.DESK: ScanReason.SENT_TO_DESK,
    Told.SUPERVISOR: ScanReason.SUPERVISOR_CALLED,
}


def decide(facts: ScanFacts) -> Decision:
    """Decide one scan: the first thing that is wrong is the reason."""
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


def decide_again(facts: ScanFacts, *, told: Told | None) -> Decision:
    """Decide a scan that a device without network answered itself: the rules say whether it was right.

    What was done stays done: who was not let in has not entered, however good the badge is. Their scan is answered as
    if nobody had entered with it, so that the record is the same whichever scan arrives first.
    """
    if told is None or told in LETS_IN:
        return decide(facts)
    decision = decide(replace(facts, entered_before=False))
    if decision is not ADMITTED:
        return decision
    return Decision(ScanOutcome.REFERRED, _NOT_LET_IN.get(told, ScanReason.REFUSED_OFFLINE))


def conflict_of(told: Told, outcome: ScanOutcome) -> Conflict | None:
    """How what a device told the steward differs from what the rules say of it; None where it does not.

    Let in whom the rules do not; let in as the first of the day where somebody had entered with the badge; or kept out
    with a badge that is good.
    """
    if told not in LETS_IN:
        is_good = outcome in {ScanOutcome.ADMITTED, ScanOutcome.REFERRED}
        return Conflict.KEPT_OUT if is_good else None
    if outcome is ScanOutcome.ALREADY_INSIDE:
        return Conflict.TWICE if told in TOLD_FIRST else None
    return None if outcome is ScanOutcome.ADMITTED else Conflict.LET_IN


def local_day(moment: datetime, time_zone: str) -> date:
    """The calendar day of a moment in the venue's time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def moment_of(scan: ScanInput, *, now: datetime) -> datetime:
    """The moment a scan counts for, on our clock: now, or as long ago as the device kept it without network.

    Both times of the device are off by the same, so their difference is right whatever its clock shows. Of a scan that
    the device answered itself the offset of its clock is known: its moment is the same whenever it is sent.
    """
    if scan.told is not None and scan.clock_offset_ms is not None:
        moment = scan.scanned_at + timedelta(milliseconds=scan.clock_offset_ms)
        if now - LONGEST_KEPT <= moment <= now + CLOCK_TOLERANCE:
            return min(moment, now)
    kept = (scan.sent_at or now) - scan.scanned_at
    soon = SOON_SENT if scan.sent_at else CLOCK_TOLERANCE
    return now - kept if soon < kept <= LONGEST_KEPT else now


def ensure_gate_name(name: str) -> None:
    """Refuse a name that is empty or too long for a phone.

    Raises:
        GateNameMissing: the name is empty.
        GateNameTooLong: the name is longer than 40 characters.
    """
    if not name:
        raise GateNameMissing
    if len(name) > GATE_NAME_LIMIT:
        raise GateNameTooLong(limit=GATE_NAME_LIMIT)


def ensure_offline_text(choice: OfflineChoice, text_es: str) -> None:
    """Refuse an instruction of one's own without words; English may be missing, Spanish is shown then.

    Raises:
        OfflineTextMissing: the text is empty.
    """
    if choice is OfflineChoice.OWN and not text_es:
        raise OfflineTextMissing


def search_words(text: str) -> list[str]:
    """The words of a search by name, folded; none while no word has two letters, or one that is a name (王)."""
    found = words(text)
    return found if any(len(word) >= LEAST_LETTERS or _is_ideograph(word) for word in found) else []


def _is_ideograph(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith("CJK")


def storable(text: str) -> str:
    """The start of a text that a device sent, without characters that cannot be printed or stored."""
    return "".join(character for character in text[: 4 * TEXT_LIMIT] if character.isprintable())[:TEXT_LIMIT]
