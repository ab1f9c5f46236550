"""Questions in the public form: asked, checked, kept, shown and exported."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.questions.enums import QuestionKind
from forum.questions.models import AnswerEvent, Question
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.questions import a_question, answers_to
from tests.builders.registrations import a_notice, link_of
from tests.web.registration.test_public_form import TYPED

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


@pytest.fixture
def edition(app: Flask) -> Edition:
    a_notice()
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def send(client: FlaskClient, category: Category, **answers: object) -> int:
    answer = client.post(f"/foro/register/{category.id}", data={**TYPED, **answers}, content_type="multipart/form-data")
    return answer.status_code


def registered() -> Registration:
    return session().scalars(select(Registration)).one()


def asked(question: Question) -> str:
    return f"question_{question.id}"


def test_every_kind_is_asked_and_kept(client: FlaskClient, edition: Edition, category: Category) -> None:
    kinds = {kind: a_question(edition, kind, required=True) for kind in QuestionKind}
    page = client.get(f"/foro/register/{category.id}").text
    missing = {kind for kind, each in kinds.items() if each.wording_es not in page}
    typed: dict[QuestionKind, object] = {
        QuestionKind.TEXT: "  Dos   sillas ",
        QuestionKind.LONG_TEXT: "Uno\nDos",
        QuestionKind.ONE: "Verde",
        QuestionKind.MANY: ["Azul", "Rojo"],
        QuestionKind.YES_NO: "No",
        QuestionKind.NUMBER: "1,234.50",
        QuestionKind.DATE: "2026-09-09",
        QuestionKind.FILE: (BytesIO(PDF), "mi carta.exe"),
    }
    status = send(client, category, **{asked(kinds[kind]): value for kind, value in typed.items()})
    kept = answers_to(registered().id)
    assert missing == set()
    assert status == 302
    assert {kind: kept[each.id] for kind, each in kinds.items()} == {
        QuestionKind.TEXT: "Dos sillas",
        QuestionKind.LONG_TEXT: "Uno\nDos",
        QuestionKind.ONE: "Verde",
        QuestionKind.MANY: "Rojo\nAzul",
        QuestionKind.YES_NO: "No",
        QuestionKind.NUMBER: "1234.50",
        QuestionKind.DATE: "2026-09-09",
        QuestionKind.FILE: "mi_carta.pdf",
    }
    assert session().scalars(select(AnswerEvent)).all() == []


def test_what_has_to_be_answered_is_asked_for_and_nothing_typed_is_lost(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    must = a_question(edition, QuestionKind.ONE, required=True)
    may = a_question(edition)
    data = {**TYPED, asked(may): "Llego tarde"}
    answer = client.post(f"/foro/register/{category.id}", data=data)
    assert answer.status_code == 422
    assert ("Falta este dato." in answer.text, 'value="Llego tarde"' in answer.text) == (True, True)
    assert f'href="#{asked(must)}"' in answer.text
    assert session().scalars(select(Registration)).all() == []


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (QuestionKind.ONE, "Morado", "Elija una opción de la lista."),
        (QuestionKind.MANY, "Morado", "Elija una opción de la lista."),
        (QuestionKind.YES_NO, "yes", "Elija una opción de la lista."),
        (QuestionKind.NUMBER, "muchos", "Escriba solo el número"),
        (QuestionKind.NUMBER, "9" * 30, "Escriba un número"),
        (QuestionKind.DATE, "ayer", "Escriba la fecha como"),
        (QuestionKind.TEXT, "x" * 201, "Use hasta 200 caracteres."),
    ],
)
def test_what_cannot_be_kept_is_told(
    client: FlaskClient, category: Category, kind: QuestionKind, typed: str, sentence: str
) -> None:
    edition = session().get_one(Edition, category.edition_id)
    question = a_question(edition, kind)
    answer = client.post(f"/foro/register/{category.id}", data={**TYPED, asked(question): typed})
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_file_is_checked_by_its_content(client: FlaskClient, edition: Edition, category: Category) -> None:
    question = a_question(edition, QuestionKind.FILE)
    data = {**TYPED, asked(question): (BytesIO(b"MZ\x90"), "carta.pdf")}
    answer = client.post(f"/foro/register/{category.id}", data=data, content_type="multipart/form-data")
    assert (answer.status_code, "Suba un PDF, PNG o JPEG" in answer.text) == (422, True)


def test_each_category_asks_its_own(client: FlaskClient, edition: Edition, category: Category) -> None:
    other = a_category(edition)
    here = a_question(edition, categories=[category.id])
    there = a_question(edition, required=True, categories=[other.id])
    everywhere = a_question(edition)
    pages = [client.get(f"/foro/register/{each.id}").text for each in (category, other)]
    shown = [[each.wording_es in page for each in (here, there, everywhere)] for page in pages]
    assert shown == [[True, False, True], [False, True, True]]
    assert send(client, category, **{asked(there): "de más"}) == 302
    assert answers_to(registered().id) == {}


def test_what_is_hidden_is_neither_demanded_nor_kept(client: FlaskClient, edition: Edition, category: Category) -> None:
    needs = a_question(edition, QuestionKind.YES_NO, required=True)
    which = a_question(edition, QuestionKind.NUMBER, required=True, only_if=(needs, "Sí"))
    page = client.get(f"/foro/register/{category.id}").text
    assert f'data-when="{asked(needs)}" data-is="Sí"' in page
    assert f"Solo si respondió «Sí» a «{needs.wording_es}»" in page
    assert send(client, category, **{asked(needs): "Sí"}) == 422
    assert send(client, category, **{asked(needs): "No", asked(which): "ni un número"}) == 302
    assert answers_to(registered().id) == {needs.id: "No"}


def test_an_address_that_is_registered_keeps_its_answers(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    question = a_question(edition)
    send(client, category, **{asked(question): "mío"})
    send(client, category, **{asked(question): "de otro"})
    assert answers_to(registered().id) == {question.id: "mío"}


def test_the_desk_and_the_sheet_show_them_in_the_readers_language(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    colour = a_question(edition, QuestionKind.ONE, wording_es="Color", wording_en="Colour")
    meal = a_question(edition, QuestionKind.YES_NO, wording_es="Come carne", personal=True)
    many = a_question(edition, QuestionKind.MANY, wording_es="Colores", wording_en="Colours")
    send(client, category, **{asked(colour): "Verde", asked(meal): "Sí", asked(many): ["Rojo", "Azul"]})
    staff = a_person()
    a_role(staff, Role.ORGANISER, edition)
    desk = sign_in(client, staff)
    page = desk.get(f"/foro/registrations/{registered().id}").text
    lines = desk.get("/foro/registrations/export.csv").text.splitlines()
    cells = dict(zip(lines[0].split(","), lines[1].split(","), strict=False))
    assert re.search(r"<dt>Colores</dt>\s*<dd>Rojo, Azul", page)
    assert (cells["Color"], cells["Come carne (dato personal)"]) == ("Verde", "Sí")
    desk.get("/language/en")
    page = desk.get(f"/foro/registrations/{registered().id}").text
    assert re.search(r"<dt>Colours</dt>\s*<dd>Red, Blue", page)
    assert "<dt>Come carne</dt>" in page
    assert "Red, Blue" in desk.get("/foro/registrations/export.csv").text


def test_a_person_sees_what_they_answered(client: FlaskClient, edition: Edition, category: Category) -> None:
    question = a_question(edition, wording_es="Talla de playera")
    send(client, category, **{asked(question): "Mediana"})
    page = client.get(link_of(registered())).text
    assert ("Talla de playera" in page, "Mediana" in page) == (True, True)


def test_an_edition_without_questions_asks_the_database_nothing_of_them(
    client: FlaskClient, category: Category, statements: list[str]
) -> None:
    client.get(f"/foro/register/{category.id}")
    send(client, category)
    client.get(link_of(registered()))
    assert [each for each in statements if "question" in each.replace("asks_questions", "")] == []
