"""Answers that are changed later, kept for a time, merged and deleted."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Category, Edition
from forum.people.service import Merger, merge
from forum.questions.enums import QuestionChange, QuestionKind
from forum.questions.models import AnswerEvent, QuestionEvent
from forum.questions.rules import options_of
from forum.questions.service import forget_due, update_question
from forum.questions.tasks import forget
from forum.registration.models import Registration
from forum.registration.rules import Reach
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.questions import a_pdf, a_question, answered, answers_to, number_of_files
from tests.builders.registrations import a_notice, a_registration, link_of

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


@pytest.fixture
def edition(app: Flask) -> Edition:
    a_notice()
    return an_edition(slug="foro")


@pytest.fixture
def mine(edition: Edition) -> Registration:
    return a_registration(a_category(edition))


def staff(client: FlaskClient, edition: Edition) -> FlaskClient:
    person = a_person()
    a_role(person, Role.ORGANISER, edition)
    return sign_in(client, person)


def told() -> list[tuple[str, str]]:
    session().expire_all()
    rows = session().execute(select(AnswerEvent.before, AnswerEvent.after).order_by(AnswerEvent.id))
    return [row._tuple() for row in rows]


def test_a_person_answers_later_and_changes_it(client: FlaskClient, edition: Edition, mine: Registration) -> None:
    question = a_question(edition, QuestionKind.YES_NO, required=True, wording_es="¿Come carne?")
    page = client.get(link_of(mine)).text
    assert "Falta responder 1 pregunta." in page
    address = f"{link_of(mine)}/answers"
    assert f'href="{address}"' in page
    name = f"question_{question.id}"
    assert client.post(address, data={}).status_code == 422
    assert client.post(address, data={name: "Sí"}).status_code == 303
    assert client.post(address, data={name: "No"}).status_code == 303
    assert answers_to(mine.id) == {question.id: "No"}
    assert told() == [("Sí", "No")]
    assert "Falta responder" not in client.get(link_of(mine)).text


def test_the_staff_answers_for_somebody_and_the_history_says_so(
    client: FlaskClient, edition: Edition, mine: Registration
) -> None:
    must = a_question(edition, QuestionKind.ONE, required=True)
    free = a_question(edition, wording_es="Talla")
    answered(mine, {must.id: "Rojo", free.id: "M"})
    desk = staff(client, edition)
    address = f"/foro/registrations/{mine.id}/answers"
    assert 'value="M"' in desk.get(address).text
    done = desk.post(address, data={f"question_{must.id}": "", f"question_{free.id}": "G"}, follow_redirects=True)
    assert "Guardamos las respuestas." in done.text
    assert answers_to(mine.id) == {free.id: "G"}
    assert sorted(told()) == [("M", "G"), ("Rojo", "")]
    assert "Talla: M → G" in desk.get(f"/foro/registrations/{mine.id}/history").text


def test_a_choice_that_is_none_any_more_stays_while_others_are_changed(
    client: FlaskClient, edition: Edition, mine: Registration
) -> None:
    one, many, free = a_question(edition, QuestionKind.ONE), a_question(edition, QuestionKind.MANY), a_question(edition)
    answered(mine, {one.id: "Verde", many.id: "Rojo\nAzul"})
    for each in (one, many):
        update_question(
            each.id, edition_id=edition.id, wanted=replace(each.asked, options=options_of("Rojo\nBlanco", "")),
            category_ids=(), by=mine.person_id, now=utc_now(),
        )  # fmt: skip
    desk = staff(client, edition)
    page = desk.get(f"/foro/registrations/{mine.id}/answers").text
    assert '<option selected value="Verde">Verde</option>' in page
    data = {f"question_{one.id}": "Verde", f"question_{many.id}": ["Rojo", "Azul"], f"question_{free.id}": "más"}
    desk.post(f"/foro/registrations/{mine.id}/answers", data=data)
    assert answers_to(mine.id) == {one.id: "Verde", many.id: "Rojo\nAzul", free.id: "más"}


def test_the_list_is_filtered_by_an_answer(client: FlaskClient, edition: Edition, mine: Registration) -> None:
    many = a_question(edition, QuestionKind.MANY, wording_es="Colores")
    other = a_registration(session().get_one(Category, mine.category_id), organisation="Otra cosa")
    answered(mine, {many.id: "Rojo\nAzul"})
    answered(other, {many.id: "Verde"})
    desk = staff(client, edition)
    page = desk.get(f"/foro/registrations?answer={many.id}:Azul").text
    assert ("Troquelados del Bajío" in page, "Otra cosa" in page, "1 registro" in page) == (True, False, True)
    assert f'<option value="{many.id}:Azul" selected>' in page
    assert "Enviar mensaje a esta lista" not in page
    sheet = desk.get(f"/foro/registrations/export.csv?answer={many.id}:Azul").text
    assert ("Otra cosa" in sheet, "Rojo, Azul" in sheet) == (False, True)
    for nonsense in ("x", "x:Azul", f"{many.id}:", "9" * 30 + ":Azul"):
        assert "Otra cosa" in desk.get(f"/foro/registrations?answer={nonsense}").text
    assert "Otra cosa" not in desk.get(f"/foro/registrations?answer={many.id}:%25").text


def test_the_desk_registers_without_asking_and_sees_what_is_missing(client: FlaskClient, edition: Edition) -> None:
    category = a_category(edition)
    a_question(edition, required=True)
    data = {"given_names": "Eva", "first_surname": "Luna", "category_id": category.id, "language": "es", "sector": ""}
    made = staff(client, edition).post("/foro/registrations/new", data=data, follow_redirects=True)
    assert "Falta responder 1 pregunta." in made.text


def test_two_who_change_the_same_answer(client: FlaskClient, edition: Edition, mine: Registration) -> None:
    question = a_question(edition)
    answered(mine, {question.id: "uno"})
    desk = staff(client, edition)
    address, name = f"/foro/registrations/{mine.id}/answers", f"question_{question.id}"
    seen = desk.get(address).text.split('name="seen" type="hidden" value="')[1].split('"')[0]
    answered(mine, {question.id: "dos"})
    answer = desk.post(address, data={"seen": seen, name: "tres"})
    assert (answer.status_code, "ahora es «dos»" in answer.text) == (422, True)
    assert answers_to(mine.id) == {question.id: "dos"}


def test_what_becomes_hidden_goes_and_what_is_not_asked_here_stays(
    client: FlaskClient, edition: Edition, mine: Registration
) -> None:
    needs = a_question(edition, QuestionKind.YES_NO)
    which = a_question(edition, only_if=(needs, "Sí"))
    elsewhere = a_question(edition)
    answered(mine, {needs.id: "Sí", which.id: "japonés", elsewhere.id: "queda"})
    other = a_category(edition)
    update_question(
        elsewhere.id, edition_id=edition.id, wanted=elsewhere.asked, category_ids=[other.id], by=mine.person_id,
        now=utc_now(),
    )  # fmt: skip
    client.post(f"{link_of(mine)}/answers", data={f"question_{needs.id}": "No", f"question_{which.id}": "chino"})
    assert answers_to(mine.id) == {needs.id: "No", elsewhere.id: "queda"}


def test_a_file_is_kept_changed_and_removed(client: FlaskClient, edition: Edition, mine: Registration) -> None:
    question = a_question(edition, QuestionKind.FILE)
    address, name = f"{link_of(mine)}/answers", f"question_{question.id}"

    def send(**data: object) -> int:
        return client.post(address, data=data, content_type="multipart/form-data").status_code

    assert send(**{name: (BytesIO(PDF), "uno.pdf")}) == 303
    file = client.get(f"{address}/{question.id}/file")
    assert (file.data, file.headers["Content-Disposition"]) == (PDF, "attachment; filename=uno.pdf")
    assert send(other="nothing") == 303
    assert answers_to(mine.id) == {question.id: "uno.pdf"}
    assert send(**{name: (BytesIO(PDF), "dos.pdf")}) == 303
    assert answers_to(mine.id) == {question.id: "dos.pdf"}
    assert send(**{f"{name}_removed": "y"}) == 303
    assert (answers_to(mine.id), number_of_files()) == ({}, 0)
    assert client.get(f"{address}/{question.id}/file").status_code == 404


def test_a_name_alone_is_no_file(edition: Edition, mine: Registration) -> None:
    question = a_question(edition, QuestionKind.FILE)
    answered(mine, {question.id: "inventado.pdf"})
    assert (answers_to(mine.id), number_of_files()) == ({}, 0)


def test_nobody_else_reads_a_file(client: FlaskClient, edition: Edition, mine: Registration) -> None:
    question = a_question(edition, QuestionKind.FILE)
    answered(mine, {question.id: a_pdf()})
    stranger = a_registration(session().get_one(Category, mine.category_id))
    assert client.get(f"{link_of(stranger)}/answers/{question.id}/file").status_code == 404
    assert client.get(f"/foro/registrations/{mine.id}/answers/{question.id}/file").status_code == 302
    desk = staff(client, edition)
    assert desk.get(f"/foro/registrations/{mine.id}/answers/{question.id}/file").status_code == 200


def test_after_registration_has_closed_answers_stay(client: FlaskClient, edition: Edition, mine: Registration) -> None:
    question = a_question(edition)
    with atomic() as current:
        current.get_one(Edition, edition.id).registration_closes_at = utc_now() - timedelta(hours=1)
    answer = client.post(f"{link_of(mine)}/answers", data={f"question_{question.id}": "tarde"}, follow_redirects=True)
    assert "Las respuestas ya no se cambian desde aquí." in answer.text
    assert answers_to(mine.id) == {}


def test_answers_are_forgotten_when_their_time_is_over(edition: Edition, mine: Registration) -> None:
    brief = a_question(edition, QuestionKind.FILE, keep_days=10)
    text = a_question(edition, keep_days=10)
    for_good = a_question(edition)
    answered(mine, {brief.id: a_pdf(), text.id: "uno", for_good.id: "queda"})
    answered(mine, {brief.id: "carta.pdf", text.id: "dos", for_good.id: "queda"})
    last = utc_now() + timedelta(days=30 + 1)
    assert forget_due(now=last + timedelta(days=9)) == 0
    forget()
    assert len(answers_to(mine.id)) == 3
    later = last + timedelta(days=12)
    assert (forget_due(now=later), forget_due(now=later)) == (2, 0)
    assert (answers_to(mine.id), number_of_files(), told()) == ({for_good.id: "queda"}, 0, [])
    kinds = session().execute(
        select(QuestionEvent.detail, QuestionEvent.by_id).where(QuestionEvent.kind == QuestionChange.FORGOTTEN)
    )
    assert [row._tuple() for row in kinds] == [("1", None), ("1", None)]


def test_two_people_made_one_keep_what_the_one_that_stays_answered(edition: Edition, mine: Registration) -> None:
    both, only_theirs = a_question(edition), a_question(edition, QuestionKind.FILE)
    theirs = a_registration(session().get_one(Category, mine.category_id))
    answered(mine, {both.id: "mío"})
    answered(theirs, {both.id: "otro", only_theirs.id: a_pdf()})
    merger = Merger(edition_id=edition.id, by=a_person().id, allowed=Reach.BEYOND)
    merge(mine.id, theirs.id, merger=merger, now=utc_now())
    session().expire_all()
    assert answers_to(mine.id) == {both.id: "mío", only_theirs.id: "carta.pdf"}
    assert (answers_to(theirs.id), number_of_files()) == ({}, 1)
