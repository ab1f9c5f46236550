"""The floor desk at the size of a foro (250 tables): `python -m benchmarks.floor [FOLDER]`.

Milliseconds of processor time of the server, with the statements: asked again while nothing changed (304), after a
change (the tables alone), and the whole page. FOLDER keeps the database between runs (loading takes a minute).
"""

import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import time_machine
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
from forum.editions.models import Edition, Slot
from forum.settings import Settings, sqlite_url
from tests.builders.people import sign_in

ROUNDS = 40
FRAGMENT = {"HX-Request": "true"}


def main() -> None:
    """Load, measure, print."""
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
            first = session().scalars(select(Slot).order_by(Slot.starts_at)).first()
            assert first is not None
            desk = f"/{edition.slug}/floor"
            person = session().scalars(select(Person).where(Person.email == "coordinacion@demo.example")).one()
            with time_machine.travel(first.starts_at + timedelta(minutes=6), tick=False):
                browser = sign_in(app.test_client(), person)
                tag = browser.get(desk, headers=FRAGMENT).headers["ETag"]
                print(f"{'server':<34}{'median':>12}{'statements':>12}{'bytes':>12}")
                _measure(app, browser, desk, "poll, unchanged", headers={**FRAGMENT, "If-None-Match": tag}, status=304)
                _measure(app, browser, desk, "poll, changed", headers=FRAGMENT, status=200)
                _measure(app, browser, desk, "page", headers={}, status=200)


def _measure(app: Flask, browser: FlaskClient, url: str, words: str, *, headers: dict[str, str], status: int) -> None:
    spent, made = [], 0
    for _ in range(ROUNDS):
        with counted(app) as statements:
            begun = time.perf_counter()
            answer = browser.get(url, headers=headers)
            spent.append(1_000 * (time.perf_counter() - begun))
        assert answer.status_code == status, answer.status
        made = len(statements)
    print(f"{words:<34}{statistics.median(spent):>9.1f} ms{made:>12}{len(answer.data):>12,}", flush=True)


if __name__ == "__main__":
    main()
