"""A buyer's board: which slots are free, and why one is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.meetings.enums import Beyond
from forum.meetings.errors import (
    BuyerDayFull,
    MeetingsReached,
    NotAtTable,
    SeatTaken,
    SlotBlocked,
    SlotPassed,
    TableTaken,
)
from forum.meetings.errors.engagements import PersonEngaged, WalkTooShort
from forum.meetings.rules.board import (
    BoardSlot,
    BusyTime,
    Span,
    busy_people,
    caps_by_day,
    free_slots,
    half_days,
    seat_facts,
    unreachable,
)
from forum.meetings.rules.seats import Sitting, day_cap, ensure_seatable

HOURS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9), st.integers(-15, 15)), max_size=25)
NINE = datetime(2026, 9, 9, 15, tzinfo=UTC)
NOW = NINE - timedelta(days=9)
BUYER, ANA, LUIS, COMPANY, HALL, OTHER_HALL, PIA, EVA = 1, 2, 3, 7, 8, 9, 21, 22


def slot(number: int = 0, **changes: object) -> BoardSlot:
    starts_at = NINE + timedelta(minutes=25 * number)
    values: dict[str, object] = {
        "slot_id": 100 + number,
        "table_id": 5,
        "hall_id": HALL,
        "day": starts_at.date(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=20),
        "blocked": False,
        "at_table": True,
        "table_meeting_id": None,
    }
    return BoardSlot(**{**values, **changes})  # type: ignore[arg-type]


def busy(person_id: int, number: int = 0, *, minutes: int = 0, meeting_id: int = 50, hall_id: int = HALL) -> BusyTime:
    starts_at = NINE + timedelta(minutes=25 * number + minutes)
    return BusyTime(
        person_id=person_id,
        meeting_id=meeting_id,
        company_id=COMPANY,
        hall_id=hall_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=20),
    )


def engaged(person_id: int, number: int = 0, *, minutes: int = 0) -> BusyTime:
    """Another engagement, of five minutes."""
    starts_at = NINE + timedelta(minutes=25 * number + minutes)
    return BusyTime(
        person_id=person_id, meeting_id=None, company_id=None, hall_id=None, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=5),
    )  # fmt: skip


def free(board: list[BoardSlot], times: list[BusyTime], **changes: object) -> list[int]:
    values: dict[str, object] = {"buyer_person_id": BUYER, "person_ids": [ANA], "spare": 0, "walking": 0, "now": NOW}
    return [found.slot_id for found in free_slots(board, times, **{**values, **changes})]  # type: ignore[arg-type]


def test_a_slot_at_the_table_is_free() -> None:
    assert free([slot(0), slot(1)], []) == [100, 101]


@pytest.mark.parametrize(
    "changes",
    [{"at_table": False}, {"blocked": True}, {"table_meeting_id": 50}],
)
def test_a_slot_that_is_not_free(changes: dict[str, object]) -> None:
    assert free([slot(0, **changes), slot(1)], []) == [101]


def test_a_slot_that_has_begun_is_not_free() -> None:
    assert free([slot(0), slot(1)], [], now=NINE) == [101]


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, [101]), (19, [101]), (20, [100, 101]), (-19, [101]), (-20, [100, 101])]
)
@pytest.mark.parametrize("person", [BUYER, ANA])
def test_who_is_elsewhere_at_that_time_is_busy(person: int, minutes: int, expected: list[int]) -> None:
    times = [busy(person, minutes=minutes)]
    board = [slot(0), slot(1, starts_at=NINE + timedelta(hours=2), ends_at=NINE + timedelta(hours=2, minutes=20))]
    assert free(board, times) == expected


def test_one_of_several_people_is_enough() -> None:
    times = [busy(ANA), engaged(PIA), busy(EVA, minutes=-25, hall_id=OTHER_HALL)]
    [found] = free_slots(
        [slot(0)], times, buyer_person_id=BUYER, person_ids=[ANA, LUIS, PIA, EVA], spare=0, walking=10, now=NOW
    )
    assert found.person_ids == frozenset({LUIS})


@pytest.mark.parametrize("person", [BUYER, ANA])
def test_who_cannot_come_is_offered_no_slot_and_staff_is_told(person: int) -> None:
    times = [engaged(person, minutes=19)]
    assert free([slot(0), slot(1)], times) == [101]
    beyond = free_slots(
        [slot(0), slot(1)], times, buyer_person_id=BUYER, person_ids=[ANA], spare=0, walking=0, now=NOW, by_staff=True
    )
    assert [found.beyond for found in beyond] == [{Beyond.ENGAGED}, frozenset()]


@pytest.mark.parametrize(
    ("minutes", "walking", "expected"),
    [
        (-25, 5, [100]), (-25, 6, []), (25, 5, [100]), (25, 6, []), (-20, 1, []), (-20, 0, [100]), (10, 0, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("person", [BUYER, ANA])
def test_there_is_time_to_walk_to_and_from_another_hall(
    person: int, minutes: int, walking: int, expected: list[int]
) -> None:
    assert free([slot(0)], [busy(person, minutes=minutes, hall_id=OTHER_HALL)], walking=walking) == expected


def test_nobody_walks_within_a_hall_nor_to_an_engagement() -> None:
    assert free([slot(0)], [busy(ANA, 1), engaged(ANA, minutes=20)], walking=60) == [100]


def test_meetings_that_somebody_cannot_take_over() -> None:
    spans = {
        n: Span(starts_at=each.starts_at, ends_at=each.ends_at, hall_id=HALL)
        for n, each in enumerate([slot(0), slot(1), slot(2), slot(3)])
    }
    times = [busy(ANA, 0), engaged(ANA, 2), busy(ANA, 4, hall_id=OTHER_HALL)]
    assert unreachable(spans, times) == {0, 2}
    assert unreachable(spans, times, walking=10) == {0, 2, 3}


def test_spare_slots_are_kept() -> None:
    board = [slot(0, table_meeting_id=50), slot(1), slot(2)]
    assert free(board, [busy(BUYER)], spare=1) == [101, 102]
    assert free(board, [busy(BUYER)], spare=2) == []


def test_a_meeting_does_not_stand_in_its_own_way() -> None:
    board = [slot(0, table_meeting_id=50), slot(1), slot(2)]
    assert free(board, [busy(BUYER), busy(ANA)], spare=2, moving=50) == [101, 102]
    assert busy_people(slot(0), [busy(ANA)]) == frozenset({ANA})


def sitting(chosen: BoardSlot, **changes: int) -> Sitting:
    values: dict[str, int] = {"company_id": COMPANY, "spare": 0, "walking": 0, "company_cap": 8}
    return Sitting(
        slot_id=chosen.slot_id,
        buyer_id=4,
        buyer_person_id=BUYER,
        names={BUYER: "Kenji", ANA: "Ana"},
        edition_id=1,
        **{**values, **changes},  # type: ignore[arg-type]
    )


def sit(chosen: BoardSlot, *times: BusyTime, by_staff: bool = False, **limits: int) -> None:
    board = [chosen, slot(1), slot(2)]
    facts = seat_facts(sitting(chosen, **limits), chosen, board, times, table_number=12)
    ensure_seatable(facts, now=NOW, by_staff=by_staff)


@pytest.mark.parametrize(
    ("chosen", "times", "limits", "refusal"),
    [
        (slot(starts_at=NOW), (), {}, SlotPassed),
        (slot(blocked=True), (), {}, SlotBlocked),
        (slot(), (busy(BUYER),), {}, SeatTaken),
        (slot(), (busy(ANA),), {}, SeatTaken),
        (slot(table_meeting_id=51), (), {}, TableTaken),
        (slot(at_table=False), (), {}, NotAtTable),
        (slot(), (engaged(BUYER),), {}, PersonEngaged),
        (slot(), (engaged(ANA),), {}, PersonEngaged),
        (slot(), (busy(ANA, 1, hall_id=OTHER_HALL),), {"walking": 6}, WalkTooShort),
        (slot(), (busy(LUIS),), {"company_cap": 1}, MeetingsReached),
        (slot(), (busy(BUYER, 1),), {"spare": 2}, BuyerDayFull),
    ],
)
def test_why_a_meeting_may_not_take_a_slot(
    chosen: BoardSlot, times: tuple[BusyTime, ...], limits: dict[str, int], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        sit(chosen, *times, **limits)


@pytest.mark.parametrize(
    ("chosen", "times", "limits"),
    [
        (slot(at_table=False), (), {}),
        (slot(), (engaged(BUYER), engaged(ANA)), {}),
        (slot(), (busy(ANA, 1, hall_id=OTHER_HALL),), {"walking": 60}),
        (slot(), (busy(LUIS),), {"company_cap": 1}),
        (slot(), (busy(BUYER, 1),), {"spare": 2}),
    ],
)
def test_staff_goes_beyond_hours_and_quotas(
    chosen: BoardSlot, times: tuple[BusyTime, ...], limits: dict[str, int]
) -> None:
    sit(chosen, *times, by_staff=True, **limits)


@pytest.mark.parametrize("who", [BUYER, ANA])
def test_nobody_not_even_staff_sits_two_meetings_on_one_seat(who: int) -> None:
    with pytest.raises(SeatTaken):
        sit(slot(), busy(who), by_staff=True)


def test_the_cap_of_a_day() -> None:
    assert (day_cap(18, 2), day_cap(1, 2)) == (16, 0)
    assert caps_by_day([slot(0), slot(1, blocked=True), slot(2)], spare=1) == {date(2026, 9, 9): 1}


def test_half_days_part_at_two_in_the_afternoon() -> None:
    times = {100: time(9), 101: time(13, 59), 102: time(14)}
    assert half_days([slot(0), slot(1), slot(2)], local_times=times) == {date(2026, 9, 9): ([100, 101], [102])}


boards = st.lists(
    st.builds(slot, number=st.integers(0, 20), at_table=st.booleans(), blocked=st.booleans()),
    unique_by=lambda each: each.slot_id,
    max_size=12,
)
busy_times = st.lists(
    st.builds(
        busy,
        st.sampled_from([BUYER, ANA, LUIS]),
        st.integers(0, 20),
        minutes=st.integers(-20, 20),
        meeting_id=st.integers(1, 9),
        hall_id=st.sampled_from([HALL, OTHER_HALL]),
    )
    | st.builds(engaged, st.sampled_from([BUYER, ANA, LUIS]), st.integers(0, 20), minutes=st.integers(-20, 20)),
    max_size=8,
)


limits = st.fixed_dictionaries({"spare": st.integers(0, 3), "walking": st.integers(0, 40)})
movings = st.fixed_dictionaries({"moving": st.none() | st.integers(1, 9), "by_staff": st.booleans()})


@given(board=boards, times=busy_times, limits=limits, move=movings)
def test_a_slot_is_offered_if_and_only_if_it_may_be_taken(
    board: list[BoardSlot], times: list[BusyTime], limits: dict[str, int], move: dict[str, Any]
) -> None:
    offered = set(free(board, times, **limits, **move))
    for chosen in board:
        about = replace(sitting(chosen, company_id=99, **limits), **move)
        facts = seat_facts(about, chosen, board, times, table_number=1)
        refusal: Refusal | None = None
        try:
            ensure_seatable(facts, now=NOW, by_staff=move["by_staff"])
        except Refusal as refused:
            refusal = refused
        assert (chosen.slot_id in offered) == (refusal is None), refusal


@given(meetings=HOURS, people=st.sets(st.integers(2, 6), min_size=1), closed=st.sets(st.integers(0, 9)))
def test_slots_free_for_many_are_those_free_for_each(
    meetings: list[tuple[int, int, int]], people: set[int], closed: set[int]
) -> None:
    """One list for all requests of a page says the same as a list for each of them."""
    board = [slot(number, at_table=number not in closed) for number in range(10)]
    taken = [
        busy(person, number, minutes=minutes, meeting_id=n) for n, (person, number, minutes) in enumerate(meetings)
    ]
    about = {"buyer_person_id": BUYER, "spare": 2, "walking": 0, "now": NOW}
    together = free_slots(board, taken, person_ids=people, **about)  # type: ignore[arg-type]
    for person in people:
        alone = free_slots(board, taken, person_ids=[person], **about)  # type: ignore[arg-type]
        assert [each.slot_id for each in together if person in each.person_ids] == [each.slot_id for each in alone]
