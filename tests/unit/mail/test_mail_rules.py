"""Rules of the outbox."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.mail.rules import LONGEST_WAIT, MOST_ATTEMPTS, next_attempt, one_line, packed, unpacked, with_links

NOW = datetime(2026, 9, 9, 15, tzinfo=UTC)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet="abc"), inner),
)


@given(VALUES)
def test_what_is_packed_comes_back_as_it_was(value: object) -> None:
    assert unpacked(packed(value)) == value


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        packed({"at": datetime(2026, 9, 9)})  # noqa: DTZ001


def test_days_and_moments_are_kept_as_json() -> None:
    assert packed({"on": date(2026, 9, 9), "at": NOW}) == {
        "on": {"$day": "2026-09-09"},
        "at": {"$moment": "2026-09-09T15:00:00+00:00"},
    }


@given(st.text())
def test_one_line_is_one_line_without_control_characters(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert one_line(line) == line


def test_waits_double_up_to_six_hours_and_end() -> None:
    waits = [next_attempt(n, now=NOW) for n in range(1, MOST_ATTEMPTS + 1)]
    assert [w - NOW for w in waits[:3] if w] == [timedelta(minutes=m) for m in (1, 2, 4)]
    assert waits[-1] is None
    assert waits[-2] == NOW + LONGEST_WAIT


def test_addresses_in_a_text_are_found() -> None:
    assert with_links("Abra\nhttp://x.mx/a?b=1\ny listo") == [
        ("Abra\n", None),
        ("http://x.mx/a?b=1", "http://x.mx/a?b=1"),
        ("\ny listo", None),
    ]
