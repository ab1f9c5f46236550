"""What our own script does, by hand and by keyboard, and without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.components.gallery import Gallery
from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser

DARK, LIGHT = "rgb(15, 19, 22)", "rgb(243, 244, 239)"


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_look_follows_the_device_until_one_is_chosen_and_is_remembered(parts: Page) -> None:
    assert ground(parts) == LIGHT
    parts.emulate_media(color_scheme="dark")
    assert ground(parts) == DARK
    with parts.expect_response(lambda answer: "/theme/light" in answer.url):
        parts.get_by_role("link", name="Cambiar a fondo claro").press("Enter")
    assert ground(parts) == LIGHT
    parts.reload()
    assert ground(parts) == LIGHT
    with parts.expect_response(lambda answer: "/theme/dark" in answer.url):
        parts.get_by_role("link", name="Oscura").click()
    parts.emulate_media(color_scheme="light")
    assert ground(parts) == DARK
    expect(parts.locator(".footer [aria-current]").first).to_have_text("Oscura")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_dialog_opens_by_key_keeps_the_focus_and_gives_it_back(parts: Page, key: str) -> None:
    opener = parts.get_by_role("button", name="Abrir diálogo")
    opener.focus()
    parts.keyboard.press(key)
    dialog = parts.get_by_role("dialog", name="Declinar la solicitud")
    expect(dialog).to_be_visible()
    for _ in range(4):
        parts.keyboard.press("Tab")
        assert parts.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#sample')")
    parts.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_dialog_closes_by_its_cross_and_by_a_tap_beside_it(parts: Page) -> None:
    opener, dialog = parts.get_by_role("button", name="Abrir diálogo"), parts.locator("#sample")
    opener.click()
    dialog.get_by_role("button", name="Cerrar").press("Space")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    parts.mouse.click(195, 40)
    expect(dialog).to_be_hidden()


def test_without_script_a_dialog_opens_in_place(gallery: Gallery, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/parts")
    dialog = page.locator("#sample")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Abrir diálogo").click()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Cerrar").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Copiar")).to_be_hidden()


def test_a_dialog_named_in_the_address_can_be_closed(gallery: Gallery, page: Page) -> None:
    page.goto("/parts#sample")
    expect(page.locator("#sample")).to_be_visible()
    page.locator("#sample").get_by_role("button", name="Cerrar").click()
    expect(page.locator("#sample")).to_be_hidden()


def test_what_cannot_be_undone_is_asked_before_it_is_sent(gallery: Gallery, parts: Page) -> None:
    cancel = parts.get_by_role("button", name="Cancelar la cita", exact=True).first
    cancel.press("Enter")
    question = parts.get_by_role("dialog", name="¿Cancelar su cita de las 09:00?")
    expect(question).to_be_visible()
    parts.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(cancel).to_be_focused()
    cancel.press("Enter")
    question.get_by_role("button", name="No, conservarla").press("Enter")
    assert gallery.sent == []
    cancel.press("Enter")
    question.get_by_role("button", name="Sí, cancelar la cita").press("Enter")
    expect(parts.locator("h1")).to_have_text("Recibido")
    assert len(gallery.sent) == 1


def test_a_secret_is_shown_and_copied_on_request(parts: Page) -> None:
    parts.context.grant_permissions(["clipboard-read", "clipboard-write"])
    value, reveal = parts.locator("#feed"), parts.get_by_role("button", name="Mostrar")
    secrecy = "input => getComputedStyle(input).webkitTextSecurity"
    assert value.evaluate(secrecy) == "disc"
    reveal.press("Enter")
    assert value.evaluate(secrecy) == "none"
    expect(reveal).to_have_attribute("aria-pressed", "true")
    parts.get_by_role("button", name="Copiar").press("Enter")
    expect(parts.get_by_role("button", name="Copiado")).to_be_visible()
    assert parts.evaluate("navigator.clipboard.readText()") == "https://foro.example/a.ics"
    reveal.press("Enter")
    assert value.evaluate(secrecy) == "disc"


def test_a_flashed_sentence_is_closed_by_hand_and_a_good_one_leaves(gallery: Gallery, page: Page) -> None:
    page.goto("/parts?say=error")
    flash = page.locator("[data-flash]")
    expect(flash).to_contain_text("Quedó guardado.")
    flash.get_by_role("button", name="Cerrar este aviso").press("Enter")
    expect(flash).to_have_count(0)
    page.clock.install()
    page.goto("/parts?say=success")
    expect(flash).to_have_count(1)
    page.clock.fast_forward(9000)
    expect(flash).to_have_count(0)


def test_a_fragment_takes_its_place_and_the_focus(gallery: Gallery, parts: Page) -> None:
    parts.get_by_role("button", name="found").press("Enter")
    expect(parts.get_by_label("Hallado")).to_be_focused()
    parts.get_by_role("searchbox").fill("estampado")  # at once: what is found takes the focus from who types on
    parts.wait_for_url("**/found?q=estampado")
    assert gallery.searched == ["", "estampado"]


def test_a_refusal_is_shown_and_a_failure_is_said(parts: Page, complaints: Complaints) -> None:
    parts.get_by_role("button", name="refused").press("Enter")
    expect(parts.locator("#results [role=alert]")).to_have_text("Esa mesa se acaba de ocupar.")
    parts.get_by_role("button", name="broken").press("Enter")
    expect(parts.locator("#flashes")).to_have_text("No fue posible. Inténtelo de nuevo.")
    expect(parts.locator("#results")).to_have_text("Esa mesa se acaba de ocupar.")
    parts.context.set_offline(True)
    parts.get_by_role("button", name="found").press("Enter")
    expect(parts.locator("#flashes")).to_have_text("No hay conexión. Revise su red e inténtelo de nuevo.")
    complaints.clear()
