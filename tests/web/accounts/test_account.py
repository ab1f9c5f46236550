"""One's own account: name and language, password, sessions, the page of one's places."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person, Role, SignInSession
from forum.accounts.service import hash_password
from forum.core.database import atomic, session
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, an_organiser, sign_in

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


@pytest.mark.parametrize("path", ["/account", "/account/home", "/account/password"])
def test_an_account_is_for_who_signed_in(app: Flask, client: FlaskClient, path: str) -> None:
    assert client.get(path).location == f"/sign-in?next={path}"


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
    ("password", "sentence"), [("corta", "Use al menos 10 caracteres."), ("ana@empresa.mx", "no puede ser su correo")]
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


def test_a_password_is_removed(app: Flask, client: FlaskClient) -> None:
    person = a_person(password_hash=hash_password(PASSWORD))
    assert sign_in(client, person).post("/account/password/removal").location == "/account"
    assert again(person).password_hash is None


def test_sessions_are_listed_and_revoked_one_by_one(app: Flask, client: FlaskClient) -> None:
    person = a_person()
    sign_in(client, person)
    other = sign_in(app.test_client(), person)
    page = client.get("/account").text
    assert page.count("Esta sesión") == 1
    [row] = [each for each in session().query(SignInSession) if f"/sessions/{each.id}/revocation" in page]
    assert client.post(f"/account/sessions/{row.id}/revocation").location == "/account#sessions"
    assert (client.get("/account").status_code, other.get("/account").status_code) == (200, 302)


def test_nobody_revokes_a_session_of_somebody_else(app: Flask, client: FlaskClient) -> None:
    stranger = sign_in(app.test_client(), a_person())
    row = session().query(SignInSession).one()
    assert sign_in(client, a_person()).post(f"/account/sessions/{row.id}/revocation").status_code == 404
    assert stranger.get("/account").status_code == 200


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
    assert len([s for s in statements if s.startswith("SELECT")]) == 3


def test_where_no_edition_is_published_nobody_has_work(app: Flask, client: FlaskClient) -> None:
    an_edition(published_at=None)
    page = sign_in(client, a_person()).get("/account/home").text
    assert "Todavía no tiene nada pendiente aquí" in page


def test_an_organiser_finds_the_team_of_their_edition(app: Flask, client: FlaskClient) -> None:
    edition, other = an_edition(), an_edition()
    an_organiser(client, edition)
    page = client.get("/account/home").text
    assert f'href="/{edition.slug}/team"' in page
    assert f'href="/{other.slug}/team"' not in page


def test_a_steward_is_not_offered_the_team(app: Flask, client: FlaskClient) -> None:
    edition, person = an_edition(), a_person()
    a_role(person, Role.GATE_STEWARD, edition)
    assert f'href="/{edition.slug}/team"' not in sign_in(client, person).get("/account/home").text
