"""What a scan at the door of a session comes to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.attendance.enums import AttendanceOutcome

OPENS_BEFORE = timedelta(minutes=30)
"""A scan counts from half an hour before the session until its end: the house's choice, no law or norm says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceFacts:
    """What is known of a scan. `lets_in`: the staff let somebody in who has no place; `by_hand`: found by name."""

    is_known: bool
    is_valid: bool
    is_recorded: bool
    has_place: bool
    is_full: bool
    lets_in: bool
    by_hand: bool


def decide_attendance(
    facts: AttendanceFacts, *, starts_at: datetime, ends_at: datetime, at: datetime
) -> AttendanceOutcome:
    """Decide a scan at a moment: the first thing that is wrong is the answer.

    Who is written down by hand is vouched for by the staff, also after the end.
    """
    objections = (
        (not facts.is_known, AttendanceOutcome.UNKNOWN),
        (not facts.is_valid, AttendanceOutcome.INVALID),
        (facts.is_recorded, AttendanceOutcome.ALREADY),
        (at < starts_at - OPENS_BEFORE, AttendanceOutcome.EARLY),
        (at > ends_at and not facts.by_hand, AttendanceOutcome.OVER),
        (facts.is_full and not facts.has_place and not facts.lets_in, AttendanceOutcome.NO_PLACE),
    )
    return next((outcome for objects, outcome in objections if objects), AttendanceOutcome.RECORDED)
