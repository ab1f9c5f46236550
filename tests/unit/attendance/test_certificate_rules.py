"""What a certificate of attendance says."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.attendance.enums import ProofState
from forum.attendance.rules.certificates import CertifiedTalk, certified, from_stored, state_of, total_minutes
from tests.builders.programme import a_version_talk

NINE = datetime(2026, 9, 9, 15, tzinfo=UTC)


def a_certified(start: int, minutes: int) -> CertifiedTalk:
    return CertifiedTalk(title="Charla", starts_at=NINE + timedelta(minutes=start), minutes=minutes)


@pytest.mark.parametrize(
    ("spans", "minutes"),
    [
        ([], 0),
        ([(0, 60), (60, 30)], 90),
        ([(0, 60), (30, 60)], 90),
        ([(0, 90), (30, 30)], 90),
        ([(60, 30), (0, 60)], 90),
    ],
)
def test_time_in_two_rooms_counts_once(spans: list[tuple[int, int]], minutes: int) -> None:
    assert total_minutes(a_certified(*each) for each in spans) == minutes


def test_only_what_was_attended_is_over_and_was_held_is_certified() -> None:
    over, ahead, other, gone = (
        a_version_talk(1),
        a_version_talk(2, starts_at=NINE + timedelta(days=1), ends_at=NINE + timedelta(days=1, hours=1)),
        a_version_talk(3),
        a_version_talk(4, cancelled=True),
    )
    attended = [each.uid for each in (over, ahead, gone)]
    found = certified([ahead, gone, other, over], attended=attended, language="es", now=over.ends_at)
    assert [each.title for each in found] == ["Charla 1"]
    assert from_stored([each.stored for each in found]) == found
    assert from_stored({}) == []


@pytest.mark.parametrize(
    ("name", "replaced", "withdrawn", "state"),
    [
        ("Eva", False, False, "valid"),
        ("Eva", True, False, "replaced"),
        ("Eva", True, True, "withdrawn"),
        ("", False, True, "gone"),
    ],
)
def test_a_certificate_says_how_it_stands(name: str, replaced: bool, withdrawn: bool, state: str) -> None:
    assert state_of(name, is_replaced=replaced, is_withdrawn=withdrawn) is ProofState(state)
