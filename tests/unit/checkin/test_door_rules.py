"""The answers of the door, as a table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.checkin.enums import ScanMethod, ScanOutcome, ScanReason, Told
from forum.checkin.errors import GateNameMissing, GateNameTooLong
from forum.checkin.rules import (
    LETS_IN,
    Decision,
    ScanFacts,
    ScanInput,
    decide,
    decide_again,
    ensure_gate_name,
    local_day,
    moment_of,
    search_words,
    storable,
)

GOOD = {
    "is_code": True,
    "made_at_desk": False,
    "badge_exists": True,
    "of_this_edition": True,
    "leaves": False,
    "badge_revoked": False,
    "registration_approved": True,
    "forum_open": True,
    "area_open": True,
    "category_enters": True,
    "category_here": True,
    "entered_before": False,
    "once_a_day": False,
    "inside": False,
    "is_full": False,
}
INSIDE = {"entered_before": True, "inside": True}

OF_BEFORE = {"entered_before", "once_a_day", "inside"}


def is_good(facts: dict[str, bool]) -> bool:
    """Whether nothing is wrong with a badge, or it is one that the desk has just handed out."""
    if facts["is_code"] and facts["made_at_desk"]:
        return not facts["leaves"]
    return all(facts[name] == GOOD[name] for name in GOOD if name not in {*OF_BEFORE, "made_at_desk"})


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({}, ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY),
        (INSIDE, ScanOutcome.ALREADY_INSIDE, ScanReason.ENTERED_BEFORE),
        ({"entered_before": True}, ScanOutcome.ADMITTED, ScanReason.CAME_BACK),
        ({"inside": True}, ScanOutcome.ADMITTED, ScanReason.FIRST_TODAY),
        ({"is_full": True}, ScanOutcome.FULL, ScanReason.AREA_FULL),
        ({"entered_before": True, "is_full": True}, ScanOutcome.FULL, ScanReason.AREA_FULL),
        ({**INSIDE, "is_full": True}, ScanOutcome.ALREADY_INSIDE, ScanReason.ENTERED_BEFORE),
        ({"entered_before": True, "once_a_day": True}, ScanOutcome.ONLY_ONCE, ScanReason.ONCE_A_DAY),
        ({"area_open": False, "category_here": False}, ScanOutcome.NOT_TODAY, ScanReason.AREA_CLOSED),
        ({"category_here": False}, ScanOutcome.NOT_HERE, ScanReason.CATEGORY_NOT_HERE),
        ({**INSIDE, "leaves": True, "badge_revoked": True}, ScanOutcome.LEFT, ScanReason.WENT_OUT),
        ({"leaves": True, "entered_before": True}, ScanOutcome.LEFT, ScanReason.NOT_INSIDE),
        ({"leaves": True, "badge_exists": False}, ScanOutcome.UNKNOWN, ScanReason.NO_SUCH_BADGE),
        ({"category_enters": False}, ScanOutcome.NOT_TODAY, ScanReason.CATEGORY_NOT_TODAY),
        ({"forum_open": False}, ScanOutcome.NOT_TODAY, ScanReason.FORUM_CLOSED),
        ({"registration_approved": False}, ScanOutcome.REVOKED, ScanReason.NOT_APPROVED),
        ({"badge_revoked": True}, ScanOutcome.REVOKED, ScanReason.BADGE_REVOKED),
        ({"of_this_edition": False}, ScanOutcome.UNKNOWN, ScanReason.OTHER_EDITION),
        ({"badge_exists": False}, ScanOutcome.UNKNOWN, ScanReason.NO_SUCH_BADGE),
        ({"badge_exists": False, "made_at_desk": True}, ScanOutcome.ADMITTED, ScanReason.MADE_AT_DESK),
        ({"badge_exists": False, "made_at_desk": True, "leaves": True}, ScanOutcome.LEFT, ScanReason.NOT_INSIDE),
        ({"is_code": False, "made_at_desk": True}, ScanOutcome.UNKNOWN, ScanReason.NOT_A_CODE),
        ({"is_code": False}, ScanOutcome.UNKNOWN, ScanReason.NOT_A_CODE),
        ({"badge_revoked": True, **INSIDE}, ScanOutcome.REVOKED, ScanReason.BADGE_REVOKED),
        ({"badge_revoked": True, "forum_open": False}, ScanOutcome.REVOKED, ScanReason.BADGE_REVOKED),
        ({"of_this_edition": False, "badge_revoked": True}, ScanOutcome.UNKNOWN, ScanReason.OTHER_EDITION),
    ],
)
def test_the_first_thing_that_is_wrong_is_the_reason(
    changes: dict[str, bool], outcome: ScanOutcome, reason: ScanReason
) -> None:
    assert decide(ScanFacts(**{**GOOD, **changes})) == Decision(outcome, reason)


@given(st.fixed_dictionaries({name: st.booleans() for name in GOOD}))
def test_the_door_admits_only_where_nothing_is_wrong_and_they_are_not_in(facts: dict[str, bool]) -> None:
    is_in = facts["entered_before"] and (facts["inside"] or facts["once_a_day"])
    good = is_good(facts) and (not is_in or facts["made_at_desk"])
    assert (decide(ScanFacts(**facts)).outcome is ScanOutcome.ADMITTED) == good


@given(st.fixed_dictionaries({name: st.booleans() for name in GOOD}), st.sampled_from(Told))
def test_a_device_that_answered_itself_changes_no_rule_and_lets_nobody_in_who_was_not(
    facts: dict[str, bool], told: Told
) -> None:
    facts = {**facts, "is_full": False}  # how full it was nobody asks again
    again, first = decide_again(ScanFacts(**facts), told=told), decide(ScanFacts(**facts))
    if told in LETS_IN or facts["leaves"]:
        assert again == first
    else:
        good = is_good(facts)
        said_so = told is Told.ONLY_ONCE and first.outcome is ScanOutcome.ONLY_ONCE
        assert (again.outcome is ScanOutcome.REFERRED) == (good and not said_so)
        assert again.outcome is not ScanOutcome.ADMITTED
        assert good or again == first


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 9, 9, 5, 59, tzinfo=UTC), date(2026, 9, 8)),
        (datetime(2026, 9, 9, 6, 0, tzinfo=UTC), date(2026, 9, 9)),
        (datetime(2026, 9, 10, 5, 59, tzinfo=UTC), date(2026, 9, 9)),
    ],
)
def test_a_day_begins_at_midnight_of_the_venue(moment: datetime, day: date) -> None:
    assert local_day(moment, "America/Mexico_City") == day


NOW = datetime(2026, 9, 10, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("scanned", "sent", "ago"),
    [
        (timedelta(0), None, timedelta(0)),
        (timedelta(minutes=-10), None, timedelta(0)),  # a clock that is slow, or fast
        (timedelta(minutes=10), None, timedelta(0)),
        (timedelta(hours=30), None, timedelta(0)),
        (timedelta(hours=-16), None, timedelta(hours=16)),
        (timedelta(days=-400), None, timedelta(0)),
        (timedelta(seconds=-40), timedelta(0), timedelta(0)),
        (timedelta(minutes=-5), timedelta(0), timedelta(minutes=5)),
        (timedelta(minutes=-17), timedelta(minutes=-10), timedelta(minutes=7)),  # ten minutes slow, kept for seven
        (timedelta(hours=3), timedelta(hours=10), timedelta(hours=7)),
        (timedelta(hours=10), timedelta(hours=3), timedelta(0)),  # set back meanwhile
        (timedelta(days=-20000), timedelta(0), timedelta(0)),  # set only meanwhile
        (timedelta(days=-30), timedelta(0), timedelta(days=30)),
    ],
)
def test_a_scan_counts_for_the_moment_it_was_made(scanned: timedelta, sent: timedelta | None, ago: timedelta) -> None:
    scan = ScanInput(
        scan_id="1",
        text="",
        registration_id=None,
        method=ScanMethod.CAMERA,
        device="",
        scanned_at=NOW + scanned,
        sent_at=None if sent is None else NOW + sent,
    )
    assert moment_of(scan, now=NOW) == NOW - ago


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Muñoz", ["munoz"]),
        ("  José   MUÑOZ ", ["jose", "munoz"]),
        ("m", []),
        ("m j", []),
        ("", []),
        ("Li", ["li"]),
        ("j muñ", ["j", "mun"]),
    ],
)
def test_a_search_needs_a_word_of_two_letters(typed: str, found: list[str]) -> None:
    assert search_words(typed) == found


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("http://x.mx/ñ", "http://x.mx/ñ"), ("a\x00b\ud800c\n", "abc"), ("x" * 500, "x" * 64), ("", "")],
)
def test_a_text_from_a_device_is_kept_without_characters_that_cannot_be_stored(sent: str, kept: str) -> None:
    assert storable(sent) == kept


def test_a_gate_has_a_name_that_fits_a_phone() -> None:
    ensure_gate_name("P" * 40)
    with pytest.raises(GateNameMissing):
        ensure_gate_name("")
    with pytest.raises(GateNameTooLong):
        ensure_gate_name("P" * 41)
