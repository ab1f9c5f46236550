"""A buyer invites a supplier, which proposes another hour; the buyer accepts, and both see the meeting."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from forum.accounts.models import Person
from forum.accounts.service import hash_password
from forum.companies.models import Company
from forum.core.database import session
from forum.editions.models import Edition
from tests.browser.conftest import Complaints, serious_faults
from tests.builders.companies import a_company, a_membership, a_process
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person

pytestmark = pytest.mark.browser
PASSWORD = "una frase larga"
KENJI, SOFIA = "kenji@example.mx", "sofia@example.mx"


@dataclass
class Desk:
    """Somebody at a phone; each page they press something on has no serious fault."""

    page: Page

    def sign_in(self, email: str, path: str) -> None:
        self.page.goto(f"/sign-in?next={path}")
        self.page.get_by_role("link", name="Prefiero entrar con mi contraseña").click()
        self.page.get_by_label("Correo").fill(email)
        self.page.get_by_label("Contraseña").fill(PASSWORD)
        self.page.get_by_role("button", name="Entrar").click()

    def press(self, kind: str, name: str) -> None:
        assert serious_faults(self.page) == []
        self.page.locator("main").get_by_role(kind, name=name).first.click()  # type: ignore[arg-type]

    def reads(self, *sentences: str) -> None:
        for sentence in sentences:
            expect(self.page.locator("main, .toasts").filter(has_text=sentence).first).to_be_visible()


def a_person_with_password(email: str, given_names: str) -> Person:
    return a_person(email=email, given_names=given_names, password_hash=hash_password(PASSWORD))


def a_forum() -> Edition:
    edition = an_edition(slug="foro", name="Foro de Proveeduría", buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    buyer = a_buyer(
        edition,
        tables(hall, 1)[0],
        at=slots(hall, days_of(edition)[0], 3),
        company=a_company(name="Armadora Kaizen"),
        person=a_person_with_password(KENJI, "Kenji"),
    )
    a_requirement(buyer, a_process("Estampado progresivo"), title="Soporte de motor")
    company = a_company(name="Troquelados del Bajío")
    a_supplier(edition, company, person=a_person_with_password(SOFIA, "Sofía"))
    a_membership(session().get_one(Company, company.id), a_person(given_names="Zoe", first_surname="Ávila"))
    return edition


def test_an_invitation_is_countered_and_accepted(
    live_app: Flask, new_context: Callable[..., BrowserContext], complaints: Complaints
) -> None:
    a_forum()
    kenji, sofia = (Desk(new_context().new_page()) for _ in range(2))
    for desk in (kenji, sofia):
        complaints.listen(desk.page)

    kenji.sign_in(KENJI, "/foro/meetings/buyer")
    kenji.press("link", "Mis requerimientos")
    kenji.press("link", "Proveedores que lo cumplen: Soporte de motor")
    kenji.press("link", "Invitar a Troquelados del Bajío")
    expect(kenji.page.get_by_label("Requerimiento")).to_contain_text("Soporte de motor")
    kenji.page.get_by_label("Mensaje para la empresa").fill("Nos interesa su prensa de 400 toneladas.")
    kenji.page.get_by_label("Horario preferido").select_option(index=1)
    kenji.press("button", "Invitar a la empresa")
    expect(kenji.page.get_by_text("Enviamos su invitación a Troquelados del Bajío.")).to_be_visible()
    expect(kenji.page.locator("#invitations")).to_contain_text("Troquelados del Bajío")
    assert serious_faults(kenji.page) == []

    session().rollback()
    assert [mail.subject for mail in mails_to(SOFIA)] == ["Armadora Kaizen le invita a una cita"]
    sofia.sign_in(SOFIA, "/foro/meetings/supplier")
    sofia.press("link", "Responder a Armadora Kaizen")
    expect(sofia.page.locator("main")).to_contain_text("Nos interesa su prensa de 400 toneladas.")
    sofia.press("link", "Proponer otro horario")
    sofia.page.get_by_label("Horario que propone").select_option(index=3)
    wanted = sofia.page.get_by_label("Horario que propone").locator("option:checked").inner_text()
    sofia.page.get_by_text("Zoe Ávila").click()
    sofia.page.get_by_label("Mensaje").fill("Ella conoce la pieza y llega al mediodía.")
    sofia.press("button", "Enviar la propuesta")
    expect(sofia.page.get_by_text("Enviamos su propuesta a Armadora Kaizen.")).to_be_visible()
    assert serious_faults(sofia.page) == []

    kenji.page.goto("/foro/meetings/buyer")
    card = kenji.page.locator("#requests")
    expect(card).to_contain_text("Ella conoce la pieza y llega al mediodía.")
    expect(card).to_contain_text("Zoe Ávila")
    kenji.press("button", "Aceptar la cita")
    expect(kenji.page.locator("#next-meetings")).to_contain_text("Troquelados del Bajío")
    expect(kenji.page.locator("#next-meetings")).to_contain_text(wanted.split(", ")[1].split(" ")[0])
    assert serious_faults(kenji.page) == []

    sofia.page.goto("/foro/meetings/supplier")
    expect(sofia.page.locator("#meetings")).to_contain_text("Asiste Zoe Ávila")
    expect(sofia.page.locator("#meetings")).to_contain_text(wanted.split(", ")[1].split(" ")[0])
    assert serious_faults(sofia.page) == []
