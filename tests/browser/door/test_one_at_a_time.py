"""Two badges before one camera, and two answers for one screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from forum.badges.models import Badge
from forum.checkin.enums import ScanMethod, ScanOutcome
from forum.editions.models import Edition
from tests.browser.door.hands import answered, recorded, wedge
from tests.builders.checkin import a_badge

pytestmark = pytest.mark.browser


def test_two_badges_in_view_are_not_read_until_one_is_left(
    camera_before: Callable[..., Page], edition: Edition, badge: Badge
) -> None:
    page = camera_before([badge.code, a_badge(edition).code], [badge.code])
    page.get_by_role("button", name="Empezar a escanear").click()
    message = page.locator("[data-eye=message]")
    expect(message).to_have_text("Un gafete a la vez")
    assert recorded() == []
    answered(page, "admitted", "Adelante")
    expect(page.locator(".answer__name")).to_have_text("Íñigo Peñaloza Ordóñez")
    expect(message).to_have_text("Apunte al código del gafete.")
    expect(message).to_have_text("Un gafete a la vez")  # the film begins again
    assert recorded() == [(ScanMethod.CAMERA, ScanOutcome.ADMITTED)]


def test_a_refusal_is_not_covered_by_the_next_yes(door: Page, edition: Edition, badge: Badge) -> None:
    wedge(door, a_badge(edition, revoked=True).code)
    answered(door, "revoked", "Gafete cancelado")
    wedge(door, badge.code)
    expect(door.locator(".answer__waiting")).to_have_text("Por ver: 1")
    answered(door, "revoked", "Gafete cancelado")
    assert [outcome for _method, outcome in recorded()] == [ScanOutcome.REVOKED, ScanOutcome.ADMITTED]

    door.locator("#answer").click()
    answered(door, "admitted", "Adelante")
    expect(door.locator("#answer")).to_be_hidden()


def test_a_refusal_nobody_touches_ends_and_a_yes_holds_up_nobody(door: Page, edition: Edition, badge: Badge) -> None:
    wedge(door, badge.code)
    answered(door, "admitted", "Adelante")
    wedge(door, "0" * 20)
    answered(door, "unknown", "Desconocido")
    wedge(door, a_badge(edition).code)
    answered(door, "admitted", "Adelante")
    expect(door.locator("#answer")).to_be_hidden()
