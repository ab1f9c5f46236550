"""The floor desk on a tablet: two codes typed make a meeting held, a no-show is refilled in two taps, tables follow."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.service import hash_password
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.meetings.enums import RequestStatus
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.browser.conftest import PHONE, Complaints, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.badges import a_badge_for
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, a_role
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.browser
TABLET = {"width": 1024, "height": 768}


@pytest.fixture
def codes(live_app: Flask) -> tuple[Edition, list[str]]:
    """Two late meetings with the codes of who comes; for each buyer a company waits. Ana is at the desk."""
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    times, badges = slots(hall, days_of(edition)[0], 2), []
    for table in tables(hall, 2):
        buyer = a_buyer(edition, table, at=times)
        supplier, person = a_supplier(edition)
        request = a_request(a_requirement(buyer), supplier, person)
        accept_request(request.id, slot_id=times[0].id, by=buyer.person_id, now=request.sent_at)
        badges += [a_badge_for(a_registration(a_category(edition, code=f"c{each.id}"), each)).code
                   for each in (buyer.person, person)]  # fmt: skip
        values = {"status": RequestStatus.WAITLISTED, "waitlisted_at": utc_now()}
        a_request(a_requirement(buyer), *a_supplier(edition), **values)
    with atomic():
        times[0].starts_at = utc_now() - timedelta(minutes=6)
        times[0].ends_at = utc_now() + timedelta(minutes=20)
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(ana, Role.FLOOR_DESK, edition)
    return edition, badges


def statuses() -> list[tuple[str, bool]]:
    session().rollback()
    session().expire_all()
    query = select(Meeting).order_by(Meeting.id)
    return [(each.status.value, each.held_at is not None) for each in session().scalars(query)]


def test_two_codes_make_it_held_and_a_no_show_is_refilled(codes: tuple[Edition, list[str]], page: Page) -> None:
    edition, badges = codes
    page.set_viewport_size(TABLET)
    sign_in(page)
    page.goto(f"/{edition.slug}/floor")
    expect(page.locator(".floor-tile--danger")).to_have_count(2)
    assert serious_faults(page) == []
    for code in badges[:2]:
        page.locator("h1").click()
        page.keyboard.type(code)  # as a hand-held scanner does, wherever the page is
        page.keyboard.press("Enter")
        expect(page.locator(".flashes")).to_contain_text("Mesa")
    expect(page.locator(".floor-tile--success")).to_have_count(1)
    assert statuses()[0] == ("scheduled", True)
    page.locator(".floor-tile--danger .floor-tile__who a").click()
    page.get_by_role("button", name="Faltó el proveedor").click()
    page.get_by_role("button", name="Dar el lugar").click()
    expect(page.locator(".flashes")).to_contain_text("tomó el lugar")
    assert [status for status, _held in statuses()] == ["scheduled", "missed", "scheduled"]
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_camera_reads_each_badge_once_however_long_it_is_held(
    codes: tuple[Edition, list[str]], filmed: Callable[..., Browser], address: str, complaints: Complaints
) -> None:
    edition, badges = codes
    views = {"base_url": address, "viewport": TABLET, "locale": "es-MX", "permissions": ["camera"]}
    page = filmed(badges[:1], badges[:1], badges[1:2]).new_context(**views).new_page()
    complaints.listen(page)
    sign_in(page)
    sent: list[str] = []
    page.on("request", lambda asked: sent.extend(each for each in badges if each in (asked.post_data or "")))
    page.goto(f"/{edition.slug}/floor")
    page.get_by_text("Leer con la cámara").click()
    page.get_by_role("button", name="Abrir la cámara").click()
    expect(page.locator(".floor-tile--success")).to_have_count(1)
    assert statuses()[0] == ("scheduled", True)
    assert sent[:2] == badges[:2]  # the film begins again: it is not sent twice in a row
    assert all(one != following for one, following in pairwise(sent))


def test_the_tables_follow_by_themselves(codes: tuple[Edition, list[str]], page: Page) -> None:
    edition, badges = codes
    page.set_viewport_size(TABLET)
    sign_in(page)
    page.goto(f"/{edition.slug}/floor")
    expect(page.locator(".floor-tile--danger")).to_have_count(2)
    other = page.context.new_page()
    other.goto(f"/{edition.slug}/floor")
    for code in badges[:2]:
        other.get_by_label("Código del gafete").fill(code)
        other.get_by_role("button", name="Registrar llegada").click()
    expect(page.locator(".floor-tile--success")).to_have_count(1)
