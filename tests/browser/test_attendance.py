"""The door of a session in a browser: a hand-held scanner, a scan without network that is sent later, on a phone."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.service import hash_password
from forum.attendance.models import Attendance
from forum.core.clock import utc_now
from forum.core.database import session
from tests.browser.conftest import Complaints, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.badges import a_badge_for
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role
from tests.builders.programme import a_talk, published
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.browser


@pytest.fixture
def door(live_app: Flask) -> tuple[str, list[str]]:
    """The address of the door of a session that goes on, and three badges. Ana scans there."""
    edition = an_edition(slug="foro")
    talk = a_talk(edition, "Leer un plano", starts=utc_now() - timedelta(minutes=5))
    published(edition)
    category = a_category(edition)
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(ana, Role.GATE_STEWARD, edition)
    return f"/foro/attendance/{talk.id}", [a_badge_for(a_registration(category)).code for _ in range(3)]


def came() -> int:
    session().rollback()
    return len(session().scalars(select(Attendance)).all())


def wedge(page: Page, code: str) -> None:
    page.keyboard.type(code)  # as a hand-held scanner does, wherever the page is
    page.keyboard.press("Enter")


def test_scans_are_answered_at_once_and_kept_without_network(
    door: tuple[str, list[str]], page: Page, complaints: Complaints
) -> None:
    address, (first, second, third) = door
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page)
    page.goto(address)
    assert serious_faults(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    answer = page.locator("#answer")
    wedge(page, first)
    expect(answer).to_contain_text("Asistencia registrada")
    wedge(page, first)
    expect(answer).to_contain_text("Ya registrada")
    page.locator("#code").fill(second)
    page.get_by_role("button", name="Registrar", exact=True).click()
    expect(page.locator("[data-count]")).to_have_text("2")
    page.context.set_offline(True)
    wedge(page, third)
    expect(answer).to_contain_text("Guardado")
    expect(page.locator("[data-waiting]")).to_be_visible()
    assert came() == 2
    page.context.set_offline(False)
    expect(page.locator("[data-count]")).to_have_text("3", timeout=20_000)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert came() == 3
    expect(page.locator("#log li")).to_have_count(3)
    complaints.clear()  # of the network that was away
