"""The team of an edition."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.errors import NotStaffRole
from forum.accounts.models import Person, RoleEvent, RoleGrant
from forum.accounts.service import invite_person
from forum.core.database import session
from forum.core.names import PersonName
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, a_role, an_organiser

INVITED = {
    "email": "Luz@Empresa.mx",
    "given_names": "Luz",
    "first_surname": "Peña",
    "second_surname": "",
    "language": "es",
    "role": "gate_steward",
}


def grants_of(person: Person) -> list[tuple[int | None, Role]]:
    rows = session().query(RoleGrant).filter_by(person_id=person.id).order_by(RoleGrant.id)
    return [(row.edition_id, row.role) for row in rows]


def test_an_organiser_invites_somebody_who_then_signs_in(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client, edition)
    assert client.post(f"/{edition.slug}/team/new", data=INVITED).location == f"/{edition.slug}/team"
    luz = session().query(Person).filter_by(email="luz@empresa.mx").one()
    assert grants_of(luz) == [(edition.id, Role.GATE_STEWARD)]
    event = session().query(RoleEvent).one()
    assert (event.person_id, event.role, event.granted, event.by_id) == (luz.id, Role.GATE_STEWARD, True, organiser.id)
    [letter] = mails_to("luz@empresa.mx")
    assert letter.subject == f"Invitación al equipo de {edition.name}"
    found = re.search(r"http://localhost(/sign-in/link/\S+)", letter.text)
    assert found is not None
    assert app.test_client().post(found[1]).location == "/account/start"
    assert "Luz Peña" in client.get(f"/{edition.slug}/team").text


def test_a_known_person_keeps_their_name(app: Flask, client: FlaskClient) -> None:
    edition, luz = an_edition(), a_person(email="luz@empresa.mx", given_names="Luz María")
    an_organiser(client, edition)
    client.post(f"/{edition.slug}/team/new", data=INVITED)
    assert session().query(Person).filter_by(id=luz.id).one().given_names == "Luz María"
    assert grants_of(luz) == [(edition.id, Role.GATE_STEWARD)]


@pytest.mark.both_engines
def test_a_role_is_given_once(app: Flask, client: FlaskClient) -> None:
    edition, luz = an_edition(), a_person(email="luz@empresa.mx")
    a_role(luz, Role.GATE_STEWARD, edition)
    an_organiser(client, edition)
    answer = client.post(f"/{edition.slug}/team/new", data=INVITED)
    assert answer.status_code == 422
    assert "ya tiene esa función en esta edición" in answer.text
    assert 'value="Luz@Empresa.mx"' in answer.text
    assert mails_to("luz@empresa.mx") == []


@pytest.mark.parametrize("role", ["buyer", "visitor", "no-such", ""])
def test_only_roles_of_the_team_are_given_there(app: Flask, client: FlaskClient, role: str) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    assert client.post(f"/{edition.slug}/team/new", data={**INVITED, "role": role}).status_code == 422
    assert session().query(Person).filter_by(email="luz@empresa.mx").count() == 0


def test_the_service_too_gives_only_roles_of_the_team(app: Flask) -> None:
    edition, by = an_edition(), a_person()
    with pytest.raises(NotStaffRole):
        invite_person(
            "luz@empresa.mx",
            name=PersonName("Luz", "Peña"),
            language="es",
            role=Role.BUYER,
            edition_id=edition.id,
            edition_name=edition.name,
            next_path=None,
            by=by.id,
            now=datetime.now(UTC),
        )


@pytest.mark.both_engines
def test_a_role_is_taken_away(app: Flask, client: FlaskClient) -> None:
    edition, luz = an_edition(), a_person()
    grant = a_role(luz, Role.VIEWER, edition)
    an_organiser(client, edition)
    assert client.post(f"/{edition.slug}/team/{grant.id}/revocation").location == f"/{edition.slug}/team"
    assert grants_of(luz) == []
    assert session().query(RoleEvent).one().granted is False


def test_the_last_organiser_stays(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client, edition)
    grant = session().query(RoleGrant).one()
    path = f"/{edition.slug}/team/{grant.id}/revocation"
    assert client.post(path).status_code == 303
    assert "Es la última persona del comité organizador" in client.get(f"/{edition.slug}/team").text
    a_role(a_person(), Role.ORGANISER, edition)
    assert client.post(path).status_code == 302
    assert grants_of(organiser) == []


def test_who_organises_one_edition_removes_nobody_from_all(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    grant = a_role(a_person(), Role.ORGANISER)
    a_role(a_person(), Role.ORGANISER)
    an_organiser(client, edition)
    assert client.post(f"/{edition.slug}/team/{grant.id}/revocation").status_code == 404
    an_organiser(client)
    assert client.post(f"/{edition.slug}/team/{grant.id}/revocation").status_code == 302


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_team_costs_as_many_statements_with_three_members(
    app: Flask, client: FlaskClient, statements: list[str], how_many: int
) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    for _ in range(how_many - 1):
        a_role(a_person(), Role.VIEWER, edition)
    client.get(f"/{edition.slug}/team")
    statements.clear()
    client.get(f"/{edition.slug}/team")
    assert len([s for s in statements if s.startswith("SELECT")]) == 3


def test_roles_that_do_nothing_of_their_own_are_not_offered_and_can_be_taken_back(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    page = client.get(f"/{edition.slug}/team/new").text
    assert [role for role in ("committee", "floor_desk", "viewer") if f'value="{role}"' in page] == [
        "floor_desk",
        "viewer",
    ]
    assert client.post(f"/{edition.slug}/team/new", data={**INVITED, "role": "committee"}).status_code == 422
    grant = a_role(a_person(), Role.COMMITTEE, edition)
    assert "Comité" in client.get(f"/{edition.slug}/team").text
    assert client.post(f"/{edition.slug}/team/{grant.id}/revocation").status_code == 302


def test_the_team_says_what_each_may_do_and_who_let_them(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    organiser = an_organiser(client, edition)
    client.post(f"/{edition.slug}/team/new", data=INVITED)
    page = client.get(f"/{edition.slug}/team").text
    assert ("Solo escanea gafetes en la puerta" in page, f"por {organiser.name.short}" in page) == (True, True)
    luz = session().query(Person).filter_by(email="luz@empresa.mx").one()
    grant = session().query(RoleGrant).filter_by(person_id=luz.id).one()
    viewer = {**INVITED, "role": "viewer"}
    client.post(f"/{edition.slug}/team/new", data=viewer)
    client.post(f"/{edition.slug}/team/{grant.id}/revocation")
    history = client.get(f"/{edition.slug}/team/accounts/{luz.id}").text
    assert history.index("Dejó: Personal de puerta") < history.index("Recibió: Personal de puerta")


def test_organisers_of_all_let_others_organise_all(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client)
    everywhere = {**INVITED, "everywhere": "y"}
    refused = client.post(f"/{edition.slug}/team/new", data=everywhere)
    assert (refused.status_code, "Solo el comité organizador tiene su función" in refused.text) == (422, True)
    client.post(f"/{edition.slug}/team/new", data={**everywhere, "role": "organiser"})
    assert grants_of(session().query(Person).filter_by(email="luz@empresa.mx").one()) == [(None, Role.ORGANISER)]


def test_who_organises_one_edition_gives_roles_in_it_alone(app: Flask, client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    assert "En todas las ediciones" not in client.get(f"/{edition.slug}/team/new").text
    client.post(f"/{edition.slug}/team/new", data={**INVITED, "everywhere": "y", "role": "organiser"})
    assert grants_of(session().query(Person).filter_by(email="luz@empresa.mx").one()) == [(edition.id, Role.ORGANISER)]
