"""Everything that happened to a registered person in an edition, on one page."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.badges.service.handing import hand_over
from forum.checkin.enums import ScanOutcome, ScanReason
from forum.core.clock import utc_now
from forum.editions.models import Category, Edition
from forum.meetings.service import accept_request
from forum.registration.models import Registration
from forum.registration.service import approve, cancel
from tests.builders.agendas import Desk
from tests.builders.badges import a_badge_for, a_desk_clerk, somebody_with_badge
from tests.builders.checkin import a_gate, a_refused_scan
from tests.builders.companies import a_company
from tests.builders.editions import a_category, an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_registration


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def address(registration: Registration, query: str = "") -> str:
    return f"/foro/registrations/{registration.id}/history{query}"


def titles(page: str) -> list[str]:
    return [unescape(title) for title in re.findall(r'<p class="event__title">(.*?)</p>', page)]


def one_with_everything(edition: Edition) -> Registration:
    """A supplier whose registration, badge, scan, request, meeting and mails have a history."""
    attendee_categories(edition)
    desk = Desk(edition)
    company = a_company(name="Forjas León")
    applicant, person = a_supplier(edition, company, person=a_person(given_names="Sofía"))
    request = a_request(a_requirement(desk.buyer), applicant, person, slot=desk.slots[0])
    meeting = accept_request(request.id, slot_id=desk.slots[0].id, by=desk.buyer.person_id, now=utc_now())
    category = a_category(edition)
    registration = a_registration(category, person) if meeting else a_registration(category)
    badge = a_badge_for(registration)
    a_refused_scan(badge, a_gate(edition), outcome=ScanOutcome.ADMITTED, reason=ScanReason.FIRST_TODAY)
    hand_over(badge.id, by=person.id, now=utc_now())
    return registration


def test_one_page_says_everything_that_happened(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    registration = one_with_everything(edition)
    page = client.get(address(registration))
    assert page.status_code == 200
    said = " | ".join(titles(page.text))
    for what in ("Registro · Se registró", "Gafete · Emitido", "Gafete · Entregado", "Puertas · Adelante"):
        assert what in said
    assert "Citas · Solicitud: Aceptada" in said
    assert "Citas · Cita programada" in said
    assert "Correos · Cita confirmada con" in said


def test_the_newest_comes_first(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    registration = a_registration(category)
    cancel(registration.id, by=None, now=utc_now())
    approve(registration.id, by=None, now=utc_now())
    kept = [title for title in titles(client.get(address(registration, "?topic=registration")).text)]
    assert kept == ["Aprobado", "Cancelado", "Se registró"]


def test_one_topic_alone(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    registration = one_with_everything(edition)
    assert titles(client.get(address(registration, "?topic=door")).text) == ["Adelante"]


def test_the_desk_does_not_read_mails_or_meetings(client: FlaskClient, edition: Edition) -> None:
    registration = one_with_everything(edition)
    a_desk_clerk(client, edition)
    for query in ("", "?topic=mail", "?topic=meetings"):
        said = " | ".join(titles(client.get(address(registration, query)).text))
        assert "Gafete · Emitido" in said
        assert "Correos" not in said
        assert "Citas" not in said


def test_mails_to_a_former_address_are_there_too(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    person = a_person(email="antes@example.mx")
    registration = a_registration(category, person)
    cancel(registration.id, by=None, now=utc_now())
    typed = {
        "given_names": "María José", "first_surname": "Muñoz", "email": "ahora@example.mx", "sector": "",
        "language": "es", "organisation": "Troquelados del Bajío", "position": "Ventas",
    }  # fmt: skip
    approve(registration.id, by=None, now=utc_now())
    client.post(f"/foro/registrations/{registration.id}/edit", data=typed)
    page = client.get(address(registration, "?topic=mail")).text
    assert "antes@example.mx" in page
    assert "ahora@example.mx" in page


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_statements_do_not_grow(
    client: FlaskClient, edition: Edition, category: Category, statements: list[str], how_many: int
) -> None:
    an_organiser(client, edition)
    registration, badge = somebody_with_badge(category)
    gate = a_gate(edition)
    for _ in range(how_many):
        a_refused_scan(badge, gate)
        cancel(registration.id, by=None, now=utc_now())
        approve(registration.id, by=None, now=utc_now())
    statements.clear()
    assert client.get(address(registration)).status_code == 200
    assert len(statements) == 20  # one for each domain that tells something


def test_much_is_paged(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    registration, badge = somebody_with_badge(category)
    gate = a_gate(edition)
    for _ in range(51):
        a_refused_scan(badge, gate)
    assert len(titles(client.get(address(registration, "?topic=door")).text)) == 50
    assert len(titles(client.get(address(registration, "?topic=door&page=2")).text)) == 1


def test_the_desk_s_page_leads_there(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    registration = a_registration(category)
    assert address(registration) in client.get(f"/foro/registrations/{registration.id}").text


def test_of_another_edition_there_is_none(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    elsewhere = a_registration(a_category(an_edition(slug="otro", ordinal=9)))
    assert client.get(address(elsewhere)).status_code == 404
