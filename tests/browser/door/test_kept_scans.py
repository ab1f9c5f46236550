"""Scans kept without network outlive the browser, and go out from whichever scanner is open to somebody who may."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.checkin.models import Entry, Gate
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from tests.browser.conftest import Complaints
from tests.browser.door.hands import answered, wedge
from tests.builders.checkin import a_badge, a_gate, a_steward
from tests.builders.editions import ZONE, an_edition
from tests.builders.people import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition on its second day: of this test, not of when the run began, which may go on past midnight."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today - timedelta(days=1), ends_on=today)


@pytest.fixture
def open_gate(
    new_context: Callable[..., BrowserContext], live_app: Flask, address: str, complaints: Complaints
) -> Callable[..., Page]:
    """Open the scanner of a gate as somebody, in a browser that starts with what another one left on the device."""

    def open_page(of: Edition, gate: Gate, steward: Person, left_by: Page | None = None) -> Page:
        context = new_context(storage_state=left_by.context.storage_state() if left_by else None)
        cookie = sign_in(live_app.test_client(), steward).get_cookie("foro")
        assert cookie is not None
        context.add_cookies([{"name": "foro", "value": cookie.value, "url": address}])
        page = context.new_page()
        complaints.listen(page)
        if left_by is None:
            page.clock.set_fixed_time(utc_now() - timedelta(hours=24))
            for cut in ("**/api/**", "**/roster*"):  # no network, and no data to answer on
                page.route(cut, lambda route: route.abort())
        page.goto(f"/{of.slug}/checkin/gates/{gate.id}")
        return page

    return open_page


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Código del gafete").fill(code)
    page.get_by_role("button", name="Escanear", exact=True).click()


def entered() -> list[tuple[object, ...]]:
    session().rollback()
    return [tuple(row) for row in session().execute(select(Entry.day, Entry.gate_id).order_by(Entry.day))]


def test_a_scan_of_yesterday_is_sent_from_another_gate_by_another_steward(
    open_gate: Callable[..., Page], edition: Edition, gate: Gate, badge: Badge, complaints: Complaints
) -> None:
    phone = open_gate(edition, gate, a_steward(edition))
    type_code(phone, badge.code)
    answered(phone, "pending", "Guardado")
    phone.context.unroute_all()
    south = a_gate(edition, "Acceso sur")

    page = open_gate(edition, south, a_steward(edition), left_by=phone)
    expect(page.locator("#log li")).to_contain_text("Adelante · Enviado después")
    expect(page.locator("#answer")).to_be_hidden()
    expect(page.locator("[data-count-here]")).to_have_text("0")
    wedge(page, badge.code)
    answered(page, "admitted", "Adelante")
    assert entered() == [(edition.starts_on, gate.id), (edition.ends_on, south.id)]
    assert page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('foro.scan.'))") == []
    complaints.clear()


def test_a_scan_somebody_may_not_send_waits_for_who_may(
    open_gate: Callable[..., Page], edition: Edition, gate: Gate, badge: Badge, complaints: Complaints
) -> None:
    phone = open_gate(edition, gate, a_steward(edition))
    type_code(phone, badge.code)
    answered(phone, "pending", "Guardado")
    other = an_edition(starts_on=edition.ends_on, ends_on=edition.ends_on)

    stranger = open_gate(other, a_gate(other), a_steward(other), left_by=phone)
    expect(stranger.locator("[data-queue]")).to_contain_text("Escaneos por enviar de puertas que usted no atiende: 1.")
    wedge(stranger, a_badge(other).code)
    answered(stranger, "admitted", "Adelante")

    page = open_gate(edition, gate, a_steward(edition), left_by=stranger)
    expect(page.locator("#log li")).to_contain_text("Adelante · Enviado después")
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert (edition.starts_on, gate.id) in entered()
    complaints.clear()
