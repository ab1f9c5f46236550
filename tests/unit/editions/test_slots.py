"""Slots out of a rule."""

import itertools
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.editions.errors import BadSlotRule, SlotsOverlap, TablesInDisorder
from forum.editions.rules import SlotRule, Span, cut_day, ensure_no_overlap, find_overlap, spans_of, table_numbers

MEXICO = "America/Mexico_City"


def rule(**changes: object) -> SlotRule:
    values: dict[str, object] = {"starts": time(9), "ends": time(10), "length": 20, "gap": 5}
    return SlotRule(**{**values, **changes})  # type: ignore[arg-type]


def written(cut: list[tuple[time, time]]) -> list[str]:
    return [f"{start:%H:%M}-{end:%H:%M}" for start, end in cut]


@pytest.mark.parametrize(
    ("changes", "slots"),
    [
        ({}, ["09:00-09:20", "09:25-09:45"]),
        ({"gap": 0}, ["09:00-09:20", "09:20-09:40", "09:40-10:00"]),
        ({"ends": time(9, 20)}, ["09:00-09:20"]),
        ({"length": 60}, ["09:00-10:00"]),
        (
            {"ends": time(11), "lunch_from": time(9, 30), "lunch_to": time(10)},
            ["09:00-09:20", "10:00-10:20", "10:25-10:45"],
        ),
        ({"ends": time(11), "lunch_from": time(9, 20), "lunch_to": time(10, 30)}, ["09:00-09:20", "10:30-10:50"]),
        ({"lunch_from": time(8), "lunch_to": time(9, 10)}, ["09:10-09:30", "09:35-09:55"]),
        ({"lunch_from": time(9, 25), "lunch_to": time(18)}, ["09:00-09:20"]),
    ],
)
def test_a_day_is_cut_by_its_rule(changes: dict[str, object], slots: list[str]) -> None:
    assert written(cut_day(rule(**changes))) == slots


def test_the_day_of_the_forum() -> None:
    cut = cut_day(rule(ends=time(18), lunch_from=time(14), lunch_to=time(15)))
    assert len(cut) == 19
    assert written(cut)[11:13] == ["13:35-13:55", "15:00-15:20"]


@pytest.mark.parametrize(
    "changes",
    [
        {"ends": time(9)},
        {"ends": time(8)},
        {"length": 0},
        {"length": -5},
        {"gap": -1},
        {"length": 61},
        {"lunch_from": time(9, 30)},
        {"lunch_to": time(9, 30)},
        {"lunch_from": time(9, 30), "lunch_to": time(9, 30)},
        {"lunch_from": time(9), "lunch_to": time(10)},
    ],
)
def test_a_rule_without_slots_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadSlotRule):
        cut_day(rule(**changes))


def minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))
rules = st.builds(
    SlotRule,
    starts=clocks,
    ends=clocks,
    length=st.integers(1, 180),
    gap=st.integers(0, 60),
    lunch_from=st.none() | clocks,
    lunch_to=st.none() | clocks,
)


@given(rules)
def test_what_is_true_of_every_cut(any_rule: SlotRule) -> None:
    try:
        cut = cut_day(any_rule)
    except BadSlotRule:
        return
    assert cut
    for start, end in cut:
        assert minutes(end) - minutes(start) == any_rule.length
        assert any_rule.starts <= start
        assert end <= any_rule.ends
        if any_rule.lunch_from is not None and any_rule.lunch_to is not None:
            assert end <= any_rule.lunch_from or start >= any_rule.lunch_to
    for (_, end), (start, _) in itertools.pairwise(cut):
        assert minutes(start) - minutes(end) >= any_rule.gap or start == any_rule.lunch_to
        assert start >= end


def test_slots_are_moments_on_the_clock_of_the_venue() -> None:
    spans = spans_of([(time(9), time(9, 20))], date(2026, 9, 9), MEXICO)
    assert spans == [Span(datetime(2026, 9, 9, 15, tzinfo=UTC), datetime(2026, 9, 9, 15, 20, tzinfo=UTC))]


def span(start: str, end: str) -> Span:
    return Span(datetime.fromisoformat(f"2026-09-09T{start}-06:00"), datetime.fromisoformat(f"2026-09-09T{end}-06:00"))


TAKEN = span("10:00", "10:20")


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (span("09:40", "10:00"), None),
        (span("10:20", "10:40"), None),
        (span("09:50", "10:01"), TAKEN),
        (span("10:19", "10:30"), TAKEN),
        (span("10:05", "10:10"), TAKEN),
        (span("09:00", "11:00"), TAKEN),
        (TAKEN, TAKEN),
    ],
)
def test_touching_ends_do_not_overlap(new: Span, found: Span | None) -> None:
    assert find_overlap([new], [TAKEN]) == found


def test_the_refusal_names_the_hours_in_the_way() -> None:
    with pytest.raises(SlotsOverlap) as refusal:
        ensure_no_overlap([span("10:10", "10:30")], [TAKEN], zone=MEXICO)
    assert refusal.value.params == {"start": "10:00", "end": "10:20"}


def test_a_range_of_tables_has_both_ends() -> None:
    assert list(table_numbers(1, 3)) == [1, 2, 3]
    assert len(table_numbers(1, 500)) == 500


@pytest.mark.parametrize(("first", "last"), [(0, 3), (3, 2), (1, 501), (-2, 2)])
def test_a_range_of_tables_in_disorder(first: int, last: int) -> None:
    with pytest.raises(TablesInDisorder):
        table_numbers(first, last)
