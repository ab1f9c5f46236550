"""The frame in a browser: the skip link first, nothing focused behind the bar, a rail where there is room."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import func, select

from forum.accounts.service import hash_password
from forum.core.database import session
from forum.editions.models import Edition
from forum.matchmaking.models import Requirement
from tests.browser.conftest import DESKTOP, serious_faults
from tests.builders.agendas import Desk
from tests.builders.companies import a_company
from tests.builders.editions import an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person

pytestmark = pytest.mark.browser
PASSWORD = "una frase larga"
# The focused element, and how much of it is covered by something else at its corners and in its middle.
COVERED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const box = focused.getClientRects()[0];
  const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const points = [[box.left + 2, box.top + 2], [box.right - 2, box.bottom - 2], middle];
  const seen = points.filter(([x, y]) => {
    const top = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), y);
    return top && (focused.contains(top) || top.contains(focused) || top.closest("label")?.control === focused);
  });
  return [(focused.textContent || focused.name || focused.id).trim().slice(0, 40), seen.length];
}"""


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """A buyer with meetings, open requests and a long catalogue."""
    edition = an_edition()
    desk = Desk(edition, 8)
    for number in range(5):
        desk.meet(desk.slots[number], supplier=f"Proveedor {number}")
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    supplier, person = a_supplier(edition, a_company(name="Forjas"), person=ana)
    for number in range(12):
        requirement = a_requirement(desk.buyer, title=f"Soporte {number}")
        if number < 4:
            a_request(requirement, supplier, person)
    return edition


def sign_in(page: Page) -> None:
    page.goto("/sign-in/password")
    page.get_by_label("Correo").fill("ana@example.mx")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()


def test_on_a_phone_nothing_focused_is_behind_the_bar(edition: Edition, page: Page) -> None:
    sign_in(page)
    expect(page).to_have_url(re.compile(f"/{edition.slug}/today$"))
    last = session().scalar(select(func.max(Requirement.id)))  # its form keeps its button at hand, above the bar
    for path in ("today", "meetings/supplier", "meetings/requirements", f"meetings/requirements/{last}"):
        page.goto(f"/{edition.slug}/{path}")
        assert page.evaluate("document.documentElement.scrollHeight") > 844
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Ir al contenido")).to_be_focused()
        for key in ("Tab", "Shift+Tab"):
            hidden, walked = [], 0
            for _ in range(60):
                page.keyboard.press(key)
                found: list[Any] | None = page.evaluate(COVERED)
                if found is None:
                    break
                walked += 1
                if not found[1]:
                    hidden.append(found[0])
            assert (hidden, walked > 10) == ([], True), (path, key)
        assert serious_faults(page) == []


def test_the_bar_is_below_on_a_phone_and_a_rail_at_the_left_on_a_desk(
    edition: Edition, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(viewport=DESKTOP).new_page()
    sign_in(page)
    places = page.get_by_role("navigation", name="Principal")
    rail, content = places.bounding_box(), page.locator("#content").bounding_box()
    assert rail is not None
    assert content is not None
    assert rail["x"] + rail["width"] <= content["x"]
    expect(places.get_by_role("link", name="Empresa")).to_be_visible()
    expect(places.get_by_role("link", name="Hoy")).to_have_attribute("aria-current", "page")
    assert serious_faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    bar, header = places.bounding_box(), page.locator(".masthead").bounding_box()
    assert bar is not None
    assert header is not None
    assert (bar["x"], bar["width"], bar["y"] + bar["height"]) == (0, 390, 844)
    assert header["height"] == 56
    assert places.get_by_role("link").count() == 5
    page.emulate_media(media="print")
    expect(places).to_be_hidden()
