"""A company in short beside the page: opened by its name, closed by Escape; without an answer the page itself."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from forum.accounts.service import hash_password
from forum.editions.models import Edition
from tests.browser.conftest import DESKTOP, Complaints, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.agendas import Desk
from tests.builders.companies import a_company
from tests.builders.editions import an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """A buyer who signs in as Ana, and a supplier that asks her for a meeting."""
    edition = an_edition()
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    desk = Desk(edition, 2, person=ana)
    supplier, person = a_supplier(edition, a_company(name="Forjas", about="Forja de acero."))
    a_request(a_requirement(desk.buyer), supplier, person)
    return edition


@pytest.mark.parametrize("width", [390, 1280])
def test_a_company_opens_beside_the_page(
    edition: Edition, new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={**DESKTOP, "width": width}).new_page()
    sign_in(page)
    page.goto(f"/{edition.slug}/meetings/buyer")
    link = page.get_by_role("link", name="Ver perfil de Forjas")
    link.click()
    sheet = page.get_by_role("dialog", name="Forjas")
    expect(sheet).to_contain_text("Forja de acero.")
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(link).to_be_focused()
    link.click()
    sheet.get_by_role("link", name="Abrir el perfil").click()
    expect(page).to_have_url(re.compile(r"/companies/\d+$"))


def test_a_link_that_gets_no_answer_is_a_plain_link(edition: Edition, page: Page, complaints: Complaints) -> None:
    sign_in(page)
    page.goto(f"/{edition.slug}/meetings/buyer")
    page.route(
        "**/companies/*", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.get_by_role("link", name="Ver perfil de Forjas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forjas")
    complaints.clear()  # of the request that failed
