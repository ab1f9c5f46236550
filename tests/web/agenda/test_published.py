"""Publishing: who gets no invitations has one mail with all meetings as a file, unless an address brings them."""

import pytest
from flask import Flask
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.mail.service import queue_mail
from forum.meetings.models import Meeting
from tests.builders.agendas import Desk, a_feed
from tests.builders.editions import an_edition
from tests.builders.letters import values_of_every_mail
from tests.checkers.ical import assert_valid_calendar


@pytest.fixture
def desk(app: Flask) -> Desk:
    desk = Desk(an_edition())
    desk.meet(desk.slots[0])
    return desk


def published_to(desk: Desk, person: Person) -> OutgoingMail:
    about = {"edition": desk.edition.name, "edition_slug": desk.edition.slug, "person_id": person.id}
    with atomic():
        mail = queue_mail(
            "meetings/agenda_published",
            edition_id=desk.edition.id,
            to="eva@example.mx",
            name=person.full_name,
            language="es",
            context=values_of_every_mail(**about),
            now=utc_now(),
        )
    assert mail is not None
    return mail


def supplier(desk: Desk) -> Person:
    meeting = session().scalars(select(Meeting).where(Meeting.buyer_id == desk.buyer.id)).one()
    return session().get_one(Person, meeting.person_id)


@pytest.mark.both_engines
def test_a_supplier_gets_all_meetings_as_one_file(desk: Desk) -> None:
    mail = render_mail(published_to(desk, supplier(desk)))
    [file] = mail.files
    data = file.draw()
    assert_valid_calendar(data)
    assert (b"METHOD:PUBLISH" in data, data.count(b"BEGIN:VEVENT"), file.method) == (True, 1, "")
    assert "El archivo adjunto pasa todas sus citas a su calendario." in mail.text


def test_a_buyer_gets_none_because_each_meeting_invites_them(desk: Desk) -> None:
    mail = render_mail(published_to(desk, desk.buyer.person))
    assert (mail.files, "archivo adjunto" in mail.text) == ((), False)


def test_who_has_an_address_gets_none_because_it_follows_by_itself(desk: Desk) -> None:
    a_feed(supplier(desk), desk.edition)
    assert render_mail(published_to(desk, supplier(desk))).files == ()
