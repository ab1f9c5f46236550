"""The demo on a database of its own, at a moment that stands still, with rng that fall the same way each time."""

import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import time_machine
from flask import Flask
from werkzeug.test import Client, TestResponse

from forum.app import create_app
from forum.cli import prepare
from forum.demo.commands import PASSWORD, ensure_loaded
from forum.settings import Settings

NOW = datetime(2026, 9, 9, 15, 30, tzinfo=UTC)
SECRET = "the-same-secret-on-both-sides-of-a-change"
ORIGIN = "http://localhost:8000"
LANGUAGES = ("es", "en")
LANGUAGE_COOKIE = "foro_lang"
LATER = 3_600.0
"""Seconds between two requests, for what is kept for a moment only."""


@dataclass
class Browser:
    """Whoever asks: a name to record them by, and the session their browser keeps."""

    name: str
    session: str = ""


@dataclass
class World:
    """The running demo."""

    app: Flask
    database: Path
    chance: "Chance"
    clock: time_machine.Traveller
    asked: Counter[str] = field(default_factory=Counter)

    def ask(
        self, browser: Browser, address: str, *, language: str = "es", data: Any = None, json: Any = None,
        fragment: bool = False, referrer: str = "", follow: bool = False,
    ) -> TestResponse:  # fmt: skip
        """One request, as it would come from this browser; the browser keeps its session as it was before."""
        method = "GET" if data is None and json is None else "POST"
        name = f"{method} {browser.name} {language} {address}"
        self.chance.begin(f"{name} {self.asked[name]}")
        self.asked[name] += 1
        answer = self._open(address, browser.session, language, fragment, referrer, method=method, data=data, json=json)
        while follow and answer.location and answer.location.startswith("/"):
            session = self.session_of(answer) or browser.session
            address = answer.location
            answer = self._open(address, session, language, False, "", method="GET")
        return answer

    def _open(
        self, address: str, session: str, language: str, fragment: bool, referrer: str, **request: Any
    ) -> TestResponse:
        headers = [("Cookie", f"{self.app.config['SESSION_COOKIE_NAME']}={session}; {LANGUAGE_COOKIE}={language}")]
        if fragment:
            headers.append(("HX-Request", "true"))
        if referrer:
            headers.append(("Referer", ORIGIN + referrer))
        if request.get("data") is not None and any(isinstance(v, tuple) for vs in request["data"].values() for v in vs):
            request["content_type"] = "multipart/form-data"
        return Client(self.app, use_cookies=False).open(address, base_url=ORIGIN, headers=headers, **request)

    def session_of(self, answer: TestResponse) -> str | None:
        """The session an answer leaves in the browser, if it changes it."""
        start = f"{self.app.config['SESSION_COOKIE_NAME']}="
        kept = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(start)]
        return kept[-1].removeprefix(start).partition(";")[0] if kept else None

    def sign_in(self, name: str) -> Browser:
        """A browser in which a person of the demo is signed in by the password all of them have."""
        browser = Browser(name)
        answer = self.ask(browser, "/sign-in/password", data={"email": f"{name}@demo.example", "password": PASSWORD})
        session = self.session_of(answer)
        if answer.status_code not in {302, 303} or session is None:
            raise RuntimeError(f"{name} cannot sign in: {answer.status}")
        browser.session = session
        return browser

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query, values).fetchall()

    def change(self, *statements: str) -> None:
        """Bring rows about that no page makes."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    def columns(self, table: str) -> list[str]:
        """The columns of a table, none where there is no such table."""
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]

    def snapshot(self) -> Callable[[], None]:
        """Remember the database; what is returned brings it back to here, where anybody has written since."""
        kept = sqlite3.connect(":memory:")
        live = sqlite3.connect(self.database)
        live.backup(kept)
        seen = _version(live)

        def restore() -> None:
            nonlocal seen
            if _version(live) != seen:
                with closing(sqlite3.connect(self.database)) as target:
                    kept.backup(target)
                seen = _version(live)

        return restore


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


class Chance:
    """Random bytes that depend on what is asked and not on what was asked before."""

    def __init__(self) -> None:
        self.begin("start")

    def begin(self, seed: str) -> None:
        """Start again for the next request, an hour of the processor's clock later."""
        self.seed = seed
        self.streams: dict[int, random.Random] = {}
        self.clock = getattr(self, "clock", 0.0) + LATER

    def bytes(self, count: int) -> bytes:
        """Instead of `os.urandom`: each length has dice of its own, so that the order of different things is free."""
        stream = self.streams.setdefault(count, random.Random(f"{self.seed} {count}"))
        return stream.randbytes(count)

    def monotonic(self) -> float:
        """Instead of `time.monotonic` and `time.perf_counter`: a search is then measured by its steps alone."""
        return self.clock


@contextmanager
def replaced(*names: tuple[ModuleType, str, Any]) -> Iterator[None]:
    """Put these in the place of what modules have, for a while."""
    before = [(module, name, getattr(module, name)) for module, name, _value in names]
    for module, name, value in names:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


@contextmanager
def demo(folder: Path) -> Iterator[World]:
    """The small demo edition in this folder, loaded as `forum demo` does."""
    settings = replace(Settings.for_demo(folder, 8000), secret_key=SECRET, rate_limits=False, base_url=ORIGIN)
    chance = Chance()
    with (
        replaced(
            (os, "urandom", chance.bytes),
            (random, "_urandom", chance.bytes),
            (time, "monotonic", chance.monotonic),
            (time, "perf_counter", chance.monotonic),
        ),
        time_machine.travel(NOW, tick=False) as clock,
    ):
        app = create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        prepare(app)
        with app.app_context():
            ensure_loaded("small", now=NOW)
        yield World(app, folder / "foro.sqlite", chance, clock)


def column(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """The first column of rows."""
    return [row[0] for row in rows]
