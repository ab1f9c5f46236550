"""The co-ordinator's board in a browser: meetings moved, fixed, swapped, undone by keys; only what is in view."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from forum.accounts.enums import Role
from forum.accounts.service import hash_password
from forum.core.database import atomic, session
from forum.editions.models import Edition, MeetingTable
from forum.matchmaking.models import Buyer
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.browser.conftest import DESKTOP, PHONE, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, an_edition, days_of, slots
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, a_role

pytestmark = pytest.mark.browser
TABLES = 250


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """A hall of many tables and times; at the first table two meetings. Ana coordinates."""
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    times = slots(hall, days_of(edition)[0], 20)
    with atomic() as current:
        rows = [{"edition_id": edition.id, "hall_id": hall.id, "number": n} for n in range(1, TABLES + 1)]
        current.execute(insert(MeetingTable), rows)
    first = session().scalars(select(MeetingTable).where(MeetingTable.number == 1)).one()
    buyer = a_buyer(edition, first, at=times)
    for number in (0, 1):
        supplier, person = a_supplier(edition)
        request = a_request(a_requirement(buyer), supplier, person)
        accept_request(request.id, slot_id=times[number].id, by=buyer.person_id, now=request.sent_at)
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(ana, Role.COORDINATOR, edition)
    return edition


def slots_of_meetings() -> list[tuple[int, bool]]:
    session().rollback()
    found = sorted(session().query(Meeting), key=lambda each: each.id)
    return [(each.slot_id, each.pinned_at is not None) for each in found]


def test_meetings_are_moved_fixed_swapped_and_undone_by_keys(edition: Edition, page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    page.goto(f"/{edition.slug}/meetings/coordination/board?day=all")
    said, focused = page.locator(".board-said"), page.locator("[role=gridcell]:focus")
    page.locator("[role=gridcell][tabindex='0']").focus()
    [(one, _), (two, _)] = before = slots_of_meetings()
    page.keyboard.press("p")
    expect(said).to_contain_text("Fijamos la cita")
    expect(focused).to_have_class("board__cell board__cell--ahead is-pinned")
    page.keyboard.press("m")
    expect(said).to_contain_text("Lugares libres para ambos: 18")
    expect(focused).to_have_attribute("aria-colindex", "4")  # the nearest that is free, past the second meeting
    assert serious_faults(page) == []
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Movimos la cita")
    expect(focused).to_have_attribute("aria-colindex", "5")
    assert slots_of_meetings()[0][0] not in {one, two}
    page.keyboard.press("u")
    expect(said).to_contain_text("Deshecho.")
    expect(focused).to_have_attribute("aria-colindex", "2")
    page.keyboard.press("s")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Intercambiamos las citas")
    assert slots_of_meetings() == [(two, True), (one, False)]
    for _ in range(2):
        page.keyboard.press("u")
        expect(said).to_contain_text("Deshecho.")
        expect(focused).to_have_count(1)
    expect(said).to_contain_text("ya no está fija")
    assert slots_of_meetings() == before
    page.keyboard.press("u")
    expect(said).to_contain_text("No hay nada que deshacer.")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    sheet.get_by_text("Cancelar la cita").first.click()
    sheet.get_by_role("button", name="Cancelar la cita").click()
    expect(sheet.get_by_text("Falta este dato.")).to_be_visible()
    sheet.get_by_label("Motivo").fill("Sin luz")
    sheet.get_by_role("button", name="Cancelar la cita").click()
    expect(said).to_contain_text("Cancelamos la cita")
    expect(page.locator("[role=gridcell].board__cell--ahead")).to_have_count(1)


def test_enter_on_an_empty_place_says_why_and_leads_to_booking(edition: Edition, page: Page) -> None:
    buyer = session().scalars(select(Buyer).options(joinedload(Buyer.company))).one()
    a_request(a_requirement(buyer), *a_supplier(edition, a_company(name="Resortes Sur")))
    session().rollback()
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    page.goto(f"/{edition.slug}/meetings/coordination/board?day=all")
    page.locator("[role=gridcell][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("La mesa y el comprador están libres a esa hora.")
    expect(sheet.get_by_role("link", name="Resortes Sur")).to_be_visible()
    assert serious_faults(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.locator("[role=gridcell]:focus").click()
    expect(sheet).to_contain_text("La mesa no tiene comprador.")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    sheet.get_by_role("link", name="Agendar aquí").click()
    page.get_by_role("button", name="Guardar y avisar").wait_for()
    assert "slot=" in page.url


def test_only_what_is_in_view_is_in_the_page_and_a_phone_shows_one_at_a_time(edition: Edition, page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    page.goto(f"/{edition.slug}/meetings/coordination/board?day=all")
    rows, cells = page.locator(".board__row"), page.locator("[role=gridcell]")
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(TABLES + 1))
    assert (rows.count() < 40, cells.count() < 800) == (True, True)
    page.locator("[role=gridcell][tabindex='0']").focus()
    page.keyboard.press("Control+End")
    expect(page.get_by_role("rowheader", name=f"Mesa {TABLES}")).to_be_visible()
    expect(page.locator("[role=gridcell]:focus")).to_have_attribute("aria-colindex", "21")
    assert rows.count() < 40
    page.locator(".board__view").evaluate("view => { view.scrollTop = 0; view.scrollLeft = 0; }")
    expect(page.get_by_role("rowheader", name="Mesa 1", exact=False).first).to_be_visible()
    expect(page.locator("[role=gridcell]:focus")).to_have_count(1)  # where one was, though out of view
    assert serious_faults(page) == []
    page.set_viewport_size(PHONE)
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_role("link", name="Mesa 1", exact=True).click()
    expect(page.get_by_role("list", name="Citas por hora").get_by_role("listitem")).to_have_count(21)  # and the day
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert serious_faults(page) == []
