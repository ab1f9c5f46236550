"""The co-ordinator's board at the size of a foro: `python -m benchmarks.board [FOLDER]`.

Milliseconds of processor time of the server for the page and its values, with their statements; then, in a real
Chromium, the frames a second while the board scrolls through all its rows and columns, and how much of it is in the
page. FOLDER keeps the database between runs (loading takes a minute). Compare two commits on the same machine.
"""

import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks.console import at_foro_size, measure, print_headings
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
    with at_foro_size() as (app, edition, person):
        board = f"/{edition.slug}/meetings/coordination/board"
        browser = sign_in(app.test_client(), person)
        print_headings()
        for part in PARTS:
            measure(app, browser, board + part, part, rounds=ROUNDS)
        cookie = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
        with serving(app) as address:
            _scroll(address, board, "" if cookie is None else cookie.value, app.config["SESSION_COOKIE_NAME"])


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
