"""Which slot goes on at which new time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.editions.rules.recutting import match_slots
from forum.editions.rules.slots import Span

START = datetime(2026, 9, 9, 15, tzinfo=UTC)


def spans(starts: set[int], length: int) -> list[Span]:
    return [Span(START + timedelta(minutes=n), START + timedelta(minutes=n + length)) for n in sorted(starts)]


@given(st.sets(st.integers(0, 40), max_size=8), st.sets(st.integers(0, 40), max_size=8), st.sets(st.integers(0, 7)))
def test_every_time_is_there_once_and_no_slot_takes_the_beginning_of_another(
    before: set[int], after: set[int], closed: set[int]
) -> None:
    slots, wanted = dict(enumerate(spans(before, 5))), spans(after, 6)
    recut = match_slots(slots, wanted, closed=closed)
    assert sorted([*recut.becomes.values(), *recut.made]) == wanted
    assert sorted([*recut.becomes, *recut.dropped]) == sorted(slots)
    for slot_id, span in recut.becomes.items():
        others = {at.starts_at for other, at in slots.items() if other != slot_id}
        assert span.starts_at not in others
    assert all(span.starts_at not in {at.starts_at for at in slots.values()} for span in recut.made)
