"""A long list: its lines are marked with the mouse or by keys, counted, and decided on together."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from forum.accounts.enums import Role
from forum.accounts.service import hash_password
from forum.editions.models import Edition
from forum.registration.enums import RegistrationStatus
from tests.browser.conftest import DESKTOP, PHONE, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import an_applicant, stands
from tests.builders.people import a_person, a_role
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition whose organiser signs in as Ana, and three who wait for approval."""
    edition = an_edition()
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(ana, Role.ORGANISER, edition)
    category = a_category(edition)
    for name in ("Eva", "Luz", "Paz"):
        a_registration(category, a_person(given_names=name), status=RegistrationStatus.PENDING)
    return edition


def test_lines_are_marked_by_keys_and_refused_together(edition: Edition, page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    page.goto(f"/{edition.slug}/registrations")
    count = page.locator("[data-bulk-count]")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.locator(".table__main a").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(count).to_have_text("Marcados: 2")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(count).to_have_text("Marcados: 1")
    page.get_by_label("Marcar esta página").check()
    expect(count).to_have_text("Marcados: 3")
    assert serious_faults(page) == []
    page.get_by_role("button", name="No aprobar…").click()
    page.get_by_label("Motivo").fill("Cupo lleno")
    page.locator("main").get_by_role("button", name="No aprobar").click()
    expect(page.get_by_text("No se aprobarán 3 registros.")).to_be_visible()
    assert serious_faults(page) == []
    page.get_by_role("button", name="Aplicar ahora").click()  # there, by itself, once it cannot be undone
    expect(page.get_by_text("3 registros no se aprobaron")).to_be_visible()


LISTS = {"registrations": "Persona", "exhibitors/review": "Empresa"}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_a_line_takes_little_room(edition: Edition, page: Page, viewport: dict[str, int], path: str) -> None:
    for stand in stands(edition, 3):
        an_applicant(edition, stand)
    page.set_viewport_size(viewport)  # type: ignore[arg-type]
    sign_in(page)
    page.goto(f"/{edition.slug}/{path}")
    tallest = max(row.bounding_box()["height"] for row in page.locator("tbody tr").all())  # type: ignore[index]
    assert tallest <= (42 if viewport == DESKTOP else 90)
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
    assert serious_faults(page) == []


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_sorted_and_its_columns_chosen_by_keys_alone(edition: Edition, page: Page, path: str) -> None:
    for stand in stands(edition, 3):
        an_applicant(edition, stand)
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    page.goto(f"/{edition.slug}/{path}")
    heading = page.get_by_role("columnheader", name=LISTS[path])
    heading.get_by_role("link").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    names = page.locator(".table__main a").all_inner_texts()
    heading.get_by_role("link").press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert page.locator(".table__main a").all_inner_texts() == names[::-1]
    columns, status = page.locator("summary", has_text="Columnas"), page.locator("[name=columns][value=status]")
    columns.press("Enter")
    assert serious_faults(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(status).to_be_hidden()
    expect(columns).to_be_focused()
    columns.press("Enter")
    status.press("Space")
    page.get_by_role("button", name="Mostrar").press("Enter")
    expect(page.get_by_role("columnheader", name="Estado")).to_have_count(0)
    expect(heading).to_have_attribute("aria-sort", "descending")
    page.goto(f"/{edition.slug}/{path}")
    expect(page.get_by_role("columnheader", name="Estado")).to_have_count(0)


def test_enter_opens_the_line_at_the_cursor_and_decides_nothing(edition: Edition, page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    page.goto(f"/{edition.slug}/registrations?sort=name")
    page.locator("[data-tick]").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Eva")
    page.go_back()
    page.locator("[data-tick]").first.focus()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Luz")
    page.goto(f"/{edition.slug}/registrations")
    expect(page.get_by_text("Por aprobar", exact=True)).to_have_count(3)


def test_typing_narrows_a_sorted_list_and_a_chip_widens_it(edition: Edition, page: Page) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page)
    page.goto(f"/{edition.slug}/registrations?sort=-name")
    page.get_by_role("searchbox").fill("LÚZ")
    expect(page.locator(".table__main a")).to_have_count(1)
    assert "sort=-name" in page.url
    page.get_by_role("link", name="Quitar el filtro «LÚZ»").click()
    expect(page.locator(".table__main a")).to_have_count(3)
    assert page.url.endswith("?sort=-name")
