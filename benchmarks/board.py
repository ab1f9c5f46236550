"""The co-ordinator's board at the size of a foro: `python -m benchmarks.board [FOLDER]`.

Milliseconds of processor time of the server for the page and its values, with their statements; then, in a real
Chromium, the frames a second while the board scrolls through all its rows and columns, and how much of it is in the
page. FOLDER keeps the database between runs (loading takes a minute). Compare two commits on the same machine.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, sync_playwright
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
from tests.browser.conftest import FLAGS, serving
from tests.builders.people import sign_in

ROUNDS = 10
PARTS = ("", "?day=all", "?rows=buyers", "?rows=suppliers", "/data", "/data?day=all", "/data?rows=suppliers&day=all")
# Scrolls there and back by so many pixels a frame, and takes the time of each frame.
SCROLL = """([across, step]) => new Promise((done) => {
  const view = document.querySelector(".board__view");
  const side = across ? "scrollLeft" : "scrollTop";
  const times = [];
  let before = performance.now();
  view[side] = 0;
  let last = -1;
  const frame = (now) => {
    times.push(now - before);
    before = now;
    if (view[side] === last || times.length > 600) return done(times.slice(2));
    last = view[side];
    view[side] += step;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""


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
            board = f"/{session().scalars(select(Edition)).one().slug}/meetings/coordination/board"
            person = session().scalars(select(Person).where(Person.email == "coordinacion@demo.example")).one()
            browser = sign_in(app.test_client(), person)
            print(f"{'server':<34}{'median':>12}{'statements':>12}{'bytes':>12}")
            for part in PARTS:
                _measure(app, browser, board, part)
            cookie = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
        with serving(app) as address:
            _scroll(address, board, "" if cookie is None else cookie.value, app.config["SESSION_COOKIE_NAME"])


def _measure(app: Flask, browser: FlaskClient, board: str, part: str) -> None:
    spent = []
    for _ in range(ROUNDS):
        with counted(app) as statements:
            begun = time.process_time()
            answer = browser.get(board + part)
            spent.append(1_000 * (time.process_time() - begun))
        assert answer.status_code == 200, answer.status
    print(f"{part:<34}{statistics.median(spent):>9.1f} ms{len(statements):>12}{len(answer.data):>12,}", flush=True)


def _scroll(address: str, board: str, value: str, name: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.goto(f"{address}{board}?day=all")
        page.locator(".board__view").wait_for()
        print(f"{'browser, 1280 x 900':<34}{'frames/s':>12}{'worst frame':>14}{'cells in page':>16}")
        for words, across, step in (("down, 40 px a frame", 0, 40), ("down, 400 px", 0, 400), ("across, 40 px", 1, 40)):
            _frames(page, words, across, step)
        chromium.close()


def _frames(page: Page, words: str, across: int, step: int) -> None:
    times: list[float] = page.evaluate(SCROLL, [across, step])
    cells = page.locator("[role=gridcell]").count()
    speed = 1_000 / statistics.mean(times)
    print(f"{words:<34}{speed:>12.0f}{max(times):>11.0f} ms{cells:>16}", flush=True)


if __name__ == "__main__":
    main()
