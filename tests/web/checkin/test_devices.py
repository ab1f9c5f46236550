"""Devices of the door: what they report, what it costs, and closing one from afar."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.accounts.enums import AccountEventKind, Role
from forum.accounts.models import AccountEvent
from forum.checkin.enums import DeviceEventKind
from forum.checkin.models import Device, DeviceEvent
from forum.core.database import session
from forum.editions.models import Edition
from tests.builders.checkin import a_badge, a_device, a_gate, a_scan, a_steward
from tests.builders.editions import an_edition
from tests.builders.people import sign_in
from tests.web.checkin.conftest import NOW


@pytest.fixture
def key() -> str:
    """The name of a device that nobody has seen before."""
    return f"web-{uuid4().hex[:8]}"


@pytest.fixture
def steward(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client, a_steward(edition))


@pytest.fixture
def supervisor(client: FlaskClient, edition: Edition) -> FlaskClient:
    return sign_in(client.application.test_client(), a_steward(edition, Role.GATE_SUPERVISOR))


def report(client: FlaskClient, edition: Edition, **told: object) -> TestResponse:
    since = int(NOW.timestamp() * 1000)
    header = "&".join(f"{name}={value}" for name, value in told.items())
    path = f"/{edition.slug}/checkin/roster?since={since}"
    return client.get(path, headers={"X-Door-Report": header})


def the_device() -> Device:
    session().rollback()
    return session().scalars(select(Device).execution_options(populate_existing=True)).one()


def events() -> list[DeviceEventKind]:
    session().rollback()
    return list(session().scalars(select(DeviceEvent.kind).order_by(DeviceEvent.id)))


@pytest.mark.both_engines
def test_a_device_tells_where_it_is_and_how(steward: FlaskClient, edition: Edition, key: str) -> None:
    gate = a_gate(edition)
    data = int((NOW - timedelta(seconds=5)).timestamp() * 1000)
    told = {"gate": gate.id, "open": 1, "data": data, "scanned": 40, "unsent": 2, "waiting": 90, "offset": -1200}
    assert report(steward, edition, device=key, **told).status_code == 200
    device = the_device()
    assert (device.key, device.gate_id, device.open_since, device.seen_at) == (key, gate.id, NOW, NOW)
    assert device.data_at == NOW - timedelta(seconds=5)
    assert device.scanned_at == NOW - timedelta(seconds=40)
    assert (device.unsent, device.unsent_since) == (2, NOW - timedelta(seconds=90))
    assert device.clock_offset_ms == -1200


@pytest.mark.both_engines
def test_a_report_costs_a_write_only_now_and_then_or_when_it_is_news(
    steward: FlaskClient, edition: Edition, key: str, statements: list[str]
) -> None:
    counted = []
    with time_machine.travel(NOW, tick=False) as clock:
        report(steward, edition, device=key, open=1)
        for seconds, told in ((5, {"open": 1}), (5, {"open": 1}), (5, {"open": 1}), (5, {"open": 0})):
            clock.shift(timedelta(seconds=seconds))
            statements.clear()
            report(steward, edition, device=key, **told)
            counted.append(sum(1 for each in statements if "door_device" in each))
    assert counted == [0, 0, 2, 2]  # select and update, after fifteen seconds and as it goes to the back
    assert the_device().open_since is None


def test_what_did_not_change_is_not_sent_again_whatever_is_reported(
    steward: FlaskClient, edition: Edition, key: str
) -> None:
    first = report(steward, edition, device=key, open=1)
    header = {"X-Door-Report": f"device={key}&open=0", "If-None-Match": first.headers["ETag"]}
    assert steward.get(first.request.full_path, headers=header).status_code == 304
    assert the_device().open_since is None


@pytest.mark.parametrize(
    "header", ["", "device=", "open=1", "device=%00&gate=x", "x" * 500, "device=a&data=9" + "9" * 30]
)
def test_nonsense_is_answered_as_if_nothing_was_told(steward: FlaskClient, edition: Edition, header: str) -> None:
    path = f"/{edition.slug}/checkin/roster"
    assert steward.get(path, headers={"X-Door-Report": header}).status_code == 200


def test_a_gate_of_another_edition_is_none_of_ours(steward: FlaskClient, edition: Edition, key: str) -> None:
    elsewhere = a_gate(an_edition())
    report(steward, edition, device=key, gate=elsewhere.id, open=1, unsent="-5", waiting="x")
    assert (the_device().gate_id, the_device().unsent_since) == (None, None)


def test_the_supervisor_sees_each_device_and_what_to_look_after(
    supervisor: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    north, south = a_gate(edition, "Acceso norte"), a_gate(edition, "Acceso sur")
    path, counted, badges = f"/{edition.slug}/checkin/devices", [], [a_badge(edition) for _ in range(10)]
    a_device(edition, gate_id=north.id, name="Celular 1")
    supervisor.get(path)
    statements.clear()
    supervisor.get(path)
    counted.append(len(statements))
    silent, lost = NOW - timedelta(minutes=20), NOW - timedelta(minutes=4)
    a_device(edition, gate_id=south.id, name="Celular 2", open_since=silent, scanned_at=silent)
    a_device(edition, gate_id=south.id, name="Celular 3", seen_at=lost, unsent=3, unsent_since=lost)
    for badge in badges:
        supervisor.post(f"/api/gates/{north.id}/scans", json=a_scan(badge))
    statements.clear()
    page = supervisor.get(path).text
    counted.append(len(statements))
    rows = [row.split("</tr>")[0] for row in page.split('<th scope="row"')[1:]]
    words = ("Escaneando", "Fila en silencio", "Sin señal", "Por enviar</span>")
    assert {row.split("</a>")[0].split(">")[-1]: [word for word in words if word in row] for row in rows} == {
        "Celular 1": ["Escaneando"], "Celular 2": ["Fila en silencio"], "Celular 3": ["Sin señal", "Por enviar</span>"],
    }  # fmt: skip
    assert counted[0] == counted[1] == 4  # person · edition · devices · scans by gate
    again = supervisor.get(path, headers={"HX-Request": "true"}).text
    assert "<title>" not in again
    assert "Celular 3" in again
    assert "Dispositivos por atender: 2" in supervisor.get(f"/{edition.slug}/checkin/gates").text


def test_a_supervisors_scanner_is_told_how_many_should_be_looked_after(
    supervisor: FlaskClient, steward: FlaskClient, edition: Edition, key: str
) -> None:
    a_device(edition, unsent=1, unsent_since=NOW - timedelta(minutes=5))
    assert b'"alarms":1' in report(supervisor, edition, device=key).data
    assert b'"alarms"' not in report(steward, edition, device=f"{key}b").data


@pytest.mark.both_engines
def test_a_device_closed_from_afar_is_signed_out_and_told_once_it_asks(
    supervisor: FlaskClient, steward: FlaskClient, edition: Edition, key: str
) -> None:
    here = f"/{edition.slug}/checkin"
    report(steward, edition, device=key, open=1, unsent=1, waiting=90)
    assert steward.get(f"{here}/device/closing").json == {"closed": False}
    device = the_device()
    assert supervisor.post(f"{here}/devices/{device.id}/closing").status_code == 303
    supervisor.post(f"{here}/devices/{device.id}/closing")
    assert report(steward, edition, device=key, open=1).status_code == 302
    assert steward.post("/api/gates/1/scans", json=a_scan()).status_code == 401
    page = supervisor.get(f"{here}/devices/{device.id}").text
    assert "Cerrado, por borrar" in page
    assert "Guarda 1 escaneo por enviar." in page

    assert steward.get(f"{here}/device/closing").json == {"closed": True}
    assert client_of_a_stranger(steward).get(f"{here}/device/closing").json == {"closed": False}
    steward.get(f"{here}/device/closing", headers={"X-Door-Report": "wiped=1"})
    assert the_device().wiped_at == NOW
    assert "Cerrado y borrado" in supervisor.get(f"{here}/devices").text
    assert events() == [DeviceEventKind.CLOSED, DeviceEventKind.WIPED]
    assert session().scalars(select(AccountEvent.kind)).all() == [AccountEventKind.SESSIONS_ENDED]


def client_of_a_stranger(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


def test_a_closed_device_stays_closed_whoever_signs_in(
    supervisor: FlaskClient, steward: FlaskClient, edition: Edition, key: str
) -> None:
    report(steward, edition, device=key, open=1)
    supervisor.post(f"/{edition.slug}/checkin/devices/{the_device().id}/closing")
    again = sign_in(steward, a_steward(edition))
    assert report(again, edition, device=key, open=1).status_code == 410
    assert report(again, edition, device=f"{key}-new", open=1).status_code == 200


def test_a_device_is_renamed_by_a_supervisor_alone(
    supervisor: FlaskClient, steward: FlaskClient, edition: Edition
) -> None:
    device = a_device(edition)
    path = f"/{edition.slug}/checkin/devices/{device.id}"
    assert steward.post(path, data={"name": "Mío"}).status_code == 403
    assert supervisor.post(path, data={"name": "x" * 41}).status_code == 422
    assert supervisor.post(path, data={"name": "Tableta norte"}).status_code == 302
    assert the_device().name == "Tableta norte"
    page = supervisor.get(path).text
    assert "Nombre nuevo" in page
    other = a_device(an_edition())
    assert supervisor.get(f"/{edition.slug}/checkin/devices/{other.id}").status_code == 404
    assert supervisor.post(f"/{edition.slug}/checkin/devices/{other.id}/closing").status_code == 404
