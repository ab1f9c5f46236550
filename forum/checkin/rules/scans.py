"""The answer to a scan, decided on plain facts."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forum.checkin.enums import Conflict, ScanMethod, ScanOutcome, ScanReason, Told
from forum.core.search import words

PERMISSION = "checkin.scan"
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
    """The facts about one code at one gate on one day. A field means nothing where one before it says no.

    `made_at_desk`: the code was reserved for the desk of this edition, and whose it is has not been sent yet.
    `entered_before`, `inside` and `is_full` are of the gate's area: who entered it that day, whether they are in, and
    whether nobody more may be.
    """

    is_code: bool
    made_at_desk: bool
    badge_exists: bool
    of_this_edition: bool
    leaves: bool
    badge_revoked: bool
    registration_approved: bool
    forum_open: bool
    area_open: bool
    category_enters: bool
    category_here: bool
    entered_before: bool
    once_a_day: bool
    inside: bool
    is_full: bool


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
    ours when it last asked us, and of when the data were on which it decided. `leaves` counts at a gate of both ways.
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
    leaves: bool = False


ADMITTED = Decision(ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY)
MADE_AT_DESK = Decision(ScanOutcome.ADMITTED, ScanReason.MADE_AT_DESK)
CAME_BACK = Decision(ScanOutcome.ADMITTED, ScanReason.CAME_BACK)
ALREADY_INSIDE = Decision(ScanOutcome.ALREADY_INSIDE, ScanReason.ENTERED_BEFORE)
ONLY_ONCE = Decision(ScanOutcome.ONLY_ONCE, ScanReason.ONCE_A_DAY)
FULL = Decision(ScanOutcome.FULL, ScanReason.AREA_FULL)
WENT_OUT = Decision(ScanOutcome.LEFT, ScanReason.WENT_OUT)
NOT_INSIDE = Decision(ScanOutcome.LEFT, ScanReason.NOT_INSIDE)
REFUSED_OFFLINE = Decision(ScanOutcome.REFERRED, ScanReason.REFUSED_OFFLINE)

LETS_IN = frozenset({Told.ADMITTED, Told.ALREADY_INSIDE, Told.LET_IN})
"""Told one of these, the steward let the person in."""

TOLD_FIRST = LETS_IN - {Told.ALREADY_INSIDE}
"""Told one of these, the steward let somebody in as if nobody had entered with the badge."""

_NOT_LET_IN = {
    Told.DESK: ScanReason.SENT_TO_DESK,
    Told.SUPERVISOR: ScanReason.SUPERVISOR_CALLED,
}


def decide(facts: ScanFacts) -> Decision:
    """Decide one scan: the first thing that is wrong is the reason. Out goes whoever has a badge, however bad.

    Only the desk has the codes reserved for it: who shows one was registered there moments ago, and comes in.
    """
    if facts.is_code and facts.made_at_desk:
        return NOT_INSIDE if facts.leaves else MADE_AT_DESK
    unknown = (
        (not facts.is_code, ScanOutcome.UNKNOWN, ScanReason.NOT_A_CODE),
        (not facts.badge_exists, ScanOutcome.UNKNOWN, ScanReason.NO_SUCH_BADGE),
        (not facts.of_this_edition, ScanOutcome.UNKNOWN, ScanReason.OTHER_EDITION),
    )
    objections = (
        (facts.badge_revoked, ScanOutcome.REVOKED, ScanReason.BADGE_REVOKED),
        (not facts.registration_approved, ScanOutcome.REVOKED, ScanReason.NOT_APPROVED),
        (not facts.forum_open, ScanOutcome.NOT_TODAY, ScanReason.FORUM_CLOSED),
        (not facts.area_open, ScanOutcome.NOT_TODAY, ScanReason.AREA_CLOSED),
        (not facts.category_enters, ScanOutcome.NOT_TODAY, ScanReason.CATEGORY_NOT_TODAY),
        (not facts.category_here, ScanOutcome.NOT_HERE, ScanReason.CATEGORY_NOT_HERE),
    )
    for objects, outcome, reason in unknown if facts.leaves else (*unknown, *objections):
        if objects:
            return Decision(outcome, reason)
    if facts.leaves:
        return WENT_OUT if facts.entered_before and facts.inside else NOT_INSIDE
    return _decide_entry(facts)


def _decide_entry(facts: ScanFacts) -> Decision:
    if facts.entered_before and facts.once_a_day:
        return ONLY_ONCE
    if facts.entered_before and facts.inside:
        return ALREADY_INSIDE
    if facts.is_full:
        return FULL
    return CAME_BACK if facts.entered_before else ADMITTED


def decide_again(facts: ScanFacts, *, told: Told | None) -> Decision:
    """Decide a scan that a device without network answered itself: the rules say whether it was right.

    What was done stays done: who was let in is in, however full it was; who was not has not entered, however good the
    badge is. Their scan is answered as if nobody had entered with it, so that the record is the same whichever scan
    arrives first; only what the device said of an earlier entry is compared with that (`replay`).
    """
    if told is None:
        return decide(facts)
    if told in LETS_IN or facts.leaves:
        return decide(replace(facts, is_full=False))
    if told is Told.ONLY_ONCE and decide(replace(facts, is_full=False)) is ONLY_ONCE:
        return ONLY_ONCE
    decision = decide(replace(facts, entered_before=False, is_full=False))
    if decision.outcome is not ScanOutcome.ADMITTED:
        return decision
    return Decision(ScanOutcome.REFERRED, _NOT_LET_IN.get(told, ScanReason.REFUSED_OFFLINE))


def conflict_of(told: Told, outcome: ScanOutcome) -> Conflict | None:
    """How what a device told the steward differs from what the rules say of it; None where it does not.

    Let in whom the rules do not; let in as the first of the day where somebody had entered with the badge; or kept out
    with a badge that is good. How full an area was then nobody can tell later, nor keep in who left.
    """
    if outcome is ScanOutcome.LEFT:
        return None
    if told not in LETS_IN:
        is_good = outcome in {ScanOutcome.ADMITTED, ScanOutcome.REFERRED} and told is not Told.FULL
        return Conflict.KEPT_OUT if is_good else None
    if outcome in {ScanOutcome.ALREADY_INSIDE, ScanOutcome.ONLY_ONCE}:
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


def search_words(text: str) -> list[str]:
    """The words of a search by name, folded; none while no word has two letters, or one that is a name (王)."""
    found = words(text)
    return found if any(len(word) >= LEAST_LETTERS or _is_ideograph(word) for word in found) else []


def _is_ideograph(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith("CJK")


def storable(text: str) -> str:
    """The start of a text that a device sent, without characters that cannot be printed or stored."""
    return "".join(character for character in text[: 4 * TEXT_LIMIT] if character.isprintable())[:TEXT_LIMIT]
