"""Where the journey is played: one program, a browser for each person, their letters, a close look at each page."""

import os
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from werkzeug.exceptions import HTTPException

from forum.core.clock import utc_now
from tests.browser.conftest import DESKTOP, PATIENCE, PHONE, Complaints, serious_faults
from tests.browser.journey.mailbox import Mailbox

ZONE = ZoneInfo("America/Mexico_City")
REFUSED = "status of 422"
TOO_WIDE = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""


@dataclass
class Stage:
    """One program, and whoever uses it."""

    app: Flask
    address: str
    chromium: Browser
    mail: Mailbox
    today: date = field(default_factory=lambda: utc_now().astimezone(ZONE).date())
    complaints: Complaints = field(default_factory=Complaints)
    contexts: list[BrowserContext] = field(default_factory=list)
    people: dict[str, Page] = field(default_factory=dict)
    seen: dict[str, tuple[BrowserContext, str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    shots: int = 0

    @property
    def tomorrow(self) -> date:
        """The last day of the forum."""
        return self.today + timedelta(days=1)

    def person(self, who: str, *, desktop: bool = False, browser: Browser | None = None, **options: object) -> Page:
        """A browser of somebody's own, on a phone unless said otherwise; the same page each time they are asked for."""
        if who not in self.people:
            values: dict[str, object] = {
                "base_url": self.address,
                "viewport": DESKTOP if desktop else PHONE,
                "locale": "es-MX",
                "timezone_id": "America/Mexico_City",
                **options,
            }
            context = (browser or self.chromium).new_context(**values)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE)
            self.contexts.append(context)
            self.people[who] = context.new_page()
            self.complaints.listen(self.people[who])
        return self.people[who]

    def look(self, page: Page, name: str, *, refused: bool = False) -> None:
        """Whoever is there sees a sound page: no serious fault, no complaint of the browser, nothing cut off.

        A form that comes back to be mended is announced by the browser as an error of the network; `refused` says so.
        """
        expect(page.locator("main h1, .door__gate").first).to_be_attached()
        self._shoot(page, name)
        try:
            faults, width = serious_faults(page), page.evaluate(TOO_WIDE)
        except Error:  # a page that asks again by itself was replaced while it was looked at
            page.wait_for_load_state()
            faults, width = serious_faults(page), page.evaluate(TOO_WIDE)
        assert faults == [], f"{name}: {faults}"
        assert width <= 0, f"{name} is wider than the screen"
        unheard = [each for each in self.complaints if not (refused and REFUSED in each)]
        assert unheard == [], f"{name}: {unheard}"
        self.complaints.clear()
        self._remember(page)

    def _shoot(self, page: Page, name: str) -> None:
        folder = os.environ.get("FORO_SHOTS")
        if folder:
            self.shots += 1
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{self.shots:03d}-{name}.png", full_page=True, caret="initial")

    def _remember(self, page: Page) -> None:
        try:
            endpoint, _values = self.app.url_map.bind("").match(urlsplit(page.url).path, method="GET")
        except HTTPException:
            return  # the answer to a form, at an address that only takes forms
        self.seen.setdefault(str(endpoint), (page.context, page.url))


def labelled(place: Page | Locator, label: str) -> Locator:
    """The field with this label, whether it may stay empty or not."""
    return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\((opcional|optional)\))?\s*$"))


def fill(place: Page | Locator, values: dict[str, str | bool]) -> None:
    """Fill a form in: texts are typed, choices chosen by their words, boxes ticked."""
    for label, value in values.items():
        box = labelled(place, label)
        if isinstance(value, bool):
            box.set_checked(value)
        elif box.evaluate("element => element.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)


def press(place: Page | Locator, name: str) -> None:
    """Press the button with these words."""
    place.get_by_role("button", name=name, exact=True).click()


def follow(place: Page | Locator, name: str) -> None:
    """Follow the link with these words; where there is none, say what is there."""
    link = place.get_by_role("link", name=name, exact=True).first
    try:
        link.click()
    except PlaywrightTimeout as error:
        there = place.locator("body") if isinstance(place, Page) else place
        raise AssertionError(f"no way called {name!r} in:\n{there.inner_text()}") from error


def told(page: Page, sentence: str) -> None:
    """The page says this."""
    expect(page.locator("main")).to_contain_text(sentence)
