"""The scanner of a gate, signed in on a phone, and what it makes of scans."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from forum.accounts.enums import Role
from forum.badges.models import Badge
from forum.checkin.enums import GateDirection
from forum.checkin.models import Gate
from forum.core.clock import utc_now
from forum.editions.models import Edition
from tests.browser.conftest import PHONE, Complaints
from tests.browser.door.hands import Cookies
from tests.builders.checkin import a_badge, a_gate, a_steward
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import a_person, sign_in


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


@pytest.fixture
def gate(edition: Edition, request: pytest.FixtureRequest) -> Gate:
    """A gate, by which people enter where the test says nothing else."""
    return a_gate(edition, "Acceso norte", direction=getattr(request, "param", GateDirection.IN))


@pytest.fixture
def badge(edition: Edition) -> Badge:
    """The badge of somebody with a name worth searching for."""
    person = a_person(given_names="Íñigo", first_surname="Peñaloza", second_surname="Ordóñez", phone="+524771234567")
    category = a_category(edition, name_es="Proveedor", name_en="Supplier", colour="#0b5fa5")
    return a_badge(edition, person=person, category=category, organisation="Forjas del Bajío, S.A. de C.V.")


def supervisor_cookies(live_app: Flask, edition: Edition, address: str) -> Cookies:
    """The cookies of a browser in which a gate supervisor is signed in."""
    client = sign_in(live_app.test_client(), a_steward(edition, Role.GATE_SUPERVISOR))
    cookie = client.get_cookie("foro")
    assert cookie is not None
    return [{"name": "foro", "value": cookie.value, "url": address}]


cookies = pytest.fixture(supervisor_cookies, name="cookies")
other_cookies = pytest.fixture(supervisor_cookies, name="other_cookies")


@pytest.fixture
def gate_path(gate: Gate, edition: Edition) -> str:
    """The address of the scanner."""
    return f"/{edition.slug}/checkin/gates/{gate.id}"


@pytest.fixture
def door(page: Page, cookies: Cookies, gate_path: str, badge: Badge) -> Page:
    """The scanner of the gate on a phone, and somebody to scan."""
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(gate_path)
    return page


@pytest.fixture
def camera_before(
    filmed: Callable[..., Browser], address: str, cookies: Cookies, gate_path: str, complaints: Complaints
) -> Callable[..., Page]:
    """Open the scanner on a phone whose camera sees these views."""

    def open_door(*views: list[str]) -> Page:
        context = filmed(*views).new_context(base_url=address, viewport=PHONE, locale="es-MX", permissions=["camera"])
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        complaints.listen(page)
        page.goto(gate_path)
        return page

    return open_door
