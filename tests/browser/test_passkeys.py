"""In a real browser with a virtual authenticator: a passkey is made, answers on the way in, and is taken away."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forum.accounts.models import Passkey, Person
from forum.accounts.service import hash_password
from forum.core.database import session
from tests.browser.conftest import Complaints, serious_faults
from tests.builders.people import a_person

pytestmark = pytest.mark.browser
PASSWORD = "una frase larga"


@pytest.fixture
def ana(live_app: Flask) -> Person:
    """Somebody with a password."""
    return a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))


def with_authenticator(page: Page) -> None:
    """Give the browser a key built into the computer, which says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page) -> None:
    """Sign in by password."""
    page.goto("/sign-in/password?next=/account/second-step")
    page.get_by_label("Correo").fill("ana@example.mx")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_passkey_is_made_used_and_taken_away(ana: Person, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    with_authenticator(page)
    sign_in(page)
    page.get_by_role("link", name="Agregar una llave").click()
    assert serious_faults(page) == []
    page.get_by_label("Cómo la llama").fill("Mi celular")
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("heading", name="Códigos de recuperación")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    assert serious_faults(page) == []
    page.get_by_role("link", name="Ya los guardé").click()
    expect(page.get_by_role("rowheader", name="Mi celular")).to_be_visible()
    assert serious_faults(page) == []
    page.context.clear_cookies()
    sign_in(page)
    expect(page.get_by_role("heading", name="Segundo paso")).to_be_visible()
    assert serious_faults(page) == []
    page.get_by_role("button", name="Usar mi llave de acceso").click()
    expect(page.get_by_role("rowheader", name="Mi celular")).to_be_visible()
    session().rollback()
    key = session().scalars(select(Passkey)).one()
    assert (key.person_id, key.name, key.used_at is not None) == (ana.id, "Mi celular", True)
    page.get_by_role("row", name="Mi celular").get_by_role("button", name="Quitar").click()
    page.get_by_role("button", name="Sí, quitarla").click()
    expect(page.get_by_text("Quitamos la llave de acceso.")).to_be_visible()
    session().rollback()
    assert session().scalars(select(Passkey)).all() == []
    assert session().get_one(Person, ana.id, populate_existing=True).second_since is None


def test_another_browser_s_key_is_refused_in_words_and_a_code_lets_in(ana: Person, page: Page) -> None:
    with_authenticator(page)
    sign_in(page)
    page.get_by_role("link", name="Agregar una llave").click()
    page.get_by_label("Cómo la llama").fill("Mi celular")
    page.get_by_role("button", name="Crear la llave").click()
    code = page.locator(".codes li").first.text_content() or ""
    page.context.clear_cookies()
    other = page.context.new_page()
    with_authenticator(other)
    sign_in(other)
    other.get_by_role("button", name="Usar mi llave de acceso").click()
    expect(other.get_by_text("El navegador no pudo usar la llave.")).to_be_visible()
    other.get_by_label("Código", exact=True).fill(code)
    other.get_by_role("button", name="Entrar").click()
    expect(other.get_by_text("Le quedan: 9.")).to_be_visible()


def test_a_passkey_that_is_sent_twice_is_kept_once_and_the_second_is_refused_in_words(
    ana: Person, page: Page, complaints: Complaints
) -> None:
    """As when somebody goes back and sends the form again."""
    with_authenticator(page)
    sign_in(page)
    page.get_by_role("link", name="Agregar una llave").click()
    page.get_by_label("Cómo la llama").fill("Mi celular")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Crear la llave").click()
    expect(page.locator(".codes li")).to_have_count(10)
    again = page.request.post(
        sent.value.url,
        data=sent.value.post_data or "",
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": sent.value.url},
    )
    assert (again.status, "No pudimos comprobar la llave de acceso" in again.text()) == (422, True)
    session().rollback()
    assert len(session().scalars(select(Passkey)).all()) == 1
