"""A form whose session or token has ended is offered again, filled, to the person who sent it and to nobody else."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from forum.accounts.models import Person, SignInSession
from forum.accounts.service import hash_password
from forum.accounts.tasks import sweep
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.form_words import secret_names
from forum.core.kept_forms import LIFETIME
from forum.core.models import KeptForm
from tests.builders.editions import an_edition
from tests.builders.pages import forms_of
from tests.builders.people import a_person, an_organiser, sign_in

HERE = {"Origin": "http://localhost", "Referer": "http://localhost/account"}
EVIL = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
NAMES = {"given_names": "Zoë <b>", "first_surname": "Ñandú", "second_surname": "Sol", "language": "en"}
PASSWORD = "una frase larga"


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The program with the tokens of its forms in force."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def ana(guarded: Flask, client: FlaskClient) -> Person:
    """Somebody who is signed in, and has a password."""
    person = a_person(password_hash=hash_password(PASSWORD))
    sign_in(client, person)
    return person


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def name_of(person: Person) -> str:
    found = session().get(Person, person.id, populate_existing=True)
    assert found is not None
    return found.full_name


def end_sessions() -> None:
    with atomic() as current:
        current.execute(update(SignInSession).values(revoked_at=utc_now()))


def send_again(client: FlaskClient, page: str, action: str, **more: str) -> TestResponse:
    [form] = [each for each in forms_of(page, "") if each.action == action]
    return client.post(action, data={**form.fields, **more, "csrf_token": token_of(page)}, headers=HERE)


def enter(client: FlaskClient, person: Person, address: str) -> TestResponse:
    """Sign in with a password from this address, and go where it leads."""
    page = client.get(address).text
    [form] = [each for each in forms_of(page, "") if each.action == "/sign-in"]
    data = {"email": str(person.email), "password": PASSWORD, "next": form.fields["next"][0]}
    return client.get(str(client.post("/sign-in/password", data={**data, "csrf_token": token_of(page)}).location))


def lost(client: FlaskClient, headers: dict[str, str] = HERE) -> str:
    """Send a form after the session has ended; where it leads."""
    token = token_of(client.get("/account").text)
    end_sessions()
    return str(client.post("/account", data={**NAMES, "csrf_token": token}, headers=headers).location)


def test_a_form_sent_again_still_knows_the_page_it_was_on(ana: Person, client: FlaskClient) -> None:
    page = client.post("/account", data={**NAMES, "csrf_token": "old"}, headers=HERE).text
    [form] = [each for each in forms_of(page, "") if each.action == "/account"]
    assert form.fields["came_from"] == ["/account"]
    again = client.post(
        "/account", data={**form.fields, "csrf_token": "old"}, headers=HERE | {"Referer": "http://localhost/x"}
    )
    [form] = [each for each in forms_of(again.text, "") if each.action == "/account"]
    assert form.fields["came_from"] == ["/account"]


def test_an_old_token_brings_the_form_back_in_words_and_one_press_sends_it(ana: Person, client: FlaskClient) -> None:
    answer = client.post("/account", data={**NAMES, "csrf_token": "old"}, headers=HERE)
    assert answer.status_code == 400
    assert [words for words in ("Primer apellido", "Ñandú", "English", "Zoë <b>") if words in answer.text] == [
        "Primer apellido",
        "Ñandú",
        "English",
    ]
    assert name_of(ana) == "María José Muñoz Güereca"
    assert send_again(client, answer.text, "/account").location == "/account"
    assert name_of(ana) == "Zoë <b> Ñandú Sol"


@pytest.mark.both_engines
def test_after_signing_in_the_form_waits_filled_and_nothing_was_done(ana: Person, client: FlaskClient) -> None:
    page = enter(client, ana, lost(client))
    assert (page.status_code, "Ñandú" in page.text, name_of(ana)) == (200, True, "María José Muñoz Güereca")
    send_again(client, page.text, "/account")
    assert name_of(ana) == "Zoë <b> Ñandú Sol"


def test_the_form_of_one_person_is_not_offered_to_another(ana: Person, client: FlaskClient) -> None:
    other = a_person(password_hash=hash_password(PASSWORD))
    page = enter(client, other, lost(client))
    assert (page.status_code, "Ñandú" in page.text) == (410, False)


@pytest.mark.both_engines
def test_without_a_session_cookie_it_is_whose_browser_it_is(guarded: Flask, ana: Person, client: FlaskClient) -> None:
    client.delete_cookie("foro")
    address = client.post("/account", data=NAMES, headers=HERE).location
    kept = session().scalars(select(KeptForm)).one()
    elsewhere = sign_in(guarded.test_client(), a_person())
    token = re.findall(r"/again/[\w-]+", str(address))[0]
    assert (kept.person_id, elsewhere.get(token).status_code) == (None, 410)
    assert enter(client, ana, str(address)).status_code == 200
    assert session().scalars(select(KeptForm.person_id).execution_options(populate_existing=True)).one() == ana.id


@pytest.mark.parametrize("headers", [EVIL, {"Sec-Fetch-Site": "cross-site", **HERE}, {"Origin": "null"}, {}])
def test_a_form_from_elsewhere_is_neither_kept_nor_offered(
    ana: Person, client: FlaskClient, headers: dict[str, str]
) -> None:
    answer = client.post("/account", data={**NAMES, "csrf_token": "old"}, headers=headers)
    assert (answer.status_code, "Ñandú" in answer.text, "El formulario venció" in answer.text) == (400, False, True)
    lost(client, headers)
    assert session().scalar(select(func.count()).select_from(KeptForm)) == 0


def test_what_is_kept_is_kept_for_an_hour(ana: Person, client: FlaskClient) -> None:
    address = lost(client)
    with time_machine.travel(utc_now() + LIFETIME + timedelta(minutes=1)):
        assert enter(client, ana, address).status_code == 410
        sweep()
    assert session().scalar(select(func.count()).select_from(KeptForm)) == 0


def test_passwords_are_typed_again_and_never_kept(ana: Person, client: FlaskClient) -> None:
    data = {"current": "mi secreto viejo", "password": "mi secreto nuevo"}
    answer = client.post("/account/password", data={**data, "csrf_token": "old"}, headers=HERE)
    assert ("secreto" in answer.text, answer.text.count('type="password"')) == (False, 2)
    token = token_of(client.get("/account").text)
    end_sessions()
    client.post("/account/password", data={**data, "csrf_token": token}, headers=HERE)
    kept = session().scalars(select(KeptForm)).one()
    assert kept.fields == {"typed": [], "secrets": ["current", "password"], "files": []}
    assert {"current", "password"} <= secret_names()


def test_a_file_is_chosen_again(ana: Person, client: FlaskClient) -> None:
    data = {"csrf_token": "old", "logo": (io.BytesIO(b"x"), "logo.png")}
    answer = client.post("/account", data=data, headers=HERE, content_type="multipart/form-data")
    assert 'enctype="multipart/form-data"' in answer.text
    assert 'name="logo" type="file"' in answer.text


def test_who_prepares_an_edition_signs_in_and_comes_back(guarded: Flask, client: FlaskClient) -> None:
    """What is not published is not there for strangers; for who was signed in it may be theirs."""
    edition = an_edition(published_at=None)
    an_organiser(client, edition)
    page = f"/{edition.slug}/setup/details"
    token = token_of(client.get(page).text)
    end_sessions()
    for address in (page, "/nunca-hubo/setup/details"):
        assert client.get(address).location == f"/sign-in?next={address}"
        sent = client.post(address, data={"name": "Foro Ñ", "csrf_token": token}, headers=HERE)
        assert str(sent.location).startswith("/sign-in?next=/again/")
    assert guarded.test_client().get(page).status_code == 404


def test_who_only_pressed_a_button_is_led_back_to_it(guarded: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    page = f"/{edition.slug}/team"
    headers = {**HERE, "Referer": f"http://localhost{page}"}
    answer = client.post(f"{page}/1/revocation", headers=headers)
    assert (answer.status_code, answer.location) == (303, page)
    assert "Presione el botón otra vez" in client.get(page).text
    token = token_of(client.get(page).text)
    end_sessions()
    answer = client.post(f"{page}/1/revocation", data={"csrf_token": token}, headers=headers)
    assert answer.location == f"/sign-in?next={page}"


def test_no_sign_in_leads_to_an_address_that_is_no_page(app: Flask, client: FlaskClient) -> None:
    """Whatever was sent from nowhere known: the next page is one that can be opened."""
    slug, wrong = an_edition().slug, {}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            named = {"edition_slug": slug, "purpose": "home", "rows": "registrations", "side": "buyer"}
            values = dict.fromkeys(rule.arguments, 1) | named
            address = rule.build({name: values[name] for name in rule.arguments}, append_unknown=False)
            assert address is not None
            location = client.post(address[1]).location or ""
            if location.startswith("/sign-in?next="):
                wanted = location.removeprefix("/sign-in?next=")
                if "GET" not in app.url_map.bind("").allowed_methods(wanted):
                    wrong[rule.rule] = wanted
    assert wrong == {}


def test_scripts_are_told_in_their_own_way(ana: Person, client: FlaskClient) -> None:
    stale = client.post("/api/gates/1/scans", json={}, headers=HERE)
    assert (stale.status_code, stale.json) == (
        400,
        {"code": "core.stale_token", "message": "La página llevaba mucho tiempo abierta. Inténtelo otra vez."},
    )
    again = client.post("/api/gates/1/scans", json={}, headers={"X-CSRFToken": stale.headers["X-CSRFToken"]})
    assert again.status_code != 400
    fragment = client.post("/account", data=NAMES, headers={**HERE, "HX-Request": "true"})
    assert (fragment.status_code, "<html" in fragment.text, "X-CSRFToken" in fragment.headers) == (400, False, True)
    end_sessions()
    token = {"X-CSRFToken": stale.headers["X-CSRFToken"]}
    assert client.post("/api/gates/1/scans", json={}, headers=token).status_code == 401
