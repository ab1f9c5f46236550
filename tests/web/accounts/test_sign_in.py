"""Signing in by link and by password, and signing out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person, SignInLink, SignInSession
from forum.accounts.rules import INVITATION_LIFETIME
from forum.accounts.service import hash_password, send_sign_in_link
from forum.accounts.service.passwords import HASHER
from forum.core.database import atomic, session
from forum.mail.models import OutgoingMail
from tests.builders.mail import mails_to
from tests.builders.people import a_person, sign_in

EMAIL = "ana@empresa.mx"
PASSWORD = "una frase larga"


@pytest.fixture
def ana(app: Flask) -> Person:
    return a_person(email=EMAIL, given_names="Ana")


def ask(client: FlaskClient, email: str = EMAIL, **values: str) -> str:
    answer = client.post("/sign-in", data={"email": email, **values})
    assert (answer.status_code, answer.location) == (302, "/sign-in/sent")
    page = re.sub(r"\d\d:\d\d", "hh:mm", client.get("/sign-in/sent").text.replace(email, "…"))
    return re.sub(r'(name="csrf_token" value)="[^"]*"', r"\1", page)


def link_of(email: str = EMAIL) -> str:
    found = re.search(r"http://localhost(/sign-in/link/\S+)", mails_to(email)[-1].text)
    assert found is not None
    return found[1]


def who(client: FlaskClient) -> int:
    return client.get("/account").status_code


def test_a_link_shows_a_button_and_only_pressing_it_signs_in(app: Flask, ana: Person, client: FlaskClient) -> None:
    ask(client)
    link = link_of()
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert f'action="{link}"' in page.text
    assert who(client) == 302
    answer = client.post(link, headers={"User-Agent": "Firefox/130.0 Linux"})
    assert (answer.status_code, answer.location) == (302, "/account/start")
    assert who(client) == 200
    row = session().query(SignInSession).one()
    assert (row.person_id, row.user_agent) == (ana.id, "Firefox/130.0 Linux")


def test_a_link_works_once(app: Flask, ana: Person, client: FlaskClient) -> None:
    ask(client)
    link = link_of()
    client.post(link)
    other = app.test_client()
    assert other.post(link).status_code == 410
    assert other.get(link).status_code == 410
    assert who(other) == 302
    assert client.get(link).location == "/account/start"


def test_a_link_lives_a_quarter_of_an_hour(app: Flask, ana: Person, client: FlaskClient) -> None:
    with time_machine.travel(datetime(2026, 9, 9, 15, tzinfo=UTC), tick=False) as clock:
        ask(client)
        link = link_of()
        clock.shift(timedelta(minutes=14, seconds=59))
        assert client.get(link).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(link).status_code == 410
        assert client.post(link).status_code == 410


def test_the_answer_is_the_same_for_a_stranger(app: Flask, ana: Person, client: FlaskClient) -> None:
    known = ask(client)
    assert ask(app.test_client(), "nadie@empresa.mx") == known
    assert session().query(OutgoingMail).count() == 1


def test_a_disabled_person_gets_no_link_and_an_old_one_is_dead(app: Flask, ana: Person, client: FlaskClient) -> None:
    ask(client)
    link = link_of()
    with atomic() as current:
        person = current.get(Person, ana.id)
        assert person is not None
        person.disabled_at = datetime.now(UTC)
    ask(client)
    assert len(mails_to(EMAIL)) == 1
    assert client.post(link).status_code == 410
    assert session().query(SignInLink).one().used_at is None


def test_an_address_is_known_however_it_is_typed(app: Flask, ana: Person, client: FlaskClient) -> None:
    ask(client, " ANA@Empresa.mx ")
    assert len(mails_to(EMAIL)) == 1


def test_what_is_no_address_stays_in_the_form(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "ana@", "next": "/x"})
    assert answer.status_code == 422
    assert 'value="ana@"' in answer.text
    assert "Escriba un correo válido" in answer.text
    assert 'value="/x"' in answer.text


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/foro-1/agenda?day=2", "/foro-1/agenda?day=2"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
    ],
)
def test_after_signing_in_one_goes_on_within_this_site(
    app: Flask, ana: Person, client: FlaskClient, wanted: str, reached: str
) -> None:
    ask(client, next=wanted)
    assert client.post(link_of()).location == reached


def test_whoever_is_sent_to_sign_in_comes_back(app: Flask, ana: Person, client: FlaskClient) -> None:
    location = client.get("/account").location
    assert location == "/sign-in?next=/account"
    assert 'value="/account"' in client.get(location).text
    assert sign_in(client, ana).get(location).location == "/account"


def test_a_spent_link_is_renewed_for_its_own_address(app: Flask, ana: Person, client: FlaskClient) -> None:
    ask(client, next="/x")
    link = link_of()
    client.post(link)
    stranger = app.test_client()
    assert f'action="{link}/renewal"' in stranger.get(link).text
    assert stranger.post(f"{link}/renewal").location == "/sign-in"
    assert len(mails_to(EMAIL)) == 2
    assert stranger.post(link_of()).location == "/x"


def test_what_never_was_a_link_is_not_renewed(app: Flask, client: FlaskClient) -> None:
    page = client.get("/sign-in/link/made-up")
    assert (page.status_code, "renewal" in page.text) == (410, False)
    assert client.post("/sign-in/link/made-up").status_code == 410
    assert client.post("/sign-in/link/made-up/renewal").status_code == 410


def test_the_database_holds_nothing_that_signs_in(app: Flask, ana: Person, client: FlaskClient) -> None:
    ask(client)
    link = link_of()
    nonce = session().query(OutgoingMail).one().context["nonce"]
    assert client.post(f"/sign-in/link/{nonce}").status_code == 410
    assert client.post(link).status_code == 302


def test_nobody_asked_for_a_link_nothing_was_sent(app: Flask, client: FlaskClient) -> None:
    assert client.get("/sign-in/sent").location == "/sign-in"


def test_a_password_signs_in(app: Flask, client: FlaskClient) -> None:
    a_person(email=EMAIL, password_hash=hash_password(PASSWORD))
    page = client.get("/sign-in/password?next=/account")
    assert 'value="/account"' in page.text
    answer = client.post("/sign-in/password", data={"email": EMAIL, "password": PASSWORD, "next": "/account"})
    assert answer.location == "/account"
    assert who(client) == 200


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "otra frase larga"), ("sin@empresa.mx", PASSWORD), ("nadie@empresa.mx", PASSWORD)]
)
def test_a_wrong_password_is_refused_and_does_not_say_what_is_wrong(
    app: Flask, client: FlaskClient, email: str, password: str
) -> None:
    a_person(email=EMAIL, password_hash=hash_password(PASSWORD))
    a_person(email="sin@empresa.mx")
    answer = client.post("/sign-in/password", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert "El correo o la contraseña no son correctos." in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text
    assert session().query(SignInSession).count() == 0


def test_signing_out_ends_the_session_on_the_server(app: Flask, ana: Person, client: FlaskClient) -> None:
    sign_in(client, ana)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert client.post("/sign-out").location == "/"
    assert who(client) == 302
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert who(client) == 302


def test_the_language_of_the_person_is_spoken_after_signing_in(app: Flask, client: FlaskClient) -> None:
    a_person(email=EMAIL, language="en")
    ask(client)
    client.post(link_of())
    assert '<html lang="en"' in client.get("/account").text


def test_one_link_goes_in_a_quarter_of_an_hour_until_it_is_used(app: Flask, ana: Person, limited: FlaskClient) -> None:
    """Whoever asks: a stranger learns nothing by asking again, and cannot fill a mailbox."""
    told = {ask(limited), ask(limited), ask(limited, "nadie@empresa.mx")}
    ask(limited, "ａna@ｅmpresa.mx")
    assert (len(mails_to(EMAIL)), len(told)) == (1, 1)
    assert "el siguiente puede salir a las hh:mm." in told.pop()
    limited.post(link_of())
    ask(limited)
    assert len(mails_to(EMAIL)) == 2


def test_the_address_is_counted_however_it_is_typed(app: Flask, ana: Person, limited: FlaskClient) -> None:
    typed = (EMAIL, "ANA@empresa.mx", " ana@Empresa.mx", "ana@ｅmpresa.mx", "ａna@empresa.mx")
    for email in typed * 2:
        assert limited.post("/sign-in/password", data={"email": email, "password": "x"}).status_code == 422
    assert {
        limited.post("/sign-in/password", data={"email": email, "password": "x"}).status_code for email in typed
    } == {429}


def test_tries_elsewhere_leave_the_owner_every_way_in(app: Flask, limited: FlaskClient) -> None:
    """Strangers in seven networks use up what an address may be tried; its owner's browser is known."""
    a_person(email=EMAIL, password_hash=hash_password(PASSWORD))
    right, wrong = {"email": EMAIL, "password": PASSWORD}, {"email": EMAIL, "password": "x"}
    owner, program = limited, limited.application
    assert owner.post("/sign-in/password", data=right).status_code == 302
    owner.post("/sign-out")
    for network in range(7):
        stranger = program.test_client()
        for _ in range(12):
            stranger.post("/sign-in/password", data=wrong, environ_base={"REMOTE_ADDR": f"10.0.0.{network}"})
            stranger.post("/sign-in", data={"email": EMAIL}, environ_base={"REMOTE_ADDR": f"10.0.0.{network}"})
    here = {"REMOTE_ADDR": "10.0.0.1"}  # the network of one of them
    assert program.test_client().post("/sign-in/password", data=right, environ_base=here).status_code == 429
    assert program.test_client().post("/sign-in/password", data=right).status_code == 429
    assert program.test_client().post("/sign-in", data={"email": EMAIL}).status_code == 302
    assert owner.post("/sign-in/password", data=right, environ_base=here).status_code == 302


def test_five_links_in_a_quarter_of_an_hour_are_enough_for_one_address(
    app: Flask, ana: Person, limited: FlaskClient
) -> None:
    answers = [limited.post("/sign-in", data={"email": EMAIL}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert limited.post("/sign-in", data={"email": "otra@empresa.mx"}).status_code == 302


def test_ten_passwords_in_a_quarter_of_an_hour_are_enough_for_one_address(app: Flask, limited: FlaskClient) -> None:
    data = {"email": EMAIL, "password": "x"}
    answers = [limited.post("/sign-in/password", data=data).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_password_is_the_same_in_every_form_a_keyboard_sends(app: Flask, client: FlaskClient) -> None:
    """The same letters composed, decomposed and full-width; and one that was hashed as it was typed."""
    composed, decomposed = "año del niño azul", "an\u0303o del nin\u0303o azul"
    a_person(email=EMAIL, password_hash=hash_password(composed))
    a_person(email="vieja@empresa.mx", password_hash=HASHER.hash(decomposed))
    for email, password in ((EMAIL, composed), (EMAIL, decomposed), (EMAIL, composed.replace("a", "ａ"))):
        answer = app.test_client().post("/sign-in/password", data={"email": email, "password": password})
        assert answer.status_code == 302, password
    for password, code in ((decomposed, 302), (composed, 422)):
        data = {"email": "vieja@empresa.mx", "password": password}
        assert app.test_client().post("/sign-in/password", data=data).status_code == code


@pytest.mark.both_engines
def test_one_link_that_signs_in_closes_the_others_of_its_person(app: Flask, ana: Person, client: FlaskClient) -> None:
    other = a_person(email="otra@empresa.mx")
    ask(client)
    older = link_of()
    ask(client)
    ask(client, str(other.email))
    client.post(link_of())
    stranger = app.test_client()
    assert (stranger.post(older).status_code, who(stranger)) == (410, 302)
    assert stranger.post(link_of(str(other.email))).status_code == 302


def test_an_invitation_signs_in_for_a_day_and_sends_another_link_for_a_week(
    app: Flask, ana: Person, client: FlaskClient
) -> None:
    with time_machine.travel(datetime(2026, 9, 9, 15, tzinfo=UTC), tick=False) as clock:
        send_sign_in_link(
            ana, next_path="/x", now=datetime.now(UTC), message="accounts/invitation",
            context={"edition": "Foro"}, lifetime=INVITATION_LIFETIME,
        )  # fmt: skip
        link = link_of()
        clock.shift(timedelta(hours=25))
        assert client.post(link).status_code == 410
        assert f'action="{link}/renewal"' in client.get(link).text
        client.post(f"{link}/renewal")
        assert app.test_client().post(link_of()).location == "/x"
        clock.shift(timedelta(days=6))
        assert "renewal" not in client.get(link).text
        assert client.post(f"{link}/renewal").status_code == 410
        assert len(mails_to(EMAIL)) == 2
