"""A supervisor lets somebody in from the scanner, with a reason."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forum.badges.models import Badge
from forum.checkin.models import Override
from forum.core.database import atomic, session
from forum.editions.models import CategoryDay, Edition
from forum.registration.models import Registration
from tests.browser.door.hands import answered, wedge
from tests.builders.editions import days_of

pytestmark = pytest.mark.browser


def test_who_may_not_enter_today_is_let_in_from_the_list_of_scans(door: Page, edition: Edition, badge: Badge) -> None:
    with atomic() as change:
        category_id = change.get_one(Registration, badge.registration_id).category_id
        change.add(CategoryDay(category_id=category_id, day_id=days_of(edition)[1].id))
    wedge(door, badge.code)
    answered(door, "not_today", "Hoy no")
    door.keyboard.press("Escape")
    door.get_by_role("link", name="Dejar pasar con motivo").click()
    expect(door.get_by_role("heading", level=1)).to_have_text("Dejar pasar a Íñigo Peñaloza Ordóñez")
    door.get_by_text("Participa hoy en el programa").click()
    door.get_by_role("button", name="Dejar pasar").click()
    expect(door.get_by_role("status").first).to_contain_text("Anotamos el motivo.")
    session().rollback()
    assert session().scalars(select(Override.note)).all() == [""]
