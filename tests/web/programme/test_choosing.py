"""People put sessions into their agenda: places, who waits, what collides, and what they are told."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.mail.models import OutgoingMail
from forum.programme import service
from forum.programme.models import Choice, Room, Talk
from forum.registration.models import Registration
from forum.registration.service import cancel
from tests.builders.agendas import Desk
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.programme import a_room, a_speaker, a_talk, at, published, talk_data
from tests.builders.registrations import a_registration, link_of

pytestmark = pytest.mark.both_engines  # choosing has no tests of its own


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def limited(edition: Edition, places: int = 1, title: str = "Taller") -> Talk:
    talk = a_talk(edition, title, starts=at(edition, 10), capacity=places, needs_registration=True)
    published(edition)
    return talk


def choose(talk: Talk, registration: Registration) -> Choice:
    return service.choose_talk(talk.uid, registration_id=registration.id, now=utc_now())


def address(registration: Registration) -> str | None:
    return session().get_one(Person, registration.person_id).email


def states(talk: Talk) -> dict[int, tuple[bool, int | None]]:
    session().expire_all()
    rows = session().scalars(select(Choice).where(Choice.talk_uid == talk.uid))
    return {each.registration_id: (each.is_waiting, each.place) for each in rows}


def mails() -> list[tuple[str, str | None]]:
    session().expire_all()
    found = session().scalars(select(OutgoingMail).where(OutgoingMail.message.like("programme/%")))
    return [(each.message, each.to_email) for each in found]


def test_a_session_is_added_and_removed_by_link_and_shown_in_the_agenda(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    registration = a_registration(category)
    talk = a_talk(edition, "Leer un plano", starts=at(edition, 10), room=a_room(edition, "Auditorio"))
    published(edition)
    link = link_of(registration)
    assert f"{link}/programme/own" in client.get(link).text
    page = client.post(f"{link}/programme/own/{talk.id}", follow_redirects=True).text
    assert ("Agregamos «Leer un plano» a su agenda." in page, "En su agenda" in page) == (True, True)
    agenda = client.get(f"{link}/agenda").text
    assert ("Leer un plano" in agenda, "Auditorio" in agenda) == (True, True)
    events = Calendar.from_ical(client.get(f"{link}/agenda.ics").data).walk("VEVENT")
    assert [str(each["UID"]) for each in events if str(each["SUMMARY"]) == "Leer un plano"] == [talk.uid]
    client.post(f"{link}/programme/own/{talk.id}/removal", follow_redirects=True)
    assert "Leer un plano" not in client.get(f"{link}/agenda").text


def test_who_is_signed_in_chooses_too(client: FlaskClient, edition: Edition, category: Category) -> None:
    registration = a_registration(category)
    talk = a_talk(edition, starts=at(edition, 10))
    published(edition)
    sign_in(client, session().get_one(Person, registration.person_id))
    assert "/foro/programme/own" in client.get("/foro/programme").text
    client.post(f"/foro/programme/own/{talk.id}")
    assert states(talk) == {registration.id: (False, None)}


def test_who_is_not_registered_is_told_so(client: FlaskClient, edition: Edition) -> None:
    talk = a_talk(edition, starts=at(edition, 10))
    published(edition)
    sign_in(client, a_person())
    page = client.get("/foro/programme/own").text
    assert ("Falta su registro" in page, "Agregar a mi agenda" in page) == (True, False)
    answer = client.post(f"/foro/programme/own/{talk.id}", follow_redirects=True)
    assert "hace falta un registro aprobado" in answer.text
    assert states(talk) == {}


def test_the_last_place_is_one_and_the_next_ones_wait_in_order(edition: Edition, category: Category) -> None:
    talk, (one, two, three) = limited(edition), [a_registration(category) for _ in range(3)]
    for each in (one, two, three, one):
        choose(talk, each)
    assert states(talk) == {one.id: (False, 1), two.id: (True, None), three.id: (True, None)}
    service.leave_talk(talk.uid, registration_id=one.id, now=utc_now())
    assert states(talk) == {two.id: (False, 1), three.id: (True, None)}
    assert mails() == [("programme/promoted", address(two))]


def test_the_room_is_the_limit_of_a_session_without_its_own(edition: Edition, category: Category) -> None:
    talk = a_talk(edition, starts=at(edition, 10), room=a_room(edition, capacity=1), needs_registration=True)
    published(edition)
    choose(talk, one := a_registration(category))
    choose(talk, two := a_registration(category))
    assert states(talk) == {one.id: (False, 1), two.id: (True, None)}


def test_who_cancels_frees_their_place(edition: Edition, category: Category) -> None:
    talk, one, two = limited(edition), a_registration(category), a_registration(category)
    choose(talk, one)
    choose(talk, two)
    cancel(one.id, by=None, now=utc_now())
    assert states(talk) == {two.id: (False, 1)}


def test_nobody_is_let_in_once_the_session_has_begun(edition: Edition, category: Category) -> None:
    talk, one, two = limited(edition), a_registration(category), a_registration(category)
    choose(talk, one)
    choose(talk, two)
    service.leave_talk(talk.uid, registration_id=one.id, now=at(edition, 10))
    assert (states(talk), mails()) == ({two.id: (True, None)}, [])


def test_a_session_that_waits_shows_it_and_is_not_in_the_agenda(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    talk = limited(edition, title="Taller lleno")
    choose(talk, a_registration(category))
    link = link_of(a_registration(category))
    before = client.get(f"{link}/programme/own").text
    assert ("Sin lugares" in before, "Entrar a la lista de espera" in before) == (True, True)
    page = client.post(f"{link}/programme/own/{talk.id}", follow_redirects=True).text
    assert ("Está en la lista de espera de «Taller lleno»." in page, "En lista de espera" in page) == (True, True)
    assert "Taller lleno" not in client.get(f"{link}/agenda").text


def change(talk: Talk, **values: object) -> None:
    times = {"starts_at": talk.starts_at, "ends_at": talk.ends_at}
    data = talk_data(**{"title_es": talk.title_es, **times, **values})
    service.update_talk(talk.id, data, edition_id=talk.edition_id, by=a_person().id, now=utc_now())


def test_more_places_go_to_those_who_wait(edition: Edition, category: Category) -> None:
    talk, one, two = limited(edition), a_registration(category), a_registration(category)
    choose(talk, one)
    choose(talk, two)
    change(talk, capacity=2, needs_registration=True)
    published(edition)
    assert states(talk) == {one.id: (False, 1), two.id: (False, 2)}


@pytest.mark.parametrize("before", [3, None])
def test_with_fewer_places_than_come_nobody_else_gets_one(
    edition: Edition, category: Category, before: int | None
) -> None:
    talk = a_talk(edition, starts=at(edition, 10), capacity=before, needs_registration=before is not None)
    published(edition)
    first, second, third, late = (a_registration(category) for _ in range(4))
    for each in (first, second, third):
        choose(talk, each)
    change(talk, capacity=2, needs_registration=True)
    published(edition)
    assert choose(talk, late).is_waiting
    service.leave_talk(talk.uid, registration_id=first.id, now=utc_now())
    assert states(talk)[late.id] == (True, None)
    service.leave_talk(talk.uid, registration_id=second.id, now=utc_now())
    assert states(talk)[late.id][0] is False


def test_who_is_in_a_session_from_before_it_had_a_limit_takes_a_place(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    talk = a_talk(edition, starts=at(edition, 10))
    published(edition)
    choose(talk, a_registration(category))
    change(talk, capacity=1, needs_registration=True)
    published(edition)
    page = client.get(f"{link_of(a_registration(category))}/programme/own").text
    assert ("Sin lugares" in page, "Entrar a la lista de espera" in page) == (True, True)


def test_who_waits_needs_no_place_once_everybody_may_come(edition: Edition, category: Category) -> None:
    talk = limited(edition, 1)
    first, second = a_registration(category), a_registration(category)
    for each in (first, second):
        choose(talk, each)
    change(talk, capacity=None, needs_registration=False)
    published(edition)
    assert states(talk)[second.id] == (False, None)


def test_who_chose_it_is_told_once_of_what_moved_or_is_gone(edition: Edition, category: Category) -> None:
    chosen, moved, gone = (a_talk(edition, title, starts=at(edition, 10)) for title in ("Igual", "Se mueve", "Se va"))
    published(edition)
    registration = a_registration(category)
    for each in (chosen, moved, gone):
        choose(each, registration)
    change(moved, starts_at=at(edition, 12), ends_at=at(edition, 13))
    change(chosen, summary_es="Más palabras")
    service.remove_talk(gone.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    published(edition)
    assert mails() == [("programme/changed", address(registration))]
    (mail,) = session().scalars(select(OutgoingMail).where(OutgoingMail.message == "programme/changed"))
    told = [(each["title"], each["gone"]) for each in mail.context["talks"]]
    assert told == [("Se mueve", False), ("Se va", True)]


def test_a_session_that_is_gone_is_cancelled_in_the_agenda(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    talk = a_talk(edition, "Se va", starts=at(edition, 10))
    published(edition)
    choose(talk, registration := a_registration(category))
    service.remove_talk(talk.id, edition_id=edition.id, by=a_person().id, now=utc_now())
    published(edition)
    assert re.search(r'is-cancelled".*?Se va', client.get(f"{link_of(registration)}/agenda").text, re.S)
    events = Calendar.from_ical(client.get(f"{link_of(registration)}/agenda.ics").data).walk("VEVENT")
    assert [str(each["STATUS"]) for each in events if each["UID"] == talk.uid] == ["CANCELLED"]
    answer = client.post(f"{link_of(registration)}/programme/own/{talk.id}", follow_redirects=True)
    assert "Esa sesión ya no está en el programa" in answer.text


def test_what_is_over_is_not_chosen(client: FlaskClient, edition: Edition, category: Category) -> None:
    talk = a_talk(edition, starts=at(edition, 10))
    published(edition)
    link = link_of(a_registration(category))
    with time_machine.travel(at(edition, 11), tick=False):
        assert "Agregar a mi agenda" not in client.get(f"{link}/programme/own").text
        assert "Esa sesión ya terminó" in client.post(f"{link}/programme/own/{talk.id}", follow_redirects=True).text


def test_what_collides_is_said_with_what_could_be_had_instead(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    one: Room = a_room(edition)
    mine = a_talk(edition, "La mía", starts=at(edition, 10))
    a_talk(edition, "Repetida", starts=at(edition, 10, 30), room=one)
    a_talk(edition, "Repetida", starts=at(edition, 16), room=one)
    published(edition)
    choose(mine, registration := a_registration(category))
    page = client.get(f"{link_of(registration)}/programme/own").text
    assert ("Coincide con: La mía." in page, "También está libre a esta hora" in page) == (True, True)


def test_a_meeting_collides_too(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    meeting = desk.meet(desk.slots[0])
    sign_in(client, meeting.person)
    starts = desk.slots[0].starts_at.astimezone(ZONE)
    a_talk(edition, starts=starts - timedelta(minutes=10), speakers=[a_speaker(edition)])
    published(edition)
    assert "Coincide con una de sus citas." in client.get("/foro/programme/own").text


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_takes_the_same_statements_however_many_sessions(
    client: FlaskClient, edition: Edition, category: Category, statements: list[str], sessions: int
) -> None:
    registration = a_registration(category)
    talks = [a_talk(edition, starts=at(edition, 10 + hour)) for hour in range(sessions)]
    published(edition)
    for each in talks:
        choose(each, registration)
    address = f"{link_of(registration)}/programme/own"
    client.get(address)
    statements.clear()
    assert client.get(address).status_code == 200
    assert len(statements) == 5  # the registration, that it is approved, what is chosen, the meetings, the places
