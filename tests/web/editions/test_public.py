"""The start page and the public page of an edition."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.editions.rules import RESERVED
from tests.builders.editions import ZONE, a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration


def test_next_years_edition_does_not_take_the_place_of_the_one_that_is_open(app: Flask, client: FlaskClient) -> None:
    today = utc_now().astimezone(ZONE).date()
    an_edition(name="La de hoy", starts_on=today, ends_on=today)
    an_edition(name="La del otro año", starts_on=today + timedelta(days=360), ends_on=today + timedelta(days=361))
    page = client.get("/").text
    assert ("La de hoy" in page, "La del otro año" in page) == (True, False)


def test_the_start_page_is_the_next_published_edition(app: Flask, client: FlaskClient) -> None:
    today = utc_now().date()
    an_edition(name="La anterior", starts_on=today - timedelta(days=300), ends_on=today - timedelta(days=299))
    an_edition(name="La que viene", ordinal=13)
    an_edition(
        name="Oculta", published_at=None, starts_on=today + timedelta(days=90), ends_on=today + timedelta(days=91)
    )
    page = client.get("/").text
    assert ("La que viene" in page, "XIII edición" in page) == (True, True)
    assert ("La anterior" in page, "Oculta" in page) == (False, False)


def test_before_there_is_an_edition_there_is_a_page(app: Flask, client: FlaskClient) -> None:
    page = client.get("/")
    assert (page.status_code, "está en preparación" in page.text) == (200, True)


def test_the_first_organiser_finds_the_button_at_once(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    page = client.get("/", follow_redirects=True).text
    assert ("/editions/new" in page, "Todavía no hay ninguna edición" in page) == (True, True)
    assert "/editions/new" in client.get("/account/home").text
    an_edition()
    assert "/editions/new" not in client.get("/account/home").text


@pytest.mark.parametrize("registrations", [0, 3])
@pytest.mark.parametrize("address", ["/", "/foro/"])
def test_the_page_takes_two_statements_however_many_come(
    app: Flask, client: FlaskClient, statements: list[str], address: str, registrations: int
) -> None:
    category = a_category(an_edition(slug="foro"))
    for _ in range(registrations):
        a_registration(category)
    statements.clear()
    assert client.get(address).status_code == 200
    assert len(statements) == 2


def test_the_page_says_what_when_and_where(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro", about_es="Uno.\n\nDos.", about_en="One.")
    hall = a_hall(edition)
    tables(hall, 3)
    slots(hall, days_of(edition)[0], 4)
    page = client.get("/foro/").text
    for words in (
        "Poliforum León",
        "<p>Uno.</p>",
        "Visitar</a>",
        "/foro/register",
        "Vender a la industria</a>",
        "/foro/meetings/about",
        "Exponer</a>",
        "/foro/companies/new?wants=stand",
        "Abierto ahora",
        ">12<",
    ):
        assert words in page
    client.set_cookie("foro_lang", "en")
    assert "<p>One.</p>" in client.get("/foro/").text


def test_the_dates_are_a_timeline(app: Flask, client: FlaskClient) -> None:
    an_edition(slug="foro")
    page = client.get("/foro/").text
    timeline = page.split('class="timeline"')[1].split("</ol>")[0]
    found = [part.split("</p>")[0] for part in timeline.split('event__title">')[1:]]
    assert found == [
        "Abre el registro",
        "Abren las solicitudes de cita",
        "Cierran las solicitudes de cita",
        "Agenda definitiva de citas",
        "El foro abre sus puertas",
        "Cierra el registro",
    ]


def test_an_unpublished_edition_is_seen_by_its_organisers_alone(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro", published_at=None)
    assert client.get("/foro/").status_code == 404
    visitor = a_person()
    a_role(visitor, Role.VIEWER, edition)
    sign_in(client, visitor)
    assert client.get("/foro/").status_code == 404
    an_organiser(client, edition)
    assert client.get("/foro/").status_code == 200


def test_an_unknown_edition_is_not_found(app: Flask, client: FlaskClient) -> None:
    assert client.get("/nada/").status_code == 404


def test_no_edition_can_take_an_address_of_the_program(app: Flask) -> None:
    first = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    assert {word for word in first if word and "<" not in word} - RESERVED == set()


def test_what_a_search_engine_or_a_chat_shows_is_the_edition(client: FlaskClient) -> None:
    edition = an_edition(slug="foro", name="Foro «Ñ»", venue_name="Poliforum León")
    for path in ("/", "/foro/", "/foro/register", "/foro/companies/new"):
        page = client.get(path).text
        shown = dict(re.findall(r'<meta (?:name|property)="([a-z:]+)"\s+content="([^"]+)">', page))
        assert shown["og:title"] == f"Foro «Ñ» {edition.starts_on.year}"
        assert shown["description"] == shown["og:description"]
        assert str(edition.starts_on.year) in shown["description"]
        assert "Poliforum León" in shown["description"]
        assert shown["og:url"] == "http://localhost/foro/"
        with client.get(shown["og:image"]) as picture:
            assert picture.status_code == 200
    assert "Visitor registration" in client.get("/foro/", headers={"Accept-Language": "en"}).text


def test_a_draft_shows_no_preview(client: FlaskClient) -> None:
    edition = an_edition(slug="foro", published_at=None)
    an_organiser(client, edition)
    assert "og:title" not in client.get("/foro/").text
