"""A small supplier who comes for the first time: from the start page to a request that is sent, by visible links."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from forum.companies.models import Company
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.matchmaking.models import Supplier
from forum.matchmaking.service import approve_supplier
from forum.meetings.models import MeetingRequest
from forum.privacy.service import ensure_notice
from tests.browser.conftest import DESKTOP, PHONE, Complaints, serious_faults
from tests.builders.companies import a_company, a_process
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_requirement, attendee_categories

pytestmark = pytest.mark.browser
SOFIA = "sofia@example.mx"
TYPED = {
    "RFC": "MAB9307148T4",
    "Razón social": "Maquinados del Bajío, S.A. de C.V.",
    "Nombre(s)": "Sofía",
    "Primer apellido": "Rangel",
    "Correo": SOFIA,
    "Celular": "477 222 3344",
}
MOST_TAPS = 12


@dataclass
class Taps:
    """What somebody presses on a page, counted; each page they come to has no serious fault."""

    page: Page
    count: int = 0

    def on(self, kind: str, name: str | re.Pattern[str]) -> None:
        """Press what is called so in the page's main part."""
        assert serious_faults(self.page) == []
        self.page.locator("main").get_by_role(kind, name=name).first.click()  # type: ignore[arg-type]
        self.count += 1


def a_forum() -> None:
    """An edition whose buyer seeks stamping, and does not say who they are."""
    ensure_notice(utc_now())
    edition = an_edition(slug="foro", name="Foro de Proveeduría")
    attendee_categories(edition)
    hall = a_hall(edition)
    buyer = a_buyer(
        edition,
        tables(hall, 1)[0],
        at=slots(hall, days_of(edition)[0], 3),
        company=a_company(name="Armadora Reservada"),
    )
    a_requirement(buyer, a_process("Estampado progresivo"), title="Soporte", annual_volume=120_000)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_new_supplier_comes_from_the_start_page_to_a_request(
    live_app: Flask,
    new_context: Callable[..., BrowserContext],
    complaints: Complaints,
    viewport: dict[str, int],
) -> None:
    a_forum()
    page = new_context(viewport=viewport).new_page()
    complaints.listen(page)
    taps = Taps(page)
    page.goto("/")
    taps.on("link", "Vender a la industria")
    expect(page.locator("main")).to_contain_text("120,000")
    expect(page.locator("main")).not_to_contain_text("Reservada")
    taps.on("link", "Registrar mi empresa")
    expect(page.get_by_role("radio", name="Pedir citas con compradores")).to_be_checked()
    for label, words in TYPED.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first.fill(words)
    taps.on("radio", re.compile("^Industria"))
    taps.on("checkbox", re.compile("^Leí el aviso de privacidad"))
    taps.on("button", "Registrar empresa")
    expect(page.get_by_role("heading", name="Revise su correo")).to_be_visible()

    session().rollback()
    (mail,) = mails_to(SOFIA)
    page.goto(re.search(r"http://localhost(/\S+)", mail.text).group(1))  # type: ignore[union-attr]
    taps.on("button", "Entrar")
    expect(page.get_by_text("En revisión: le enviaremos un correo con la respuesta.")).to_be_visible()
    taps.on("link", "Buscar requerimientos")
    taps.on("link", "Soporte")
    page.get_by_label("Por qué su empresa").fill("Tenemos prensa de 400 toneladas.")
    taps.on("button", "Guardar para enviar")
    expect(page.get_by_text("La enviaremos en cuanto se apruebe su empresa.")).to_be_visible()
    assert serious_faults(page) == []
    assert taps.count <= MOST_TAPS

    session().rollback()
    supplier = session().scalars(select(Supplier).join(Company).where(Company.rfc == TYPED["RFC"])).one()
    approve(supplier)
    page.reload()
    expect(page.locator("main")).to_contain_text("Espera respuesta")
    session().rollback()
    assert [request.reason for request in session().scalars(select(MeetingRequest))] == [
        "Tenemos prensa de 400 toneladas."
    ]


def approve(supplier: Supplier) -> None:
    """The co-ordinator's decision."""
    edition = session().get_one(Edition, supplier.edition_id)
    approve_supplier(supplier.id, edition=edition, by=1, now=utc_now())
