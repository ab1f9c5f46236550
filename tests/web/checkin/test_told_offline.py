"""Scans that a device without network answered itself: decided again by the rules, recorded as what they were."""

from base64 import b64encode
from datetime import timedelta
from itertools import count
from random import Random
from typing import cast
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.badges.models import Badge
from forum.checkin.enums import GateDirection, ScanMethod, ScanOutcome, Told
from forum.checkin.models import Entry, Gate, Scan
from forum.checkin.rules import ScanInput
from forum.checkin.service import record_scan
from forum.core.database import atomic, session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward, an_area
from tests.builders.editions import a_category
from tests.builders.people import sign_in
from tests.web.checkin.conftest import NOW

pytestmark = pytest.mark.both_engines  # what a scan records: tested by these pages alone

SLOW = timedelta(minutes=10)


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition, "Acceso norte")


def send(client: FlaskClient, gate: Gate, badge: Badge | None, told: str | None, **ago: float) -> dict[str, object]:
    """A scan made so long ago by a phone that is ten minutes slow, knows it, and told the steward this."""
    kept = {} if told is None else {"told": told, "offset_ms": int(SLOW.total_seconds() * 1000)}
    scan = a_scan(badge, scanned_at=(NOW - SLOW - timedelta(**ago)).isoformat(), **kept)
    answer = client.post(f"/api/gates/{gate.id}/scans", json=scan)
    assert answer.status_code == 200, answer.text
    return cast("dict[str, object]", answer.json)


def entries() -> list[tuple[object, ...]]:
    session().rollback()
    return [tuple(row) for row in session().execute(select(Entry.entered_at, Entry.gate_id))]


@pytest.mark.parametrize(
    ("told", "detail"),
    [
        ("desk", "Sin conexión, se envió a la mesa de registro."),
        ("supervisor", "Sin conexión, se llamó al supervisor."),
        ("revoked", "Sin conexión, no se dejó pasar."),
    ],
)
def test_who_was_not_let_in_has_not_entered(
    steward: FlaskClient, edition: Edition, gate: Gate, told: str, detail: str
) -> None:
    badge = a_badge(edition)
    answer = send(steward, gate, badge, told, minutes=30)
    assert (answer["outcome"], answer["detail"], answer["alert"]) == ("referred", detail, "")
    assert entries() == []
    row = session().scalars(select(Scan)).one()
    assert (row.outcome, row.told) == (ScanOutcome.REFERRED, Told(told))
    assert row.happened_at == NOW - timedelta(minutes=30)
    assert send(steward, gate, badge, None)["outcome"] == "admitted"


def test_who_was_let_in_with_a_badge_that_was_revoked_is_told_to_the_supervisor(
    steward: FlaskClient, edition: Edition, gate: Gate
) -> None:
    badge = a_badge(edition, revoked=True)
    with atomic() as change:
        change.get_one(Badge, badge.id).revoked_at = NOW - timedelta(minutes=40)
    answer = send(steward, gate, badge, "admitted", minutes=30)
    assert (answer["outcome"], answer["alert"]) == ("revoked", "Se dejó pasar sin conexión. Avise al supervisor.")
    assert send(steward, gate, badge, "admitted", minutes=50)["outcome"] == "admitted"


def test_of_two_first_entries_the_earlier_stands_and_the_later_says_so(
    steward: FlaskClient, edition: Edition, gate: Gate
) -> None:
    badge, south = a_badge(edition), a_gate(edition, "Acceso sur")
    assert send(steward, south, badge, None)["outcome"] == "admitted"
    assert send(steward, gate, badge, "admitted", minutes=20)["outcome"] == "admitted"
    assert entries() == [(NOW - timedelta(minutes=20), gate.id)]
    rows = session().execute(select(Scan.gate_id, Scan.outcome, Scan.told).order_by(Scan.happened_at))
    assert [tuple(row) for row in rows] == [
        (gate.id, ScanOutcome.ADMITTED, Told.ADMITTED),
        (south.id, ScanOutcome.ALREADY_INSIDE, Told.ADMITTED),
    ]
    third = send(steward, south, badge, "admitted", minutes=10)
    assert third["alert"] == "Se dejó pasar dos veces con el mismo gafete. Avise al supervisor."


def test_what_was_told_is_noted_where_the_answer_was_lost(steward: FlaskClient, edition: Edition, gate: Gate) -> None:
    scan = a_scan(a_badge(edition))
    address = f"/api/gates/{gate.id}/scans"
    steward.post(address, json=scan)
    again = steward.post(address, json={**scan, "told": "admitted", "data_at": NOW.isoformat()})
    assert (again.json["outcome"], again.json["alert"]) == ("admitted", "")
    session().rollback()
    assert session().execute(select(Scan.told, Scan.data_at)).one() == (Told.ADMITTED, NOW)


def test_a_scan_that_nobody_can_open_any_more_is_recorded(steward: FlaskClient, gate: Gate) -> None:
    scan = a_scan(told="admitted", sealed=b64encode(bytes(99)).decode())
    answer = steward.post(f"/api/gates/{gate.id}/scans", json=scan)
    assert (answer.json["outcome"], answer.json["alert"] != "") == ("unknown", True)
    session().rollback()
    assert session().execute(select(Scan.code, Scan.told)).one() == ("", Told.ADMITTED)


_runs = count(1)


class World:
    """Three badges of which one is revoked at noon less ten, and the scans that phones made of them at some gates."""

    def __init__(self, edition: Edition, gates: list[Gate], by: int, chance: Random) -> None:
        self.by, self.run, self.edition_id = by, next(_runs), edition.id
        category = a_category(edition)
        self.badges = [a_badge(edition, category=category, revoked=n == 2) for n in range(3)]
        with atomic() as change:
            change.get_one(Badge, self.badges[2].id).revoked_at = NOW - timedelta(minutes=10)
        self.events = [
            (
                chance.choice(gates).id,
                chance.randrange(3),
                NOW - timedelta(minutes=4 * chance.randrange(1, 5)),
                chance.choice([*Told]),
                chance.random() < 0.4,
            )
            for _ in range(chance.randrange(2, 9))
        ]

    def deliver(self, order: list[int]) -> list[object]:
        """Send the scans in this order; the record they make, without ids of this run."""
        prefix = f"{self.run:08x}-{next(_runs):04x}-0000-0000-"
        for event in order:
            gate_id, badge, moment, told, leaves = self.events[event]
            scan = ScanInput(
                scan_id=f"{prefix}{event:012x}",
                text=self.badges[badge].code,
                registration_id=None,
                method=ScanMethod.CAMERA,
                device="celular",
                scanned_at=moment - SLOW,
                told=told,
                clock_offset_ms=int(SLOW.total_seconds() * 1000),
                leaves=leaves,
            )
            record_scan(scan, gate_id=gate_id, by=self.by, may_scan=lambda _edition: True, now=NOW)
        scans = select(Scan.id, Scan.outcome, Scan.reason, Scan.happened_at).where(Scan.id.startswith(prefix))
        entry = select(Entry.scan_id, Entry.moved_by, Entry.gate_id, Entry.entered_at, Entry.moved_at, Entry.inside)
        found = [sorted((row[0][-4:], *row[1:]) for row in session().execute(query)) for query in (scans, entry)]
        with atomic() as change:
            for model in (Entry, Scan):
                change.execute(model.__table__.delete())  # type: ignore[attr-defined]
        return [found[0], [(row[0], row[1][-4:], *row[2:]) for row in found[1]]]


def test_any_order_with_repetitions_gives_the_record_of_the_scans_in_order(
    app: Flask, edition: Edition, gate: Gate
) -> None:
    chance = Random(uuid4().int)
    seed = chance.randrange(10**9)
    chance.seed(seed)
    dining = an_area(edition, once_a_day=True)
    ways_out = [a_gate(edition, area=area, direction=GateDirection.BOTH) for area in (None, dining)]
    gates, steward = [gate, a_gate(edition), *ways_out], a_steward(edition)
    for _ in range(20):
        world = World(edition, gates, steward.id, chance)
        events = range(len(world.events))
        expected = world.deliver(sorted(events, key=lambda event: (world.events[event][2], event)))
        for _ in range(2):
            order = [*events, *chance.choices(events, k=3)]
            chance.shuffle(order)
            assert world.deliver(order) == expected, (seed, world.events, order)
