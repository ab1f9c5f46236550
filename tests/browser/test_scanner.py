"""The scanner in a real Chromium: a fake camera sees a printed badge; and every other way to scan."""

import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.sheets import render_badges
from forum.badges.enums import Layout
from forum.badges.models import Badge
from forum.badges.rules import Printable
from forum.checkin.enums import ScanMethod, ScanOutcome
from forum.checkin.models import Gate, Scan
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.editions.models import Edition
from forum.printing.typefaces import fonts_in
from tests.browser.conftest import PHONE, Complaints, serious_faults
from tests.builders.checkin import a_badge, a_gate, a_steward
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.conftest import missing

pytestmark = pytest.mark.browser
FONTS = Path(__file__).resolve().parents[2] / "static/dist/fonts"
Cookies = list[dict[str, str]]


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


@pytest.fixture
def gate(edition: Edition) -> Gate:
    """A gate."""
    return a_gate(edition, "Acceso norte")


@pytest.fixture
def badge(edition: Edition) -> Badge:
    """The badge of somebody with a name worth searching for."""
    person = a_person(given_names="Íñigo", first_surname="Peñaloza", second_surname="Ordóñez", phone="+524771234567")
    category = a_category(edition, name_es="Proveedor", name_en="Supplier", colour="#0b5fa5")
    return a_badge(edition, person=person, category=category, organisation="Forjas del Bajío, S.A. de C.V.")


@pytest.fixture
def cookies(live_app: Flask, edition: Edition, address: str) -> Cookies:
    """The cookies of a browser in which a gate supervisor is signed in."""
    client = sign_in(live_app.test_client(), a_steward(edition, Role.GATE_SUPERVISOR))
    cookie = client.get_cookie("foro")
    assert cookie is not None
    return [{"name": "foro", "value": cookie.value, "url": address}]


@pytest.fixture
def gate_path(gate: Gate, edition: Edition) -> str:
    """The address of the scanner."""
    return f"/{edition.slug}/checkin/gates/{gate.id}"


@pytest.fixture
def door(page: Page, cookies: Cookies, gate_path: str) -> Page:
    """The scanner of the gate on a phone."""
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(gate_path)
    return page


def film_of(badge: Badge, folder: Path) -> Path:
    """What a camera sees that is held before the printed badge, as an MJPEG file."""
    printable = Printable(
        badge_id=badge.id,
        code=badge.code,
        given_names="Íñigo",
        first_surname="Peñaloza",
        second_surname="Ordóñez",
        organisation="Forjas del Bajío, S.A. de C.V.",
        position="Gerente de Ventas",
        category_es="Proveedor",
        category_en="Supplier",
        colour="#0b5fa5",
    )
    face = BadgeFace(
        printable=printable,
        category_name="Proveedor",
        edition_name="Foro de Proveeduría Automotriz",
        dates="9 y 10 de septiembre de 2026",
        venue="Poliforum León",
    )
    (folder / "badge.pdf").write_bytes(
        render_badges([face], layout=Layout.A6, fonts=fonts_in(FONTS, "badge"), title="Gafetes", language="es-MX")
    )
    fit = "scale=1280:720:force_original_aspect_ratio=decrease,pad=1280:720:(ow-iw)/2:(oh-ih)/2:gray,format=yuvj420p"
    for command in (
        ["pdftoppm", "-png", "-r", "150", "-singlefile", "badge.pdf", "badge"],
        [
            "ffmpeg",
            "-loglevel",
            "error",
            "-loop",
            "1",
            "-i",
            "badge.png",
            "-t",
            "2",
            "-r",
            "10",
            "-vf",
            fit,
            "cam.mjpeg",
        ],
    ):
        try:
            subprocess.run(command, cwd=folder, check=True, timeout=60)
        except FileNotFoundError:
            missing(command[0])
    return folder / "cam.mjpeg"


@pytest.fixture
def seeing(launch: Callable[..., Browser], badge: Badge, tmp_path: Path) -> Iterator[Browser]:
    """A Chromium whose camera sees the badge."""
    browser = launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film_of(badge, tmp_path)}",
    )
    yield browser
    browser.close()


@pytest.fixture
def camera_door(seeing: Browser, address: str, cookies: Cookies, gate_path: str, complaints: Complaints) -> Page:
    """The scanner on a phone whose camera sees the badge."""
    context = seeing.new_context(base_url=address, viewport=PHONE, locale="es-MX", permissions=["camera"])
    context.add_cookies(cookies)  # type: ignore[arg-type]
    opened = context.new_page()
    complaints.listen(opened)
    opened.goto(gate_path)
    return opened


def recorded() -> list[tuple[ScanMethod, ScanOutcome]]:
    session().rollback()
    query = select(Scan.method, Scan.outcome).order_by(Scan.received_at)
    return [(method, outcome) for method, outcome in session().execute(query)]


def answered(page: Page, outcome: str, title: str) -> None:
    panel = page.locator("#answer")
    expect(panel).to_be_visible()
    expect(panel).to_have_attribute("data-outcome", outcome)
    expect(panel.locator(".answer__title")).to_have_text(title)


def wedge(page: Page, text: str) -> None:
    """What a hand-held scanner does: types fast, and ends with Enter.

    All keys are made, and so get their times, before the first is heard: a busy machine cannot part them.
    """
    page.evaluate(
        """text => {
             const target = document.activeElement ?? document.body;
             const make = key => new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
             for (const event of [...text, "Enter"].map(make)) target.dispatchEvent(event); }""",
        text,
    )


def test_camera_reads_the_printed_badge_and_recovers(camera_door: Page, badge: Badge) -> None:
    camera_door.get_by_role("button", name="Empezar a leer").click()
    answered(camera_door, "admitted", "Adelante")
    expect(camera_door.locator(".answer__name")).to_have_text("Íñigo Peñaloza Ordóñez")
    expect(camera_door.locator("#answer")).to_be_hidden(timeout=3000)
    expect(camera_door.locator("#eye")).to_have_attribute("data-state", "live")
    expect(camera_door.locator("[data-count-here]")).to_have_text("1")
    assert recorded() == [(ScanMethod.CAMERA, ScanOutcome.ADMITTED)]

    camera_door.evaluate(
        """() => { const track = document.querySelector("video").srcObject.getVideoTracks()[0];
                   track.stop(); track.dispatchEvent(new Event("ended")); }"""
    )
    expect(camera_door.locator("#eye")).to_have_attribute("data-state", "starting")
    expect(camera_door.locator("#eye")).to_have_attribute("data-state", "live", timeout=8000)

    camera_door.get_by_role("button", name="Apagar la cámara").click()
    expect(camera_door.get_by_role("button", name="Empezar a leer")).to_be_visible()


def test_hand_held_scanner_needs_no_focus(door: Page, badge: Badge) -> None:
    wedge(door, badge.code)
    answered(door, "admitted", "Adelante")
    door.keyboard.press("Escape")
    expect(door.locator("#answer")).to_be_hidden()

    door.get_by_label("Buscar por nombre").fill("pe")
    wedge(door, badge.code)
    answered(door, "already_inside", "Ya entró")
    expect(door.get_by_label("Buscar por nombre")).to_have_value("pe")
    assert recorded() == [
        (ScanMethod.WEDGE, ScanOutcome.ADMITTED),
        (ScanMethod.WEDGE, ScanOutcome.ALREADY_INSIDE),
    ]


def test_slow_typing_is_no_scanner(door: Page, badge: Badge) -> None:
    field = door.get_by_label("Código del gafete")
    field.press_sequentially(badge.code[:10].lower(), delay=110)
    field.press_sequentially(badge.code[10:], delay=110)
    field.press("Enter")
    answered(door, "admitted", "Adelante")
    expect(field).to_have_value("")
    assert recorded() == [(ScanMethod.TYPED, ScanOutcome.ADMITTED)]


def test_name_search_lets_somebody_in_and_tells_no_more(door: Page, badge: Badge) -> None:
    door.get_by_label("Buscar por nombre").press_sequentially("penaloza", delay=20)
    found = door.locator("#people")
    expect(found).to_contain_text("Íñigo Peñaloza Ordóñez")
    expect(found).to_contain_text("Forjas del Bajío, S.A. de C.V.")
    shown = door.content()
    assert [secret for secret in ("@example.mx", "4771234567", "477 123", badge.code) if secret in shown] == []

    door.get_by_role("button", name="Dar acceso a Íñigo Peñaloza Ordóñez").click()
    answered(door, "admitted", "Adelante")
    assert recorded() == [(ScanMethod.SEARCH, ScanOutcome.ADMITTED)]


def test_scan_survives_a_lost_network_and_a_reload(door: Page, badge: Badge, complaints: Complaints) -> None:
    def cut(route: Route) -> None:
        route.abort()

    door.route("**/api/**", cut)
    door.get_by_label("Código del gafete").fill(badge.code)
    door.get_by_role("button", name="Leer", exact=True).click()
    answered(door, "pending", "Guardado")
    expect(door.locator("[data-queue]")).to_contain_text("Sin conexión, 1 por enviar")
    assert recorded() == []

    door.reload()
    expect(door.locator("[data-queue]")).to_contain_text("Sin conexión, 1 por enviar")
    door.unroute("**/api/**")
    expect(door.locator("[data-queue]")).to_be_hidden(timeout=12_000)
    expect(door.locator("#log li")).to_have_count(1)
    assert recorded() == [(ScanMethod.TYPED, ScanOutcome.ADMITTED)]
    assert [c for c in complaints if "ERR_FAILED" not in c] == []
    complaints.clear()


def test_answer_lost_on_the_way_records_nothing_twice(door: Page, badge: Badge, complaints: Complaints) -> None:
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    door.route("**/api/**", lose_first)
    wedge(door, badge.code)
    answered(door, "pending", "Guardado")
    answered(door, "admitted", "Adelante")
    assert lost == [200]
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()


def test_scan_waits_for_a_busy_database(live_app: Flask, door: Page, badge: Badge, complaints: Complaints) -> None:
    database = db.engine.url.database
    assert database is not None
    answers: list[int] = []
    door.on("response", lambda answer: answers.append(answer.status) if "/api/" in answer.url else None)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        wedge(door, badge.code)
        answered(door, "pending", "Guardado")
        expect(door.locator("[data-queue]")).to_contain_text("1 por enviar", timeout=12_000)
    expect(door.locator("#log li")).to_contain_text("Adelante", timeout=12_000)
    assert (answers[0], answers[-1]) == (503, 200)
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()


def test_signed_out_phone_says_so_and_keeps_the_scan(door: Page, badge: Badge, complaints: Complaints) -> None:
    kept = door.context.cookies()
    door.context.clear_cookies()
    wedge(door, badge.code)
    expect(door.locator("[data-queue]")).to_contain_text("Su sesión terminó, 1 por enviar.")
    expect(door.get_by_role("link", name="Iniciar sesión")).to_be_visible()
    door.context.add_cookies(kept)  # type: ignore[arg-type]
    expect(door.locator("[data-queue]")).to_be_hidden(timeout=12_000)
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()


def test_everything_but_the_camera_works_without_script(
    new_context: Callable[..., BrowserContext], cookies: Cookies, gate_path: str, badge: Badge
) -> None:
    context = new_context(java_script_enabled=False)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(gate_path)
    page.get_by_label("Código del gafete").fill(badge.code)
    page.get_by_role("button", name="Leer", exact=True).click()
    answered(page, "admitted", "Adelante")
    page.get_by_role("link", name="Seguir").click()
    page.get_by_label("Buscar por nombre").fill("peñaloza")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".door__person")).to_contain_text("Adentro desde")
    page.get_by_role("button", name="Dar acceso").click()
    answered(page, "already_inside", "Ya entró")


def test_pages_of_the_door_have_no_serious_fault(door: Page, badge: Badge, edition: Edition, gate: Gate) -> None:
    assert serious_faults(door) == []
    for code, outcome in ((badge.code, "admitted"), (badge.code, "already_inside"), ("0" * 20, "unknown")):
        wedge(door, code)
        expect(door.locator("#answer")).to_have_attribute("data-outcome", outcome)
        assert serious_faults(door) == []
    door.keyboard.press("Escape")
    door.get_by_label("Buscar por nombre").press_sequentially("penaloza", delay=20)
    expect(door.locator(".door__person")).to_have_count(1)
    assert serious_faults(door) == []
    for path in ("gates", "gates/new", f"gates/{gate.id}/edit", "counts"):
        door.goto(f"/{edition.slug}/checkin/{path}")
        assert serious_faults(door) == []
