"""The report of what scanners said without network and the rules say otherwise."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.models import Badge
from forum.checkin.models import Gate, Scan
from forum.core.database import atomic, session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward
from tests.builders.editions import an_edition
from tests.builders.people import a_person, sign_in
from tests.web.checkin.conftest import NOW


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition, Role.GATE_SUPERVISOR))


def send(client: FlaskClient, gate: Gate, badge: Badge, told: str, minutes: int) -> None:
    made = (NOW - timedelta(minutes=minutes)).isoformat()
    data_at = (NOW - timedelta(minutes=60)).isoformat()
    scan = a_scan(badge, scanned_at=made, told=told, offset_ms=0, data_at=data_at)
    assert client.post(f"/api/gates/{gate.id}/scans", json=scan).status_code == 200


def rows(client: FlaskClient, edition: Edition) -> list[str]:
    """The rows of the report, each as its words."""
    page = client.get(f"/{edition.slug}/checkin/conflicts").text
    found = [row.split(">", 1)[1].split("</tr>")[0] for row in page.split("<tr role")[2:]]
    return [" ".join(re.sub("<[^>]+>", " ", row).split()) for row in found]


@pytest.mark.both_engines
def test_every_difference_is_listed_the_newest_first_and_nothing_else(
    supervisor: FlaskClient, edition: Edition
) -> None:
    north, south = a_gate(edition, "Acceso norte"), a_gate(edition, "Acceso sur")
    names = ("Ana", "Beto", "Carla", "Dora")
    twice, revoked, kept_out, fine = (a_badge(edition, person=a_person(given_names=name)) for name in names)
    with atomic() as change:
        change.get_one(Badge, revoked.id).revoked_at = NOW - timedelta(minutes=50)
    send(supervisor, south, twice, "admitted", 10)
    send(supervisor, north, twice, "admitted", 40)
    send(supervisor, north, revoked, "admitted", 30)
    send(supervisor, north, kept_out, "supervisor", 20)
    send(supervisor, north, fine, "admitted", 5)
    send(supervisor, south, fine, "already_inside", 4)
    send(supervisor, north, revoked, "revoked", 3)
    elsewhere = an_edition(starts_on=NOW.date(), ends_on=NOW.date())
    other = sign_in(supervisor.application.test_client(), a_steward(elsewhere, Role.GATE_SUPERVISOR))
    send(other, a_gate(elsewhere), a_badge(elsewhere), "desk", 2)

    found = rows(supervisor, edition)
    surnames, where = "Muñoz Güereca", "Troquelados del Bajío"
    said = [row.removesuffix(" Marcar revisada").replace(f" {surnames}", "").replace(f" {where}", "") for row in found]
    assert [row.replace("10 sep 2026, ", "") for row in said] == [
        "Ana Pase doble Acceso sur, 11:50 Adelante · datos de las 11:00 Ya entró · Entró a las 11:20 por Acceso norte.",
        "Carla Pase negado Acceso norte, 11:40 Llame al supervisor · datos de las 11:00 No entró",
        "Beto Pase indebido Acceso norte, 11:30 Adelante · datos de las 11:00 Gafete cancelado",
    ]
    assert "Diferencias: 3" in supervisor.get(f"/{edition.slug}/checkin/gates").text
    assert len(rows(other, elsewhere)) == 1


def test_a_steward_does_not_read_it_and_an_empty_one_says_so(supervisor: FlaskClient, edition: Edition) -> None:
    path = f"/{edition.slug}/checkin/conflicts"
    assert "Sin diferencias" in supervisor.get(path).text
    steward = sign_in(supervisor.application.test_client(), a_steward(edition))
    assert steward.get(path).status_code == 403
    assert "checkin/conflicts" not in steward.get(f"/{edition.slug}/checkin/gates").text


@pytest.mark.both_engines
def test_the_report_takes_the_same_statements_for_one_and_three(
    supervisor: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    gate, counted = a_gate(edition), []
    for more in (1, 2):
        for _ in range(more):
            send(supervisor, gate, a_badge(edition), "desk", 5)
        statements.clear()
        supervisor.get(f"/{edition.slug}/checkin/conflicts")
        counted.append(len(statements))
    assert counted == [5, 5]  # person · edition · count · scans · entries


@pytest.mark.both_engines
def test_a_difference_is_ticked_off_and_opened_again(supervisor: FlaskClient, edition: Edition) -> None:
    gate = a_gate(edition)
    for name, minutes in (("Ana", 9), ("Beto", 5)):
        send(supervisor, gate, a_badge(edition, person=a_person(given_names=name)), "desk", minutes)
    session().rollback()
    newest = session().scalars(select(Scan.id).order_by(Scan.happened_at.desc())).first()
    path = f"/{edition.slug}/checkin/conflicts"
    assert supervisor.post(f"{path}/{newest}/review").location == path
    assert [row.split()[0] for row in rows(supervisor, edition)] == ["Ana", "Beto"]
    assert "Revisada" in rows(supervisor, edition)[1]
    assert "Diferencias: 1" in supervisor.get(f"/{edition.slug}/checkin/gates").text
    supervisor.post(f"{path}/{newest}/review", data={"done": "no"})
    assert "Diferencias: 2" in supervisor.get(f"/{edition.slug}/checkin/gates").text
    elsewhere = an_edition(starts_on=NOW.date(), ends_on=NOW.date())
    other = sign_in(supervisor.application.test_client(), a_steward(elsewhere, Role.GATE_SUPERVISOR))
    assert other.post(f"/{elsewhere.slug}/checkin/conflicts/{newest}/review").status_code == 404
