"""Pairing a phone by a code: once, for some minutes, for the door alone; and the PIN of its shift."""

import hashlib
import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant, SignInSession
from forum.checkin.enums import DeviceEventKind
from forum.checkin.errors import PairingSpent, PinGuessable, PinNotDigits
from forum.checkin.models import Device, DeviceEvent, Gate, Pairing, Scan
from forum.checkin.rules.pairing import ensure_pin, read_code
from forum.checkin.service.pairing import use_pairing
from forum.core.database import atomic, session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward, an_offered_pairing
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.web.checkin.conftest import NOW
from tests.web.checkin.test_devices import report


@pytest.fixture
def gate(edition: Edition) -> Gate:
    return a_gate(edition, "Puerta 1")


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client.application.test_client(), a_steward(edition, Role.GATE_SUPERVISOR))


def offer(supervisor: FlaskClient, edition: Edition, **values: object) -> str:
    """Make a code in the browser; returns the address of its page."""
    answer = supervisor.post(f"/{edition.slug}/checkin/pairings/new", data=values)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def code_on(page: str) -> str:
    return re.findall(r"/phone/([0-9A-Z]{8})", page)[0]


@pytest.mark.both_engines
def test_a_phone_is_paired_with_somebody_new_and_known_by_its_name_once_it_reports(
    supervisor: FlaskClient, client: FlaskClient, edition: Edition, gate: Gate
) -> None:
    waiting = offer(
        supervisor, edition, gate=gate.id, person=0, given_names="Ana", first_surname="Ruiz", device="Celular 3"
    )
    page = supervisor.get(waiting).text
    assert "data:image/svg+xml;base64," in page
    address = f"/{edition.slug}/phone/{code_on(page)}"
    assert address not in sign_in(client.application.test_client(), supervising(edition)).get(waiting).text

    asked = client.get(address)
    assert "¿Usar este celular como escáner de Puerta 1 para Ana Ruiz?" in asked.text
    assert "Set-Cookie" not in asked.headers or "_user_id" not in asked.headers["Set-Cookie"]
    assert client.post(address).location == f"/{edition.slug}/checkin/gates/{gate.id}"
    assert "El celular abrió el código" in supervisor.get(waiting).text
    assert client.get(f"/{edition.slug}/checkin/gates/{gate.id}").status_code == 200
    report(client, edition, device=f"web-{uuid4().hex[:8]}", gate=gate.id, open=1)
    assert "El celular de Ana Ruiz ya escanea en Puerta 1." in supervisor.get(waiting).text
    device = session().scalars(select(Device)).one()
    assert (device.name, device.gate_id) == ("Celular 3", gate.id)
    event = session().scalars(select(DeviceEvent)).one()
    assert (event.kind, event.detail, event.by_id is None) == (DeviceEventKind.PAIRED, "Celular 3", False)
    ana = session().scalars(select(Person).where(Person.given_names == "Ana")).one()
    roles = session().scalars(select(RoleGrant.role).where(RoleGrant.person_id == ana.id)).all()
    assert (ana.email, roles) == (None, [Role.GATE_STEWARD])

    again = client.application.test_client()
    assert again.get(address).status_code == again.post(address).status_code == 410


def supervising(edition: Edition) -> Person:
    return a_steward(edition, Role.GATE_SUPERVISOR)


@pytest.mark.both_engines
def test_of_two_phones_at_once_one_is_paired(client: FlaskClient, edition: Edition) -> None:
    code = an_offered_pairing(edition).code
    session().rollback()

    def open_code(_number: int) -> str:
        use_pairing(code, edition_id=edition.id, pin="", user_agent="x", now=NOW)
        return "paired"

    assert at_once(client.application, open_code) == {"paired": 1, PairingSpent.code: THREADS - 1}


def test_a_code_is_over_after_ten_minutes_or_when_it_is_withdrawn(
    supervisor: FlaskClient, client: FlaskClient, edition: Edition, gate: Gate
) -> None:
    steward = a_steward(edition)
    first, second = (offer(supervisor, edition, gate=gate.id, person=steward.id) for _ in range(2))
    address = f"/{edition.slug}/phone/{code_on(supervisor.get(second).text)}"
    assert client.get(address).status_code == 200
    supervisor.post(f"{second}/withdrawal")
    assert client.post(address).status_code == 410
    assert "El código venció" in supervisor.get(second).text
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        assert "El código venció" in supervisor.get(first).text
    assert session().scalars(select(Pairing.code_hash).where(Pairing.code_hash.contains(address[-8:]))).all() == []


def test_a_code_is_typed_as_it_is_read_and_of_its_edition_alone(client: FlaskClient, edition: Edition) -> None:
    code = an_offered_pairing(edition).code
    typed = f" {code[:4].lower()}-{code[4:]} "
    answer = client.post(f"/{edition.slug}/phone", data={"code": typed})
    assert answer.location == f"/{edition.slug}/phone/{code}"
    assert client.post(f"/{edition.slug}/phone", data={"code": "K7P4"}).status_code == 422
    other = an_edition(starts_on=NOW.date(), ends_on=NOW.date())
    assert client.get(f"/{other.slug}/phone/{code}").status_code == 410
    assert read_code("oisz-BL00") == "01528100"


@pytest.mark.both_engines
def test_a_paired_phone_opens_the_door_and_nothing_else_whoever_holds_it(
    client: FlaskClient, edition: Edition, gate: Gate
) -> None:
    organiser = a_person()
    a_role(organiser, Role.ORGANISER)
    code = an_offered_pairing(edition, organiser, gate).code
    client.post(f"/{edition.slug}/phone/{code}")
    scan = client.post(f"/api/gates/{gate.id}/scans", json=a_scan(a_badge(edition)))
    assert (scan.status_code, session().scalars(select(Scan.operator_id)).all()) == (200, [organiser.id])
    door = f"/{edition.slug}/checkin"
    assert [client.get(f"{door}{path}").status_code for path in ("/gates", "/roster", "/devices", "/counts")] == [
        200, 200, 302, 302,
    ]  # fmt: skip
    assert client.get("/account").location.startswith("/sign-in")
    assert client.post("/account/password", data={"password": "una clave muy larga"}).status_code == 302
    assert client.get(f"/{edition.slug}/dashboard").status_code == 302
    other = an_edition(starts_on=NOW.date(), ends_on=NOW.date())
    assert client.get(f"/{other.slug}/checkin/gates").status_code == 403
    assert client.post(f"/api/gates/{a_gate(other).id}/scans", json=a_scan()).status_code == 404
    assert client.post("/sign-out").status_code == 302
    assert client.get(f"{door}/gates").status_code == 302


def test_who_may_not_scan_any_more_scans_no_more(client: FlaskClient, app: Flask, edition: Edition, gate: Gate) -> None:
    steward = a_steward(edition)
    client.post(f"/{edition.slug}/phone/{an_offered_pairing(edition, steward, gate).code}")
    with atomic() as change:
        for grant in change.scalars(select(RoleGrant).where(RoleGrant.person_id == steward.id)):
            change.delete(grant)
    assert client.get(f"/{edition.slug}/checkin/gates").status_code == 403


def test_a_phone_that_changes_hands_ends_the_session_before(client: FlaskClient, edition: Edition, gate: Gate) -> None:
    sign_in(client, a_steward(edition))
    for _ in range(2):
        address = f"/{edition.slug}/phone/{an_offered_pairing(edition, gate=gate).code}"
        client.post(address)
    ended = session().scalars(select(SignInSession.revoked_at).order_by(SignInSession.id)).all()
    assert [moment is None for moment in ended] == [False, False, True]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"person": 0}, "Elija a alguien de la lista"),
        ({"person": 0, "given_names": "Ana", "gate": 99}, "Elija"),
        ({"person": 0, "given_names": "http://x"}, "nombre"),
        ({"person": 0, "given_names": "Ana", "device": "x" * 41}, "Use hasta 40 letras"),
    ],
)
def test_what_cannot_be_paired_is_refused(
    supervisor: FlaskClient, edition: Edition, gate: Gate, values: dict[str, object], sentence: str
) -> None:
    answer = supervisor.post(f"/{edition.slug}/checkin/pairings/new", data={"gate": gate.id, **values})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert session().scalars(select(Pairing)).all() == []


def test_whom_a_phone_is_for_is_said_once(supervisor: FlaskClient, edition: Edition, gate: Gate) -> None:
    data = {"gate": gate.id, "person": a_steward(edition).id, "given_names": "Ana", "first_surname": "Ruiz"}
    answer = supervisor.post(f"/{edition.slug}/checkin/pairings/new", data=data)
    assert answer.status_code == 422
    assert "Elija a alguien de la lista o escriba un nombre, no ambos." in answer.text
    assert 'value="Ruiz"' in answer.text
    assert session().scalars(select(Pairing)).all() == []


def test_a_device_keeps_its_name_when_it_is_paired_again_without_one(
    client: FlaskClient, edition: Edition, gate: Gate
) -> None:
    key = f"web-{uuid4().hex[:8]}"
    for name in ("Celular 3", ""):
        client.post(f"/{edition.slug}/phone/{an_offered_pairing(edition, gate=gate, device_name=name).code}")
        report(client, edition, device=key, gate=gate.id, open=1)
        session().rollback()
        assert session().scalars(select(Device.name)).all() == ["Celular 3"]


def test_the_pin_of_a_shift_is_told_to_its_device_as_a_slow_hash(
    supervisor: FlaskClient, client: FlaskClient, edition: Edition, gate: Gate
) -> None:
    key, address = f"web-{uuid4().hex[:8]}", f"/{edition.slug}/phone/{an_offered_pairing(edition, gate=gate).code}"
    assert client.post(address, data={"pin": "12345"}).status_code == 422
    client.post(address, data={"pin": "4907"})
    rounds, salt, made = pin_told(client, edition, key).split(".")
    assert made == hashlib.pbkdf2_hmac("sha256", b"4907", bytes.fromhex(salt), int(rounds)).hex()
    assert int(rounds) >= 200_000
    device = session().scalars(select(Device)).one()
    here = f"/{edition.slug}/checkin/devices/{device.id}"
    assert "4907" not in supervisor.get(here).text
    supervisor.post(f"{here}/pin", data={"pin": "835192"})
    assert pin_told(client, edition, key).split(".")[2] != made
    assert supervisor.post(f"{here}/pin", data={"pin": "12"}).status_code == 422
    supervisor.post(f"{here}/pin/removal")
    assert pin_told(client, edition, key) == ""
    kinds = session().scalars(select(DeviceEvent.kind).order_by(DeviceEvent.id)).all()
    assert kinds == [DeviceEventKind.PAIRED, DeviceEventKind.PIN_SET, DeviceEventKind.PIN_REMOVED]


def pin_told(client: FlaskClient, edition: Edition, key: str) -> str:
    session().rollback()
    found = re.search(rb'"pin":"([^"]*)"', report(client, edition, device=key, open=1).data)
    assert found is not None
    return found[1].decode()


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "１２３４５"])
def test_a_pin_is_four_to_six_digits(pin: str) -> None:
    with pytest.raises(PinNotDigits):
        ensure_pin(pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "987654"])
def test_a_pin_is_not_the_first_that_everybody_tries(pin: str) -> None:
    with pytest.raises(PinGuessable):
        ensure_pin(pin)


@pytest.mark.parametrize("pin", ["", "4907", "1357", "112233"])
def test_any_other_is_taken(pin: str) -> None:
    ensure_pin(pin)
