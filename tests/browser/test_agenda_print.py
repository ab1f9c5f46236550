"""The agenda on paper and on a phone: one sheet, nothing cut off, nothing that hinders anybody."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from forum.core.clock import utc_now
from forum.matchmaking.enums import Side
from forum.meetings.service import cancel_meeting
from tests.browser.conftest import Complaints, serious_faults
from tests.builders.agendas import Desk
from tests.builders.badges import somebody_with_badge
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person
from tests.builders.registrations import link_of

pytestmark = pytest.mark.browser
MEETINGS = 20
SUPPLIERS = [
    "Troquelados y Estampados Metálicos de Precisión del Bajío, S.A. de C.V.",
    "Forjas León",
    "Recubrimientos Electrolíticos de Irapuato",
    "Kōwa Harness de México",
]
TITLES = ["Soporte estampado de chasis con recubrimiento, 250,000 piezas al año", "Brida forjada"]


@pytest.fixture
def link(live_app: Flask) -> str:
    """The link of somebody with twenty meetings on one day, and one more that was cancelled."""
    edition = an_edition(name="XIII Foro de Proveeduría Automotriz de Guanajuato")
    person = a_person(given_names="Ana Lucía")
    desk = Desk(edition, MEETINGS + 3, person=person, interpreter="ja", hall_name="Área B2B, Salón Guanajuato")
    gone = desk.meet(desk.slots[MEETINGS], supplier="Moldes Ñ")
    cancel_meeting(gone.id, reason="Sin capacidad", side=Side.SUPPLIER, by=gone.person_id, now=utc_now())
    for number, slot in enumerate(desk.slots[:MEETINGS]):
        desk.meet(slot, supplier=f"{SUPPLIERS[number % 4]} {number}", title=TITLES[number % 2])
    registration, _ = somebody_with_badge(a_category(edition), person)
    return link_of(registration)


def pages_of(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_twenty_meetings_print_on_one_sheet(page: Page, link: str, paper: str, tmp_path: Path) -> None:
    page.goto(f"{link}/agenda")
    page.pdf(path=tmp_path / "agenda.pdf", format=paper)

    (sheet,) = pages_of(tmp_path / "agenda.pdf")

    assert len(re.findall(r"\d\d:\d\d–\d\d:\d\d", sheet)) == MEETINGS + 1
    assert [sheet.count(text) for text in ("Mesa", "Moldes Ñ", "Cancelada")] == [MEETINGS + 1, 1, 1]
    assert [sheet.count(text) for text in ("Suscribir mi calendario", "Aviso de privacidad")] == [0, 0]


@pytest.mark.parametrize("path", ["agenda", "agenda/subscription", "badge"])
def test_nothing_hinders_anybody_and_nothing_sticks_out(page: Page, link: str, path: str) -> None:
    page.goto(f"{link}/{path}")

    assert serious_faults(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") == 0


def test_a_new_address_is_copied_with_one_press(
    new_context: Callable[..., BrowserContext], complaints: Complaints, link: str
) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    complaints.listen(page)
    page.goto(f"{link}/agenda")
    page.get_by_role("link", name="Suscribir mi calendario").click()
    page.get_by_role("button", name="Cambiar a la dirección de calendario").click()  # a buyer's way is invitations
    page.get_by_role("button", name="Sí, cambiar a la dirección").click()
    page.get_by_role("button", name="Crear mi dirección").click()

    address = page.get_by_label("Dirección de su calendario").input_value()
    page.get_by_role("button", name="Copiar").click()

    assert page.evaluate("() => navigator.clipboard.readText()") == address
    assert serious_faults(page) == []
    answer = context.request.get(urlsplit(address).path)
    assert (answer.status, answer.text().count("BEGIN:VEVENT")) == (
        200,
        MEETINGS + 1 + 2,
    )  # and the two days of the forum
