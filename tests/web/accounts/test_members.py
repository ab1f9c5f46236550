"""Accounts as organisers look after them: closed and reopened, sessions of others ended."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import AccountEventKind, Role
from forum.accounts.models import AccountEvent, Person, RoleGrant
from forum.accounts.service import hash_password
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, an_organiser, sign_in

PASSWORD = "una frase larga"
REASON = {"reason": "Perdió su teléfono"}


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture
def luz(app: Flask) -> Person:
    return a_person(email="luz@empresa.mx", given_names="Luz", password_hash=hash_password(PASSWORD))


def at(edition: Edition, person: Person, verb: str = "") -> str:
    return f"/{edition.slug}/team/accounts/{person.id}{verb}"


def events() -> list[tuple[AccountEventKind, str | None, int | None]]:
    return [
        (event.kind, event.reason, event.by_id) for event in session().query(AccountEvent).order_by(AccountEvent.id)
    ]


def enters(app: Flask) -> bool:
    """Whether the password signs in; where it does not, the answer is the one to a wrong password."""
    data = {"email": "luz@empresa.mx", "password": PASSWORD}
    answer = app.test_client().post("/sign-in/password", data=data)
    assert answer.status_code == 302 or "El correo o la contraseña no son correctos." in answer.text
    return answer.status_code == 302


@pytest.mark.both_engines
def test_a_closed_account_is_out_at_once_and_nobody_is_told_why(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    organiser, theirs = an_organiser(client), sign_in(app.test_client(), luz)
    app.test_client().post("/sign-in", data={"email": luz.email})
    link = mails_to("luz@empresa.mx")[0].text.split("http://localhost")[1].split()[0]
    assert client.post(at(edition, luz, "/closing"), data=REASON).location == at(edition, luz)
    assert theirs.get("/account").location == "/sign-in?next=/account"
    assert enters(app) is False
    assert app.test_client().post(link).status_code == 410
    assert app.test_client().post("/sign-in", data={"email": luz.email}).location == "/sign-in/sent"
    _sign_in, closed = mails_to("luz@empresa.mx")
    assert closed.subject == "Cerramos su cuenta del foro"
    assert "escriba a privacidad@localhost" in closed.text
    page = client.get(at(edition, luz)).text
    assert ("Perdió su teléfono" in page, "La cuenta está cerrada desde el" in page) == (True, True)
    assert client.post(at(edition, luz, "/reopening"), data={"reason": "Lo encontró"}).status_code == 302
    reopened = mails_to("luz@empresa.mx")[2:]
    assert [mail.subject for mail in reopened] == ["Abrimos de nuevo su cuenta del foro"]
    assert not [mail for mail in (closed, *reopened) if "teléfono" in mail.text or "Lo encontró" in mail.text]
    assert enters(app) is True
    assert app.test_client().post(link).status_code == 410
    assert theirs.get("/account").status_code == 302
    assert events() == [
        (AccountEventKind.CLOSED, "Perdió su teléfono", organiser.id),
        (AccountEventKind.REOPENED, "Lo encontró", organiser.id),
    ]


def test_closing_asks_for_a_reason_and_happens_once(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    an_organiser(client)
    answer = client.post(at(edition, luz, "/closing"), data={"reason": " "})
    assert (answer.status_code, "Falta este dato." in answer.text, events()) == (422, True, [])
    for _ in range(2):
        client.post(at(edition, luz, "/closing"), data=REASON)
    assert len(events()) == 1


def test_nobody_closes_their_own_account(app: Flask, client: FlaskClient, edition: Edition) -> None:
    organiser = an_organiser(client)
    answer = client.post(at(edition, organiser, "/closing"), data=REASON)
    assert (answer.status_code, "Es su propia cuenta" in answer.text) == (422, True)
    assert client.get("/account").status_code == 200
    assert "Cerrar la cuenta" not in client.get(at(edition, organiser)).text


@pytest.mark.both_engines
def test_sessions_of_another_are_ended_one_by_one_and_all(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    an_organiser(client)
    theirs = [sign_in(app.test_client(), luz) for _ in range(3)]
    page = client.get(at(edition, luz)).text
    newest = page.split('name="session" value="')[1].split('"')[0]
    client.post(at(edition, luz, "/sessions/revocation"), data={"session": newest})
    assert [each.get("/account").status_code for each in theirs] == [200, 200, 302]
    client.post(at(edition, luz, "/sessions/revocation"))
    assert [each.get("/account").status_code for each in theirs] == [302, 302, 302]
    assert [kind for kind, _reason, _by in events()] == [AccountEventKind.SESSIONS_ENDED] * 2
    assert client.get("/account").status_code == 200


def test_a_session_of_somebody_else_is_not_ended_through_this_account(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    an_organiser(client)
    mine = client.get("/account").text
    other = sign_in(app.test_client(), a_person())
    for session_id in range(1, 9):
        client.post(at(edition, luz, "/sessions/revocation"), data={"session": session_id})
    assert ("Mi cuenta" in mine, client.get("/account").status_code, other.get("/account").status_code) == (
        True,
        200,
        200,
    )


def test_who_organises_one_edition_looks_after_its_team_alone(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    above, elsewhere = a_person(), a_person()
    a_role(luz, Role.GATE_STEWARD, edition)
    a_role(above, Role.ORGANISER)
    a_role(above, Role.GATE_STEWARD, edition)
    a_role(elsewhere, Role.GATE_STEWARD, an_edition())
    an_organiser(client, edition)
    theirs = sign_in(app.test_client(), luz)
    assert [client.get(at(edition, person)).status_code for person in (luz, above, elsewhere)] == [200, 404, 404]
    assert "Cerrar la cuenta" not in client.get(at(edition, luz)).text
    assert client.post(at(edition, luz, "/closing"), data=REASON).status_code == 403
    assert client.post(at(edition, luz, "/reopening"), data=REASON).status_code == 403
    assert client.get(f"/{edition.slug}/team/accounts?q=luz").status_code == 403
    assert client.post(at(edition, above, "/sessions/revocation")).status_code == 404
    client.post(at(edition, luz, "/sessions/revocation"))
    assert (theirs.get("/account").status_code, events()[0][0]) == (302, AccountEventKind.SESSIONS_ENDED)
    team = client.get(f"/{edition.slug}/team").text
    assert (at(edition, luz) in team, at(edition, above) in team) == (True, False)


def test_others_find_no_account(app: Flask, client: FlaskClient, edition: Edition, luz: Person) -> None:
    a_role(luz, Role.GATE_SUPERVISOR, edition)
    steward = sign_in(client, luz)
    assert steward.get(at(edition, luz)).status_code == 403
    assert app.test_client().get(at(edition, luz)).status_code == 302


def test_any_account_is_found_by_name_or_address(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    an_organiser(client)
    assert f'"/{edition.slug}/team/accounts"' in client.get(f"/{edition.slug}/team").text
    for text, found in (("luz", True), ("LUZ MUÑOZ", True), ("empresa.mx", True), ("nadie", False), ("", True)):
        page = client.get(f"/{edition.slug}/team/accounts", query_string={"q": text}).text
        assert (at(edition, luz) in page) is found, text


def test_who_is_out_organises_nothing_and_is_not_invited(
    app: Flask, client: FlaskClient, edition: Edition, luz: Person
) -> None:
    an_organiser(client)
    grant = a_role(luz, Role.ORGANISER, edition)
    mine = session().query(RoleGrant).filter(RoleGrant.person_id != luz.id).one()
    client.post(at(edition, luz, "/closing"), data=REASON)
    team = f"/{edition.slug}/team"
    assert "Cuenta cerrada" in client.get(team).text
    assert client.post(f"{team}/{mine.id}/revocation").status_code == 303
    assert "Es la última persona del comité organizador" in client.get(team).text
    invited = {"email": "luz@empresa.mx", "given_names": "Luz", "first_surname": "Peña", "language": "es"}
    answer = client.post(f"{team}/new", data={**invited, "role": "viewer"})
    assert (answer.status_code, "está cerrada. Ábrala de nuevo" in answer.text) == (422, True)
    assert client.post(f"{team}/{grant.id}/revocation").status_code == 302
