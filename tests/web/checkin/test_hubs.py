"""Hubs of the doors at the centre: their keys, what they are told, whose scans they send."""

import re
from base64 import b64encode
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.checkin.documents.roster_reading import read_roster
from forum.checkin.enums import GateDirection, ScanOutcome, Told
from forum.checkin.errors import HubAddressUnsafe, HubNameTaken
from forum.checkin.models import Gate, Hub, Scan
from forum.checkin.rules.hubs import hub_address
from forum.checkin.service.hubs import OfferedHub, add_hub, end_hub, steward_token
from forum.core.database import session
from forum.core.sealing import public_key, seal_for
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_hub, a_scan, a_steward
from tests.builders.editions import an_edition
from tests.builders.people import sign_in
from tests.web.checkin.conftest import NOW


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition, "Acceso uno")


@pytest.fixture
def hub(edition: Edition) -> OfferedHub:
    return a_hub(edition, "Norte")


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client.application.test_client(), a_steward(edition, Role.GATE_SUPERVISOR))


def by_key(hub: OfferedHub) -> dict[str, str]:
    return {"Authorization": f"Bearer {hub.key}"}


def test_a_supervisor_adds_a_hub_whose_key_is_shown_once_and_stored_nowhere(
    supervisor: FlaskClient, edition: Edition
) -> None:
    typed = {"name": "Norte", "address": " https://Puertas.example.mx:443/ "}
    page = supervisor.post(f"/{edition.slug}/checkin/hubs/new", data=typed).text
    key = re.findall(r"\d+\.[\w-]{32}", page)[0]
    assert "forum hub http://localhost https://puertas.example.mx" in page
    listed = supervisor.get(f"/{edition.slug}/checkin/hubs").text
    assert "Norte" in listed
    assert "Sin instalar" in listed
    assert key not in listed
    stored = session().scalars(select(Hub)).one()
    assert key.partition(".")[2] not in stored.key_hash
    assert supervisor.post(f"/{edition.slug}/checkin/hubs/new", data=typed).status_code == 422


@pytest.mark.parametrize(
    "address",
    ["", "hub", "http://hub.example.mx", "https://", "https://a b.mx", "https://x.mx/y", "https://u:p@x.mx",
     "https://x.mx:99999", "https://x.mx?y", "javascript:alert(1)"],
)  # fmt: skip
def test_an_address_without_https_or_with_more_than_a_host_is_refused(address: str) -> None:
    with pytest.raises(HubAddressUnsafe):
        hub_address(address)


def test_names_are_of_one_hub_of_an_edition(edition: Edition, hub: OfferedHub) -> None:
    by = a_steward(edition).id
    with pytest.raises(HubNameTaken):
        add_hub(edition.id, name="Norte", address="https://x.mx", by=by, now=NOW)
    add_hub(an_edition().id, name="Norte", address="https://x.mx", by=by, now=NOW)


def test_a_hub_is_told_the_badges_the_ways_and_the_key_to_seal_with(
    client: FlaskClient, edition: Edition, gate: Gate, hub: OfferedHub
) -> None:
    a_badge(edition)
    out = a_gate(edition, "Salida", direction=GateDirection.OUT)
    answer = client.get("/api/hub/roster?unsent=3&refused=1", headers=by_key(hub))
    read = read_roster(answer.data)
    assert (read.head["edition"], len(read.records), read.head["full"]) == (edition.slug, 1, True)
    assert read.head["ways"] == {str(gate.id): "in", str(out.id): "out"}
    assert read.head["seal"] == b64encode(public_key()).decode()
    kept = session().scalars(select(Hub)).one()
    assert (kept.seen_at, kept.unsent, kept.refused) == (NOW, 3, 1)


def test_it_is_written_down_that_a_hub_was_heard_of_where_that_is_news(
    client: FlaskClient, hub: OfferedHub, statements: list[str]
) -> None:
    client.get("/api/hub/roster", headers=by_key(hub))
    for seconds, is_written in ((5, False), (15, True)):
        statements.clear()
        with time_machine.travel(NOW + timedelta(seconds=seconds), tick=False):
            client.get("/api/hub/roster", headers=by_key(hub))
        assert any("UPDATE door_hub" in each for each in statements) is is_written, seconds


@pytest.mark.parametrize("key", ["", "1.x", "x", "999999999999.x", "²." + "a" * 32, "1." + "a" * 400])
def test_without_a_key_nothing_is_told_or_taken(client: FlaskClient, hub: OfferedHub, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}".encode()} if key else {}
    answers = (client.get("/api/hub/roster", headers=headers), client.post("/api/hub/scans", headers=headers, json={}))  # type: ignore[arg-type]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json is not None
    assert answers[0].json["code"] == "checkin.hub_unknown"


def test_an_ended_hub_is_refused_at_once(
    supervisor: FlaskClient, client: FlaskClient, edition: Edition, hub: OfferedHub
) -> None:
    assert client.get("/api/hub/roster", headers=by_key(hub)).status_code == 200
    supervisor.post(f"/{edition.slug}/checkin/hubs/{hub.id}/ending")
    assert client.get("/api/hub/roster", headers=by_key(hub)).status_code == 401
    assert "Terminado" in supervisor.get(f"/{edition.slug}/checkin/hubs").text


def test_scans_of_many_stewards_are_recorded_under_each_and_twice_changes_nothing(
    client: FlaskClient, edition: Edition, gate: Gate, hub: OfferedHub
) -> None:
    stewards, badges = [a_steward(edition) for _ in range(2)], [a_badge(edition) for _ in range(2)]
    sent = [
        a_scan(
            badge,
            gate=gate.id,
            steward=steward_token(edition.id, steward.id),
            told="admitted",
            offset_ms=0,
            data_at=NOW.isoformat(),
            scanned_at=(NOW - timedelta(minutes=30)).isoformat(),
        )
        for steward, badge in zip(stewards, badges, strict=True)
    ]
    sealed = seal_for(public_key(), str(sent[1].pop("code")).encode(), label=str(sent[1]["id"]))
    sent[1]["sealed"] = b64encode(sealed).decode()
    for _ in range(2):
        answer = client.post("/api/hub/scans", json={"scans": sent}, headers=by_key(hub))
        assert [each["status"] for each in answer.json["answers"]] == [200, 200]  # type: ignore[index]
    scans = {scan.id: scan for scan in session().scalars(select(Scan))}
    recorded = [scans[str(each["id"])] for each in sent]
    assert [scan.operator_id for scan in recorded] == [steward.id for steward in stewards]
    assert [(scan.outcome, scan.told) for scan in recorded] == [(ScanOutcome.ADMITTED, Told.ADMITTED)] * 2
    assert {scan.happened_at for scan in recorded} == {NOW - timedelta(minutes=30)}


def test_a_hub_sends_nothing_under_a_person_it_makes_up_nor_for_another_edition(
    client: FlaskClient, edition: Edition, gate: Gate, hub: OfferedHub
) -> None:
    steward, other = a_steward(edition), an_edition()
    elsewhere = a_gate(other)
    right = steward_token(edition.id, steward.id)
    tried = [
        a_scan(gate=gate.id, steward=steward.id),
        a_scan(gate=gate.id, steward=f"[{edition.id},{steward.id}]"),
        a_scan(gate=gate.id, steward=steward_token(other.id, steward.id)),
        a_scan(gate=gate.id, steward=steward_token(edition.id, 987654)),
        a_scan(gate=gate.id),
        a_scan(gate=elsewhere.id, steward=right),
        "scan",
        a_scan(gate=gate.id, steward=right),
    ]
    answer = client.post("/api/hub/scans", json={"scans": tried}, headers=by_key(hub))
    assert [each["status"] for each in answer.json["answers"]] == [422] * 5 + [404, 422, 200]  # type: ignore[index]


def test_only_a_live_hub_of_the_edition_learns_whose_session_it_passed_on(
    client: FlaskClient, edition: Edition, hub: OfferedHub
) -> None:
    steward = a_steward(edition)
    phone = sign_in(client, steward)
    path = f"/{edition.slug}/checkin/roster"
    told = phone.get(path, headers={"X-Door-Hub": hub.key}).headers["X-Door-Steward"]
    assert told == steward_token(edition.id, steward.id)
    assert "X-Door-Steward" not in phone.get(path).headers
    other = a_hub(an_edition())
    end_hub(hub.id, edition_id=edition.id, by=steward.id, now=NOW)
    for key in (other.key, hub.key, "x"):
        assert "X-Door-Steward" not in phone.get(path, headers={"X-Door-Hub": key}).headers


def test_a_phone_is_paired_through_a_hub_where_the_supervisor_says_so(
    supervisor: FlaskClient, edition: Edition, gate: Gate, hub: OfferedHub
) -> None:
    form = f"/{edition.slug}/checkin/pairings/new"
    assert "Por dónde trabaja" in supervisor.get(form).text
    steward = a_steward(edition).id
    for chosen, base in ((hub.id, "https://puertas.example.mx:8443"), (0, "http://localhost")):
        typed = {"gate": gate.id, "person": steward, "hub": chosen, "device": ""}
        page = supervisor.get(str(supervisor.post(form, data=typed).location)).text
        assert re.search(rf'value="{base}/{edition.slug}/phone/[0-9A-Z]{{8}}"', page)
        assert f"{base}/{edition.slug}/phone" in page
