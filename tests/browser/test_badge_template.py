"""The editor of badge templates: what is typed is seen at once, as it prints."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import BrowserContext, expect

from forum.accounts.enums import Role
from forum.accounts.service import hash_password
from forum.editions.models import Edition
from tests.browser.conftest import DESKTOP, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition whose organiser signs in as Ana, and a badge with a name of three scripts."""
    edition = an_edition()
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(ana, Role.ORGANISER, edition)
    somebody_with_badge(a_category(edition), a_person(given_names="María 山田 محمد", first_surname="Жуков"))
    return edition


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_chosen_is_seen_before_it_is_saved(
    edition: Edition, new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={**DESKTOP, "width": width}).new_page()
    sign_in(page)
    page.goto(f"/{edition.slug}/badges/templates/counter/0")
    picture = page.get_by_role("img", name="El nombre más largo")
    expect(picture).to_be_in_viewport()
    assert serious_faults(page) == []

    page.get_by_label("Zonas").press_sequentially("B2B")
    expect(picture).to_have_attribute("src", re.compile("zones=B2B"))
    page.get_by_label("Formato").select_option("label-62x100")
    expect(page.get_by_label("Margen")).to_have_value("3")
    expect(page.get_by_label("Zonas")).to_have_value("B2B")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Guardamos la plantilla.")).to_be_visible()


def test_the_picture_is_the_page_of_the_pdf(
    edition: Edition, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = new_context().new_page()
    sign_in(page)
    page.goto(f"/{edition.slug}/badges/templates/counter/0")
    address = page.get_by_role("link", name="Abrir el PDF").first.get_attribute("href") or ""
    (tmp_path / "badge.pdf").write_bytes(page.request.get(address).body())
    subprocess.run(["pdftoppm", "-r", "72", "-png", "-singlefile", "badge.pdf", "badge"], cwd=tmp_path, check=True)
    with Image.open(tmp_path / "badge.png") as drawn:
        printed = drawn.convert("L")
    page.set_viewport_size({"width": printed.width, "height": printed.height})
    page.goto(address.replace("preview.pdf", "preview.svg"))
    with Image.open(BytesIO(page.screenshot())) as shown:
        seen = shown.convert("L").resize(printed.size)
    soft = [image.filter(ImageFilter.GaussianBlur(4)) for image in (printed, seen)]
    assert ImageStat.Stat(ImageChops.difference(*soft)).mean[0] < 3, "not the same page"
