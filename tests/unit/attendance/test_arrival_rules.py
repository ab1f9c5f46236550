"""What a scan at the door of a session comes to."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.attendance.enums import AttendanceOutcome
from forum.attendance.rules.arrivals import AttendanceFacts, decide_attendance

STARTS = datetime(2026, 9, 9, 16, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=1)
FINE = {
    "is_known": True, "is_valid": True, "is_recorded": False, "has_place": False, "is_full": False, "lets_in": False,
    "by_hand": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "minutes", "outcome"),
    [
        ({}, 10, "recorded"),
        ({}, -30, "recorded"),
        ({}, -31, "early"),
        ({}, 60, "recorded"),
        ({}, 61, "over"),
        ({"by_hand": True}, 61, "recorded"),
        ({"by_hand": True}, -31, "early"),
        ({"is_full": True}, 0, "no_place"),
        ({"is_full": True, "has_place": True}, 0, "recorded"),
        ({"is_full": True, "lets_in": True}, 0, "recorded"),
        ({"is_recorded": True, "is_full": True}, 0, "already"),
        ({"is_valid": False}, 0, "invalid"),
        ({"is_known": False, "is_valid": False}, 0, "unknown"),
    ],
)
def test_the_first_thing_that_is_wrong_is_the_answer(changes: dict[str, bool], minutes: int, outcome: str) -> None:
    facts = AttendanceFacts(**{**FINE, **changes})
    at = STARTS + timedelta(minutes=minutes)
    assert decide_attendance(facts, starts_at=STARTS, ends_at=ENDS, at=at) is AttendanceOutcome(outcome)
