"""In a real browser: the session ends while somebody types, and what they typed is not lost."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from forum.accounts.models import Person, SignInSession
from forum.accounts.service import hash_password
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from tests.browser.conftest import Complaints, serious_faults
from tests.builders.people import a_person

pytestmark = pytest.mark.browser
PASSWORD = "una frase larga"


@pytest.fixture
def ana(live_app: Flask) -> Person:
    """Somebody with a password."""
    return a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))


def sign_in(page: Page) -> None:
    """Type the address and the password, from the page that asks for an address."""
    page.get_by_role("link", name="Prefiero entrar con mi contraseña").click()
    page.get_by_label("Correo").fill("ana@example.mx")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()


def surname(ana: Person) -> str:
    """What is saved."""
    session().rollback()
    return session().get_one(Person, ana.id, populate_existing=True).first_surname


def test_a_form_sent_after_the_session_ended_waits_behind_the_sign_in(ana: Person, page: Page) -> None:
    page.goto("/sign-in?next=/account")
    sign_in(page)
    page.get_by_label("Primer apellido").fill("Ñandú")
    with atomic() as current:
        current.execute(update(SignInSession).values(revoked_at=utc_now()))
    page.get_by_role("button", name="Guardar").click()
    sign_in(page)
    expect(page.get_by_role("heading", name="Envíe otra vez lo que escribió")).to_be_visible()
    expect(page.get_by_text("Ñandú")).to_be_visible()
    assert (surname(ana), serious_faults(page)) == ("Muñoz", [])
    page.get_by_role("button", name="Enviar otra vez").click()
    expect(page.get_by_text("Guardamos sus datos.")).to_be_visible()
    assert surname(ana) == "Ñandú"


def test_a_form_of_a_tab_from_before_signing_in_again_comes_back_filled(
    ana: Person, page: Page, complaints: Complaints
) -> None:
    page.goto("/sign-in?next=/account")
    sign_in(page)
    page.get_by_label("Primer apellido").fill("Ñandú")
    page.context.clear_cookies()
    second = page.context.new_page()
    second.goto("/sign-in")
    sign_in(second)
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Ñandú")).to_be_visible()
    page.get_by_role("button", name="Enviar otra vez").click()
    expect(page.get_by_text("Guardamos sus datos.")).to_be_visible()
    assert surname(ana) == "Ñandú"
    complaints.clear()  # the browser notes the 400
