"""The frame around the pages of who is signed in: their places, the section, what waits there."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.editions.models import Edition
from tests.builders.companies import a_company
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import an_applicant, stands
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration, link_of

PLACE = re.compile(
    r'<li class="places__item(?: (?:places__item--(\w+)))?">\s*<a class="places__link" href="([^"]+)"'
    r'(?: aria-current="(\w+)")?>.*?places__name">([^<]+)<',
    re.S,
)


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


def of_the_staff(edition: Edition, role: Role) -> Person:
    person = a_person()
    a_role(person, role, edition)
    return person


def on_a_phone(text: str) -> list[str]:
    """The words of the bar below."""
    return [name for kind, _url, _current, name in PLACE.findall(text) if kind != "beyond"]


def section(text: str) -> list[tuple[str, str]]:
    return [(name, current) for _kind, _url, current, name in PLACE.findall(text) if current]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (Role.ORGANISER, ["Hoy", "Registros", "Citas", "Tablero", "Más"]),
        (Role.COORDINATOR, ["Hoy", "Citas", "Tablero", "Mesa de control", "Más"]),
        (Role.REGISTRATION_DESK, ["Hoy", "Registros", "Gafetes", "En sitio", "Más"]),
        (Role.GATE_STEWARD, ["Hoy", "Puertas", "Más"]),
        (Role.VIEWER, ["Hoy", "Tablero", "Más"]),
    ],
)
def test_the_staff_has_its_places(client: FlaskClient, edition: Edition, role: Role, places: list[str]) -> None:
    sign_in(client, of_the_staff(edition, role))
    assert on_a_phone(client.get(f"/{edition.slug}/today").text) == places


def test_suppliers_exhibitors_buyers_and_visitors_have_theirs(client: FlaskClient, edition: Edition) -> None:
    _supplier, selling = a_supplier(edition, a_company(name="Forjas", legal_name="FORJAS"))
    exhibiting = an_applicant(edition, stands(edition)[0]).person
    visiting = a_person()
    registration = a_registration(a_category(edition), visiting)

    def bar(person: object) -> list[str]:
        return on_a_phone(sign_in(client.application.test_client(), person).get(f"/{edition.slug}/today").text)

    assert bar(selling) == ["Hoy", "Buscar", "Solicitudes", "Agenda", "Más"]
    assert bar(exhibiting) == ["Hoy", "Stand", "Empresa", "Buscar", "Más"]
    assert bar(a_buyer(edition).person) == ["Hoy", "Solicitudes", "Buscar", "Agenda", "Más"]
    assert bar(visiting) == ["Hoy", "Agenda", "Gafete", "Más"]
    assert on_a_phone(client.get(link_of(registration)).text) == ["Mi registro", "Mi agenda", "Mi gafete"]
    assert on_a_phone(client.get(f"/{edition.slug}/").text) == []


def test_the_section_is_marked_by_its_address(client: FlaskClient, edition: Edition) -> None:
    buyer = a_buyer(edition)
    sign_in(client, buyer.person)
    marked = {
        path: section(client.get(f"/{edition.slug}/{path}").text)
        for path in ("today", "meetings/buyer", "meetings/buyer/hours", "meetings/directory", "agenda/subscription")
    }
    assert marked == {
        "today": [("Hoy", "page")],
        "meetings/buyer": [("Solicitudes", "page")],
        "meetings/buyer/hours": [("Solicitudes", "true")],
        "meetings/directory": [("Buscar", "page")],
        "agenda/subscription": [("Agenda", "true")],
    }
    assert section(client.get("/account/home").text) == [("Más", "page")]


def test_open_requests_are_counted_where_they_are_answered(client: FlaskClient, edition: Edition) -> None:
    buyer = a_buyer(edition)
    supplier, person = a_supplier(edition)
    sign_in(client, buyer.person)
    assert "places__count" not in client.get("/account/home").text
    a_request(a_requirement(buyer), supplier, person)
    assert re.search(r'Solicitudes</span> <span class="places__count">1<', client.get("/account/home").text)


def test_a_page_of_the_staff_asks_for_no_frame_and_the_second_page_of_others_neither(
    client: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    staff, buyer = client.application.test_client(), a_buyer(edition)
    sign_in(staff, of_the_staff(edition, Role.GATE_STEWARD))
    sign_in(client, buyer.person)

    def cost(browser: FlaskClient) -> int:
        statements.clear()
        browser.get(f"/{edition.slug}/badge")
        return len(statements)

    assert cost(staff) == cost(staff)
    assert cost(client) - cost(client) == 1
