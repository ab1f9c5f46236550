"""`forum hub` as it runs: a process that serves phones over HTTPS, with the centre and without, and killed."""

import ssl
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from forum.accounts.models import Person, SignInSession
from forum.checkin.documents.roster_reading import read_roster
from forum.checkin.enums import Told
from forum.checkin.models import Gate, Hub, Scan
from forum.cli import main
from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.editions.models import Edition
from forum.hub.journal import Journal
from tests.browser.servers import Server
from tests.builders.checkin import a_badge, a_hub, a_scan, a_steward
from tests.builders.hubs import HubProcess, Phone, until
from tests.builders.people import sign_in


@pytest.fixture
def hub(centre: Server, gate: Gate, open_today: Edition, tmp_path: Path) -> Iterator[HubProcess]:
    """A hub with a key of the centre."""
    key = a_hub(open_today).key
    process = HubProcess(tmp_path / "hub", centre=f"http://localhost:{centre.port}", key=key)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def steward(open_today: Edition) -> Person:
    return a_steward(open_today)


@pytest.fixture
def phone(hub: HubProcess, steward: Person, centre_app: Flask, gate: Gate, open_today: Edition) -> Phone:
    """A phone on which a steward is signed in, whose scanner was opened at the hub."""
    cookie = sign_in(centre_app.test_client(), steward).get_cookie("foro")
    assert cookie is not None
    opened = Phone(hub, cookie=cookie.value)
    until(lambda: "El centro responde" in opened.open("/_hub"))
    opened.open(f"/{open_today.slug}/checkin/gates/{gate.id}")
    assert opened.ask("GET", f"/{open_today.slug}/checkin/roster")[0] == 200
    return opened


def a_read(badge: Any) -> dict[str, Any]:
    return a_scan(badge, sent_at=utc_now().isoformat())


def recorded() -> dict[str, Scan]:
    db.session.rollback()
    return {scan.id: scan for scan in session().scalars(select(Scan))}


def test_the_centre_goes_and_comes_back(
    hub: HubProcess, phone: Phone, centre: Server, gate: Gate, *, open_today: Edition, steward: Person
) -> None:
    first, second = a_read(a_badge(open_today)), a_read(a_badge(open_today))
    until(lambda: _badges(hub) == 2)
    status, answer = phone.scan(gate.id, first)
    assert (status, answer["title"], answer["count"], "age" in answer) == (200, "Adelante", 1, False)

    centre.stop()
    status, answer = phone.scan(gate.id, {**first, "id": a_scan()["id"]})
    assert (status, answer["title"], answer["gate"]) == (200, "Ya entró", "Acceso norte")
    status, answer = phone.scan(gate.id, second)
    assert (status, answer["outcome"], answer["name"]) == (200, "admitted", "María José Muñoz Güereca")
    assert answer["age"].startswith("Sin el centro, datos de las")
    stranger = Phone(hub, cookie="made up")
    assert stranger.scan(gate.id, a_read(a_badge(open_today)))[0] == 503
    assert phone.ask("POST", f"/api/gates/{gate.id}/scans", second, Origin="https://elsewhere.mx")[0] == 503
    status, _headers, roster = phone.ask("GET", f"/{open_today.slug}/checkin/roster?since=1")
    read = read_roster(roster)
    assert (status, read.head["full"], len(read.records), {each.gate_id for each in read.entries}) == (
        *(200, True, 2),
        {gate.id},
    )
    assert abs(read.head["clock"] / 1000 - time.time()) < 5
    status, _headers, page = phone.ask("GET", f"/{open_today.slug}/checkin/gates")
    assert (status, "El centro no responde" in page.decode()) == (503, True)
    assert "Escaneos por enviar" in phone.open("/_hub")

    centre.start()
    until(lambda: len(recorded()) == 3)
    scan = recorded()[str(second["id"])]
    assert (scan.operator_id, scan.told, scan.device) == (steward.id, Told.ADMITTED, "celular-1")
    until(lambda: phone.ask("GET", f"/{open_today.slug}/checkin/gates")[0] == 200)
    until(lambda: session().scalars(select(Hub.unsent)).one() == 0)


def _badges(hub: HubProcess) -> int:
    file = hub.folder / "roster"
    return len(read_roster(file.read_bytes()).records) if file.is_file() else 0


def test_nothing_that_was_answered_is_lost_when_the_hub_is_killed(
    hub: HubProcess, phone: Phone, centre: Server, gate: Gate, open_today: Edition
) -> None:
    scans = [a_read(a_badge(open_today)) for _ in range(60)]
    until(lambda: _badges(hub) == len(scans))
    centre.stop()
    answered: list[str] = []
    waiting = list(scans)
    lock = threading.Lock()

    def send() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                each = waiting.pop()
            try:
                status, answer = phone.scan(gate.id, each)
            except (OSError, HTTPException, ValueError):
                return  # the hub was killed before it had answered
            if status == 200 and answer["outcome"] == "admitted":
                answered.append(str(each["id"]))

    phones = [threading.Thread(target=send) for _ in range(4)]
    for thread in phones:
        thread.start()
    until(lambda: len(answered) >= 20)
    hub.kill()
    for thread in phones:
        thread.join()
    assert 20 <= len(answered) < len(scans)

    hub.start()
    kept = {scan.id for scan in Journal(hub.folder / "journal.sqlite").waiting(1000)}
    assert set(answered) <= kept
    again = next(each for each in scans if each["id"] == answered[0])
    assert phone.scan(gate.id, again)[1]["outcome"] == "admitted"
    assert phone.scan(gate.id, {**again, "id": a_scan()["id"]})[1]["outcome"] == "already_inside"
    centre.start()
    until(lambda: set(answered) <= set(recorded()))
    told = recorded()
    assert {told[each].told for each in answered} == {Told.ADMITTED}


def test_only_the_centre_is_reached_through_a_hub_and_phones_stay_at_it(
    hub: HubProcess, phone: Phone, centre: Server, open_today: Edition
) -> None:
    status, headers, _body = Phone(hub).ask("GET", f"/{open_today.slug}/checkin/gates")
    assert (status, headers["location"].startswith("/sign-in")) == (302, True)
    assert "strict-transport-security" not in headers
    for path, extra in (("/", {"Host": "elsewhere.mx"}), ("http://elsewhere.mx/healthz", {})):
        status, _headers, body = phone.ask("GET", path, **extra)
        assert (status, b"elsewhere" in body) in {(200, False), (302, False), (404, False)}
    assert phone.ask("GET", "/healthz")[0] == 200


def test_a_session_that_the_centre_ended_is_not_served_without_it(
    phone: Phone, centre: Server, gate: Gate, open_today: Edition, *, steward: Person
) -> None:
    path = f"/{open_today.slug}/checkin/roster"
    with atomic() as change:
        change.execute(delete(SignInSession).where(SignInSession.person_id == steward.id))
    assert phone.ask("GET", path)[0] == 302
    centre.stop()
    assert phone.scan(gate.id, a_read(a_badge(open_today)))[0] == 503
    assert phone.ask("GET", path)[0] == 503


def test_the_page_of_steps_shows_the_certificate_and_its_fingerprint(hub: HubProcess) -> None:
    at = f"http://localhost:{hub.help_port}"
    page = urllib.request.urlopen(at, timeout=20).read().decode()
    certificate = urllib.request.urlopen(f"{at}/foro.crt", timeout=20).read()
    assert ssl.DER_cert_to_PEM_cert(certificate).split() == hub.authority.read_text().split()
    assert all(words in page for words in ("iPhone", "Android", "Windows con Chrome o Edge", hub.address))
    english = urllib.request.Request(at, headers={"Accept-Language": "en"})
    assert "Trust the hub" in urllib.request.urlopen(english, timeout=20).read().decode()


def test_it_stops_when_it_is_told_to(hub: HubProcess) -> None:
    assert hub.stop() == 0


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("http://foro.example.mx", "https://hub.mx"), "must start with https://"),
        (("https://foro.example.mx", "http://hub.mx"), "Write the address of the hub"),
        (("https://foro.example.mx", "https://hub.mx", "--certificate", "/nowhere.pem"), "--certificate and --key"),
    ],
)
def test_what_cannot_work_is_not_started(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    command: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.setattr(sys, "argv", ["forum", "hub", *command, "--data", str(tmp_path / "hub")])
    assert main() == 1
    assert words in capfd.readouterr().err
