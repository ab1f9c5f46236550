"""Invitations: one mail for each meeting and person, each with a higher SEQUENCE, and only what is true."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.agenda.enums import CalendarWay
from forum.agenda.models import CalendarInvitation
from forum.agenda.queries.invitations import way_of
from forum.agenda.service import choose_way, renew_feed, send_invitations
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting
from forum.meetings.service import cancel_meeting, move_meeting
from forum.meetings.service.companions import bring_companion, take_away_companion
from tests.builders.agendas import Desk, a_feed
from tests.builders.companies import a_membership
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.postman import Postman, a_postman, calendar_of, deliver, event_of
from tests.builders.registrations import a_registration
from tests.checkers.ical import assert_valid_calendars

pytestmark = pytest.mark.both_engines
GUEST = "comprador@armadora.example"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(venue_name="Poliforum León")


@pytest.fixture
def desk(edition: Edition) -> Desk:
    desk = Desk(edition)
    with atomic():
        desk.buyer.person.email = GUEST
    return desk


@pytest.fixture
def postman(app: Flask) -> Iterator[Postman]:
    with a_postman(app) as postman:
        yield postman


def move(desk: Desk, meeting: Meeting, slot: int) -> None:
    by = desk.buyer.person_id
    move_meeting(meeting.id, slot_id=desk.slots[slot].id, side=Side.BUYER, by=by, now=utc_now())


def cancel(desk: Desk, meeting: Meeting) -> None:
    cancel_meeting(meeting.id, reason="Sin capacidad", side=Side.BUYER, by=desk.buyer.person_id, now=utc_now())


def said(data: bytes) -> tuple[str, str, int, str]:
    event = event_of(data)
    method = str(icalendar.Calendar.from_ical(data)["METHOD"])
    return method, str(event["STATUS"]), int(event["SEQUENCE"]), str(event["UID"])


def test_a_meeting_scheduled_moved_and_cancelled(desk: Desk, postman: Postman) -> None:
    meeting = desk.meet(desk.slots[0])
    deliver()
    move(desk, meeting, 1)
    deliver()
    cancel(desk, meeting)
    deliver()
    calendars = postman.calendars(GUEST)
    assert [said(data) for data in calendars] == [
        ("REQUEST", "CONFIRMED", 0, meeting.uid),
        ("REQUEST", "CONFIRMED", 1, meeting.uid),
        ("CANCEL", "CANCELLED", 2, meeting.uid),
    ]
    starts = [desk.slots[number].starts_at for number in (0, 1, 1)]
    assert [event_of(data).decoded("DTSTART") for data in calendars] == starts
    assert_valid_calendars(calendars)
    deliver()
    assert len(postman.calendars(GUEST)) == 3


def test_the_mail_part_by_part(desk: Desk, postman: Postman) -> None:
    desk.meet(desk.slots[0], supplier="Forjas Ñandú, S.A.")
    deliver()
    [message] = [message for to, message in postman.taken if to == [GUEST] and calendar_of(message)]
    assert message.get_content_type() == "multipart/mixed"
    body, file = message.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    text, html, calendar = body.iter_parts()
    assert [each.get_content_type() for each in (text, html, calendar)] == ["text/plain", "text/html", "text/calendar"]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_payload(decode=True) == calendar.get_payload(decode=True) == calendar_of(message)
    assert str(message["Subject"]).startswith("Invitación: Cita con Forjas Ñandú, S.A., ")
    event = event_of(calendar_of(message))
    assert (event["ORGANIZER"], event["ATTENDEE"]) == ("mailto:foro@example.mx", f"mailto:{GUEST}")
    guest = event["ATTENDEE"].params
    assert (guest["PARTSTAT"], guest["RSVP"]) == ("NEEDS-ACTION", "FALSE")
    assert message["To"].addresses[0].addr_spec == GUEST


def test_only_buyers_get_invitations_until_they_choose_otherwise(desk: Desk, postman: Postman) -> None:
    meeting = desk.meet(desk.slots[0])
    supplier = session().get_one(Person, meeting.person_id)
    deliver()
    assert [to for to, message in postman.taken if calendar_of(message)] == [[GUEST]]
    choose_way(supplier.id, CalendarWay.INVITATIONS, edition_id=desk.edition.id, by=None, now=utc_now(), is_own=True)
    deliver()
    assert [said(data)[:3] for data in postman.calendars(supplier.email or "")] == [("REQUEST", "CONFIRMED", 0)]


def test_who_has_an_address_already_keeps_it(desk: Desk, client: FlaskClient, postman: Postman) -> None:
    a_feed(desk.buyer.person, desk.edition)
    desk.meet(desk.slots[0])
    deliver()
    assert way_of(desk.buyer.person_id, edition_id=desk.edition.id) is CalendarWay.FEED
    assert postman.calendars(GUEST) == []


def test_nothing_stands_twice_whichever_way_is_chosen(desk: Desk, client: FlaskClient, postman: Postman) -> None:
    person, edition_id = desk.buyer.person_id, desk.edition.id
    meeting = desk.meet(desk.slots[0])
    deliver()
    choose_way(person, CalendarWay.FEED, edition_id=edition_id, by=None, now=utc_now(), is_own=True)
    deliver()
    feed = f"/calendar/{renew_feed(person, edition_id=edition_id, now=utc_now())}.ics"
    [first] = [event for event in icalendar.Calendar.from_ical(client.get(feed).data).walk("VEVENT")]
    move(desk, meeting, 1)
    second = event_of(client.get(feed).data)
    choose_way(person, CalendarWay.INVITATIONS, edition_id=edition_id, by=None, now=utc_now(), is_own=True)
    deliver()
    assert [said(data)[:3] for data in postman.calendars(GUEST)] == [
        ("REQUEST", "CONFIRMED", 0),
        ("CANCEL", "CANCELLED", 1),
        ("REQUEST", "CONFIRMED", 3),
    ]
    assert [(str(each["UID"]), each["STATUS"], each["SEQUENCE"]) for each in (first, second)] == [
        (meeting.uid, "CONFIRMED", 2),
        (meeting.uid, "CONFIRMED", 3),
    ]
    assert icalendar.Calendar.from_ical(client.get(feed).data).walk("VEVENT") == []
    withdrawn = [message for to, message in postman.taken if to == [GUEST] and b"METHOD:CANCEL" in calendar_of(message)]
    assert "La cita sigue en pie." in withdrawn[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_an_older_invitation_is_not_sent_after_a_newer_one(desk: Desk, postman: Postman) -> None:
    meeting = desk.meet(desk.slots[0])
    send_invitations(now=utc_now())
    move(desk, meeting, 1)
    send_invitations(now=utc_now())
    [waiting] = session().scalars(select(OutgoingMail).where(OutgoingMail.message == "agenda/invitation"))
    with atomic():  # a run tried it, and has to try it again
        waiting.attempts = 1
    move(desk, meeting, 2)
    deliver()
    assert [said(data)[2] for data in postman.calendars(GUEST)] == [2]
    assert session().scalars(select(OutgoingMail.sent_at).where(OutgoingMail.sent_at.is_(None))).all() == []


def test_what_never_left_is_not_cancelled(desk: Desk, postman: Postman) -> None:
    meeting = desk.meet(desk.slots[0])
    send_invitations(now=utc_now())
    cancel(desk, meeting)
    deliver()
    assert postman.calendars(GUEST) == []


def test_a_new_address_gets_the_invitation_and_the_old_one_the_end_of_it(desk: Desk, postman: Postman) -> None:
    desk.meet(desk.slots[0])
    deliver()
    with atomic():
        session().get_one(Person, desk.buyer.person_id).email = "otra@armadora.example"
    deliver()
    assert [said(data)[::2] for data in postman.calendars(GUEST)] == [("REQUEST", 0), ("CANCEL", 1)]
    assert [said(data)[::2] for data in postman.calendars("otra@armadora.example")] == [("REQUEST", 2)]


def test_who_comes_besides_is_invited_alone_and_told_when_they_do_not_come(desk: Desk, postman: Postman) -> None:
    meeting = desk.meet(desk.slots[0])
    luis = a_person(email="luis@armadora.example")
    a_membership(desk.buyer.company, luis)
    a_registration(a_category(desk.edition), luis)
    choose_way(luis.id, CalendarWay.INVITATIONS, edition_id=desk.edition.id, by=None, now=utc_now(), is_own=True)
    by = desk.buyer.person_id
    for comes in (True, False, True):
        if comes:
            bring_companion(meeting.id, person_id=luis.id, of=Side.BUYER, side=Side.BUYER, by=by, now=utc_now())
        else:
            take_away_companion(meeting.id, person_id=luis.id, side=Side.BUYER, by=by, now=utc_now())
        deliver()
    calendars = postman.calendars("luis@armadora.example")
    assert [said(data)[::2] for data in calendars] == [("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]
    assert all(GUEST.encode() not in data for data in calendars)


def test_words_that_change_are_sent_and_keep_the_answer(desk: Desk, postman: Postman) -> None:
    meeting = desk.meet(desk.slots[0])
    deliver()
    row = session().scalars(select(CalendarInvitation)).one()
    with atomic():
        row.answer, row.answered_at = "accepted", utc_now()  # type: ignore[assignment]
        session().get_one(Meeting, meeting.id).changed_at = utc_now()  # nothing that is said
    deliver()
    assert len(postman.calendars(GUEST)) == 1
    move(desk, meeting, 1)
    deliver()
    session().refresh(row)
    assert (row.answer, len(postman.calendars(GUEST))) == (None, 2)


def test_invitations_keep_the_pace_of_messages_to_many(app: Flask, edition: Edition) -> None:
    with a_postman(app, mail_per_minute=1):
        desk = Desk(edition, 5)
        for number, slot in enumerate(desk.slots[:3]):
            desk.meet(slot, supplier=f"Forjas {number}")
        send_invitations(now=utc_now())
        mails = select(OutgoingMail.next_attempt_at).where(OutgoingMail.message == "agenda/invitation")
        moments = session().scalars(mails.order_by(OutgoingMail.next_attempt_at)).all()
    assert [later - earlier for earlier, later in pairwise(moments)] == [timedelta(minutes=1)] * 2
