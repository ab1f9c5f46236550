"""Questions that depend on an answer come and go while somebody fills in the form; without script all of them show."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from forum.core.database import session
from forum.questions.enums import QuestionKind
from forum.registration.models import Registration
from tests.browser.conftest import Complaints, serious_faults
from tests.builders.editions import a_category, an_edition
from tests.builders.questions import a_question, answers_to
from tests.builders.registrations import a_notice

pytestmark = pytest.mark.browser
TYPED = {
    "given_names": "Lucía",
    "first_surname": "Ñíguez",
    "email": "lucia@example.mx",
    "phone": "477 123 4567",
    "organisation": "Forjas del Norte",
}


def a_form() -> tuple[str, int]:
    """A form with two questions that depend on others, one on the other; the id of the first of all."""
    a_notice()
    edition = an_edition(slug="foro")
    needs = a_question(edition, QuestionKind.YES_NO, wording_es="¿Necesita intérprete?", required=True)
    spoken = a_question(
        edition, QuestionKind.ONE, wording_es="Color de su idioma", required=True, only_if=(needs, "Sí"),
        help_es="Así lo marcamos en su gafete.",
    )  # fmt: skip
    a_question(edition, wording_es="Tono exacto", only_if=(spoken, "Verde"), personal=True, keep_days=30)
    a_question(edition, QuestionKind.MANY, wording_es="Qué días viene a desayunar")
    a_question(edition, QuestionKind.FILE, wording_es="Carta de su empresa")
    return f"/foro/register/{a_category(edition).id}", needs.id


@pytest.mark.parametrize("width", [390, 1280])
def test_they_come_and_go_and_what_is_hidden_is_not_sent(
    live_app: Flask, page: Page, complaints: Complaints, width: int
) -> None:
    address, needs = a_form()
    complaints.listen(page)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    language, tone = page.get_by_role("group", name="Color de su idioma"), page.get_by_label("Tono exacto")
    expect(language).to_be_hidden()
    expect(tone).to_be_hidden()
    page.get_by_role("group", name="¿Necesita intérprete?").get_by_label("Sí", exact=True).check()
    expect(language).to_be_visible()
    language.get_by_label("Verde").check()
    expect(tone).to_be_visible()
    expect(page.get_by_text("Solo si respondió")).to_have_count(2)
    expect(page.get_by_text("Solo si respondió").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(page) == []
    tone.fill("esmeralda")
    page.get_by_role("group", name="¿Necesita intérprete?").get_by_label("No", exact=True).check()
    expect(language).to_be_hidden()
    expect(tone).to_be_hidden()
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Registrarme").click()
    page.wait_for_url("**/register/received")
    assert answers_to(session().scalars(select(Registration.id)).one()) == {needs: "No"}


def test_without_script_all_show_and_the_server_decides(
    live_app: Flask, new_context: Callable[..., BrowserContext]
) -> None:
    address, needs = a_form()
    page = new_context(java_script_enabled=False).new_page()
    page.goto(address)
    expect(page.get_by_text("Solo si respondió «Verde» a «Color de su idioma»")).to_be_visible()
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Registrarme").click()
    expect(page.get_by_role("alert")).to_contain_text("¿Necesita intérprete?")
    page.get_by_role("group", name="¿Necesita intérprete?").get_by_label("No", exact=True).check()
    page.get_by_label("Tono exacto").fill("sobra")
    page.get_by_role("button", name="Registrarme").click()
    page.wait_for_url("**/register/received")
    assert answers_to(session().scalars(select(Registration.id)).one()) == {needs: "No"}
