"""What calendars answer: taken once, from the invited alone, about what stands; and it cancels nothing by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.agenda.enums import CalendarAnswer
from forum.agenda.ical import reply_in
from forum.agenda.models import CalendarInvitation
from forum.agenda.service import read_answers, take_reply
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.mail.commands import check_mailbox
from forum.mail.imap import MailboxRefused, UnknownMailbox
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.service import move_meeting
from tests.builders.agendas import Desk
from tests.builders.dovecot import PASSWORD, USER, Dovecot, a_dovecot
from tests.builders.editions import an_edition
from tests.builders.people import an_organiser, sign_in
from tests.builders.postman import Postman, a_postman, deliver, event_of

GUEST = "comprador@armadora.example"
LATER = datetime(2027, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def postman(app: Flask) -> Iterator[Postman]:
    with a_postman(app, imap_host="localhost", imap_user=USER, imap_password=PASSWORD) as postman:
        yield postman


@pytest.fixture
def desk(app: Flask, postman: Postman) -> Desk:
    desk = Desk(an_edition())
    with atomic():
        desk.buyer.person.email = GUEST
    desk.meet(desk.slots[0])
    deliver()
    return desk


def invited(postman: Postman) -> bytes:
    return postman.calendars(GUEST)[-1]


def answered(invitation: bytes, partstat: str, *, attendee: str = GUEST, at: datetime = LATER, **more: str) -> bytes:
    """The mail of a calendar program that answers an invitation, as Outlook and Gmail write it."""
    event = event_of(invitation)
    said = {"UID": event["UID"], "SEQUENCE": event["SEQUENCE"], "ORGANIZER": event["ORGANIZER"], **more}
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar//EN", "VERSION:2.0", "METHOD:REPLY"]
    lines += ["BEGIN:VEVENT", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}", f"ORGANIZER;CN=Foro:{said['ORGANIZER']}"]
    lines += [f"UID:{said['UID']}", f"SEQUENCE:{said['SEQUENCE']}"]
    lines += [f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};CN=x:mailto:{attendee}"]
    lines += ["DTSTART:20270101T150000Z", "DTEND:20270101T152000Z", "SUMMARY:Cita", "END:VEVENT", "END:VCALENDAR", ""]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = attendee, str(said["ORGANIZER"])[7:], "Accepted"
    message.set_content("Sí")
    message.add_alternative("\r\n".join(lines), subtype="calendar", params={"method": "REPLY"})
    return message.as_bytes()


def take(data: bytes) -> bool:
    reply = reply_in(data)
    assert reply is not None
    with atomic():
        return take_reply(reply, now=utc_now())


def known() -> CalendarAnswer | None:
    return session().scalars(select(CalendarInvitation).execution_options(populate_existing=True)).one().answer


def declined_mails() -> int:
    return len(session().scalars(select(OutgoingMail.id).where(OutgoingMail.message == "agenda/declined")).all())


@pytest.mark.both_engines
def test_an_invitation_asks_for_an_answer_at_an_address_of_its_own(desk: Desk, postman: Postman) -> None:
    event = event_of(invited(postman))
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(event["ORGANIZER"]).startswith("mailto:respuestas+")
    assert str(event["ORGANIZER"]).endswith("@example.mx")
    assert len(str(event["ORGANIZER"]).split(":")[1].split("@")[0]) <= 64


@pytest.mark.both_engines
def test_an_answer_is_recorded_and_shown(desk: Desk, postman: Postman, client: FlaskClient) -> None:
    assert take(answered(invited(postman), "ACCEPTED"))
    assert known() is CalendarAnswer.ACCEPTED
    meeting = session().scalars(select(Meeting)).one()
    assert "Aceptó en su calendario" in sign_in(client, desk.buyer.person).get(f"/{desk.edition.slug}/agenda").text
    an_organiser(client)
    assert "Aceptó en su calendario" in client.get(f"/{desk.edition.slug}/meetings/{meeting.id}").text


@pytest.mark.both_engines
def test_a_no_cancels_nothing_and_asks_once(desk: Desk, postman: Postman) -> None:
    no = answered(invited(postman), "DECLINED")
    assert [take(no), take(no)] == [True, False]
    assert session().scalars(select(Meeting.status)).one() is MeetingStatus.SCHEDULED
    assert (known(), declined_mails()) == (CalendarAnswer.DECLINED, 1)


def test_the_latest_answer_counts_whatever_arrives_last(desk: Desk, postman: Postman) -> None:
    take(answered(invited(postman), "TENTATIVE", at=LATER))
    take(answered(invited(postman), "TENTATIVE", at=LATER + timedelta(hours=2)))
    assert not take(answered(invited(postman), "DECLINED", at=LATER + timedelta(hours=1)))
    assert known() is CalendarAnswer.TENTATIVE


@pytest.mark.parametrize(
    "more",
    [
        {"attendee": "otra@armadora.example"},
        {"UID": "otra"},
        {"SEQUENCE": "7"},
        {"ORGANIZER": f"mailto:{USER}"},
        {"ORGANIZER": "mailto:respuestas+1-000000000000000000000000@example.mx"},
        {"ORGANIZER": "mailto:respuestas+999999-000000000000000000000000@example.mx"},
    ],
)
def test_nobody_answers_for_somebody_else(desk: Desk, postman: Postman, more: dict[str, str]) -> None:
    assert not take(answered(invited(postman), "DECLINED", **more))  # type: ignore[arg-type]
    assert (known(), declined_mails()) == (None, 0)


def test_an_answer_to_the_hour_before_says_nothing_of_the_new_one(desk: Desk, postman: Postman) -> None:
    before = invited(postman)
    take(answered(before, "ACCEPTED"))
    meeting, by = session().scalars(select(Meeting)).one(), desk.buyer.person_id
    move_meeting(meeting.id, slot_id=desk.slots[1].id, side=Side.BUYER, by=by, now=utc_now())
    deliver()
    assert known() is None
    assert not take(answered(before, "ACCEPTED", at=LATER + timedelta(hours=1)))
    assert take(answered(invited(postman), "DECLINED", at=LATER + timedelta(hours=2)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Subject: hola\r\n\r\nhola",
        b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n",
        b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR\r\n",
        b"Content-Type: text/calendar; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\xff",
    ],
)
def test_any_other_mail_is_passed_over(data: bytes) -> None:
    assert reply_in(data) is None


@pytest.fixture
def dovecot(app: Flask, postman: Postman, tmp_path: Path) -> Iterator[Dovecot]:
    with a_dovecot(tmp_path) as server:
        app.config["FORO"] = replace(app.config["FORO"], imap_port=server.port, imap_ca=server.ca)
        yield server


def test_a_real_mailbox_is_read_once(dovecot: Dovecot, desk: Desk, postman: Postman, app: Flask) -> None:
    dovecot.put(answered(invited(postman), "ACCEPTED"))
    dovecot.put(b"x" * 1_100_000)
    assert read_answers("box", now=utc_now()) == 3
    assert known() is CalendarAnswer.ACCEPTED
    assert read_answers("box", now=utc_now()) == 0
    dovecot.put(answered(invited(postman), "DECLINED", at=LATER + timedelta(hours=1)))
    assert read_answers("box", now=utc_now()) == 1
    assert (known(), declined_mails()) == (CalendarAnswer.DECLINED, 1)
    assert [each.sentence for each in check_mailbox()] == [
        f"The mailbox of answers lets us in: localhost:{dovecot.port}"
    ]


def test_an_unproved_or_closed_mailbox_is_told_nothing(dovecot: Dovecot, app: Flask) -> None:
    sound = app.config["FORO"]
    app.config["FORO"] = replace(sound, imap_ca=None)
    with pytest.raises(UnknownMailbox):
        read_answers("box", now=utc_now())
    assert "does not prove" in next(each.sentence for each in check_mailbox())
    app.config["FORO"] = replace(sound, imap_password="otra")
    with pytest.raises(MailboxRefused):
        read_answers("box", now=utc_now())
    app.config["FORO"] = replace(sound, imap_folder="Nada")
    with pytest.raises(MailboxRefused):
        read_answers("box", now=utc_now())
