"""The start page is fast on a cheap phone: what it costs over the wire, the first time."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.builders.editions import an_edition

pytestmark = pytest.mark.browser

START_PAGE_BYTES = 100_000


def test_the_first_page_is_light(live_app: Flask, page: Page) -> None:
    edition = an_edition(ordinal=13, about_es="Dos días para sentarse frente a quien compra. " * 12)
    wire = page.context.new_cdp_session(page)
    sizes: list[float] = []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"/{edition.slug}/", wait_until="networkidle")
    print(f"first page: {sum(sizes):,.0f} bytes in {len(sizes)} answers")
    assert len(sizes) >= 5
    assert sum(sizes) < START_PAGE_BYTES
