"""The scanner without network in other engines than Chromium: Firefox and WebKitGTK, with a typed code.

    python -m tests.browser.engines [firefox] [webkit]

needs the packages firefox-esr and webkit2gtk-driver. Firefox is driven by its own Marionette, WebKitGTK by WebDriver
(W3C); neither takes a film for a camera. A browser that is not installed is named, and the program fails.
"""

import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.app import create_app
from forum.assets.build import build_assets
from forum.checkin.models import Scan
from forum.core.clock import utc_now
from forum.core.database import Base, db, session
from forum.settings import sqlite_url
from tests.browser.servers import Server
from tests.builders.checkin import a_badge, a_gate, a_steward
from tests.builders.editions import ZONE, an_edition
from tests.builders.people import sign_in
from tests.conftest import test_settings as settings_for

PATIENCE = 40


class Browser(Protocol):
    """What the journey needs of a browser."""

    def go(self, address: str) -> None:
        """Open an address; without network too."""

    def run(self, script: str) -> Any:
        """The value of a function body."""


class Firefox:
    """Firefox by Marionette: a length, a colon, and JSON, over a socket."""

    def __init__(self, port: int) -> None:
        self._numbers = itertools.count(1)
        self._socket = _connected(port)
        self._read()
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "eager"}}})

    def go(self, address: str) -> None:
        """Open an address."""
        self._ask("WebDriver:Navigate", {"url": address})

    def run(self, script: str) -> Any:
        """The value of a function body."""
        return self._ask("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        asked = json.dumps([0, next(self._numbers), command, parameters]).encode()
        self._socket.sendall(f"{len(asked)}:".encode() + asked)
        _kind, _number, error, value = self._read()
        if error:
            raise RuntimeError(error)
        return value

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._socket.recv(1)
        text, missing = b"", int(length[:-1])
        while len(text) < missing:
            text += self._socket.recv(missing - len(text))
        return json.loads(text)


class WebKit:
    """WebKitGTK by WebDriver, over HTTP."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": _minibrowser(), "args": ["--automation"]}}
        opened = self._ask("", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "eager", **options}}})
        self._base += f"/{opened['sessionId']}"

    def go(self, address: str) -> None:
        """Open an address."""
        self._ask("/url", {"url": address})

    def run(self, script: str) -> Any:
        """The value of a function body."""
        return self._ask("/execute/sync", {"script": script, "args": []})

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        asked = urllib.request.Request(
            self._base + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]


@contextmanager
def firefox() -> Iterator[Browser]:
    """A Firefox without a screen."""
    with (
        tempfile.TemporaryDirectory() as profile,
        _running("firefox-esr", "--headless", "--no-remote", "--profile", profile, "--marionette"),
    ):
        yield Firefox(2828)


@contextmanager
def webkit() -> Iterator[Browser]:
    """A WebKitGTK on a screen that nobody sees."""
    port = _free_port()
    prefix = ("xvfb-run", "-a") if not os.environ.get("DISPLAY") and shutil.which("xvfb-run") else ()
    with _running(*prefix, "WebKitWebDriver", f"--port={port}"):
        _connected(port).close()
        yield WebKit(port)


ENGINES: dict[str, Callable[[], Any]] = {"firefox": firefox, "webkit": webkit}


def journey(browser: Browser, server: Server, gate_path: str, cookie: str, code: str) -> None:
    """Open a scanner, lose the network, open it again, scan, and send when the network is back."""
    address = server.start()
    browser.go(f"{address}/robots.txt")
    browser.run(f"document.cookie = {json.dumps(f'foro={cookie}; path=/')};")
    browser.go(address + gate_path)
    _until(browser, "return document.querySelector('[data-ready]')?.dataset.ready === 'yes'", "the roster is there")
    _until(browser, "return Boolean(navigator.serviceWorker.controller)", "the worker keeps the page")
    time.sleep(2)
    server.stop()
    browser.go(address + gate_path)
    _until(browser, "return document.querySelector('[data-ready]')?.dataset.ready === 'yes'", "it starts offline")
    for outcome in ("admitted", "already_inside"):
        browser.run(
            f"const field = document.querySelector('#code'); field.value = {json.dumps(code)};"
            "document.querySelector('#typed').requestSubmit();"
        )
        told = f"return document.querySelector('#answer').dataset.outcome === '{outcome}'"
        _until(browser, told, f"it answers {outcome}")
    kept = "return Object.keys(localStorage).filter(key => key.startsWith('foro.scan.')).length"
    _until(browser, f"{kept} === 2", "both are kept")
    server.start()
    browser.run("window.dispatchEvent(new Event('online'));")
    _until(browser, f"{kept} === 0", "both are sent")
    server.stop()


def _until(browser: Browser, script: str, what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if browser.run(script):
            print(f"  {what}")
            return
        time.sleep(0.25)
    raise SystemExit(f"  not so: {what}")


def main(names: list[str]) -> None:
    """Take the journey in each engine."""
    build_assets()
    for name in names or list(ENGINES):
        print(name)
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(settings_for(sqlite_url(Path(folder) / "foro.sqlite"), Path(folder)))
            with app.app_context():
                Base.metadata.create_all(db.engine)
                _take(app, name)
                db.session.remove()
                db.engine.dispose()


def _take(app: Flask, name: str) -> None:
    today = utc_now().astimezone(ZONE).date()
    edition = an_edition(starts_on=today, ends_on=today + timedelta(days=1))
    gate, badge = a_gate(edition), a_badge(edition)
    client = sign_in(app.test_client(), a_steward(edition, Role.GATE_SUPERVISOR))
    cookie = client.get_cookie("foro")
    assert cookie is not None
    with ENGINES[name]() as browser:
        path = f"/{edition.slug}/checkin/gates/{gate.id}"
        journey(browser, Server(app), path, cookie.value, badge.code)
    session().rollback()
    outcomes = sorted(outcome.value for outcome in session().scalars(select(Scan.outcome)))
    assert outcomes == ["admitted", "already_inside"], outcomes
    print(f"  on record: {', '.join(outcomes)}")


@contextmanager
def _running(*command: str) -> Iterator[None]:
    if shutil.which(command[0]) is None:
        raise SystemExit(f"  {command[0]} is not installed")
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=PATIENCE)


def _connected(port: int) -> socket.socket:
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            time.sleep(0.1)
    raise SystemExit("  the browser does not answer")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _minibrowser() -> str:
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not found:
        raise SystemExit("  MiniBrowser of WebKitGTK is not installed")
    return str(found[-1])


if __name__ == "__main__":
    main(sys.argv[1:])
