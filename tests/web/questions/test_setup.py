"""An organiser writes the questions of an edition."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import CopiedPart
from forum.editions.models import Category, Edition
from forum.editions.service import copy_edition
from forum.questions.enums import QuestionChange, QuestionKind
from forum.questions.models import Question, QuestionEvent
from forum.questions.queries import asked_in, categories_of, list_questions
from forum.questions.rules import Condition, Option
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.questions import a_question, answered
from tests.builders.registrations import a_notice, a_registration

LIST = "/foro/setup/questions"
WRITTEN = {"wording_es": "¿Necesita interpretación?", "kind": "yes_no", "condition": ""}

PARTS = (CopiedPart.CATEGORIES, CopiedPart.QUESTIONS)


@pytest.fixture
def edition(app: Flask) -> Edition:
    a_notice()
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


@pytest.fixture
def organiser(client: FlaskClient, edition: Edition) -> FlaskClient:
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    return sign_in(client, person)


def the_question() -> Question:
    session().expire_all()
    return session().scalars(select(Question)).one()


def order() -> list[str]:
    session().expire_all()
    return list(session().scalars(select(Question.wording_es).order_by(Question.position)))


def test_a_question_is_written_and_asked_in_its_categories(
    organiser: FlaskClient, edition: Edition, category: Category
) -> None:
    other = a_category(edition)
    data = {
        **WRITTEN, "kind": "one", "wording_en": "Shirt?", "help_es": "Para el regalo.", "options_es": "Chica\nGrande",
        "options_en": "Small\nLarge", "required": "y", "categories": [category.id], "personal": "y", "keep_days": "30",
        "on_badge": "y",
    }  # fmt: skip
    answer = organiser.post(f"{LIST}/new", data=data)
    assert (answer.status_code, answer.location) == (303, LIST)
    made = the_question().asked
    assert (made.kind, made.required, made.personal, made.on_badge, made.keep_days) == (
        QuestionKind.ONE, True, True, True, 30,
    )  # fmt: skip
    assert made.options == (Option("Chica", "Small"), Option("Grande", "Large"))
    assert [len(asked_in(edition.id, each.id)) for each in (category, other)] == [1, 0]
    page = organiser.get(LIST).text
    assert [word in page for word in ("¿Necesita interpretación?", "Requerida", "Gafete", category.name_es)] == [
        True
    ] * 4
    form = organiser.get(f"/foro/register/{category.id}").text
    assert "Para el regalo. Es un dato personal. Lo borramos 30 días después del foro." in form
    assert session().scalars(select(QuestionEvent.kind)).all() == [QuestionChange.ADDED]


def test_the_settings_lead_to_the_questions(organiser: FlaskClient, edition: Edition) -> None:
    assert f'href="{LIST}"' in organiser.get("/foro/setup/").text


def test_what_is_refused_loses_nothing_typed(organiser: FlaskClient, edition: Edition) -> None:
    data = {**WRITTEN, "kind": "many", "options_es": "Una sola", "help_es": "No se pierde"}
    answer = organiser.post(f"{LIST}/new", data=data)
    assert (answer.status_code, "No se pierde" in answer.text) == (422, True)
    assert "Escriba de 2 a 40 opciones" in answer.text
    answer = organiser.post(f"{LIST}/new", data={**WRITTEN, "kind": "file", "on_badge": "y"})
    assert (answer.status_code, "no cabe en el gafete" in answer.text) == (422, True)
    assert session().scalars(select(Question)).all() == []


def test_a_question_depends_on_an_earlier_answer(organiser: FlaskClient, edition: Edition) -> None:
    first = a_question(edition, QuestionKind.YES_NO)
    data = {**WRITTEN, "kind": "text", "wording_es": "¿A qué idioma?", "condition": f"{first.id}:Sí"}
    assert organiser.post(f"{LIST}/new", data=data).status_code == 303
    then = list_questions(edition.id)[1]
    assert then.asked.condition == Condition(first.id, "Sí")
    assert f'<option selected value="{first.id}:Sí">' in organiser.get(f"{LIST}/{then.id}").text
    organiser.post(f"{LIST}/{first.id}/place", data={"direction": "down"})
    assert order() == [first.wording_es, "¿A qué idioma?"]
    refused = organiser.post(f"{LIST}/{first.id}/deletion", follow_redirects=True)
    assert "De esta pregunta depende «¿A qué idioma?»" in refused.text


def test_questions_move_up_and_down(organiser: FlaskClient, edition: Edition) -> None:
    made = [a_question(edition, wording_es=name) for name in ("uno", "dos", "tres")]
    organiser.post(f"{LIST}/{made[2].id}/place", data={"direction": "up"})
    organiser.post(f"{LIST}/{made[0].id}/place", data={"direction": "down"})
    assert order() == ["tres", "uno", "dos"]


def test_what_was_answered_is_retired_not_deleted(organiser: FlaskClient, edition: Edition, category: Category) -> None:
    question, registration = a_question(edition), a_registration(category)
    answered(registration, {question.id: "algo"})
    page = organiser.get(f"{LIST}/{question.id}").text
    assert ("Retirar la pregunta" in page, "Borrar la pregunta" in page) == (True, False)
    refused = organiser.post(f"{LIST}/{question.id}/deletion", follow_redirects=True)
    assert "Alguien ya respondió esta pregunta." in refused.text
    refused = organiser.post(f"{LIST}/{question.id}", data={**WRITTEN, "kind": "number"})
    assert (refused.status_code, "su tipo no cambia" in refused.text) == (422, True)
    organiser.post(f"{LIST}/{question.id}/retirement")
    assert asked_in(edition.id, category.id) == []
    assert "algo" in organiser.get(f"/foro/registrations/{registration.id}").text
    organiser.post(f"{LIST}/{question.id}/return")
    assert len(asked_in(edition.id, category.id)) == 1
    kinds = session().scalars(select(QuestionEvent.kind).order_by(QuestionEvent.id)).all()
    assert kinds == [QuestionChange.ADDED, QuestionChange.RETIRED, QuestionChange.RESUMED]


def test_a_question_whose_categories_are_gone_is_asked_nowhere(
    organiser: FlaskClient, edition: Edition, category: Category
) -> None:
    other = a_category(edition)
    a_question(edition, categories=[other.id])
    organiser.post(f"/foro/setup/categories/{other.id}/removal")
    session().expire_all()
    assert asked_in(edition.id, category.id) == []
    assert "Ninguna" in organiser.get(LIST).text


def test_a_question_nobody_answered_is_deleted(organiser: FlaskClient, edition: Edition) -> None:
    question = a_question(edition)
    organiser.post(f"{LIST}/{question.id}/deletion")
    session().expire_all()
    assert session().scalars(select(Question)).all() == []
    assert session().get_one(Edition, edition.id).asks_questions is False


def test_a_copy_of_the_edition_takes_the_questions_along(organiser: FlaskClient, edition: Edition) -> None:
    categories = [a_category(edition), a_category(edition)]
    first = a_question(edition, QuestionKind.ONE, required=True, keep_days=5)
    a_question(edition, only_if=(first, "Verde"), categories=[categories[0].id])
    retired = a_question(edition)
    answered(a_registration(categories[0]), {first.id: "Verde", retired.id: "x"})
    organiser.post(f"{LIST}/{retired.id}/retirement")
    session().expire_all()
    copy = copy_edition(
        edition.id, name="Otra", ordinal=77, slug="otra", starts_on=edition.starts_on, ends_on=edition.ends_on,
        venue_name="x", venue_address="", time_zone=edition.time_zone, parts=PARTS, by=a_person().id, now=utc_now(),
    )  # fmt: skip
    copies = list_questions(copy.id)
    assert copy.asks_questions is True
    assert [each.wording_es for each in copies] == [each.wording_es for each in list_questions(edition.id)[:2]]
    assert (copies[0].keep_days, copies[1].asked.condition) == (5, Condition(copies[0].id, "Verde"))
    limits = categories_of(copy.id)
    names = [session().get_one(Category, each).code for each in limits[copies[1].id]]
    assert (list(limits), names) == ([copies[1].id], [categories[0].code])
