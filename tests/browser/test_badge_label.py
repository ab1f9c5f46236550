"""A badge goes to the printer by itself, at the exact size of its template; a kiosk is ready for the next person."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from forum.accounts.enums import Role
from forum.accounts.service import hash_password
from forum.badges.enums import Layout, Purpose
from forum.badges.models import Badge, BadgeTemplate
from forum.badges.service.handing import open_kiosk
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.registration.models import Registration
from tests.browser.conftest import DESKTOP, PATIENCE, serious_faults
from tests.browser.film import seeing
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role

pytestmark = pytest.mark.browser
COUNTED = "window.printed = 0; window.print = () => { window.printed += 1; };"


@pytest.fixture
def edition(live_app: Flask) -> Edition:
    """An edition that prints labels of 62 × 100 mm at the counter."""
    edition = an_edition()
    with atomic() as change:
        change.add(BadgeTemplate(edition_id=edition.id, purpose=Purpose.COUNTER, layout=Layout.LABEL_62, choices={}))
    return edition


@pytest.fixture
def holder(edition: Edition) -> tuple[Registration, Badge]:
    return somebody_with_badge(a_category(edition), a_person(given_names="Elena", first_surname="Lara"))


@pytest.fixture
def printer(new_context: Callable[..., BrowserContext]) -> Page:
    """A browser that counts how often it is told to print."""
    page = new_context().new_page()
    page.add_init_script(COUNTED)
    return page


def test_a_label_is_printed_alone_and_as_large_as_its_paper(
    edition: Edition, holder: tuple[Registration, Badge], printer: Page, tmp_path: Path
) -> None:
    clerk = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(clerk, Role.REGISTRATION_DESK, edition)
    sign_in(printer)
    printer.goto(f"/{edition.slug}/badges/{holder[0].id}/label")
    printer.wait_for_function("() => window.printed === 1")
    assert serious_faults(printer) == []
    file = tmp_path / "label.pdf"
    file.write_bytes(printer.pdf(prefer_css_page_size=True, print_background=True))
    facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    told = dict(line.split(":", 1) for line in facts.splitlines())
    wide, high = (float(each) / 72 * 25.4 for each in told["Page size"].split()[0:3:2])
    assert (told["Pages"].strip(), round(wide), round(high)) == ("1", 62, 100)
    words = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert "Imprimir" not in words


def test_a_kiosk_prints_and_goes_back_for_the_next_person(
    edition: Edition, holder: tuple[Registration, Badge], printer: Page
) -> None:
    kiosk = open_kiosk(edition.id, name="Entrada norte", by=a_person().id, now=utc_now())
    path = f"/{edition.slug}/kiosk/{kiosk.token}"
    printer.goto(path)
    assert serious_faults(printer) == []
    printer.locator("h1").click()  # whatever was touched: the reader's letters go into the field
    printer.get_by_role("button", name="Abrir la cámara").focus()
    printer.keyboard.type(f"{holder[1].code}\n")
    expect(printer.get_by_role("heading", name="Gracias, Elena")).to_be_visible()
    printer.wait_for_function("() => window.printed === 1")
    assert serious_faults(printer) == []
    printer.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(printer.get_by_role("heading", name="Imprima su gafete")).to_be_visible()
    printer.keyboard.type(f"{holder[1].code}\n")
    expect(printer.get_by_text("Su gafete ya se imprimió. Pase a la mesa de registro.").first).to_be_visible()


def test_a_kiosk_reads_the_mail_with_its_camera_and_stays_open_for_the_next_person(
    edition: Edition,
    holder: tuple[Registration, Badge],
    launch: Callable[..., Browser],
    address: str,
    tmp_path: Path,
) -> None:
    kiosk = open_kiosk(edition.id, name="Entrada norte", by=a_person().id, now=utc_now())
    browser = seeing(launch, tmp_path, [holder[1].code])
    context = browser.new_context(base_url=address, viewport=DESKTOP, locale="es-MX", permissions=["camera"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(f"{COUNTED} localStorage.setItem('foro.camera', 'one that was unplugged');")
    page.goto(f"/{edition.slug}/kiosk/{kiosk.token}")
    page.get_by_role("button", name="Abrir la cámara").click()
    expect(page.get_by_role("heading", name="Gracias, Elena")).to_be_visible()
    page.wait_for_function("() => window.printed === 1")
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text("Su gafete ya se imprimió. Pase a la mesa de registro.").first).to_be_visible()
    browser.close()
