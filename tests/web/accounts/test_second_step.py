"""The second step of signing in: codes of an app, recovery codes, who needs one, and who takes it away."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.accounts.commands import remove_second_step
from forum.accounts.enums import AccountEventKind, Role
from forum.accounts.errors import WrongCode
from forum.accounts.models import AccountEvent, Authenticator, Person, RecoveryCode, SignInSession
from forum.accounts.service import give_code, hash_password, require_second_step
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, sign_in

NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
PASSWORD = "una frase larga"
STEP = "/account/second-step"


def signs_in(client: FlaskClient, person: Person, wanted: str = "/account") -> str:
    """Sign in by password; returns where the person is led."""
    form = {"email": person.email, "password": PASSWORD, "next": wanted}
    return str(client.post("/sign-in/password", data=form).location)


def a_member(**values: object) -> Person:
    return a_person(password_hash=hash_password(PASSWORD), **values)


def secret_on(page: str) -> str:
    found = re.search(r'id="secret"[^>]*value="([^"]+)"', page, re.S)
    assert found is not None, page
    return found[1].replace(" ", "")


def with_an_app(client: FlaskClient, wanted: str | None = None) -> tuple[str, list[str]]:
    """Add an app; returns its secret and the recovery codes that are shown."""
    page = client.get(f"{STEP}/app", query_string={"next": wanted} if wanted else {}).text
    signed = re.search(r'name="secret"[^>]*value="([^"]+)"', page)
    assert signed is not None, page
    secret = secret_on(page)
    data = {"secret": html.unescape(signed[1]), "code": pyotp.TOTP(secret).at(utc_now()), "next": wanted or ""}
    answer = client.post(f"{STEP}/app", data=data)
    assert answer.status_code == 200, answer.text
    return secret, re.findall(r'<li class="code">([^<]+)</li>', answer.text)


@pytest.fixture
def clock() -> time_machine.Traveller:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.both_engines
def test_with_an_app_signing_in_asks_for_its_code(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    assert signs_in(client, person) == "/account"
    secret, codes = with_an_app(client)
    assert len(set(codes)) == 10
    assert [mail.subject for mail in mails_to(person.email or "")] == ["Su cuenta del foro pide un segundo paso"]
    assert client.get("/account").status_code == 200  # who set it up has given it
    kept = session().get_one(Authenticator, person.id)
    assert secret not in kept.secret_sealed
    other = app.test_client()
    clock.shift(timedelta(minutes=2))
    assert signs_in(other, person) == f"{STEP}/code?next=/account"
    assert other.get("/account").location.startswith("/sign-in")
    assert other.get(STEP).location.startswith("/sign-in")
    assert other.get("/sign-in?next=/account").location == f"{STEP}/code?next=/account"
    wrong = other.post(f"{STEP}/code", data={"code": "000000"})
    assert (wrong.status_code, "no es correcto" in wrong.text) == (422, True)
    code = pyotp.TOTP(secret).at(utc_now())
    answer = other.post(f"{STEP}/code", data={"code": f"{code[:3]} {code[3:]}", "next": "/account"})
    assert answer.location == "/account"
    assert other.get("/account").status_code == 200


def test_sessions_from_before_ask_for_the_code_too(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    other = sign_in(app.test_client(), person)
    signs_in(client, person)
    with_an_app(client)
    assert other.get("/account").location.startswith("/sign-in")


def test_a_code_of_the_app_is_taken_once_and_only_near_its_time(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    signs_in(client, person)
    secret, _ = with_an_app(client)
    session_id = session().scalars(select(SignInSession.id)).one()
    one = pyotp.TOTP(secret)

    def gives(code: str) -> None:
        give_code(person.id, code=code, session_id=session_id, now=utc_now())

    with pytest.raises(WrongCode):
        gives(one.at(NOW))  # it set the app up
    clock.shift(timedelta(minutes=5))
    for away in (-61, 61):
        with pytest.raises(WrongCode):
            gives(one.at(utc_now() + timedelta(seconds=away)))
    gives(one.at(utc_now() - timedelta(seconds=30)))
    gives(one.at(utc_now()))
    for code in (one.at(utc_now()), one.at(utc_now() - timedelta(seconds=30)), "", "٠٠٠٠٠٠", "12345"):
        with pytest.raises(WrongCode):
            gives(code)


def test_a_recovery_code_lets_in_once(app: Flask, client: FlaskClient, clock: time_machine.Traveller) -> None:
    person = a_member()
    signs_in(client, person)
    _, codes = with_an_app(client)
    stored = session().scalars(select(RecoveryCode.code_hash)).all()
    assert not {code.replace("-", "") for code in codes} & set(stored)
    first, second = app.test_client(), app.test_client()
    signs_in(first, person)
    used = first.post(f"{STEP}/code", data={"code": codes[3].lower(), "next": "/account"}, follow_redirects=True)
    assert "Le quedan: 9." in used.text
    signs_in(second, person)
    assert second.post(f"{STEP}/code", data={"code": codes[3]}).status_code == 422


@pytest.mark.both_engines
def test_of_two_who_use_one_recovery_code_at_once_one_gets_in(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    signs_in(client, person)
    _, codes = with_an_app(client)
    others = [app.test_client() for _ in range(4)]
    for each in others:
        signs_in(each, person)
    session().commit()

    def tries(browser: FlaskClient) -> int:
        return browser.post(f"{STEP}/code", data={"code": codes[0]}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tries, others)) == [302, 422, 422, 422]


def test_new_recovery_codes_replace_the_former(app: Flask, client: FlaskClient, clock: time_machine.Traveller) -> None:
    signs_in(client, a_member())
    _, former = with_an_app(client)
    page = client.post(f"{STEP}/recovery-codes").text
    fresh = re.findall(r'<li class="code">([^<]+)</li>', page)
    assert (len(fresh), set(fresh) & set(former)) == (10, set())
    assert len(session().scalars(select(RecoveryCode)).all()) == 10


def test_long_after_signing_in_a_code_is_asked_for_before_a_change(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    signs_in(client, person)
    secret, _ = with_an_app(client)
    clock.shift(timedelta(minutes=20))
    assert client.post(f"{STEP}/app/removal").location == f"{STEP}/code?next={STEP}"
    assert session().get(Authenticator, person.id) is not None
    client.post(f"{STEP}/code", data={"code": pyotp.TOTP(secret).at(utc_now())})
    assert client.post(f"{STEP}/app/removal").location == STEP
    session().expire_all()
    assert (session().get(Authenticator, person.id), session().get_one(Person, person.id).second_since) == (None, None)
    assert session().scalars(select(RecoveryCode)).all() == []
    assert mails_to(person.email or "")[-1].subject == "Su cuenta del foro ya no pide un segundo paso"


def test_who_signed_in_long_ago_without_a_second_step_signs_in_again_to_add_one(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    sign_in(client, person)
    with atomic() as current:
        current.execute(update(SignInSession).values(created_at=utc_now() - timedelta(hours=1)))
    answer = client.get(f"{STEP}/app", follow_redirects=True)
    assert "cierre sesión y entre de nuevo" in answer.text


def test_an_app_is_kept_only_with_a_code_of_it_and_of_this_session(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member()
    signs_in(client, person)
    page = client.get(f"{STEP}/app").text
    signed = re.search(r'name="secret"[^>]*value="([^"]+)"', page)
    assert signed is not None
    wrong = client.post(f"{STEP}/app", data={"secret": signed[1], "code": "000000"})
    assert (wrong.status_code, secret_on(wrong.text)) == (422, secret_on(page))
    thief = app.test_client()
    signs_in(thief, a_member())
    code = pyotp.TOTP(secret_on(page)).at(utc_now())
    assert thief.post(f"{STEP}/app", data={"secret": signed[1], "code": code}).status_code == 422
    assert thief.post(f"{STEP}/app", data={"secret": "nada", "code": code}).status_code == 422
    assert session().scalars(select(Authenticator)).all() == []


@pytest.mark.both_engines
def test_where_organisers_need_it_they_set_it_up_first_and_nobody_else(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    organiser, visitor = a_member(), a_member()
    edition = an_edition(slug="foro")
    a_role(organiser, Role.ORGANISER, None)
    signs_in(client, organiser)
    assert "Cada quien decide" in client.get("/foro/team").text
    assert client.post("/foro/team/second-step", data={"needed": "yes"}).status_code == 302
    assert client.get("/foro/setup/").location.startswith("/sign-in")
    assert client.get("/sign-in?next=/foro/setup/").location == f"{STEP}?next=/foro/setup/"
    page = client.get(f"{STEP}?next=/foro/setup/")
    assert "Quienes organizan entran con dos pasos" in page.text
    with_an_app(client, wanted="/foro/setup/")
    assert client.get("/foro/setup/").status_code == 200
    assert "entran con dos pasos" in client.get("/foro/team").text
    others = app.test_client()
    assert signs_in(others, visitor) == "/account"
    client.post("/foro/team/second-step", data={"needed": ""})
    other = app.test_client()
    colleague = a_member()
    a_role(colleague, Role.ORGANISER, edition)
    assert signs_in(other, colleague) == "/account"


def test_an_organiser_without_the_step_can_do_nothing_by_another_address(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    organiser = a_member()
    an_edition(slug="foro")
    a_role(organiser, Role.ORGANISER, None)
    require_second_step(is_needed=True, by=organiser.id, now=utc_now())
    signs_in(client, organiser)
    for path in ("/foro/setup/", "/account", "/foro/team", f"{STEP}/code"):
        assert client.get(path).status_code == 302, path
    assert client.post(f"{STEP}/recovery-codes").location.startswith("/sign-in")
    assert client.post("/foro/team/second-step", data={"needed": ""}).location.startswith("/sign-in")


def test_only_organisers_of_all_editions_say_who_needs_it(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    edition, person = an_edition(slug="foro"), a_member()
    a_role(person, Role.ORGANISER, edition)
    signs_in(client, person)
    assert "Pedirlo a quienes organizan" not in client.get("/foro/team").text
    assert client.post("/foro/team/second-step", data={"needed": "yes"}).status_code == 403


def test_an_organiser_takes_away_the_step_of_who_lost_theirs(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    edition, person, organiser = an_edition(slug="foro"), a_member(), a_member()
    a_role(organiser, Role.ORGANISER, None)
    a_role(person, Role.VIEWER, edition)
    theirs = app.test_client()
    signs_in(theirs, person)
    with_an_app(theirs)
    signs_in(client, organiser)
    assert "Dos pasos" in client.get("/foro/team").text
    assert "Quitar el segundo paso" in client.get(f"/foro/team/accounts/{person.id}").text
    for _ in range(2):
        client.post(f"/foro/team/accounts/{person.id}/second-step/removal")
    events = session().execute(select(AccountEvent.kind, AccountEvent.by_id)).all()
    assert [tuple(event) for event in events] == [(AccountEventKind.SECOND_STEP_REMOVED, organiser.id)]
    assert "Segundo paso quitado" in client.get(f"/foro/team/accounts/{person.id}").text
    assert signs_in(app.test_client(), person) == "/account"
    assert mails_to(person.email or "")[-1].subject == "Su cuenta del foro ya no pide un segundo paso"


def test_the_operator_takes_it_away_at_the_console(
    app: Flask, client: FlaskClient, clock: time_machine.Traveller
) -> None:
    person = a_member(email="ana@empresa.mx")
    signs_in(client, person)
    with_an_app(client)
    assert [remove_second_step(email) for email in ("ANA@empresa.mx", "ana@empresa.mx", "x@empresa.mx")] == [
        True,
        False,
        False,
    ]


def test_tries_are_limited(limited: FlaskClient, client: FlaskClient, clock: time_machine.Traveller) -> None:
    person = a_member()
    signs_in(client, person)
    with_an_app(client)
    signs_in(limited, person)
    answers = [limited.post(f"{STEP}/code", data={"code": "000000"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
