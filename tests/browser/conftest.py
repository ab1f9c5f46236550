"""A real server on a real port, and a real Chromium in front of it."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from forum.app import create_app
from forum.assets.build import MODULES, build_assets, install_tools
from forum.core.database import db
from tests.browser.film import seeing
from tests.conftest import A_MINUTE, missing
from tests.conftest import test_settings as settings_for

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 30_000  # in milliseconds: what comes at last on a slow machine is no fault
expect.set_options(timeout=PATIENCE)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serving(app: Flask, *, port: int = 0) -> Iterator[str]:
    """Serve an app on a port of this machine, a free one unless said otherwise; yields its address."""
    sockets: dict[int, object] = {}
    server = create_server(app, map=sockets, host="127.0.0.1", port=port, threads=4)
    ended = threading.Event()

    def answer() -> None:
        while not ended.is_set():
            wasyncore.loop(timeout=1, map=sockets, count=1)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield f"http://localhost:{server.effective_port}"
    ended.set()
    server.pull_trigger()  # what waits for a request looks up at once
    thread.join()
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)


@pytest.fixture(scope="session", autouse=True)
def built_assets() -> None:
    """The front end, built, and axe."""
    build_assets()
    install_tools()


@pytest.fixture
def patience() -> int:
    """For how many seconds the program of this test waits for its database."""
    return A_MINUTE


@pytest.fixture
def live_app(own_sqlite: str, tmp_path: Path, patience: int) -> Iterator[Flask]:
    """A program of this test's own on an embedded database, with CSRF on as in production."""
    app = create_app(settings_for(own_sqlite, tmp_path, patience=patience))
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def address(live_app: Flask) -> Iterator[str]:
    """Where the program of this test is served."""
    with serving(live_app) as at:
        yield at


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """The driver of the browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def launch(playwright_driver: Playwright) -> Callable[..., Browser]:
    """Start a Chromium with extra flags (a fake camera, for one)."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    bundled = playwright_driver.chromium.executable_path
    if path is None and not Path(bundled).exists():
        missing("Chromium")

    def start(*extra: str, **environment: str) -> Browser:
        env: dict[str, str | float | bool] = {**os.environ, **environment}
        return playwright_driver.chromium.launch(executable_path=path, args=[*FLAGS, *extra], env=env)

    return start


@pytest.fixture
def filmed(launch: Callable[..., Browser], tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Open a browser whose camera sees these views, each a list of badge codes."""
    opened: list[Browser] = []

    def open_browser(*views: list[str]) -> Browser:
        opened.append(seeing(launch, tmp_path, *views))
        return opened[-1]

    yield open_browser
    for browser in opened:
        browser.close()


@pytest.fixture(scope="session")
def chromium(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """One Chromium for the run."""
    browser = launch()
    yield browser
    browser.close()


class Complaints(list[str]):
    """What the browser complained of: console errors, failed scripts, blocked resources."""

    def listen(self, page: Page) -> None:
        """Collect the complaints of a page."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.append(f"error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith("htmx:sendAbort"):  # the page was left while it asked: htmx tells of it twice
            if self and self[-1].startswith("console: htmx:afterRequest"):
                self.pop()
        elif message.type == "error":
            self.append(f"console: {message.text} ({message.location['url']})")


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Collected while the test runs; a test may clear what it provoked itself. Any left is a failure."""
    heard = Complaints()
    yield heard
    assert heard == []


@pytest.fixture
def new_context(chromium: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh browser profile, on a phone unless said otherwise."""
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        values: dict[str, object] = {"base_url": address, "viewport": PHONE, "locale": "es-MX"}
        values |= {"service_workers": "block", **options}  # what a worker asks for goes past `page.route`
        context = chromium.new_context(**values)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], complaints: Complaints) -> Page:
    """A page on a phone."""
    opened = new_context().new_page()
    complaints.listen(opened)
    return opened


AXE = MODULES / "axe-core" / "axe.min.js"


def serious_faults(page: Page) -> list[str]:
    """What axe finds serious or worse on the page as it stands: rule and first element."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return [
        f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:120]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
