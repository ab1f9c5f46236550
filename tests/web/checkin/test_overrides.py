"""A supervisor lets somebody in after a refusal: once a scan, with a reason; the scan stays as it is."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.checkin.enums import OverrideReason, ScanOutcome
from forum.checkin.models import Entry, Gate, Override, Scan
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_refused_scan, a_scan, a_steward
from tests.builders.editions import an_edition
from tests.builders.people import a_person, sign_in


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition, "Acceso norte")


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition, Role.GATE_SUPERVISOR))


@pytest.fixture
def refused(edition: Edition, gate: Gate) -> Scan:
    return a_refused_scan(a_badge(edition, person=a_person(given_names="Ana")), gate)


def at(edition: Edition, path: str) -> str:
    return f"/{edition.slug}/checkin/{path}"


@pytest.mark.both_engines
def test_who_was_refused_is_let_in_with_a_reason_that_is_listed(
    supervisor: FlaskClient, edition: Edition, refused: Scan
) -> None:
    address = at(edition, f"scans/{refused.id}/override")
    assert address in supervisor.get(at(edition, "overrides")).text
    answer = supervisor.post(address, data={"reason": "programme", "note": "Modera a las 12:00"}, follow_redirects=True)
    assert "Anotamos el motivo. Deje pasar a Ana Muñoz Güereca." in answer.text
    assert "Participa hoy en el programa · Modera a las 12:00" in answer.text
    assert address not in answer.text
    override = session().scalars(select(Override)).one()
    assert (override.scan_id, override.reason, override.by_id is None) == (refused.id, OverrideReason.PROGRAMME, False)
    assert session().scalars(select(Scan.outcome)).all() == [ScanOutcome.NOT_TODAY]
    entry = session().scalars(select(Entry)).one()
    assert (entry.scan_id, entry.inside, entry.entered_at) == (refused.id, True, override.at)
    again = supervisor.post(address, data={"reason": "invited"})
    assert again.status_code == 422
    assert "Ya pasó con motivo: Participa hoy en el programa" in again.text


@pytest.mark.parametrize(
    ("sent", "sentence"), [({}, "Elija un motivo."), ({"reason": "other"}, "Escriba el motivo"), ({"reason": "x"}, "")]
)
def test_a_reason_is_asked_for(
    supervisor: FlaskClient, edition: Edition, refused: Scan, sent: dict[str, str], sentence: str
) -> None:
    answer = supervisor.post(at(edition, f"scans/{refused.id}/override"), data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert session().scalars(select(Override)).all() == []


def test_only_a_supervisor_decides_and_only_what_was_refused_here(
    supervisor: FlaskClient, edition: Edition, gate: Gate, refused: Scan
) -> None:
    steward = sign_in(supervisor.application.test_client(), a_steward(edition))
    assert steward.post(at(edition, f"scans/{refused.id}/override"), data={"reason": "invited"}).status_code == 403
    scan = a_scan(a_badge(edition))
    supervisor.post(f"/api/gates/{gate.id}/scans", json=scan)
    elsewhere = an_edition()
    theirs = a_refused_scan(a_badge(elsewhere), a_gate(elsewhere))
    for scan_id in (scan["id"], theirs.id):
        address = at(edition, f"scans/{scan_id}/override")
        assert supervisor.post(address, data={"reason": "invited"}).status_code == 404
