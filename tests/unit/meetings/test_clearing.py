"""Where meetings go that leave their place: every plan seats nobody twice, closes what is closed, moves what it can."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.meetings.rules.board import BoardSlot, BusyTime
from forum.meetings.rules.clearing import Leaving, Limits, best_tables, new_places, new_tables

START = datetime(2026, 9, 9, 15, tzinfo=UTC)
SLOTS, LENGTH = 5, timedelta(minutes=25)


def board(buyer: int, closed_now: dict[int, int]) -> list[BoardSlot]:
    return [
        BoardSlot(
            slot_id=n,
            table_id=100 + buyer // 2,  # two buyers may share a table
            hall_id=1,
            day=START.date(),
            starts_at=START + n * LENGTH,
            ends_at=START + (n + 1) * LENGTH,
            blocked=False,
            at_table=True,
            table_meeting_id=closed_now.get(n),
        )
        for n in range(SLOTS)
    ]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.integers(0, SLOTS - 1)), max_size=12),
    st.sets(st.integers(0, SLOTS - 1)),
)
@example(wished=[(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 0, 3)], closed={0, 1})  # a day as full as its open slots
def test_a_plan_seats_nobody_twice(wished: list[tuple[int, int, int]], closed: set[int]) -> None:
    tables: set[tuple[int, int]] = set()
    people: set[tuple[int, int]] = set()
    made = []
    for buyer, supplier, slot in wished:
        seats = {(("b", buyer), slot), (("s", supplier), slot)}
        if (buyer // 2, slot) in tables or seats & people:  # type: ignore[operator]
            continue
        tables.add((buyer // 2, slot))
        people |= seats  # type: ignore[arg-type]
        made.append((len(made) + 1, buyer, supplier, slot))
    busy = [
        BusyTime(
            person_id=person, meeting_id=id, company_id=supplier, hall_id=1,
            starts_at=START + slot * LENGTH, ends_at=START + (slot + 1) * LENGTH,
        )
        for id, buyer, supplier, slot in made
        for person in (buyer + 1, supplier + 50)
    ]  # fmt: skip
    leaving = [
        Leaving(
            meeting_id=id, buyer_id=buyer, buyer_person_id=buyer + 1, company_id=supplier,
            person_ids=frozenset({supplier + 50}), starts_at=START + slot * LENGTH,
        )
        for id, buyer, supplier, slot in made if slot in closed
    ]  # fmt: skip
    boards = {
        buyer: board(buyer, {slot: id for id, other, _s, slot in made if other // 2 == buyer // 2})
        for buyer in range(4)
    }
    limits = Limits(spare=0, walking=0, now=START - LENGTH)
    found = new_places(leaving, boards, busy, closed=closed, limits=limits)
    after = [
        (buyer, supplier, found.get(id, slot))
        for id, buyer, supplier, slot in made
        if id in found or slot not in closed
    ]
    assert not closed & set(found.values())
    assert len({(buyer // 2, slot) for buyer, _s, slot in after}) == len(after)
    assert len({(supplier, slot) for _b, supplier, slot in after}) == len(after)
    for each in leaving:  # who stays without a place had none: their buyer, their table or they are taken in all others
        if each.meeting_id not in found:
            left = set(range(SLOTS)) - closed
            at_table = {slot for buyer, _s, slot in after if buyer // 2 == each.buyer_id // 2}
            own = {slot for _b, supplier, slot in after if supplier == each.company_id}
            assert left <= at_table | own


def test_the_nearest_slot_and_the_first_free_table() -> None:
    one = Leaving(
        meeting_id=1, buyer_id=0, buyer_person_id=1, company_id=9, person_ids=frozenset({50}),
        starts_at=START + 2 * LENGTH,
    )  # fmt: skip
    limits = Limits(spare=0, walking=0, now=START - LENGTH)
    assert new_places([one], {0: board(0, {2: 1, 3: 7})}, [], closed={2}, limits=limits) == {1: 1}
    assert new_tables({5: [1, 2], 6: [1], 7: []}, [30, 31], {(30, 2)}) == {5: 31, 6: 30}


def test_the_table_that_keeps_most_hours_for_whoever_has_most() -> None:
    early, late = START, START + LENGTH
    assert best_tables({1: [early], 2: [early, late], 3: []}, {30: {early}, 31: {early, late}, 32: set()}) == {
        2: 31, 1: 30,
    }  # fmt: skip
