"""The calendar people subscribe to and download, validated by independent checkers."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.editions.service import move_slot
from forum.matchmaking.enums import Side
from forum.meetings.service import assign_table, cancel_meeting, move_meeting
from forum.registration.service import cancel
from tests.builders.agendas import Desk, a_feed
from tests.builders.editions import a_category, an_edition, tables
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration, link_of
from tests.checkers.ical import assert_valid_calendars


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(venue_name="Poliforum León")


def events(data: bytes) -> list[dict[str, object]]:
    """What a calendar says of each event."""
    calendar = vobject.readOne(data.decode())
    names = ("uid", "sequence", "status", "summary", "dtstart", "location", "description")
    return [
        {name: getattr(event, name).value for name in names if hasattr(event, name)}
        for event in calendar.contents.get("vevent", [])
    ]


@pytest.mark.both_engines
def test_a_meeting_accepted_moved_and_cancelled(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    feed = a_feed(desk.buyer.person, edition)
    empty = client.get(feed).data
    meeting = desk.meet(desk.slots[0], supplier="Forjas León", title="Soporte; estampado, zinc")
    agreed = client.get(feed).data

    move_meeting(meeting.id, slot_id=desk.slots[1].id, side=Side.BUYER, by=desk.buyer.person_id, now=utc_now())
    moved = client.get(feed).data
    cancel_meeting(meeting.id, reason="Sin capacidad", side=Side.BUYER, by=desk.buyer.person_id, now=utc_now())
    cancelled = client.get(feed).data

    assert_valid_calendars([empty, agreed, moved, cancelled])
    assert events(empty) == []
    first, second, third = (events(data) for data in (agreed, moved, cancelled))
    assert first == [
        {
            "uid": meeting.uid,
            "sequence": "0",
            "status": "CONFIRMED",
            "summary": "Cita con Forjas León",
            "dtstart": desk.slots[0].starts_at,
            "location": f"Mesa {desk.table.number}, Salón B2B, Poliforum León",
            "description": "Con Sofía Muñoz Güereca\nRequerimiento: Soporte; estampado, zinc",
        }
    ]
    assert second == [{**first[0], "sequence": "1", "dtstart": desk.slots[1].starts_at}]
    assert third == [
        {
            **second[0],
            "sequence": "2",
            "status": "CANCELLED",
            "summary": "Cancelada: cita con Forjas León",
            "description": f"{first[0]['description']}\nMotivo: Sin capacidad",
        }
    ]


@pytest.mark.both_engines
def test_a_meeting_follows_its_slot_and_its_table(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[1])
    feed = a_feed(meeting.person, edition)
    staff, (_, other) = a_person(), tables(desk.table.hall, 2)
    five = timedelta(minutes=5)
    begins, ends = desk.slots[1].starts_at + five, desk.slots[1].ends_at + five

    move_slot(desk.slots[1].id, starts_at=begins, ends_at=ends, by=staff.id, now=utc_now())
    later = client.get(feed).data
    assign_table(desk.buyer.id, table_id=other.id, edition=edition, by=staff.id, now=utc_now())
    elsewhere = client.get(feed).data

    assert_valid_calendars([later, elsewhere])
    (first,), (second,) = events(later), events(elsewhere)
    assert (first["uid"], first["sequence"], first["dtstart"]) == (meeting.uid, "1", begins)
    assert (second["uid"], second["sequence"]) == (meeting.uid, "2")
    assert second["location"] == f"Mesa {other.number}, Salón B2B, Poliforum León"


def test_a_cancelled_registration_cancels_the_entry_of_the_other_side(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    with atomic():
        session().get_one(Person, desk.buyer.person_id).language = "en"
    registration = a_registration(a_category(edition), meeting.person)

    cancel(registration.id, by=None, now=utc_now())

    (event,) = events(client.get(a_feed(desk.buyer.person, edition)).data)
    assert (event["status"], event["sequence"]) == ("CANCELLED", "1")
    assert "La persona canceló su registro." not in str(event["description"])


def test_both_sides_have_the_same_uid(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition, interpreter="ja")
    meeting = desk.meet(desk.slots[0])

    (buyers,) = events(client.get(a_feed(desk.buyer.person, edition)).data)
    (suppliers,) = events(client.get(a_feed(meeting.person, edition)).data)

    assert buyers["uid"] == suppliers["uid"] == meeting.uid
    assert suppliers["summary"] == f"Cita con {desk.buyer.company.name}"
    assert suppliers["description"] == (
        "Con Kenji Tanaka (Compras)\nRequerimiento: Soporte estampado\nIntérprete: japonés"
    )


def test_the_feed_tells_calendar_apps_what_it_is(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    desk.meet(desk.slots[0])
    feed = a_feed(desk.buyer.person, edition)

    answer = client.get(feed)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert answer.headers["Cache-Control"] == "private"
    assert "Set-Cookie" not in answer.headers
    assert not answer.headers["ETag"].startswith("W/")
    lines = answer.text.replace("\r\n ", "").splitlines()
    wanted = ["METHOD:PUBLISH", f"NAME:Mi agenda · {edition.name}", "REFRESH-INTERVAL;VALUE=DURATION:PT30M"]
    assert [lines.count(line) for line in wanted] == [1, 1, 1]
    assert f"SOURCE;VALUE=URI:http://localhost{feed}" in lines
    assert [line for line in lines if line.startswith("URL:")] == [
        f"URL:http://localhost/{edition.slug}/agenda#meeting-1"
    ]


def test_the_feed_is_in_the_language_of_the_person_not_of_the_app(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition, interpreter="ja")
    desk.meet(desk.slots[0], supplier="Forjas León")
    with atomic():
        session().get_one(Person, desk.buyer.person_id).language = "en"

    (event,) = events(client.get(a_feed(desk.buyer.person, edition), headers={"Accept-Language": "es-MX"}).data)

    assert event["summary"] == "Meeting with Forjas León"
    assert event["description"] == ("With Sofía Muñoz Güereca\nRequirement: Soporte estampado\nInterpreter: Japanese")


@pytest.mark.both_engines
def test_nothing_is_sent_again_until_something_changes(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    feed = a_feed(desk.buyer.person, edition)
    first = client.get(feed)
    changed = parsedate_to_datetime(first.headers["Last-Modified"])

    by_tag = client.get(feed, headers={"If-None-Match": first.headers["ETag"]})
    by_time = client.get(feed, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    before = client.get(feed, headers={"If-Modified-Since": "Wed, 09 Sep 2020 15:00:00 GMT"})
    other = client.get(feed, headers={"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]})

    assert [answer.status_code for answer in (by_tag, by_time, before, other)] == [304, 304, 200, 200]
    assert (by_tag.data, by_tag.headers["ETag"], by_tag.headers["Cache-Control"]) == (
        b"",
        first.headers["ETag"],
        "private",
    )
    later = utc_now() + timedelta(minutes=5)
    move_meeting(meeting.id, slot_id=desk.slots[1].id, side=Side.BUYER, by=desk.buyer.person_id, now=later)
    again = client.get(
        feed, headers={"If-None-Match": first.headers["ETag"], "If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert again.status_code == 200
    assert parsedate_to_datetime(again.headers["Last-Modified"]) > changed


@pytest.mark.parametrize("count", [1, 3])
def test_the_feed_takes_two_statements_for_one_and_three(
    client: FlaskClient, edition: Edition, statements: list[str], count: int
) -> None:
    desk = Desk(edition, 5)
    for slot in desk.slots[:count]:
        desk.meet(slot)
    feed = a_feed(desk.buyer.person, edition)
    statements.clear()

    answer = client.get(feed)

    assert answer.data.count(b"BEGIN:VEVENT") == count
    assert len(statements) == 2  # the address with person and edition, the meetings


def test_an_unknown_address_is_404_and_a_revoked_one_410_in_plain_words(client: FlaskClient, edition: Edition) -> None:
    person = a_person()
    old = a_feed(person, edition)
    new = a_feed(person, edition)

    answers = [client.get(where) for where in ("/calendar/nonsense.ics", old, new)]

    assert [(answer.status_code, answer.mimetype) for answer in answers] == [
        (404, "text/plain"),
        (410, "text/plain"),
        (200, "text/calendar"),
    ]
    with atomic():
        session().get_one(Person, person.id).disabled_at = utc_now()
    assert client.get(new).status_code == 410


def test_the_file_has_the_same_events_without_the_subscription(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    registration = a_registration(a_category(edition), meeting.person)
    sign_in(client, meeting.person)

    mine, by_link = client.get(f"/{edition.slug}/agenda.ics"), client.get(f"{link_of(registration)}/agenda.ics")

    assert mine.data == by_link.data
    assert_valid_calendars([mine.data])
    assert mine.headers["Content-Disposition"] == f'attachment; filename="agenda-{edition.slug}.ics"'
    assert [event["uid"] for event in events(mine.data)][2:] == [meeting.uid]  # after the two days of the forum
    assert b"REFRESH-INTERVAL" not in mine.data
    assert b"SOURCE" not in mine.data


def test_an_empty_file_is_a_valid_calendar(client: FlaskClient, edition: Edition) -> None:
    sign_in(client, a_person())

    answer = client.get(f"/{edition.slug}/agenda.ics")

    assert_valid_calendars([answer.data])
    assert "Last-Modified" not in answer.headers
