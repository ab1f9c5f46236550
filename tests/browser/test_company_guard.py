"""Two colleagues of one company: the second sees the first's request, joins it, and both have the meeting."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from forum.companies.models import Company
from forum.core.database import session
from forum.editions.models import Category
from forum.matchmaking.models import Requirement, Supplier
from tests.browser.conftest import Complaints, serious_faults
from tests.browser.test_invitation import KENJI, SOFIA, Desk, a_forum, a_person_with_password
from tests.builders.companies import a_membership
from tests.builders.mail import mails_to
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.browser
LUIS = "luis@example.mx"


def a_scene() -> str:
    """A buyer's requirement, and a company with two people who attend; returns where the requirement is."""
    edition = a_forum()
    company_id, requirement_id = (
        session().scalars(select(Supplier.company_id)).one(),
        session().scalars(select(Requirement.id)).one(),
    )
    luis = a_person_with_password(LUIS, "Luis")
    a_membership(session().get_one(Company, company_id), luis)
    a_registration(session().scalars(select(Category).where(Category.code == "proveedor")).one(), luis)
    return f"/{edition.slug}/meetings/requirements/{requirement_id}"


def test_a_colleague_joins_what_the_company_asked_for(
    live_app: Flask, new_context: Callable[..., BrowserContext], complaints: Complaints
) -> None:
    requirement = a_scene()
    sofia, luis, kenji = (Desk(new_context().new_page()) for _ in range(3))
    for desk in (sofia, luis, kenji):
        complaints.listen(desk.page)

    sofia.sign_in(SOFIA, requirement)
    sofia.page.get_by_label("Por qué su empresa").fill("Troquelamos esta pieza hasta 400 toneladas.")
    sofia.press("button", "Solicitar la cita")
    sofia.reads("Enviamos su solicitud a Armadora Kaizen.")

    luis.sign_in(LUIS, requirement)
    luis.reads("Su colega Sofía")
    expect(luis.page.get_by_role("button", name="Solicitar la cita")).to_have_count(0)
    luis.press("button", "Ir yo también")
    luis.reads("Anotamos que usted también iría.", "Asistiría también: Luis")
    assert serious_faults(luis.page) == []

    kenji.sign_in(KENJI, "/foro/meetings/buyer")
    kenji.press("button", "Aceptar la cita")
    expect(kenji.page.locator("#next-meetings")).to_contain_text("Troquelados del Bajío")

    for desk in (sofia, luis):
        desk.page.goto("/foro/agenda")
        desk.reads("Armadora Kaizen")
        assert serious_faults(desk.page) == []
    session().rollback()
    assert [mail.subject.split(":")[0] for mail in mails_to(LUIS)] == ["Usted asiste a la cita con Armadora Kaizen"]
