"""Forms on a phone: faults at the field, one sending only, nothing typed is lost."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, Playwright, Route, expect

from tests.browser.components.gallery import Gallery
from tests.browser.conftest import FLAGS, PHONE, Complaints

pytestmark = pytest.mark.browser

SEND = "#short button[type=submit]"


@pytest.fixture
def remembering_page(playwright_driver: Playwright, address: str) -> Iterator[Page]:
    """A page of a browser that keeps the pages left behind, as every phone does (the driver switches that off)."""
    browser = playwright_driver.chromium.launch(
        executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser.new_page(base_url=address, viewport=PHONE, locale="es-MX")  # type: ignore[arg-type]
    browser.close()


def fill(page: Page) -> None:
    page.get_by_label("Nombre(s)").fill("Ana Sofía")
    page.get_by_label("Correo").fill("ana@empresa.mx")


def test_faults_are_shown_at_their_fields_before_sending(gallery: Gallery, parts: Page) -> None:
    name, email = parts.get_by_label("Nombre(s)"), parts.get_by_label("Correo")
    parts.locator(SEND).press("Enter")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("Falta este dato.")
    name.press_sequentially("Ana")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    email.fill("ana@")
    email.press("Tab")
    expect(email).to_have_accessible_description("Escriba un correo como nombre@empresa.com.")
    email.fill("ana@empresa.mx")
    expect(parts.locator("#short .field__error:visible")).to_have_count(0)
    assert gallery.sent == []
    email.press("Enter")
    expect(parts.locator("h1")).to_have_text("Recibido")
    assert [(each["given_names"], each["email"]) for each in gallery.sent] == [("Ana", "ana@empresa.mx")]


def test_an_empty_field_left_behind_is_not_blamed_yet(parts: Page) -> None:
    parts.get_by_label("Nombre(s)").focus()
    parts.keyboard.press("Tab")
    expect(parts.locator("#short .field__error:visible")).to_have_count(0)


def test_the_summary_has_the_focus_and_leads_to_each_field(gallery: Gallery, page: Page) -> None:
    page.goto("/gallery")
    summary = page.locator(".summary")
    expect(summary).to_be_focused()
    form = page.locator("form.form", has=summary)
    links = summary.get_by_role("link")
    assert links.count() == 7
    for index in range(links.count()):
        link = links.nth(index)
        target = (link.get_attribute("href") or "")[1:]
        link.press("Enter")
        landed = page.evaluate("document.activeElement.closest('fieldset[id]')?.id ?? document.activeElement.id")
        assert landed == target
        expect(page.locator(":focus")).to_be_in_viewport()
    assert form.locator("[aria-invalid=true]").count() >= 5


def test_a_double_click_sends_once(gallery: Gallery, parts: Page) -> None:
    fill(parts)
    parts.locator(SEND).dblclick()
    expect(parts.locator("h1")).to_have_text("Recibido")
    assert len(gallery.sent) == 1


def test_a_form_can_be_sent_again_after_going_back(gallery: Gallery, remembering_page: Page) -> None:
    page = remembering_page
    page.goto("/parts")
    page.evaluate("window.kept = true")
    fill(page)
    page.locator(SEND).click()
    expect(page.locator("h1")).to_have_text("Recibido")
    page.go_back(wait_until="commit")
    expect(page.locator(SEND)).to_be_visible()
    assert page.evaluate("window.kept") is True, "the page was not kept, so nothing was tried"
    page.locator(SEND).click()
    expect(page.locator("h1")).to_have_text("Recibido")
    assert len(gallery.sent) == 2


def test_what_was_typed_is_not_lost_unasked(parts: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    parts.on("dialog", stay)
    parts.get_by_role("link", name="Otra página").click()
    parts.wait_for_url("**/parts?again")
    parts.get_by_label("Nombre(s)").press_sequentially("Ana")
    parts.get_by_role("link", name="Otra página").click()
    expect(parts.get_by_label("Nombre(s)")).to_have_value("Ana")
    assert asked == ["beforeunload"]


def test_sending_what_was_typed_asks_nothing(gallery: Gallery, parts: Page) -> None:
    asked: list[str] = []
    parts.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    fill(parts)
    parts.locator(SEND).click()
    expect(parts.locator("h1")).to_have_text("Recibido")
    assert asked == []


def test_a_form_without_the_csrf_token_is_refused(gallery: Gallery, parts: Page, complaints: Complaints) -> None:
    fill(parts)
    parts.evaluate("document.querySelector('#short [name=csrf_token]').remove()")
    parts.locator(SEND).click()
    expect(parts.locator("h1")).to_be_visible()
    assert gallery.sent == []
    complaints.clear()


def test_a_fragment_without_the_csrf_header_is_refused(gallery: Gallery, parts: Page, complaints: Complaints) -> None:
    parts.evaluate("document.addEventListener('htmx:configRequest', e => { delete e.detail.headers['X-CSRFToken'] })")
    parts.get_by_role("button", name="found").click()
    expect(parts.locator("#flashes")).to_have_text("La página llevaba mucho tiempo abierta. Inténtelo otra vez.")
    assert gallery.searched == []
    complaints.clear()


def test_a_fragment_of_a_busy_system_says_so(parts: Page, complaints: Complaints) -> None:
    def busy(route: Route) -> None:
        if route.request.headers.get("hx-request"):
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    parts.route("**/*", busy)
    parts.get_by_role("button", name="found").click()
    expect(parts.locator("#flashes")).to_have_text(
        "El sistema está ocupado. Espere unos segundos e inténtelo de nuevo."
    )
    complaints.clear()
