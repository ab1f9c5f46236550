"""Setting an edition up: a new one, its details, windows, rules, publication."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import Category, Day, Edition
from tests.builders.editions import ZONE, a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.people import an_organiser

NEW = {
    "name": "Foro de Proveeduría Automotriz",
    "ordinal": "13",
    "slug": "foro-2027",
    "starts_on": "2027-09-08",
    "ends_on": "2027-09-09",
    "venue_name": "Poliforum León",
    "venue_address": "",
    "time_zone": "America/Mexico_City",
}


def edition_of(slug: str = "foro") -> Edition:
    return (
        session().scalars(select(Edition).where(Edition.slug == slug).execution_options(populate_existing=True)).one()
    )


def day_dates(edition: Edition) -> list[date]:
    return list(session().scalars(select(Day.date).where(Day.edition_id == edition.id).order_by(Day.date)))


@pytest.mark.both_engines
def test_a_new_edition_has_days_categories_and_windows(app: Flask, client: FlaskClient) -> None:
    an_organiser(client)
    assert client.get("/editions/new").status_code == 200
    assert client.post("/editions/new", data=NEW).location == "/foro-2027/setup/"
    edition = edition_of("foro-2027")
    assert (edition.published_at, day_dates(edition)) == (None, [date(2027, 9, 8), date(2027, 9, 9)])
    assert edition.requests_open_at == datetime(2027, 8, 18, 15, tzinfo=UTC)
    assert edition.freeze_at == datetime(2027, 9, 7, 0, tzinfo=UTC)
    assert set(session().scalars(select(Category.kind))) == set(CategoryKind)


def test_an_edition_is_made_by_organisers_of_all(app: Flask, client: FlaskClient) -> None:
    an_organiser(client, an_edition())
    assert (client.get("/editions/new").status_code, client.post("/editions/new", data=NEW).status_code) == (403, 403)
    assert "/editions/new" not in client.get("/editions/").text
    assert session().scalars(select(Edition.slug).where(Edition.slug == NEW["slug"])).all() == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"slug": "Foro"}, "Use de 2 a 40 letras minúsculas"),
        ({"slug": "editions"}, "Esa dirección la usa el sistema."),
        ({"slug": "foro"}, "Otra edición usa o usó esa dirección."),
        ({"ends_on": "2027-09-07"}, "Elija un último día igual o posterior al primero"),
        ({"venue_name": ""}, "Falta este dato."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, change: dict[str, str], sentence: str
) -> None:
    an_edition(slug="foro")
    an_organiser(client)
    answer = client.post("/editions/new", data={**NEW, **change})
    assert (answer.status_code, sentence in answer.text, 'value="13"' in answer.text) == (422, True, True)
    assert session().scalars(select(Edition.slug)).all() == ["foro"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_three_statements(app: Flask, client: FlaskClient, statements: list[str], how_many: int) -> None:
    an_organiser(client)
    for _ in range(how_many):
        an_edition()
    statements.clear()
    page = client.get("/editions/").text
    assert (len(statements), page.count("<article")) == (3, how_many)


def test_the_list_shows_only_what_one_may_set_up(app: Flask, client: FlaskClient) -> None:
    mine = an_edition(name="Mi edición")
    an_edition(name="Otra edición")
    an_organiser(client, mine)
    page = client.get("/editions/").text
    assert ("Mi edición" in page, "Otra edición" in page) == (True, False)


def test_the_overview_says_what_is_missing(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro", published_at=None)
    an_organiser(client)
    page = client.get("/foro/setup/").text
    assert (page.count("Pendiente"), "Publicar la edición" in page) == (6, False)
    a_category(edition)
    hall = a_hall(edition)
    a_hall(edition, kind=HallKind.EXHIBITION)
    tables(hall, 2)
    for day in days_of(edition):
        slots(hall, day, 3)
    page = client.get("/foro/setup/").text
    assert (page.count("Pendiente"), "Publicar la edición" in page) == (2, True)


def test_the_overview_takes_four_statements(app: Flask, client: FlaskClient, statements: list[str]) -> None:
    edition = an_edition(slug="foro")
    an_organiser(client, edition)
    statements.clear()
    client.get("/foro/setup/")
    assert len(statements) == 4


def test_who_organises_one_edition_is_told_who_publishes_it(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro", published_at=None)
    a_category(edition)
    an_organiser(client, edition)
    page = client.get("/foro/setup/").text
    assert ("Publicar la edición" in page, "La publica quien organiza todas las ediciones" in page) == (False, True)
    assert 'href="/foro/team"' in page
    assert client.post("/foro/setup/publication").status_code == 403
    assert edition_of().published_at is None


def test_publishing_needs_a_category_to_register_in(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro", published_at=None)
    an_organiser(client)
    page = client.get("/foro/setup/publication").text
    assert ("Falta una categoría de visitante" in page, "Sí, publicar" in page) == (True, False)
    refused = client.post("/foro/setup/publication")
    assert (refused.status_code, "Todavía falta lo indispensable" in refused.text) == (422, True)
    assert edition_of().published_at is None
    a_category(edition)
    assert client.post("/foro/setup/publication").location == "/foro/setup/"
    assert edition_of().published_at is not None
    client.post("/foro/setup/publication/withdrawal")
    assert edition_of().published_at is None


def test_publishing_asks_first_and_says_what_changes(app: Flask, client: FlaskClient) -> None:
    today = utc_now().astimezone(ZONE).date()
    an_edition(slug="hoy", name="Foro de hoy", starts_on=today, ends_on=today)
    edition = an_edition(slug="foro", name="Foro del otro año", published_at=None)
    a_category(edition, name_es="Visitante general")
    an_organiser(client)
    assert 'href="/foro/setup/publication"' in client.get("/foro/setup/").text
    page = client.get("/foro/setup/publication").text
    facts = [fact.split("</dd>")[0] for fact in page.split("<dd>")[1:3]]
    assert ["Foro de hoy" in fact for fact in facts] == [True, True]
    for words in ("La página de inicio no cambia.", "<code>/foro/</code>", "Vender a la industria",
                  "Visitante general", "Abierto ahora", "El registro queda abierto en cuanto publique."):  # fmt: skip
        assert words in page
    assert edition_of().published_at is None
    assert client.post("/foro/setup/publication", follow_redirects=True).status_code == 200
    assert client.get("/foro/setup/publication").location == "/foro/setup/"
    start = client.get("/").text
    assert ("Foro de hoy" in start, "Foro del otro año" in start) == (True, False)


def test_publishing_says_whose_place_on_the_start_page_it_takes(app: Flask, client: FlaskClient) -> None:
    today = utc_now().astimezone(ZONE).date()
    an_organiser(client)
    edition = an_edition(slug="foro", name="Foro de hoy", published_at=None, starts_on=today, ends_on=today)
    a_category(edition)
    assert "Un aviso de que se prepara" in client.get("/foro/setup/publication").text
    an_edition(slug="luego", name="Foro del otro año")
    page = client.get("/foro/setup/publication").text
    facts = [fact.split("</dd>")[0] for fact in page.split("<dd>")[1:3]]
    assert ["Foro del otro año" in facts[0], "Foro de hoy" in facts[1]] == [True, True]
    assert "Esta edición toma el lugar de la que hoy se muestra." in page


def details(edition: Edition, **changes: str) -> dict[str, str]:
    typed = {**NEW, "slug": edition.slug, "starts_on": f"{edition.starts_on}", "ends_on": f"{edition.ends_on}"}
    return {**typed, "about_es": "Uno.\n\nDos.", "about_en": "", **changes}


@pytest.mark.both_engines
def test_days_follow_from_the_dates(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro")
    an_organiser(client, edition)
    first = edition.starts_on
    later = details(
        edition, starts_on=f"{first + timedelta(days=1)}", ends_on=f"{first + timedelta(days=2)}", slug="otro"
    )
    assert client.post("/foro/setup/details", data=later).location == "/otro/setup/"
    assert day_dates(edition_of("otro")) == [first + timedelta(days=1), first + timedelta(days=2)]
    assert edition_of("otro").about_es == "Uno.\n\nDos."


@pytest.mark.both_engines
def test_a_day_with_slots_is_never_dropped(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro")
    an_organiser(client, edition)
    slots(a_hall(edition), days_of(edition)[1], 1)
    shorter = details(edition, ends_on=f"{edition.starts_on}", venue_name="Otra sede")
    answer = client.post("/foro/setup/details", data=shorter)
    assert (answer.status_code, 'value="Otra sede"' in answer.text) == (422, True)
    assert "ya tiene horarios o categorías" in answer.text
    assert len(day_dates(edition)) == 2
    assert edition_of().venue_name == "Poliforum León"


def test_windows_are_hours_of_the_venue(app: Flask, client: FlaskClient) -> None:
    edition = an_edition(slug="foro")
    an_organiser(client, edition)
    client.post("/foro/setup/windows/defaults")
    page = client.get("/foro/setup/windows").text
    opens = edition.starts_on - timedelta(days=21)
    assert f'value="{opens}T09:00"' in page
    typed = {
        "registration_opens_at": "2027-05-01T08:30",
        "registration_closes_at": "2027-09-09T18:00",
        "requests_open_at": "2027-08-18T09:00",
        "requests_close_at": "2027-09-01T18:00",
        "freeze_at": "2027-09-06T18:00",
    }
    kept = edition_of().preliminary_at
    assert "preliminar" not in page + client.get("/foro/setup/").text + client.get("/foro/").text
    assert client.post("/foro/setup/windows", data=typed).status_code == 302
    assert edition_of().preliminary_at == kept
    assert edition_of().registration_opens_at == datetime(2027, 5, 1, 14, 30, tzinfo=UTC)
    wrong = client.post("/foro/setup/windows", data={**typed, "requests_close_at": "2027-08-01T09:00"})
    assert (wrong.status_code, "Esta fecha no está en orden" in wrong.text) == (422, True)
    assert edition_of().requests_close_at == datetime(2027, 9, 2, 0, tzinfo=UTC)


def test_rules_are_changed(app: Flask, client: FlaskClient) -> None:
    an_organiser(client, an_edition(slug="foro"))
    typed = {
        "slot_minutes": 15, "gap_minutes": 0, "walking_minutes": 10, "supplier_meetings_cap": 6,
        "tolerance_minutes": 7, "supplier_absences_cap": 3,
        "supplier_open_requests_cap": 4, "buyer_spare_slots_per_day": 1, "companions_per_side": 3, "request_hours": 48,
        "buyer_invitations_cap": 12,
        "staff_badges_per_stand": 3, "planned_wishes": "all", "offer_minutes": 90, "offer_minutes_on_days": 8,
        "one_meeting_per_pair": True, "meetings_in_a_row": 6, "planning_policy": "everybody_once",
    }  # fmt: skip
    page = client.get("/foro/setup/rules").text
    assert "Una solicitud de proveedor sin respuesta no se convierte en cita." in page
    for wrong in ({"slot_minutes": 0}, {"planned_wishes": "none"}, {"planning_policy": "none"}):
        assert client.post("/foro/setup/rules", data={**typed, **wrong}).status_code == 422
    assert client.post("/foro/setup/rules", data=typed).status_code == 302
    edition = edition_of()
    assert {name: getattr(edition, name) for name in typed} == typed


def test_a_category_without_a_quota_says_that_it_has_no_limit(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    a_category(edition, quota=None)
    a_category(edition, code="prensa", quota=40)
    page = client.get(f"/{edition.slug}/setup/categories").text
    assert re.findall(r"0 / (?:sin límite|\d+)", page) == ["0 / sin límite", "0 / 40"]
    assert client.get(f"/{edition.slug}/registrations").text.count("/ sin límite") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Centro de México (UTC\u22126)", "Baja California (UTC\u22128, en verano UTC\u22127)"]),
        ("en", ["Central Mexico (UTC\u22126)", "Baja California (UTC\u22128, in summer UTC\u22127)"]),
    ],
)
def test_time_zones_are_told_in_words(client: FlaskClient, language: str, words: list[str]) -> None:
    an_organiser(client)
    client.set_cookie("foro_lang", language)
    page = client.get("/editions/new").text
    assert [each for each in words if f">{each}<" not in page] == []
    assert "Mexico City" not in page


def test_two_editions_of_one_name_are_told_apart_after_signing_in(client: FlaskClient) -> None:
    an_organiser(client)
    first = an_edition(slug="foro-a")
    assert "/foro-a<" not in client.get("/account/home").text
    an_edition(slug="foro-b", name=first.name, starts_on=first.starts_on, ends_on=first.ends_on, published_at=None)
    page = client.get("/account/home").text
    assert (page.count("/foro-a<"), page.count("/foro-b · borrador<")) == (1, 1)
