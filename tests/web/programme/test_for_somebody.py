"""The desk chooses sessions for somebody, with a trace and a mail; who may not review registrations does not."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.mail.models import OutgoingMail
from forum.programme import service
from forum.programme.models import Choice, ChoiceEvent, Talk
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.programme import a_talk, at, published
from tests.builders.registrations import a_registration, link_of

pytestmark = pytest.mark.both_engines  # choosing has no tests of its own


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def pages_of(registration: Registration) -> str:
    return f"/foro/registrations/{registration.id}/sessions"


def told() -> list[tuple[str, str]]:
    session().expire_all()
    rows = session().scalars(select(OutgoingMail).where(OutgoingMail.message.like("programme/%")))
    return [(each.message, each.context.get("choice", "")) for each in rows]


def history(registration: Registration) -> list[tuple[str, int | None]]:
    query = select(ChoiceEvent).where(ChoiceEvent.registration_id == registration.id).order_by(ChoiceEvent.id)
    return [(each.kind.value, each.by_id) for each in session().scalars(query)]


def of(talk: Talk) -> list[tuple[int, bool]]:
    session().expire_all()
    rows = session().scalars(select(Choice).where(Choice.talk_uid == talk.uid).order_by(Choice.id))
    return [(each.registration_id, each.is_waiting) for each in rows]


def test_the_desk_chooses_and_leaves_a_session_for_somebody(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    registration, organiser = a_registration(category), an_organiser(client)
    talk = a_talk(edition, "Leer un plano", starts=at(edition, 10))
    published(edition)
    assert pages_of(registration) in client.get(f"/foro/registrations/{registration.id}").text
    page = client.post(f"{pages_of(registration)}/{talk.id}", follow_redirects=True).text
    assert ("Agregamos «Leer un plano» a la agenda de" in page, "Sesión elegida" in page) == (True, True)
    assert (of(talk), told()) == ([(registration.id, False)], [("programme/chosen", "chosen")])
    client.post(f"{pages_of(registration)}/{talk.id}/removal")
    assert (of(talk), told()[1:]) == ([], [("programme/chosen", "left")])
    assert history(registration) == [("chosen", organiser.id), ("left", organiser.id)]
    past = client.get(f"/foro/registrations/{registration.id}/history?topic=programme").text
    assert ("Sesión quitada de su agenda" in past, "Leer un plano" in past) == (True, True)
    assert "Leer un plano" in client.get("/foro/dashboard/changes?kind=choices").text


def test_in_a_full_session_they_wait_and_are_told_so(client: FlaskClient, edition: Edition, category: Category) -> None:
    talk = a_talk(edition, "Taller", starts=at(edition, 10), capacity=1, needs_registration=True)
    published(edition)
    first, second = a_registration(category), a_registration(category)
    service.choose_talk(talk.uid, registration_id=first.id, now=utc_now())
    an_organiser(client)
    page = client.post(f"{pages_of(second)}/{talk.id}", follow_redirects=True).text
    assert "está en la lista de espera de «Taller»." in page
    assert told() == [("programme/chosen", "waiting")]
    service.leave_talk(talk.uid, registration_id=first.id, now=utc_now())
    assert history(second)[1:] == [("promoted", None)]


def test_what_collides_is_said_at_the_desk_too(client: FlaskClient, edition: Edition, category: Category) -> None:
    one, _other = a_talk(edition, "La suya", starts=at(edition, 10)), a_talk(edition, starts=at(edition, 10, 30))
    published(edition)
    service.choose_talk(one.uid, registration_id=(registration := a_registration(category)).id, now=utc_now())
    an_organiser(client)
    assert "Coincide con: La suya." in client.get(pages_of(registration)).text


def test_what_one_does_oneself_is_written_down_and_not_mailed(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    registration, talk = a_registration(category), a_talk(edition, starts=at(edition, 10))
    published(edition)
    client.post(f"{link_of(registration)}/programme/own/{talk.id}")
    assert (history(registration), told()) == ([("chosen", registration.person_id)], [])


def test_without_an_approved_registration_nothing_is_chosen(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    from_elsewhere = a_registration(a_category(an_edition(slug="otra", ordinal=9)))
    talk = a_talk(edition, starts=at(edition, 10))
    published(edition)
    an_organiser(client)
    assert client.post(f"{pages_of(from_elsewhere)}/{talk.id}").status_code == 404
    assert of(talk) == []


def test_a_steward_does_not_choose_for_others(client: FlaskClient, edition: Edition, category: Category) -> None:
    steward = a_person()
    a_role(steward, Role.GATE_STEWARD, edition)
    sign_in(client, steward)
    assert client.get(pages_of(a_registration(category))).status_code == 403
