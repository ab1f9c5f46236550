"""Scans that a device kept without network: they count for the moment they were made, not for their arrival."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.badges.models import Badge
from forum.badges.service import reissue_badge
from forum.checkin.models import Entry, Gate, Scan
from forum.checkin.queries import counts_by_gate
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward
from tests.builders.editions import ZONE, an_edition
from tests.builders.people import sign_in

pytestmark = pytest.mark.both_engines  # what a scan records: tested by these pages alone

NOW = datetime(2026, 9, 10, 9, 0, tzinfo=ZONE)
YESTERDAY = NOW.date() - timedelta(days=1)


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """Nine in the morning, and no later."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def edition(app: object) -> Edition:
    """An edition on its second day, at nine in the morning."""
    return an_edition(starts_on=YESTERDAY, ends_on=NOW.date())


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition, "Acceso norte")


def send(client: FlaskClient, gate: Gate, badge: Badge, **ago: float) -> dict[str, object]:
    """A scan made so long ago, sent now by a phone that is ten minutes slow."""
    slow = NOW - timedelta(minutes=10)
    scan = a_scan(badge, scanned_at=(slow - timedelta(**ago)).isoformat(), sent_at=slow.isoformat())
    answer = client.post(f"/api/gates/{gate.id}/scans", json=scan)
    assert answer.status_code == 200, answer.text
    return cast("dict[str, object]", answer.json)


def entries() -> list[tuple[object, ...]]:
    session().rollback()
    query = select(Entry.day, Entry.entered_at, Entry.gate_id).order_by(Entry.day)
    return [tuple(row) for row in session().execute(query)]


def test_a_scan_kept_overnight_admits_yesterday_and_the_person_today(
    steward: FlaskClient, edition: Edition, gate: Gate
) -> None:
    badge = a_badge(edition)
    assert send(steward, gate, badge, hours=15)["outcome"] == "admitted"
    today = send(steward, gate, badge)
    assert (today["outcome"], today["count"]) == ("admitted", 1)
    assert entries() == [(YESTERDAY, NOW - timedelta(hours=15), gate.id), (NOW.date(), NOW, gate.id)]
    assert send(steward, gate, badge)["outcome"] == "already_inside"


def test_a_scan_kept_overnight_sent_again_is_answered_for_its_day(
    steward: FlaskClient, edition: Edition, gate: Gate
) -> None:
    scan = a_scan(a_badge(edition), scanned_at=(NOW - timedelta(hours=15)).isoformat(), sent_at=NOW.isoformat())
    first, again = (steward.post(f"/api/gates/{gate.id}/scans", json=scan).json for _ in range(2))
    assert first == again
    assert [day for day, *_rest in entries()] == [YESTERDAY]
    row = session().scalars(select(Scan)).one()
    assert (row.happened_at, row.received_at) == (NOW - timedelta(hours=15), NOW)


def test_the_evening_before_the_forum_admits_nobody(steward: FlaskClient, edition: Edition, gate: Gate) -> None:
    badge = a_badge(edition)
    assert send(steward, gate, badge, hours=39)["outcome"] == "not_today"
    assert send(steward, gate, badge)["outcome"] == "admitted"


def test_the_earlier_of_two_scans_is_the_entry_whichever_arrives_first(
    steward: FlaskClient, edition: Edition, gate: Gate
) -> None:
    south = a_gate(edition, "Acceso sur")
    badge = a_badge(edition)
    assert send(steward, south, badge, minutes=20)["outcome"] == "admitted"
    assert send(steward, gate, badge, minutes=50)["outcome"] == "admitted"
    late = send(steward, south, badge, minutes=40)
    assert (late["outcome"], late["detail"]) == ("already_inside", "Entró a las 08:10 por Acceso norte.")
    assert entries() == [(NOW.date(), NOW - timedelta(minutes=50), gate.id)]
    counted = counts_by_gate(edition.id, day=NOW.date(), zone=ZONE, now=NOW)
    assert [(row.name, row.entries, row.scans, row.refused) for row in counted] == [
        ("Acceso norte", 1, 1, 0),
        ("Acceso sur", 0, 2, 0),
    ]


def test_a_badge_replaced_later_was_valid_then(steward: FlaskClient, edition: Edition, gate: Gate) -> None:
    badge = a_badge(edition)
    reissue_badge(badge.id, reason="Lo extravió", by=a_steward(edition).id, now=NOW - timedelta(minutes=30))
    assert send(steward, gate, badge, minutes=20)["outcome"] == "revoked"
    assert send(steward, gate, badge, minutes=40)["outcome"] == "admitted"


@pytest.mark.parametrize("sent_at", ["soon", 5, None, "2026-09-10T09:00:00"])
def test_a_time_of_sending_that_is_none_is_refused(steward: FlaskClient, gate: Gate, sent_at: object) -> None:
    answer = steward.post(f"/api/gates/{gate.id}/scans", json=a_scan(sent_at=sent_at))
    assert (answer.status_code, answer.json["code"]) == (422, "checkin.scan_not_understood")
