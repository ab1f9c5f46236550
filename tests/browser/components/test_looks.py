"""Every component in both looks: read by axe, on narrow and wide screens, on paper."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from forum.assets.build import DIST
from tests.browser.components.gallery import Gallery
from tests.browser.conftest import serious_faults

pytestmark = pytest.mark.browser

SMALL_PHONE, PHONE, DESKTOP = 320, 390, 1280


def open_at(page: Page, path: str, *, width: int, look: str = "light") -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if look == "dark" else "light", reduced_motion="reduce")
    page.goto(path)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_serious(gallery: Gallery, page: Page, look: str) -> None:
    for width in (PHONE, DESKTOP):
        open_at(page, "/gallery", width=width, look=look)
        assert serious_faults(page) == []
    page.get_by_role("button", name="Abrir diálogo").click()
    assert serious_faults(page) == []


def test_nothing_is_wider_than_the_screen(gallery: Gallery, page: Page) -> None:
    page.goto("/gallery")
    for width in (SMALL_PHONE, PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_paper_is_white_whatever_the_look_and_takes_no_controls(gallery: Gallery, page: Page) -> None:
    open_at(page, "/gallery", width=DESKTOP, look="dark")
    page.emulate_media(media="print")
    colours = "(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])(document.body)"
    assert page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    for control in (".button", ".masthead__tools", ".tabs", ".search", ".footer"):
        expect(page.locator(control).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.alert--danger')).backgroundColor") == (
        "rgb(250, 230, 227)"
    )


def test_a_day_of_twenty_engagements_is_one_sheet(gallery: Gallery, page: Page) -> None:
    page.goto("/day")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="Letter"))
    assert len(sheets) == 1


def test_the_style_asks_no_more_than_a_phone_of_2022_has() -> None:
    names = json.loads((DIST / "manifest.json").read_text())
    text = (DIST / names["app.css"]).read_text()
    newer = ["light-dark(", "color-mix(", "oklch(", "@layer", "@property", "@container", "@scope", "@starting-style"]
    assert [word for word in newer if word in text] == []
    assert re.findall(r"[{;]\s*&|[a-z]:translate:", text) == []
