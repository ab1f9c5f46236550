"""The layout of a day, and the links to subscribe."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.agenda.rules import AgendaDay, AgendaLine, lay_out, subscription_of

ZONE = "America/Mexico_City"
LONG = timedelta(minutes=30)


@dataclass(frozen=True)
class Meeting:
    """An appointment of a test."""

    starts_at: datetime
    ends_at: datetime


def at(hour: int, minute: int = 0, *, day: int = 9) -> datetime:
    """An hour of the venue, which is six behind UTC."""
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC) + timedelta(hours=6)


def meeting(hour: int, minute: int = 0, *, day: int = 9) -> Meeting:
    begins = at(hour, minute, day=day)
    return Meeting(begins, begins + timedelta(minutes=20))


def laid(*pairs: tuple[Meeting, bool], now: datetime) -> list[AgendaDay[Meeting]]:
    return lay_out(pairs, time_zone=ZONE, shortest_free=LONG, now=now)


def test_no_appointments_give_no_days() -> None:
    assert laid(now=at(9)) == []


def test_days_are_those_of_the_venue() -> None:
    late, early = meeting(23, 30), meeting(0, 10, day=10)

    assert [day.date for day in laid((early, False), (late, False), now=at(9))] == [date(2026, 9, 9), date(2026, 9, 10)]


def test_the_current_and_the_next_appointment_are_marked() -> None:
    first, second, third = meeting(9), meeting(9, 25), meeting(9, 50)
    (day,) = laid((first, False), (second, False), (third, False), now=at(9, 10))

    assert [(line.is_now, line.is_next) for line in day.lines] == [(True, False), (False, True), (False, False)]


def test_an_appointment_is_current_from_its_start_until_its_end() -> None:
    one = meeting(9)

    moments = [at(8, 59), at(9), at(9, 20) - timedelta(seconds=1), at(9, 20)]
    assert [laid((one, False), now=now)[0].lines[0].is_now for now in moments] == [False, True, True, False]


def test_the_next_appointment_is_marked_only_on_its_own_day() -> None:
    tomorrow = meeting(9, day=10)

    assert [laid((tomorrow, False), now=now)[0].lines[0].is_next for now in (at(20), at(0, 1, day=10))] == [False, True]


def test_a_cancelled_appointment_is_neither_current_nor_next() -> None:
    (day,) = laid((meeting(9), True), (meeting(9, 25), True), (meeting(9, 50), False), now=at(9, 10))

    assert [(line.cancelled, line.is_now, line.is_next) for line in day.lines] == [
        (True, False, False),
        (True, False, False),
        (False, False, True),
    ]


def test_free_time_is_shown_between_appointments_not_cancelled() -> None:
    first, cancelled, last = meeting(9), meeting(9, 25), meeting(10)
    (day,) = laid((first, False), (cancelled, True), (last, False), now=at(20))

    assert [(line.starts_at, line.ends_at, line.appointment) for line in day.lines] == [
        (first.starts_at, first.ends_at, first),
        (first.ends_at, last.starts_at, None),
        (cancelled.starts_at, cancelled.ends_at, cancelled),
        (last.starts_at, last.ends_at, last),
    ]


def test_a_short_change_of_tables_is_no_free_time() -> None:
    (day,) = laid((meeting(9), False), (meeting(9, 49), False), now=at(20))
    assert [line.appointment is None for line in day.lines] == [False, False]

    (day,) = laid((meeting(9), False), (meeting(9, 50), False), now=at(20))
    assert [line.appointment is None for line in day.lines] == [False, True, False]


@given(
    st.lists(st.tuples(st.integers(0, 60 * 47), st.integers(1, 60), st.booleans()), max_size=20),
    st.integers(0, 60 * 48),
)
def test_no_appointment_is_lost_and_one_at_most_is_next(drawn: list[tuple[int, int, bool]], passed: int) -> None:
    begin = at(0)
    pairs = [
        (Meeting(begin + timedelta(minutes=m), begin + timedelta(minutes=m + length)), cancelled)
        for m, length, cancelled in drawn
    ]
    lines: list[AgendaLine[Meeting]] = [
        line for day in laid(*pairs, now=begin + timedelta(minutes=passed)) for line in day.lines
    ]

    kept = [(line.appointment, line.cancelled) for line in lines if line.appointment is not None]
    assert sorted(kept, key=repr) == sorted(pairs, key=repr)
    assert sum(line.is_next for line in lines) <= len({line.starts_at for line in lines if line.is_next})
    assert all(line.ends_at - line.starts_at >= LONG for line in lines if line.appointment is None)


def test_one_address_suits_every_calendar_app() -> None:
    links = subscription_of("https://foro.mx/calendar/a-b_c.ics", name="Mi agenda · Foro")

    assert links.webcal == "webcal://foro.mx/calendar/a-b_c.ics"
    assert links.google == (
        "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fforo.mx%2Fcalendar%2Fa-b_c.ics"
    )
    assert links.outlook == (
        "https://outlook.live.com/calendar/0/addfromweb"
        "?url=https%3A%2F%2Fforo.mx%2Fcalendar%2Fa-b_c.ics&name=Mi%20agenda%20%C2%B7%20Foro"
    )
