"""What a device kept, sent many at once: each scan is recorded and answered for itself."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.checkin.models import Entry, Scan
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward
from tests.builders.editions import an_edition
from tests.builders.people import sign_in
from tests.web.checkin.conftest import NOW


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


def counted(model: type) -> int:
    session().rollback()
    return session().scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.both_engines
def test_each_is_answered_for_itself_and_sent_twice_is_recorded_once(steward: FlaskClient, edition: Edition) -> None:
    gate, badge, foreign = a_gate(edition), a_badge(edition), a_gate(an_edition())
    early, late = ((NOW - timedelta(minutes=minutes)).isoformat() for minutes in (9, 5))
    told = {"told": "admitted", "offset_ms": 0}
    scans = [
        {**a_scan(badge, scanned_at=late, **told), "gate": gate.id},
        {**a_scan(badge, scanned_at=early, **told), "gate": gate.id},
        {**a_scan(a_badge(edition)), "gate": foreign.id},
        {"gate": gate.id},
        a_scan(a_badge(edition)),
        {**a_scan(), "gate": gate.id},
    ]
    first = steward.post("/api/scans", json={"scans": scans})
    assert first.status_code == 200, first.text
    answers = first.json["answers"]
    assert [answer["status"] for answer in answers] == [200, 200, 404, 422, 422, 200]
    assert [answer.get("outcome") for answer in answers] == ["admitted", "admitted", None, None, None, "unknown"]
    assert answers[2]["message"].startswith("Ya no existe")
    again = steward.post("/api/scans", json={"scans": scans}).json["answers"]
    assert [answer.get("outcome") for answer in again] == ["already_inside", "admitted", None, None, None, "unknown"]
    assert (counted(Scan), counted(Entry)) == (3, 1)


@pytest.mark.parametrize("body", [None, [], {}, {"scans": 1}, {"scans": [{}] * 51}])
def test_what_are_no_scans_is_refused(steward: FlaskClient, body: object) -> None:
    answer = steward.post("/api/scans", json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "checkin.scan_not_understood")


def test_nothing_is_taken_from_who_may_not_scan(client: FlaskClient, edition: Edition) -> None:
    scans = [{**a_scan(a_badge(edition)), "gate": a_gate(edition).id}]
    assert client.post("/api/scans", json={"scans": scans}).status_code == 401
    sign_in(client, a_steward(an_edition()))
    assert client.post("/api/scans", json={"scans": scans}).json["answers"][0]["status"] == 404
    assert counted(Scan) == 0
