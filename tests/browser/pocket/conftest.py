"""A phone that is closed and opened again, with and without a network, and a supplier with a meeting and a badge."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.core.clock import utc_now
from forum.editions.models import Edition, Slot
from forum.registration.models import Registration
from tests.browser.conftest import FLAGS, PATIENCE, PHONE, missing
from tests.browser.servers import Server
from tests.builders.agendas import Desk
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import ZONE, a_category, an_edition
from tests.builders.people import sign_in
from tests.builders.registrations import link_of


@dataclass
class Attendee:
    """Somebody with an agenda and a badge, and their private link."""

    person: Person
    slot: Slot
    table: str
    registration: Registration
    badge: Badge
    link: str


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition that is open today."""
    today = utc_now().astimezone(ZONE).date()
    return an_edition(starts_on=today, ends_on=today + timedelta(days=1))


@pytest.fixture
def attendee(edition: Edition) -> Attendee:
    """A supplier with a meeting, registered."""
    desk = Desk(edition)
    with time_machine.travel(desk.slots[0].starts_at - timedelta(hours=1)):  # agreed before, whatever the hour is now
        meeting = desk.meet(desk.slots[0])
    registration, badge = somebody_with_badge(a_category(edition), meeting.person, organisation="Forjas León")
    return Attendee(meeting.person, desk.slots[0], str(desk.table.number), registration, badge, link_of(registration))


@pytest.fixture
def server(live_app: Flask) -> Iterator[Server]:
    """A server that is up."""
    there = Server(live_app)
    there.start()
    yield there
    there.stop()


@pytest.fixture
def address(server: Server) -> str:
    """Where it is served."""
    return f"http://localhost:{server.port}"


@pytest.fixture
def phone(playwright_driver: Playwright, address: str, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Start the phone's browser; again after it was closed, with what it keeps."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None and not Path(playwright_driver.chromium.executable_path).exists():
        missing("Chromium")
    opened: list[BrowserContext] = []

    def start(**options: object) -> BrowserContext:
        values: dict[str, object] = {"base_url": address, "viewport": PHONE, "locale": "es-MX", **options}
        context = playwright_driver.chromium.launch_persistent_context(
            tmp_path / "phone",
            executable_path=path,
            args=FLAGS,
            **values,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


def enter(context: BrowserContext, live_app: Flask, person: Person, address: str) -> None:
    """Sign a person in with this browser."""
    cookie = sign_in(live_app.test_client(), person).get_cookie("foro")
    assert cookie is not None
    context.add_cookies([{"name": "foro", "value": cookie.value, "url": address}])


def visit(page: Page, path: str) -> None:
    """Open a page that is kept, and wait until it says so."""
    page.goto(path)
    expect(page.get_by_text("Disponible sin conexión.")).to_be_visible()


def kept_paths(page: Page) -> list[str]:
    """The addresses that the phone keeps."""
    found = page.evaluate(
        """async () => (await (await caches.open("foro.pocket.pages")).keys())
             .map(({ url }) => new URL(url).pathname)"""
    )
    return sorted(found)


def read(symbol: Locator) -> list[str]:
    """What a scanner reads of a picture on the screen."""
    return [each.text for each in zxingcpp.read_barcodes(Image.open(BytesIO(symbol.screenshot())))]
