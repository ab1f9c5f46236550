"""The evening before: a mail with one's meetings of the next day, confirmed by its link; and telling of an absence."""

import re
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition, Slot
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Supplier
from forum.meetings.enums import Absent
from forum.meetings.models import Meeting, MeetingEvent
from forum.meetings.service import cancel_meeting, confirm_meeting, miss_meeting
from forum.outcomes.service import ask_due
from tests.builders.agendas import Desk
from tests.builders.editions import ZONE, an_edition
from tests.builders.outcomes import outcomes_link, told
from tests.builders.people import a_person, a_role, sign_in


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def day_of(meeting: Meeting) -> date:
    return session().get_one(Slot, meeting.slot_id).starts_at.astimezone(ZONE).date()


def evening(meeting: Meeting) -> datetime:
    """Six o'clock of the evening before a meeting."""
    return at(day_of(meeting) - timedelta(days=1), 18)


def buyer_of(desk: Desk) -> Person:
    return session().get_one(Person, desk.buyer.person_id)


def mails(message: str, to: str | None) -> list[OutgoingMail]:
    query = select(OutgoingMail).where(OutgoingMail.message == message, OutgoingMail.to_email == to)
    return list(session().scalars(query))


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(an_edition(days=1), 5, person=a_person(language="en"))


@pytest.mark.both_engines
def test_everybody_reads_the_evening_before_what_awaits_them(desk: Desk) -> None:
    first, second = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    now = evening(first)
    assert ask_due(now=now - timedelta(hours=2)) == 0
    assert [ask_due(now=now), ask_due(now=now + timedelta(hours=1))] == [3, 0]
    (mail,) = mails("outcomes/coming", buyer_of(desk).email)
    rendered = render_mail(mail)
    assert rendered.subject == f"Your 2 meetings tomorrow: {desk.edition.name}"
    assert [company in rendered.text for company in ("Forjas León", "Otra")] == [True, True]
    assert "/meetings/confirmation" in rendered.text
    (theirs,) = mails("outcomes/coming", told(second).email)
    assert render_mail(theirs).subject == f"Su cita de mañana: {desk.edition.name}"


@pytest.mark.both_engines
def test_who_confirmed_is_not_asked_and_whose_meeting_is_cancelled_is_not_written_to(desk: Desk) -> None:
    first, second = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    who = {"by": first.person_id, "now": utc_now()}
    confirm_meeting(first.id, of=Side.SUPPLIER, **who)
    cancel_meeting(second.id, reason="Viaja", side=Side.ORGANISER, **who)
    assert ask_due(now=evening(first)) == 2
    (mail,) = mails("outcomes/coming", told(first).email)
    text = render_mail(mail).text
    assert ("Ya confirmó todas" in text, "/meetings/confirmation" in text) == (True, False)


def test_the_link_confirms_what_is_ticked_and_nothing_of_others(desk: Desk, client: FlaskClient) -> None:
    first, second = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Otra")
    ask_due(now=evening(first))
    (mail,) = mails("outcomes/coming", buyer_of(desk).email)
    found = re.search(r"https?://[^/]+(/o/\S+/meetings/confirmation)", render_mail(mail).text)
    assert found is not None
    path = found[1]
    assert client.get(path).text.count("checked") == 2
    nothing = client.post(path, data={})
    assert (nothing.status_code, "Marque al menos una cita." in nothing.text) == (422, True)
    assert client.post(path, data={"meetings": [first.id]}).status_code == 303
    assert [each.buyer_confirmed_at is None for each in (first, second)] == [False, True]
    theirs = f"{outcomes_link(told(second), desk.edition)}/meetings/confirmation"
    assert client.post(theirs, data={"meetings": [first.id]}).status_code == 422
    assert first.supplier_confirmed_at is None
    assert client.post(path, data={"meetings": [second.id]}).status_code == 303
    assert "Ya confirmó todas sus citas" in client.get(path).text


def test_the_agenda_leads_there_while_something_waits(desk: Desk, client: FlaskClient) -> None:
    meeting = desk.meet(desk.slots[0])
    sign_in(client, buyer_of(desk))
    page = f"/{desk.edition.slug}/meetings/confirmation"
    assert page in client.get(f"/{desk.edition.slug}/agenda").text
    client.post(page, data={"meetings": [meeting.id]})
    assert page not in client.get(f"/{desk.edition.slug}/agenda").text


def test_the_staff_writes_down_who_confirmed_by_telephone(desk: Desk, client: FlaskClient) -> None:
    meeting, staff = desk.meet(desk.slots[0]), a_person()
    a_role(staff, Role.COORDINATOR, desk.edition)
    sign_in(client, staff)
    page = f"/{desk.edition.slug}/meetings/{meeting.id}"
    spoken = f"/{desk.edition.slug}/meetings/coordination/confirmations/{meeting.id}/supplier"
    assert "Anotar que Forjas León asistirá" in client.get(page).text
    assert client.post(spoken).status_code == 303
    assert (meeting.supplier_confirmed_at is None, meeting.buyer_confirmed_at is None) == (False, True)
    event = session().scalars(select(MeetingEvent).where(MeetingEvent.kind == "confirmed")).one()
    assert (event.side, event.by_id, event.detail) == (Side.ORGANISER, staff.id, {"acts_for": "supplier"})
    shown = client.get(page).text
    assert f"{staff.full_name}, por Forjas León" in shown
    assert "Anotar que Forjas León asistirá" not in shown
    sign_in(client, buyer_of(desk))
    assert client.post(spoken).status_code == 403


@pytest.mark.both_engines
@pytest.mark.parametrize(("absent", "cap", "says"), [
    (Absent.SUPPLIER, 2, "Lleva 1 falta. Con 2 se detienen sus solicitudes nuevas."),
    (Absent.SUPPLIER, 1, "Lleva 1 falta: su empresa no puede pedir más citas"),
    (Absent.SUPPLIER, 0, None),
    (Absent.BUYER, 2, None),
    (Absent.BOTH, 2, None),
])  # fmt: skip
def test_a_supplier_is_told_of_an_absence_that_counts(desk: Desk, absent: Absent, cap: int, says: str | None) -> None:
    meeting = desk.meet(desk.slots[0])
    with atomic():
        session().get_one(Edition, desk.edition.id).supplier_absences_cap = cap
    slot = session().get_one(Slot, meeting.slot_id)
    miss_meeting(meeting.id, absent=absent, by=meeting.person_id, now=slot.ends_at)
    assert session().query(Supplier).one().absences == (absent is Absent.SUPPLIER)
    assert ask_due(now=slot.ends_at + timedelta(minutes=1)) == 0
    ask_due(now=at(day_of(meeting), 19))
    ask_due(now=at(day_of(meeting), 19) + timedelta(minutes=10))
    told_of = mails("outcomes/absence", told(meeting).email)
    assert [says is not None and says in render_mail(each).text for each in told_of] == ([True] if says else [])


def test_a_meeting_that_has_begun_is_still_confirmed_and_one_that_is_over_is_not_shown(
    desk: Desk, client: FlaskClient
) -> None:
    meeting = desk.meet(desk.slots[0])
    sign_in(client, buyer_of(desk))
    page = f"/{desk.edition.slug}/meetings/confirmation"
    slot = session().get_one(Slot, meeting.slot_id)
    starts_at, ends_at = slot.starts_at, slot.ends_at
    with time_machine.travel(starts_at, tick=False):
        sign_in(client, buyer_of(desk))
        assert "Forjas León" in client.get(page).text
    with time_machine.travel(ends_at, tick=False):
        sign_in(client, buyer_of(desk))
        assert "No tiene citas por venir" in client.get(page).text
