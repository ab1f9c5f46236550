"""The scanner without network: it starts, answers by the rules, and tells nothing to who finds the phone."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from forum.badges.enums import RevokedFor
from forum.badges.models import Badge
from forum.checkin.enums import GateDirection, ScanMethod, ScanOutcome
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from tests.browser.conftest import Complaints, serious_faults
from tests.browser.door.hands import Cookies, answered, ready, recorded, wedge
from tests.browser.servers import Server
from tests.builders.checkin import a_badge
from tests.builders.people import a_person

pytestmark = pytest.mark.browser
NAME = "Íñigo Peñaloza Ordóñez"
LONG_BEFORE = timedelta(seconds=30)  # more than a slow machine errs when a phone measures its clock by the server's


@pytest.fixture
def server(live_app: Flask) -> Iterator[Server]:
    """A server that is up."""
    there = Server(live_app)
    there.start()
    yield there
    there.stop()


@pytest.fixture
def address(server: Server) -> str:
    """Where it is served."""
    return f"http://localhost:{server.port}"


@pytest.fixture
def phone(
    new_context: Callable[..., BrowserContext], cookies: Cookies, gate_path: str, badge: Badge, complaints: Complaints
) -> Page:
    """A phone on which the scanner was opened once, with a network."""
    context = new_context(service_workers="allow")
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(gate_path)
    ready(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    kept = "async path => Boolean(await caches.match(path))"
    for _ in range(100):
        if page.evaluate(kept, gate_path):
            return page
        page.wait_for_timeout(50)
    raise AssertionError("the page is not kept")


def names_on(page: Page) -> str:
    """The names that the phone keeps, as text."""
    return str(
        page.evaluate(
            """() => new Promise((done, fail) => {
              const request = indexedDB.open("foro.door");
              request.onerror = fail;
              request.onsuccess = () => {
                const asked = request.result.transaction("names").objectStore("names").getAll();
                asked.onsuccess = () => { request.result.close(); done(JSON.stringify(asked.result)); }; }; })"""
        )
    )


def kept_on(page: Page) -> str:
    """Everything that the phone keeps."""
    return str(
        page.evaluate(
            """async () => {
              const text = bytes => new TextDecoder("utf-8").decode(bytes);
              const database = await new Promise((done, fail) => {
                const request = indexedDB.open("foro.door");
                request.onsuccess = () => done(request.result);
                request.onerror = fail; });
              const all = name => new Promise(done => {
                const request = database.transaction(name).objectStore(name).getAll();
                request.onsuccess = () => done(request.result); });
              const rosters = (await all("rosters")).map(({ file }) => text(file));
              const entries = await all("entries");
              const pages = [];
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys())
                  if (!request.url.includes("/static/")) pages.push(await (await cache.match(request)).text()); }
              return JSON.stringify({ rosters, entries, pages, local: Object.entries(localStorage) }); }"""
        )
    )


def test_it_starts_and_answers_without_network_and_sends_when_it_is_back(
    phone: Page, server: Server, gate_path: str, badge: Badge
) -> None:
    server.stop()
    phone.close()
    page = phone.context.new_page()
    page.goto(gate_path)
    ready(page)
    wedge(page, badge.code)
    answered(page, "admitted", "Adelante")
    expect(page.locator(".answer__name")).to_have_text(NAME)
    expect(page.locator(".answer__age")).to_contain_text("Sin conexión, datos de las")
    page.reload()
    expect(page.locator("[data-queue]")).to_contain_text("Sin conexión. Escaneos por enviar: 1")
    wedge(page, badge.code)
    answered(page, "already_inside", "Ya entró")
    expect(page.locator(".answer__detail")).to_contain_text("por Acceso norte")
    page.keyboard.press("Escape")
    wedge(page, "0" * 20)
    answered(page, "supervisor", "Llame al supervisor")
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    page.evaluate("() => { window.isLeft = true; }")
    page.get_by_role("link", name="Cambiar de puerta").click()
    page.wait_for_function("() => !window.isLeft")
    expect(page).to_have_url(re.compile(f"{gate_path}$"))
    ready(page)
    assert recorded() == []

    server.start()
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert sorted(outcome for _method, outcome in recorded()) == [
        ScanOutcome.ADMITTED,
        ScanOutcome.ALREADY_INSIDE,
        ScanOutcome.UNKNOWN,
    ]
    assert page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('foro.scan.'))") == []


@pytest.mark.parametrize("gate", [GateDirection.BOTH], indirect=True)
def test_in_out_and_in_again_without_network(phone: Page, server: Server, gate_path: str, badge: Badge) -> None:
    page = phone
    server.stop()
    wedge(page, badge.code)
    answered(page, "admitted", "Adelante")
    page.keyboard.press("Escape")
    page.locator("[data-way] label", has_text="Salida").click()
    wedge(page, badge.code)
    answered(page, "left", "Salida")
    expect(page.locator(".answer__detail")).to_have_text("Registramos su salida.")
    page.reload()
    expect(page.get_by_role("radio", name="Salida")).to_be_checked()
    ready(page)
    page.locator("[data-way] label", has_text="Entrada").click()
    wedge(page, badge.code)
    answered(page, "admitted", "Adelante")
    expect(page.locator(".answer__detail")).to_have_text("Puede pasar: vuelve a entrar.")
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    server.start()
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert [outcome for _method, outcome in recorded()] == [
        ScanOutcome.ADMITTED,
        ScanOutcome.LEFT,
        ScanOutcome.ADMITTED,
    ]
    expect(page.locator("[data-count-inside]")).to_have_text("1")


def test_who_came_in_with_a_badge_revoked_meanwhile_is_told(phone: Page, server: Server, badge: Badge) -> None:
    server.stop()
    with atomic() as change:
        change.get_one(Badge, badge.id).revoked_at = utc_now() - LONG_BEFORE
    wedge(phone, badge.code)
    answered(phone, "admitted", "Adelante")
    phone.keyboard.press("Escape")
    server.start()
    alert = phone.locator("#alerts")
    expect(alert).to_contain_text(f"{NAME}: Se dejó pasar sin conexión. Avise al supervisor.")
    expect(phone.locator("[data-conflicts]")).to_have_text("Diferencias sin conexión: 1")
    assert serious_faults(phone) == []
    phone.get_by_role("button", name="Visto").click()
    expect(alert).to_be_hidden()
    assert recorded() == [(ScanMethod.WEDGE, ScanOutcome.REVOKED)]
    wedge(phone, badge.code)
    answered(phone, "revoked", "Gafete cancelado")


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (RevokedFor.REISSUED, "Se repuso por otro gafete. Envíe a la mesa de registro."),
        (RevokedFor.CANCELLED, "El registro se canceló. Envíe a la mesa de registro."),
    ],
)
def test_a_revoked_badge_says_why_without_network_too(
    phone: Page, server: Server, badge: Badge, cause: RevokedFor, told: str
) -> None:
    with atomic() as change:
        revoked = change.get_one(Badge, badge.id)
        revoked.revoked_at, revoked.revoked_for = utc_now() - LONG_BEFORE, cause
    with phone.expect_response(re.compile("/checkin/roster")):
        phone.reload()
    phone.wait_for_timeout(2500)  # longer than how far the badges are is kept, and time to ask again
    with phone.expect_response(re.compile("/checkin/roster")):
        phone.evaluate("() => window.dispatchEvent(new Event('online'))")
    ready(phone)
    server.stop()
    wedge(phone, badge.code)
    answered(phone, "revoked", "Gafete cancelado")
    expect(phone.locator(".answer__detail")).to_have_text(told)


def test_a_supervisor_who_took_the_names_along_finds_people_without_network(
    phone: Page, server: Server, badge: Badge, edition: Edition
) -> None:
    a_badge(edition, person=a_person(given_names="Iñaki", first_surname="Peña"), revoked=True)
    server.stop()
    search = phone.get_by_label("Buscar por nombre")
    search.fill("penaloza")
    expect(phone.locator("#people")).to_contain_text("Sin conexión no se puede buscar por nombre.")
    server.start()
    phone.get_by_role("button", name="Llevar los nombres para buscar sin conexión").click()
    expect(phone.locator("[data-names]")).to_contain_text("Nombres en este dispositivo: 2.")
    server.stop()
    phone.reload()
    ready(phone)
    expect(phone.locator("[data-names]")).to_contain_text("Nombres en este dispositivo: 2.")
    search.fill("íñ")
    expect(phone.locator(".door__person")).to_have_count(2)
    expect(phone.locator(".door__person", has_text="Iñaki")).to_contain_text("Registro no vigente")
    search.fill("forjas penaloza")
    expect(phone.locator(".door__person")).to_have_count(1)
    assert serious_faults(phone) == []
    phone.get_by_role("button", name=f"Dar acceso: {NAME}").click()
    answered(phone, "admitted", "Adelante")
    expect(phone.locator(".answer__name")).to_have_text(NAME)
    phone.keyboard.press("Escape")
    wedge(phone, badge.code)
    answered(phone, "already_inside", "Ya entró")
    phone.keyboard.press("Escape")
    server.start()
    expect(phone.locator("[data-queue]")).to_be_hidden()
    assert recorded() == [
        (ScanMethod.SEARCH, ScanOutcome.ADMITTED),
        (ScanMethod.WEDGE, ScanOutcome.ALREADY_INSIDE),
    ]
    assert "Peñaloza" in names_on(phone)
    phone.get_by_role("button", name="Terminar turno").click()
    phone.wait_for_url("**/")
    assert names_on(phone) == "[]"


def test_who_finds_the_phone_reads_no_name_and_no_code(
    phone: Page, server: Server, badge: Badge, gate_path: str
) -> None:
    server.stop()
    for code in (badge.code, badge.code):
        wedge(phone, code)
        expect(phone.locator("#answer")).to_be_visible()
        phone.keyboard.press("Escape")
        expect(phone.locator("#answer")).to_be_hidden()
    kept = kept_on(phone)
    told = json.loads(kept)
    assert (len(told["rosters"]), len(told["entries"]), len(told["pages"])) == (1, 1, 1)
    assert sum(key.startswith("foro.scan.") for key, _scan in told["local"]) == 2
    names = ("Íñigo", "Peñaloza", "Ordóñez", "Forjas", badge.code, "@example.mx", "4771234567")
    assert [name for name in names if name in kept] == []


def test_signing_out_ends_what_is_kept(phone: Page, gate_path: str) -> None:
    phone.goto("/account/home")
    phone.get_by_role("button", name="Cerrar sesión").last.click()
    expect(phone.get_by_role("link", name="Iniciar sesión").first).to_be_attached()
    assert json.loads(kept_on(phone)) | {"local": []} == {"rosters": [], "entries": [], "pages": [], "local": []}
    assert phone.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0


def test_a_new_version_takes_the_place_of_the_former(
    phone: Page, gate_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "async () => (await caches.keys()).sort()"
    files, pages = phone.evaluate(names)
    monkeypatch.setattr("forum.checkin.api.device.BRAND", ("brand/favicon.svg",))
    phone.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")
    for _ in range(100):
        now = phone.evaluate(names)
        if files not in now:
            break
        phone.wait_for_timeout(50)
    assert (len(now), pages in now, files in now) == (2, True, False)
    assert phone.evaluate("async path => Boolean(await caches.match(path))", gate_path)
