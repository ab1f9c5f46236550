"""Sensitive questions: express consent, who reads the answers, and what becomes of them; what the desk still asks."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.privacy.enums import ConsentChannel, Purpose
from forum.privacy.models import Consent
from forum.questions.enums import QuestionKind
from forum.questions.models import Answer, AnswerEvent, Question
from forum.registration.models import Registration
from forum.registration.service import set_consents
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.questions import a_question, answers_to
from tests.builders.registrations import a_notice, a_registration, link_of
from tests.web.registration.test_public_form import TYPED


@pytest.fixture
def edition(app: Flask) -> Edition:
    a_notice()
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def ledger() -> list[tuple[bool, ConsentChannel]]:
    rows = session().scalars(select(Consent).where(Consent.purpose == Purpose.SENSITIVE).order_by(Consent.id))
    return [(each.granted, each.channel) for each in rows]


@pytest.mark.both_engines
def test_a_sensitive_answer_needs_its_own_box_and_goes_with_the_consent(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    diet = a_question(edition, wording_es="¿Qué no come?", sensitive=True)
    name, page = f"question_{diet.id}", f"/foro/register/{category.id}"
    refused = client.post(page, data={**TYPED, name: "Nueces"})
    assert (refused.status_code, "Marque que acepta el uso de este dato sensible" in refused.text) == (422, True)
    assert client.post(page, data={**TYPED, name: "Nueces", f"{name}_consent": "y"}).status_code == 302
    registration = session().scalars(select(Registration)).one()
    answer = session().scalars(select(Answer)).one()
    assert (answer.value, answer.consented_at is not None, ledger()) == ("Nueces", True, [(True, ConsentChannel.PAGE)])
    link = link_of(registration)
    assert "Nueces" in client.get(link).text
    client.post(f"{link}/answers", data={name: "", f"{name}_consent": "y"})
    assert (answers_to(registration.id), ledger()[-1]) == ({}, (False, ConsentChannel.PAGE))
    event = session().scalars(select(AnswerEvent)).one()
    assert (event.before, event.after) == ("***", "")
    client.post(f"{link}/answers", data={name: "Mariscos", f"{name}_consent": "y"})
    set_consents(registration.id, consents=frozenset(), now=utc_now())
    assert answers_to(registration.id) == {diet.id: "Mariscos"}  # it is withdrawn with the ledger's own page


def test_only_organisers_read_and_change_it_and_the_desk_loses_nothing(
    app: Flask, client: FlaskClient, edition: Edition, category: Category
) -> None:
    diet = a_question(edition, QuestionKind.YES_NO, wording_es="¿Es celíaca?", sensitive=True)
    hall = a_question(edition, wording_es="¿Qué salón?", required=True, only_if=(diet, "Sí"))
    shirt = a_question(edition, wording_es="¿Qué talla?", required=True)
    data = {f"question_{diet.id}": "Sí", f"question_{diet.id}_consent": "y", f"question_{hall.id}": "Norte"}
    client.post(f"/foro/register/{category.id}", data={**TYPED, **data, f"question_{shirt.id}": "M"})
    registration = session().scalars(select(Registration)).one()
    address = f"/foro/registrations/{registration.id}"
    clerk = a_person()
    a_role(clerk, Role.REGISTRATION_DESK, edition)
    desk, organiser = sign_in(app.test_client(), clerk), app.test_client()
    an_organiser(organiser, edition)
    assert "Dato sensible: lo lee quien organiza." in desk.get(address).text
    assert "Dato sensible: lo lee" not in organiser.get(address).text
    assert ("¿Es celíaca?" in desk.get(f"{address}/answers").text) is False
    assert desk.post(f"{address}/answers", data={f"question_{shirt.id}": "G"}).status_code == 303
    assert answers_to(registration.id) == {diet.id: "Sí", hall.id: "Norte", shirt.id: "G"}
    csv = "/foro/registrations/export.csv"
    assert ("celíaca" in desk.get(csv).text, "celíaca" in organiser.get(csv).text) == (False, True)
    found = f"/foro/registrations?answer={diet.id}:S%C3%AD"
    assert "Quitar el filtro «¿" not in desk.get(found).text


def test_consent_is_not_demanded_nor_printed_nor_changed_later(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    new = {"wording_es": "¿Qué no come?", "kind": "text", "condition": "", "sensitive": "y"}
    for more, words in (({"required": "y"}, "se responde solo si se quiere"), ({"on_badge": "y"}, "no se imprime")):
        answer = client.post("/foro/setup/questions/new", data={**new, **more})
        assert (answer.status_code, words in answer.text) == (422, True)
    assert client.post("/foro/setup/questions/new", data=new).status_code == 303
    question = session().scalars(select(Question)).one()
    assert question.sensitive is True


@pytest.mark.both_engines
def test_the_desk_finds_who_still_has_to_answer(client: FlaskClient, edition: Edition, category: Category) -> None:
    other = a_category(edition)
    a_question(edition, wording_es="¿Qué talla?", required=True, categories=[category.id])
    a_registration(category, a_person(first_surname="Ibarra"))
    a_registration(other, a_person(first_surname="Kuri"))
    an_organiser(client, edition)
    page = client.get("/foro/registrations?answer=lacking", headers={"HX-Request": "true"}).text
    assert ("Ibarra" in page, "Kuri" in page, "Falta responder" in page) == (True, False, True)
