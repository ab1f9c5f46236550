"""What a text may name, when a message leaves, and its state."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Refusal
from forum.messages.enums import Anchor, Audience, MessageState
from forum.messages.errors import EnglishIncomplete, PlaceholderOpen, UnknownPlaceholder
from forum.messages.rules import (
    LATEST,
    LINK,
    PLACEHOLDERS,
    UNDO,
    Wanted,
    anchor_day,
    due_on,
    ensure_english_whole,
    ensure_subject,
    ensure_text,
    filled,
    is_due,
    leaves_at,
    pieces_of,
    state_of,
    wanted_of,
    whatsapp_link,
)
from forum.registration.enums import RegistrationStatus

ZONE = "America/Mexico_City"
NIGHT = (time(21), time(8))
NAMES = st.sampled_from([*PLACEHOLDERS, "nombr", "", "Nombre", "name"])
TEXTS = st.lists(st.one_of(st.text(max_size=8), NAMES.map(lambda name: f"{{{name}}}"))).map("".join)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Hola {nombre}, vea {enlace}", None),
        ("Sin datos", None),
        ("{nombre}{empresa}{evento}{fechas}{sede}", None),
        ("Hola {apodo}", UnknownPlaceholder),
        ("Hola {}", UnknownPlaceholder),
        ("Hola {nombre", PlaceholderOpen),
        ("Hola nombre}", PlaceholderOpen),
        ("{{nombre}}", PlaceholderOpen),
    ],
)
def test_a_text_names_only_what_there_is(text: str, refusal: type[Refusal] | None) -> None:
    if refusal is None:
        ensure_text(text)
        return
    with pytest.raises(refusal):
        ensure_text(text)


def test_the_refusal_names_the_datum_and_those_there_are() -> None:
    with pytest.raises(UnknownPlaceholder) as refused:
        ensure_subject("Hola {apodo}")
    assert refused.value.params == {"name": "apodo", "allowed": "{nombre}, {empresa}, {evento}, {fechas}, {sede}"}


def test_a_subject_has_no_link() -> None:
    with pytest.raises(UnknownPlaceholder):
        ensure_subject("Vea {enlace}")


@given(TEXTS)
def test_a_text_that_was_accepted_leaves_no_datum_open(text: str) -> None:
    try:
        ensure_text(text)
    except Refusal:
        return
    values = {name: "x" for name in PLACEHOLDERS if name != LINK}
    assert not set("{}") & set("".join(pieces_of(text, values)))


@given(st.text(), st.text())
def test_a_value_names_nothing(name: str, company: str) -> None:
    assert filled("{nombre}|{empresa}", {"nombre": name, "empresa": company}) == f"{name}|{company}"


def test_pieces_are_cut_at_the_link() -> None:
    assert pieces_of("Vea {enlace}, {nombre}", {"nombre": "{enlace}"}) == ["Vea ", ", {enlace}"]


@pytest.mark.parametrize(("subject", "text", "is_good"), [("", "", True), ("a", "b", True), ("a", " ", False)])
def test_english_is_whole_or_none(subject: str, text: str, is_good: bool) -> None:
    if is_good:
        ensure_english_whole(subject, text)
        return
    with pytest.raises(EnglishIncomplete):
        ensure_english_whole(subject, text)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(text="ana", category_id=3, status=RegistrationStatus.PENDING, ally_id=2),
        Wanted(audience=Audience.BUYERS_INVITED),
        Wanted(),
    ],
)
def test_whom_a_message_is_for_is_kept_as_it_was(wanted: Wanted) -> None:
    assert wanted_of(wanted.audience, wanted.stored()) == wanted


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(9, 12), at(9, 12) + UNDO),
        (at(9, 20, 59), at(9, 20, 59) + UNDO),
        (at(9, 21), at(10, 8)),
        (at(9, 23, 30), at(10, 8)),
        (at(10, 0, 5), at(10, 8)),
        (at(10, 7, 59), at(10, 8)),
        (at(10, 8), at(10, 8) + UNDO),
    ],
)
def test_a_message_waits_ten_seconds_and_the_night(now: datetime, expected: datetime) -> None:
    assert leaves_at(now, people=0, quiet=NIGHT, zone=ZONE) == expected
    assert leaves_at(now, people=0, quiet=None, zone=ZONE) == now + UNDO


def test_a_message_to_many_waits_while_its_mails_are_written() -> None:
    assert leaves_at(at(9, 12), people=15_000, quiet=None, zone=ZONE) == at(9, 12) + UNDO + timedelta(seconds=15)


def test_quiet_hours_may_be_of_one_day() -> None:
    lunch = (time(13), time(15))
    assert leaves_at(at(9, 14), people=0, quiet=lunch, zone=ZONE) == at(9, 15)
    assert leaves_at(at(9, 15), people=0, quiet=lunch, zone=ZONE) == at(9, 15) + UNDO


def test_days_are_counted_from_a_date_of_the_edition() -> None:
    windows = {Anchor.REQUESTS_CLOSE: at(2, 18)}
    days = (date(2026, 9, 9), date(2026, 9, 10))
    first = anchor_day(Anchor.STARTS, days=days, windows=windows, zone=ZONE)
    assert due_on(first, -7, time(10), zone=ZONE) == at(2, 10)
    assert due_on(anchor_day(Anchor.ENDS, days=days, windows=windows, zone=ZONE), 1, time(9), zone=ZONE) == at(11, 9)
    assert anchor_day(Anchor.REQUESTS_CLOSE, days=days, windows=windows, zone=ZONE) == date(2026, 9, 2)


def test_a_message_leaves_from_its_moment_on_for_a_day() -> None:
    due = at(9, 10)
    moments = [due - timedelta(seconds=1), due, due + LATEST - timedelta(seconds=1), due + LATEST]
    assert [is_due(due, now=now) for now in moments] == [False, True, True, False]


@pytest.mark.parametrize(
    ("leaves", "scheduled", "due", "expected"),
    [
        (None, None, None, MessageState.DRAFT),
        (None, None, at(9, 10), MessageState.DRAFT),
        (None, at(1, 1), at(9, 13), MessageState.SCHEDULED),
        (None, at(1, 1), at(8, 11), MessageState.MISSED),
        (at(9, 13), None, None, MessageState.LEAVING),
        (at(9, 11), None, None, MessageState.SENT),
    ],
)
def test_the_state_of_a_message(
    leaves: datetime | None, scheduled: datetime | None, due: datetime | None, expected: MessageState
) -> None:
    assert state_of(leaves_at=leaves, scheduled_at=scheduled, due=due, now=at(9, 12)) is expected


def test_a_link_to_whatsapp_carries_the_text() -> None:
    assert whatsapp_link("+524771234567", "¿Viene?\nSí & no") == (
        "https://wa.me/524771234567?text=%C2%BFViene%3F%0AS%C3%AD%20%26%20no"
    )
