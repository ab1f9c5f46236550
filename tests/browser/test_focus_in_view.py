"""What has the keyboard's focus is in view: no bar that sticks to the screen covers it."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.builders.editions import a_category, an_edition
from tests.builders.registrations import a_notice

pytestmark = pytest.mark.browser

# The focused element, and how much of its height a bar that sticks to the screen covers.
COVERED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const box = focused.getBoundingClientRect();
  const bars = [...document.querySelectorAll("*")].filter(
    (each) => ["sticky", "fixed"].includes(getComputedStyle(each).position) && !each.contains(focused));
  const covers = ({ top, bottom }) => Math.max(0, Math.min(bottom, box.bottom) - Math.max(top, box.top));
  const shown = bars.filter((bar) => bar.checkVisibility()).map((bar) => bar.getBoundingClientRect());
  const hidden = Math.max(0, ...shown.map(covers));
  return [focused.name || focused.id || focused.textContent.trim().slice(0, 30), Math.round(hidden), bars.length];
}"""
MORE_BUTTONS = """count => {
  const bar = document.querySelector(".form__actions--sticky");
  for (let more = 1; more < count; more++) bar.append(bar.querySelector(".button").cloneNode(true));
}"""


def covered(page: Page, key: str) -> tuple[dict[str, int], int]:
    """What each element on the way through the page has hidden, and the most bars there were."""
    seen: dict[str, int] = {}
    bars = 0
    for _ in range(80):
        page.keyboard.press(key)
        found: list[Any] | None = page.evaluate(COVERED)
        if found is None:
            break
        seen[found[0]] = max(seen.get(found[0], 0), found[1])
        bars = max(bars, found[2])
    return seen, bars


@pytest.mark.parametrize(("height", "buttons"), [(844, 1), (600, 1), (844, 3)])
def test_nothing_focused_is_behind_the_button_that_stays(
    live_app: Flask, page: Page, height: int, buttons: int
) -> None:
    edition = an_edition()
    category = a_category(edition)
    a_notice()
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(f"/{edition.slug}/register/{category.id}")
    page.evaluate(MORE_BUTTONS, buttons)
    for key in ("Tab", "Shift+Tab"):
        seen, bars = covered(page, key)
        assert {"sector"} <= set(seen)
        assert bars >= 1
        assert {name: hidden for name, hidden in seen.items() if hidden} == {}
