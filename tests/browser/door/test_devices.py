"""A phone of the door: paired by a link, locked with a PIN, closed from afar; what waits to be sent is never lost."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.badges.models import Badge
from forum.checkin.models import Device, Gate
from forum.checkin.service.devices import close_device
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from tests.browser.conftest import Complaints, serious_faults
from tests.browser.door.hands import answered, ready, recorded, wedge
from tests.builders.checkin import a_steward, an_offered_pairing
from tests.builders.people import a_person, a_role

pytestmark = pytest.mark.browser
UNSENT = "() => Object.keys(localStorage).filter(key => key.startsWith('foro.scan.')).length"
KEPT = """async () => {
  const pages = (await caches.keys()).length;
  const database = await new Promise(done => {
    const request = indexedDB.open("foro.door");
    request.onsuccess = () => done(request.result); });
  const rosters = await new Promise(done => {
    const request = database.transaction("rosters").objectStore("rosters").count();
    request.onsuccess = () => done(request.result); });
  database.close();
  return [pages, rosters]; }"""


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext], complaints: Complaints) -> Page:
    """A phone that nobody has used for this."""
    return new_context(service_workers="allow").new_page()


def paired(page: Page, edition: Edition, gate: Gate, *, pin: str = "") -> Page:
    """Open the link of a code and say yes."""
    ana = a_person(given_names="Ana", first_surname="Ruiz", second_surname=None, email=None)
    a_role(ana, Role.GATE_STEWARD, edition)
    page.goto(f"/{edition.slug}/phone/{an_offered_pairing(edition, ana, gate).code}")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "¿Usar este celular como escáner de Acceso norte para Ana Ruiz?"
    )
    page.get_by_label("PIN del turno").fill(pin)
    page.get_by_role("button", name="Sí, usar este celular").click()
    ready(page)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    for _ in range(100):
        if page.evaluate("path => caches.match(path).then(Boolean)", f"/{edition.slug}/checkin/gates/{gate.id}"):
            return page
        page.wait_for_timeout(50)
    raise AssertionError("the page is not kept")


def the_device() -> Device:
    session().rollback()
    return session().scalars(select(Device).execution_options(populate_existing=True)).one()


def reported(page: Page) -> Device:
    """The device, once the server has heard of it."""
    for _ in range(60):
        session().rollback()
        if session().scalars(select(Device.id)).all():
            return the_device()
        page.wait_for_timeout(100)
    raise AssertionError("nothing is heard of the phone")


def offline(page: Page, *, is_off: bool) -> None:
    page.context.set_offline(is_off)


def test_a_phone_is_paired_by_a_link_and_its_shift_is_ended(
    phone: Page, edition: Edition, gate: Gate, badge: Badge
) -> None:
    paired(phone, edition, gate)
    wedge(phone, badge.code)
    answered(phone, "admitted", "Adelante")
    phone.keyboard.press("Escape")
    device = reported(phone)
    assert (device.name, device.gate_id, device.open_since is None) == ("Celular 3", gate.id, False)
    assert serious_faults(phone) == []
    phone.get_by_role("button", name="Terminar turno").click()
    phone.wait_for_url("**/")
    assert phone.evaluate(KEPT) == [0, 0]
    assert the_device().ended_at is not None
    phone.goto(f"/{edition.slug}/checkin/gates/{gate.id}")
    phone.wait_for_url("**/sign-in**")


def test_a_phone_closed_from_afar_forgets_all_but_what_waits(
    phone: Page, live_app: Flask, edition: Edition, gate: Gate, badge: Badge
) -> None:
    paired(phone, edition, gate)
    device = reported(phone)
    phone.context.route("**/api/gates/**", lambda route: route.abort())
    wedge(phone, badge.code)
    answered(phone, "admitted", "Adelante")
    phone.keyboard.press("Escape")
    assert phone.evaluate(UNSENT) == 1
    close_device(device.id, edition_id=edition.id, by=a_steward(edition).id, now=utc_now())
    expect(phone.locator("#closed")).to_be_visible()
    expect(phone.locator("#closed")).to_contain_text("Este dispositivo se cerró a distancia")
    for _ in range(60):
        if phone.evaluate(KEPT) == [0, 0] and the_device().wiped_at is not None:
            break
        phone.wait_for_timeout(100)
    assert phone.evaluate(KEPT) == [0, 0]
    assert the_device().wiped_at is not None
    assert phone.evaluate(UNSENT) == 1
    assert recorded() == []

    phone.context.unroute("**/api/gates/**")
    paired(phone, edition, gate)
    phone.wait_for_function("() => !Object.keys(localStorage).some(key => key.startsWith('foro.scan.'))")
    assert len(recorded()) == 1
    session().rollback()
    assert len(session().scalars(select(Device.id)).all()) == 2  # a device that was closed is another one now


def test_a_phone_in_a_drawer_forgets_when_its_scanner_is_opened(phone: Page, edition: Edition, gate: Gate) -> None:
    paired(phone, edition, gate)
    device = reported(phone)
    path = f"/{edition.slug}/checkin/gates/{gate.id}"
    phone.goto("/privacy")
    close_device(device.id, edition_id=edition.id, by=a_steward(edition).id, now=utc_now())
    phone.goto(path)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Este dispositivo se cerró a distancia")
    assert phone.evaluate(KEPT) == [0, 0]
    assert the_device().wiped_at is not None

    paired(phone, edition, gate)  # under a name of its own, as the page said
    expect(phone.locator("#closed")).to_be_hidden()
    for _ in range(60):
        session().rollback()
        if len(session().scalars(select(Device.id)).all()) == 2:
            break
        phone.wait_for_timeout(100)
    assert len(session().scalars(select(Device.id)).all()) == 2
    expect(phone.locator("#closed")).to_be_hidden()


def test_the_pin_is_asked_for_without_network_and_five_wrong_ones_wipe(
    phone: Page, edition: Edition, gate: Gate, badge: Badge
) -> None:
    paired(phone, edition, gate, pin="4907")
    phone.wait_for_function("() => localStorage.getItem('foro.pin')")
    lock = phone.locator("#lock")
    expect(lock).to_be_hidden()
    offline(phone, is_off=True)
    phone.reload()
    expect(lock).to_be_visible()
    assert serious_faults(phone) == []
    wedge(phone, badge.code)
    assert phone.evaluate(UNSENT) == 0
    enter(phone, "4906")
    expect(lock).to_contain_text("Intentos que quedan: 4")
    enter(phone, "4907")
    expect(lock).to_be_hidden()
    wedge(phone, badge.code)
    answered(phone, "admitted", "Adelante")
    phone.keyboard.press("Escape")
    assert phone.evaluate(UNSENT) == 1

    phone.reload()
    for left in (4, 3, 2, 1):
        enter(phone, "0000")
        expect(lock).to_contain_text(f"Intentos que quedan: {left}")
    enter(phone, "0000")
    expect(lock).to_contain_text("Cinco intentos")
    assert phone.evaluate(KEPT) == [0, 0]
    assert phone.evaluate(UNSENT) == 1
    offline(phone, is_off=False)
    phone.wait_for_url("**/")
    assert len(recorded()) == 1
    assert phone.evaluate(KEPT) == [0, 0]
    assert the_device().ended_at is not None
    phone.goto(f"/{edition.slug}/checkin/gates/{gate.id}")
    phone.wait_for_url("**/sign-in**")


def enter(page: Page, pin: str) -> None:
    page.locator("#pin").fill(pin)
    page.get_by_role("button", name="Abrir").click()
