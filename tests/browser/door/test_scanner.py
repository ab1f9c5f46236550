"""The scanner in a real Chromium: a fake camera sees a printed badge; and every other way to scan."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route, expect

from forum.badges.models import Badge
from forum.checkin.enums import ScanMethod, ScanOutcome
from forum.checkin.models import Gate
from forum.core.database import db
from forum.editions.models import Edition
from tests.browser.conftest import Complaints, serious_faults
from tests.browser.door.hands import Cookies, answered, ready, recorded, wedge

pytestmark = pytest.mark.browser


def test_camera_reads_the_printed_badge_and_recovers(camera_before: Callable[..., Page], badge: Badge) -> None:
    camera_door = camera_before([badge.code])
    camera_door.get_by_role("button", name="Empezar a escanear").click()
    answered(camera_door, "admitted", "Adelante")
    expect(camera_door.locator(".answer__name")).to_have_text("Íñigo Peñaloza Ordóñez")
    expect(camera_door.locator("#answer")).to_be_hidden()
    expect(camera_door.locator("#eye")).to_have_attribute("data-state", "live")
    expect(camera_door.locator("[data-count-here]")).to_have_text("1")
    assert recorded() == [(ScanMethod.CAMERA, ScanOutcome.ADMITTED)]

    camera_door.evaluate(
        """() => { const track = document.querySelector("video").srcObject.getVideoTracks()[0];
                   track.stop(); track.dispatchEvent(new Event("ended")); }"""
    )
    expect(camera_door.locator("#eye")).to_have_attribute("data-state", "starting")
    expect(camera_door.locator("#eye")).to_have_attribute("data-state", "live")

    camera_door.get_by_role("button", name="Apagar la cámara").click()
    expect(camera_door.get_by_role("button", name="Empezar a escanear")).to_be_visible()


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

    ready(door)
    door.route("**/api/**", cut)
    door.get_by_label("Código del gafete").fill(badge.code)
    door.get_by_role("button", name="Escanear", exact=True).click()
    answered(door, "admitted", "Adelante")
    expect(door.locator(".answer__name")).to_have_text("Íñigo Peñaloza Ordóñez")
    expect(door.locator(".answer__age")).to_contain_text("Sin conexión, datos de las")
    expect(door.locator("[data-queue]")).to_contain_text("Sin conexión. Escaneos por enviar: 1")
    assert recorded() == []

    door.reload()
    expect(door.locator("[data-queue]")).to_contain_text("Sin conexión. Escaneos por enviar: 1")
    door.unroute("**/api/**")
    expect(door.locator("[data-queue]")).to_be_hidden()
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

    ready(door)
    door.route("**/api/**", lose_first)
    wedge(door, badge.code)
    answered(door, "admitted", "Adelante")
    expect(door.locator("#log li")).to_contain_text("Adelante · Enviado después")
    assert lost == [200]
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()


def test_an_address_that_a_hand_held_scanner_reads_leads_nowhere(door: Page) -> None:
    wedge(door, "https://example.mx/1")
    answered(door, "unknown", "Desconocido")
    expect(door.get_by_role("searchbox")).not_to_be_focused()


@pytest.mark.parametrize("patience", [1])
def test_scan_waits_for_a_busy_database(live_app: Flask, door: Page, badge: Badge, complaints: Complaints) -> None:
    database = db.engine.url.database
    assert database is not None
    ready(door)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with door.expect_response(lambda answer: "/api/" in answer.url and answer.status == 503):
            wedge(door, badge.code)
            answered(door, "admitted", "Adelante")
            expect(door.locator("[data-queue]")).to_contain_text("por enviar: 1")
    expect(door.locator("#log li")).to_contain_text("Adelante · Enviado después")
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()


def test_signed_out_phone_says_so_and_keeps_the_scan(door: Page, badge: Badge, complaints: Complaints) -> None:
    ready(door)
    kept = door.context.cookies()
    door.context.clear_cookies()
    wedge(door, badge.code)
    answered(door, "admitted", "Adelante")
    expect(door.locator(".answer__order")).to_have_text("Su sesión terminó: inicie sesión para enviarlo.")
    expect(door.locator("[data-queue]")).to_contain_text("Su sesión terminó. Escaneos por enviar: 1")
    expect(door.locator("#answer")).to_contain_text("Su sesión terminó: inicie sesión para enviarlo.")
    expect(door.get_by_role("link", name="Iniciar sesión")).to_be_visible()
    door.context.add_cookies(kept)  # type: ignore[arg-type]
    expect(door.locator("[data-queue]")).to_be_hidden()
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()


def test_signing_in_again_in_another_tab_loses_no_scan(
    door: Page, badge: Badge, other_cookies: Cookies, complaints: Complaints
) -> None:
    door.context.clear_cookies()
    door.context.add_cookies(other_cookies)  # type: ignore[arg-type]
    wedge(door, badge.code)
    answered(door, "admitted", "Adelante")
    expect(door.locator("[data-queue]")).to_be_hidden()
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.ADMITTED)]
    complaints.clear()  # the browser notes the 400 that brought the new token


def test_everything_but_the_camera_works_without_script(
    new_context: Callable[..., BrowserContext], cookies: Cookies, gate_path: str, badge: Badge
) -> None:
    context = new_context(java_script_enabled=False)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(gate_path)
    page.get_by_label("Código del gafete").fill(badge.code)
    page.get_by_role("button", name="Escanear", exact=True).click()
    answered(page, "admitted", "Adelante")
    page.get_by_role("link", name="Seguir").click()
    page.get_by_label("Buscar por nombre").fill("peñaloza")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".door__person")).to_contain_text("Entró a las")
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
