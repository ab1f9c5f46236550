"""One's own account: name and language, password, sessions, the page of one's places."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import Person, SignInSession
from forum.accounts.service import hash_password
from forum.core.database import atomic, session
from forum.editions.models import Edition
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration

PASSWORD = "una frase larga"
NAMES = {"given_names": "Ana", "first_surname": "Muñoz", "second_surname": "", "language": "en"}


def again(person: Person) -> Person:
    found = session().get(Person, person.id, populate_existing=True)
    assert found is not None
    return found


def make_stale() -> None:
    with atomic() as current:
        for row in current.query(SignInSession):
            row.created_at = datetime.now(UTC) - timedelta(minutes=16)


def test_name_and_language_are_kept_as_typed(app: Flask, client: FlaskClient) -> None:
    person = a_person()
    answer = sign_in(client, person).post("/account", data={**NAMES, "first_surname": "  de la  Peña "})
    assert answer.location == "/account"
    fresh = again(person)
    assert (fresh.full_name, fresh.language, fresh.name_folded) == ("Ana de la Peña", "en", "ana de la pena")
    assert '<html lang="en"' in client.get("/account").text


def test_a_name_that_is_missing_is_asked_for_and_the_rest_stays(app: Flask, client: FlaskClient) -> None:
    answer = sign_in(client, a_person()).post("/account", data={**NAMES, "given_names": "", "first_surname": "Peña"})
    assert answer.status_code == 422
    assert 'value="Peña"' in answer.text


def test_a_password_is_set_the_others_are_signed_out_and_a_mail_tells(app: Flask, client: FlaskClient) -> None:
    person = a_person()
    sign_in(client, person)
    other = sign_in(app.test_client(), person)
    assert client.post("/account/password", data={"password": PASSWORD}).location == "/account"
    assert (again(person).password_hash or "").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert [letter.subject for letter in mails_to(person.email or "")] == ["Su contraseña del foro cambió"]


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("corta", "Use al menos 10 caracteres."),
        ("ana@empresa.mx", "no puede ser su correo"),
        ("password123", "fácil de adivinar"),
    ],
)
def test_a_weak_password_is_refused_in_words(app: Flask, client: FlaskClient, password: str, sentence: str) -> None:
    answer = sign_in(client, a_person(email="ana@empresa.mx")).post("/account/password", data={"password": password})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_long_after_signing_in_a_password_is_changed_only_by_who_knows_it(app: Flask, client: FlaskClient) -> None:
    person = a_person(password_hash=hash_password(PASSWORD))
    sign_in(client, person)
    make_stale()
    assert "Contraseña actual" in client.get("/account/password").text
    answer = client.post("/account/password", data={"password": "otra frase larga", "current": "no es esta"})
    assert answer.status_code == 422
    assert "Esa no es su contraseña actual." in answer.text
    answer = client.post("/account/password", data={"password": "otra frase larga", "current": PASSWORD})
    assert answer.location == "/account"


def test_just_after_signing_in_a_password_is_removed_with_one_press(app: Flask, client: FlaskClient) -> None:
    person = a_person(password_hash=hash_password(PASSWORD))
    page = sign_in(client, person).get("/account/password/removal").text
    assert ("Contraseña actual" in page, again(person).password_hash is None) == (False, False)
    assert client.post("/account/password/removal").location == "/account"
    assert again(person).password_hash is None
    assert client.get("/account/password/removal").location == "/account"


def test_long_after_signing_in_a_password_is_removed_only_by_who_knows_it(app: Flask, client: FlaskClient) -> None:
    person = a_person(password_hash=hash_password(PASSWORD))
    sign_in(client, person)
    make_stale()
    assert "Contraseña actual" in client.get("/account/password/removal").text
    for data in ({}, {"current": "no es esta"}):
        answer = client.post("/account/password/removal", data=data)
        assert (answer.status_code, "Esa no es su contraseña actual." in answer.text) == (422, True)
    assert again(person).password_hash is not None
    assert client.post("/account/password/removal", data={"current": PASSWORD}).location == "/account"
    assert again(person).password_hash is None


@pytest.mark.both_engines
def test_sessions_are_listed_and_revoked_one_by_one(app: Flask, client: FlaskClient) -> None:
    person = a_person()
    sign_in(client, person)
    other = sign_in(app.test_client(), person)
    page = client.get("/account").text
    assert page.count("Esta sesión") == 1
    [row] = [each for each in session().query(SignInSession) if f"/sessions/{each.id}/revocation" in page]
    assert client.post(f"/account/sessions/{row.id}/revocation").location == "/account#sessions"
    assert (client.get("/account").status_code, other.get("/account").status_code) == (200, 302)


def test_all_other_sessions_are_revoked_at_once(app: Flask, client: FlaskClient) -> None:
    person, stranger = a_person(), sign_in(app.test_client(), a_person())
    sign_in(client, person)
    others = [sign_in(app.test_client(), person) for _ in range(2)]
    assert client.post("/account/sessions/revocation").location == "/account#sessions"
    assert client.get("/account").status_code == 200
    assert [other.get("/account").status_code for other in others] == [302, 302]
    assert stranger.get("/account").status_code == 200


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_account_costs_as_many_statements_with_three_sessions(
    app: Flask, client: FlaskClient, statements: list[str], how_many: int
) -> None:
    person = a_person()
    for _ in range(how_many):
        sign_in(client, person)
    client.get("/account")
    statements.clear()
    client.get("/account")
    assert len([s for s in statements if s.startswith("SELECT")]) == 4  # one for the edition of the link to its allies


def offered(client: FlaskClient, edition: Edition) -> list[str]:
    """The addresses a person is offered in an edition, in order, without the edition's own part."""
    page = client.get("/account/home").text
    [menus] = re.findall(r"<main.*?</main>", page, re.S)
    paths = re.findall(r'href="(/[^"]*)"', menus)
    return [path.removeprefix(f"/{edition.slug}") for path in paths if path.startswith(f"/{edition.slug}")]


def test_somebody_without_work_here_is_told_so(app: Flask, client: FlaskClient) -> None:
    an_edition()
    page = sign_in(client, a_person()).get("/account/home").text
    assert "Aún no participa en ninguna edición" in page


def test_a_steward_is_led_to_the_scanner_and_nowhere_else(app: Flask, client: FlaskClient) -> None:
    edition, person = an_edition(), a_person()
    a_role(person, Role.GATE_STEWARD, edition)
    assert offered(sign_in(client, person), edition) == ["/checkin/gates"]


def test_a_buyer_is_led_to_their_meetings_first(app: Flask, client: FlaskClient) -> None:
    edition, person = an_edition(), a_person()
    a_role(person, Role.BUYER, edition)
    a_registration(a_category(edition), person=person)
    assert offered(sign_in(client, person), edition) == [
        "/meetings/buyer",
        "/meetings/directory",
        "/agenda",
        "/meetings/availability",
        "/badge",
    ]


def test_a_supplier_is_led_to_the_buyers_requirements_first(app: Flask, client: FlaskClient) -> None:
    edition, person = an_edition(), a_person()
    a_membership(a_company(), person)
    assert offered(sign_in(client, person), edition) == [
        "/meetings/requirements",
        "/meetings/supplier",
        "/companies",
        "/exhibitors",
    ]


def test_an_organiser_finds_everything_of_their_edition_and_nothing_of_another(app: Flask, client: FlaskClient) -> None:
    edition, other = an_edition(published_at=None), an_edition()
    an_organiser(client, edition)
    assert {"/dashboard", "/registrations", "/exhibitors/review", "/badges", "/team", "/setup/", "/mail"} <= set(
        offered(client, edition)
    )
    assert offered(client, other) == []


def test_the_mails_of_all_are_offered_to_organisers_of_all(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    assert 'href="/mail"' not in client.get("/account/home").text
    an_organiser(client)
    assert 'href="/mail"' in client.get("/account/home").text


def test_an_edition_in_preparation_is_shown_to_who_prepares_it(app: Flask, client: FlaskClient) -> None:
    edition, person = an_edition(published_at=None), a_person()
    a_role(person, Role.GATE_STEWARD, edition)
    assert offered(sign_in(client, person), edition) == []


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_places_cost_as_many_statements_with_three_editions(
    app: Flask, client: FlaskClient, statements: list[str], how_many: int
) -> None:
    an_organiser(client)
    for _ in range(how_many):
        an_edition()
    client.get("/account/home")
    statements.clear()
    client.get("/account/home")
    assert len([s for s in statements if s.startswith("SELECT")]) == 4


def test_the_account_leads_to_who_receives_ones_data(client: FlaskClient) -> None:
    sign_in(client, a_person())
    edition = an_edition()
    address = f"/{edition.slug}/sharing"
    assert f'href="{address}"' in client.get("/account").text
    assert client.get(address).status_code == 200
