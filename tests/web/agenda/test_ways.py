"""Choosing how one's meetings reach one's calendar, on the page of the calendar and for somebody else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.agenda.enums import CalendarWay
from forum.agenda.models import CalendarChoice
from forum.agenda.queries.invitations import way_of
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.agendas import Desk
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, an_organiser, sign_in
from tests.builders.postman import deliver
from tests.builders.registrations import a_registration, link_of


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture(params=["signed in", "by link"])
def page(request: pytest.FixtureRequest, client: FlaskClient, edition: Edition) -> str:
    person = a_person(email="eva@example.mx")
    if request.param == "signed in":
        sign_in(client, person)
        return f"/{edition.slug}/agenda/subscription"
    return f"{link_of(a_registration(a_category(edition), person))}/agenda/subscription"


def test_one_chooses_and_chooses_again(client: FlaskClient, page: str) -> None:
    assert "Cambiar a invitaciones por correo" in client.get(page).text
    chosen = client.post(f"{page}/way", data={"way": "invitations"}, follow_redirects=True).text
    assert "Enviaremos por correo una invitación por cada cita programada." in chosen
    assert "Cambiar a la dirección de calendario" in chosen
    assert "Crear mi dirección" not in chosen
    again = client.post(f"{page}/way", data={"way": "feed"}, follow_redirects=True).text
    assert "Enviaremos una cancelación" in again
    assert "Crear mi dirección" in again
    choices = session().scalars(select(CalendarChoice).order_by(CalendarChoice.id)).all()
    assert [each.way for each in choices] == [CalendarWay.INVITATIONS, CalendarWay.FEED]
    assert {each.by_id for each in choices} == {each.person_id for each in choices}


def test_the_same_way_again_is_no_choice(client: FlaskClient, page: str) -> None:
    client.post(f"{page}/way", data={"way": "feed"})
    assert client.post(f"{page}/way", data={"way": "pigeon"}).status_code == 400
    assert session().scalars(select(CalendarChoice)).all() == []


def test_the_staff_chooses_for_somebody_and_it_is_written_down(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    desk.meet(desk.slots[0], supplier="Forjas León")
    deliver()
    page = f"/{edition.slug}/meetings/people/{desk.buyer.person_id}/calendar"
    organiser = an_organiser(client)
    before = client.get(page).text
    assert "Cita con Forjas León" in before
    assert "Invitación enviada" in before
    after = client.post(page, data={"way": "feed"}, follow_redirects=True).text
    assert "Cambiar a invitaciones por correo" in after
    assert organiser.full_name in after
    assert way_of(desk.buyer.person_id, edition_id=edition.id) is CalendarWay.FEED
    log = client.get(f"/{edition.slug}/dashboard/changes?kind=calendars").text
    assert "Dirección de calendario" in log
    availability = client.get(f"/{edition.slug}/meetings/people/{desk.buyer.person_id}/availability").text
    assert f'href="{page}"' in availability


def test_nobody_else_opens_the_page_of_somebody(client: FlaskClient, edition: Edition) -> None:
    desk = Desk(edition)
    sign_in(client, desk.buyer.person)
    page = f"/{edition.slug}/meetings/people/{desk.buyer.person_id}/calendar"
    assert client.get(page).status_code in {403, 404}
    assert client.post(page, data={"way": "feed"}).status_code in {403, 404}
