"""The desk registers people on site without network: the badge is there at once, and nobody is lost."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.models import Badge
from forum.core.database import session
from forum.editions.models import Edition
from forum.registration.models import Registration
from tests.browser.conftest import Complaints, serious_faults
from tests.browser.door.hands import Cookies, answered, ready, wedge
from tests.browser.servers import Server
from tests.builders.checkin import a_steward
from tests.builders.editions import a_category
from tests.builders.people import sign_in
from tests.builders.registrations import a_notice

pytestmark = pytest.mark.browser


@pytest.fixture
def server(live_app: Flask) -> Iterator[Server]:
    """A server that can be stopped."""
    there = Server(live_app)
    there.start()
    yield there
    there.stop()


@pytest.fixture
def address(server: Server) -> str:
    """Where it is served."""
    return f"http://localhost:{server.port}"


@pytest.fixture
def path(edition: Edition) -> str:
    """The address of the page."""
    a_notice()
    a_category(edition, name_es="Visitante nacional", name_en="National visitor", colour="#0b5fa5")
    return f"/{edition.slug}/checkin/walk-ins/new"


@pytest.fixture
def cookies(live_app: Flask, edition: Edition, address: str) -> Cookies:
    """The cookies of a browser in which somebody of the desk is signed in."""
    client = sign_in(live_app.test_client(), a_steward(edition, Role.REGISTRATION_DESK))
    cookie = client.get_cookie("foro")
    assert cookie is not None
    return [{"name": "foro", "value": cookie.value, "url": address}]


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], cookies: Cookies, path: str, complaints: Complaints) -> Page:
    """A phone of the desk on which the page was opened once, with a network."""
    context = new_context(service_workers="allow")
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(path)
    expect(page.locator("[data-state]")).to_contain_text("Gafetes apartados por categoría: 20")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("async path => Boolean(await caches.match(path))", arg=path)
    return page


def type_person(page: Page, given: str, surname: str, organisation: str = "", email: str = "") -> None:
    page.get_by_label("Nombre(s)").fill(given)
    page.get_by_label("Apellidos").fill(surname)
    page.get_by_label("Empresa u organización").fill(organisation)
    page.get_by_label("Correo").fill(email)
    page.get_by_role("button", name="Registrar y dar gafete").click()
    expect(page.locator("#walkin-badge [data-name]")).to_have_text(f"{given} {surname}")


def shown_code(page: Page) -> str:
    """The code that a camera reads from the badge on the screen; the same is written below it."""
    picture = Image.open(BytesIO(page.locator("#walkin-badge svg").first.screenshot()))
    (found,) = zxingcpp.read_barcodes(picture)
    assert page.locator("[data-code]").inner_text().replace(" ", "") == found.text
    return found.text


def test_without_network_people_get_a_badge_and_are_registered_later(
    desk: Page, server: Server, path: str, gate_path: str
) -> None:
    gate = desk.context.new_page()
    gate.goto(gate_path)
    ready(gate)
    server.stop()
    desk.reload()
    expect(desk.locator("[data-state]")).to_contain_text("Sin conexión")
    type_person(desk, "Nadia", "Olvera", "Moldes Olvera", "nadia@moldes.example")
    assert serious_faults(desk) == []
    first = shown_code(desk)
    desk.get_by_role("button", name="Registrar a alguien más").click()
    type_person(desk, "Otilio", "Rentería")
    second = shown_code(desk)
    assert first != second
    expect(desk.locator("[data-state]")).to_contain_text("Registros por enviar: 2")
    expect(desk.locator("#walkin-list li")).to_have_count(2)

    wedge(gate, first)
    answered(gate, "admitted", "Adelante")
    expect(gate.locator(".answer__detail")).to_have_text("Puede pasar: gafete recién hecho en la mesa de registro.")
    gate.close()

    kept = json.dumps(desk.evaluate("() => Object.entries(localStorage)"), ensure_ascii=False)
    assert [word for word in ("Nadia", "Olvera", "nadia@", first, second) if word in kept] == []
    desk.reload()
    expect(desk.locator("[data-state]")).to_contain_text("Registros por enviar: 2")
    session().rollback()
    assert session().scalars(select(Registration)).all() == []

    server.start()
    desk.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(desk.locator("[data-state]")).to_contain_text("Gafetes apartados por categoría: 20")
    session().rollback()
    assert set(session().scalars(select(Badge.code))) == {first, second}
    type_person(desk, "Pía", "Zúñiga")
    expect(desk.locator("#walkin-list li").first).to_contain_text("Registro hecho.")
    assert shown_code(desk) not in {first, second}


def test_a_field_that_is_missing_is_asked_for_and_no_code_is_spent(desk: Page) -> None:
    desk.get_by_role("button", name="Registrar y dar gafete").click()
    expect(desk.locator("[data-field]").first).to_contain_text("Falta este dato.")
    expect(desk.locator("#walkin-badge")).to_be_hidden()
    expect(desk.locator("[data-state]")).to_contain_text("Gafetes apartados por categoría: 20")


def test_the_badge_is_printed_on_a_label(desk: Page) -> None:
    type_person(desk, "Nadia", "Olvera", "Moldes Olvera")
    pdf = desk.pdf(prefer_css_page_size=True)
    assert b"/Type /Page\n" in pdf or pdf.count(b"/Type /Page") >= 1
    media = pdf.split(b"/MediaBox [")[1].split(b"]")[0].split()
    wide, high = (float(each) / 72 * 25.4 for each in media[2:])
    assert (round(wide), round(high)) == (62, 100)
    assert pdf.count(b"/MediaBox") == 1
