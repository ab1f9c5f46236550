"""Arbitrary text in a calendar: it reads back as written, and no line is too long or cut inside a character."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.agenda.ical import Calendar, CalendarEntry, Contact, calendar_feed, invitation, plain_text
from tests.checkers.ical import assert_valid_calendar, libical_faults, line_faults, vobject_faults

START = datetime(2026, 9, 9, 15, 15, tzinfo=UTC)
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
AWKWARD = 'a\\n;b,c\\\\,"ñ"\r\nd\re\x00\x07f\x85g\u2028h\ud800 🚗' + "Ñandú " * 30


def entry(**texts: str) -> CalendarEntry:
    words = {"uid": "1@foro.example", "summary": "Cita"} | texts
    return CalendarEntry(
        sequence=0,
        starts_at=START,
        ends_at=START + timedelta(minutes=20),
        last_modified=START,
        alarm_minutes=5,
        **words,  # type: ignore[arg-type]
    )


def feed(one: CalendarEntry, name: str = "Agenda", organizer: str = "Foro") -> bytes:
    return calendar_feed(
        Calendar(name=name, description=name, organizer=Contact(organizer, "foro@foro.example"), entries=(one,))
    )


@given(summary=ANY_TEXT, location=ANY_TEXT, description=ANY_TEXT)
def test_any_text_reads_back(summary: str, location: str, description: str) -> None:
    data = feed(entry(summary=summary, location=location, description=description))
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    read = (event["SUMMARY"], event.get("LOCATION", ""), event.get("DESCRIPTION", ""))
    title, place, words = map(plain_text, (summary, location, description))
    assert tuple(map(str, read)) == (title or "—", place, words)


@example(words=" ", name="\n", url="")
@given(words=ANY_TEXT, name=ANY_TEXT, url=ANY_TEXT)
def test_any_text_gives_valid_lines(words: str, name: str, url: str) -> None:
    data = feed(entry(summary=words, location=words, description=words, url=url), name=name, organizer=name)
    assert line_faults(data) == []
    assert libical_faults(data) == []


@given(st.text(st.sampled_from("añ🚗,;\\\n "), min_size=60, max_size=300))
def test_folding_cuts_between_characters(words: str) -> None:
    data = feed(entry(description=words))
    assert line_faults(data) == []
    assert vobject_faults(data) == []
    assert str(icalendar.Calendar.from_ical(data).walk("VEVENT")[0].get("DESCRIPTION", "")) == words


@pytest.mark.parametrize("length", range(60, 80))
def test_a_line_is_folded_from_its_76th_octet(length: int) -> None:
    lines = feed(entry(summary="x" * length)).split(b"\r\n")
    at = next(number for number, line in enumerate(lines) if line.startswith(b"SUMMARY:"))
    room = 75 - len("SUMMARY:")
    assert lines[at] == b"SUMMARY:" + b"x" * min(length, room)
    assert lines[at + 1].startswith(b" ") is (length > room)


def test_awkward_text_passes_every_checker() -> None:
    one = entry(summary=AWKWARD, location=AWKWARD, description=AWKWARD, url=f"https://foro.example/{AWKWARD}")
    assert_valid_calendar(feed(one, name=AWKWARD, organizer=AWKWARD))
    guest = Contact(AWKWARD, "ñandú+foro@empresa.example")
    assert_valid_calendar(invitation(one, organizer=guest, attendee=guest))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("tab\tkept", "tab\tkept"),
        ("bell\x07 null\x00 delete\x7f c1\x9f", "bell null delete c1"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("Muñoz 🚗", "Muñoz 🚗"),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert plain_text(text) == expected


def test_names_and_addresses_cannot_break_out_of_their_line() -> None:
    nasty = Contact('Ana "la jefa"\r\nATTENDEE:mailto:x@y.example ^n', "a;b\r\nUID:2@foro.example")
    data = invitation(entry(), organizer=nasty, attendee=nasty)
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event["ORGANIZER"] == "mailto:a%3Bb%0D%0AUID%3A2@foro.example"
    assert event["UID"] == "1@foro.example"
    assert line_faults(data) == []


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://foro.example/a?b=1&c=%20#d,e;f", b"URL:https://foro.example/a?b=1&c=%20#d,e;f\r\n"),
        ("https://foro.example/ñ b\n", b"URL:https://foro.example/%C3%B1%20b%0A\r\n"),
    ],
)
def test_an_address_is_never_escaped_as_text(url: str, written: bytes) -> None:
    assert written in feed(entry(url=url))
