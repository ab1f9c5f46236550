"""Pages of the co-ordinator at the size of a foro, for `benchmarks.board` and `benchmarks.floor`."""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.directory import counted
from benchmarks.machine import SECRET, machine
from forum.accounts.models import Person
from forum.app import create_app
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.demo.load import load_demo
from forum.demo.sizes import FORO
from forum.editions.models import Edition
from forum.settings import Settings, sqlite_url


@contextmanager
def at_foro_size() -> Iterator[tuple[Flask, Edition, Person]]:
    """The app with a foro in SQLite, its edition, and the co-ordinator; the first argument may be a folder for it."""
    print(machine())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        app = create_app(Settings(secret_key=SECRET, data_dir=folder, database_url=sqlite_url(folder / "foro.sqlite")))
        with app.app_context():
            db.create_all()
            if session().scalars(select(Edition)).first() is None:
                load_demo(FORO, password_hash="x", now=utc_now())
            edition = session().scalars(select(Edition)).one()
            person = session().scalars(select(Person).where(Person.email == "coordinacion@demo.example")).one()
            yield app, edition, person


def print_headings() -> None:
    """The headings of what `measure` prints."""
    print(f"{'server':<34}{'median':>12}{'statements':>12}{'bytes':>12}")


def measure(
    app: Flask,
    browser: FlaskClient,
    url: str,
    words: str,
    *,
    rounds: int,
    headers: Mapping[str, str] = MappingProxyType({}),
    status: int = 200,
) -> None:
    """Ask for a page so many times; print the median of the processor's time, the statements and the bytes."""
    spent, made = [], 0
    for _ in range(rounds):
        with counted(app) as statements:
            begun = time.process_time()
            answer = browser.get(url, headers=dict(headers))
            spent.append(1_000 * (time.process_time() - begun))
        assert answer.status_code == status, answer.status
        made, size = len(statements), len(answer.data)
    print(f"{words:<34}{statistics.median(spent):>9.1f} ms{made:>12}{size:>12,}", flush=True)
