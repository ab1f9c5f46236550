"""When somebody can come: the slots as they have them, what is marked and freed, and what may not be marked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.meetings.enums import EngagementKind, SlotState
from forum.meetings.errors.engagements import EngagementPassed, MeetingInTheWay, TimesInDisorder
from forum.meetings.rules.board import BusyTime
from forum.meetings.rules.engagements import (
    Held,
    SlotTime,
    Times,
    changed_marks,
    ensure_block,
    ensure_without_meetings,
    joined,
    listed_engagements,
    pauses,
    person_slots,
)

NINE = datetime(2026, 9, 9, 15, tzinfo=UTC)
MARK, TALK = EngagementKind.SLOT, EngagementKind.TALK
MINUTES = st.sets(st.integers(0, 8), max_size=6)


def at(number: float) -> Times:
    starts_at = NINE + timedelta(minutes=25 * number)
    return starts_at, starts_at + timedelta(minutes=20)


def time(number: float) -> SlotTime:
    starts_at, ends_at = at(number)
    return SlotTime(slot_id=int(100 + 10 * number), day=starts_at.date(), starts_at=starts_at, ends_at=ends_at)


def held(number: float, kind: EngagementKind = MARK, *, last: float | None = None) -> Held:
    starts_at, ends_at = at(number)[0], at(number if last is None else last)[1]
    return Held(id=int(10 * number), kind=kind, created_at=NINE, starts_at=starts_at, ends_at=ends_at)


def meeting(number: float) -> BusyTime:
    starts_at, ends_at = at(number)
    return BusyTime(person_id=1, meeting_id=7, company_id=2, hall_id=3, starts_at=starts_at, ends_at=ends_at)


@pytest.mark.parametrize(
    ("engagements", "meetings", "states"),
    [
        ([], [], ["free", "free", "free", "free"]),
        ([held(1)], [], ["free", "marked", "engaged", "free"]),
        ([held(1), held(1.5)], [], ["free", "marked", "marked", "engaged"]),
        ([held(1, TALK, last=2)], [], ["free", "engaged", "engaged", "engaged"]),
        ([held(0, TALK)], [meeting(0)], ["meeting", "free", "free", "free"]),
        ([held(1), held(0, TALK, last=2)], [], ["engaged", "marked", "engaged", "engaged"]),
    ],
)
def test_how_somebody_has_each_slot(
    engagements: Sequence[Held], meetings: Sequence[BusyTime], states: Sequence[str]
) -> None:
    """A slot of another hall that overlaps a marked one is taken by it, and none is marked that was not."""
    times = [time(0), time(1), time(1.5), time(2)]
    found = person_slots(times, engagements, meetings, now=NINE - timedelta(hours=1))
    assert [slot.state for slot in found] == [SlotState(state) for state in states]


def test_what_has_begun_is_not_shown() -> None:
    assert [slot.slot_id for slot in person_slots([time(0), time(1)], [], [], now=NINE)] == [110]


def test_marks_of_slots_that_are_no_more_are_listed_with_the_blocks() -> None:
    gone, block = held(3), held(0, TALK)
    assert listed_engagements([held(1), gone, block], [time(0), time(1)]) == [gone, block]


def test_a_pause_to_eat_is_one_of_all_halls() -> None:
    day = NINE.date()
    assert pauses([time(0), time(1), time(4), time(3)]) == {day: [(at(1)[1], at(3)[0])]}
    assert pauses([time(0), time(1), time(1.9), time(3), time(4)]) == {day: []}
    assert pauses([]) == {}


def test_marked_slots_in_a_row_are_one() -> None:
    blocks = joined([held(5), held(1), held(0), held(2, TALK), held(6)])
    assert [(each.starts_at, each.ends_at, each.kind) for each in blocks] == [
        (at(0)[0], at(1)[1], MARK),
        (*at(2), TALK),
        (at(5)[0], at(6)[1], MARK),
    ]


@given(shown=MINUTES, free=MINUTES, marked=MINUTES)
def test_only_shown_slots_change(shown: set[int], free: set[int], marked: set[int]) -> None:
    to_mark, to_free = changed_marks([at(n) for n in shown], [at(n) for n in free], [at(n) for n in marked])
    after = ({at(n) for n in marked} | to_mark) - to_free
    assert after & {at(n) for n in shown} == {at(n) for n in shown - free}
    assert after - {at(n) for n in shown} == {at(n) for n in marked - shown}
    assert not to_mark & to_free


@pytest.mark.parametrize(
    ("times", "now", "refusal"),
    [
        ((NINE, NINE), NINE - timedelta(hours=1), TimesInDisorder),
        (at(0), at(0)[1], EngagementPassed),
        (at(0), NINE, None),
    ],
)
def test_a_block_is_in_order_and_not_over(times: Times, now: datetime, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        ensure_block(*times, now=now)
        return
    with pytest.raises(refusal):
        ensure_block(*times, now=now)


def test_nobody_is_away_while_they_meet_somebody() -> None:
    ensure_without_meetings([at(0), at(2)], [meeting(1)], who="Ana")
    with pytest.raises(MeetingInTheWay) as refused:
        ensure_without_meetings([at(0), at(1.5)], [meeting(1)], who="Ana")
    assert refused.value.params == {"who": "Ana", "meeting_id": 7}
