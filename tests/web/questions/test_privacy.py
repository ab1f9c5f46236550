"""Answers as the personal data they are: handed over, blocked, deleted."""

from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.arco.service.blocking import delete_blocked, lift_block
from forum.arco.views.package import package_of
from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.questions.enums import QuestionKind
from forum.questions.models import Answer, AnswerEvent
from forum.registration.models import Registration
from tests.builders.editions import a_category, an_edition
from tests.builders.people import an_organiser
from tests.builders.questions import a_pdf, a_question, answered, answers_to, number_of_files
from tests.builders.registrations import a_notice, a_registration
from tests.web.arco.test_blocking import BLOCKED, a_granted_request, blocks


def somebody(edition: Edition) -> tuple[Registration, int]:
    """Somebody who answered with a text, changed it, and with a file; the question of the file."""
    registration = a_registration(a_category(edition))
    text, file = a_question(edition, wording_es="Alergias"), a_question(edition, QuestionKind.FILE)
    answered(registration, {text.id: "nueces", file.id: a_pdf()})
    answered(registration, {text.id: "cacahuate", file.id: "carta.pdf"})
    return registration, file.id


def test_the_file_of_everything_holds_answers_and_their_files(app: Flask) -> None:
    a_notice()
    registration, _file = somebody(an_edition())
    with app.test_request_context():
        archive = ZipFile(package_of(session().get_one(Person, registration.person_id), now=utc_now()))
    assert archive.namelist() == ["datos.json", "datos.html", "archivos/1-carta.pdf"]
    page = archive.read("datos.html").decode()
    said = ("Alergias", "cacahuate", "nueces", "carta.pdf", "Respuestas a las preguntas del registro")
    assert [word for word in said if word not in page] == []
    assert archive.read("archivos/1-carta.pdf") == a_pdf().data


def test_blocked_answers_are_nowhere_come_back_or_are_deleted(app: Flask, client: FlaskClient) -> None:
    a_notice()
    edition = an_edition()
    organiser = an_organiser(client)
    registration, file = somebody(edition)
    asked = a_granted_request(session().get_one(Person, registration.person_id), organiser)
    page, desk = f"/{edition.slug}/arco/{asked.id}", f"/{edition.slug}/registrations/{registration.id}"
    client.post(f"{page}/blocking", data=BLOCKED)
    assert set(answers_to(registration.id).values()) == {""}
    assert "cacahuate" not in client.get(desk).text
    assert client.get(f"{desk}/answers/{file}/file").status_code == 404
    lift_block(asked.id, reason="Era otra", by=organiser.id, now=utc_now())
    session().expire_all()
    assert set(answers_to(registration.id).values()) == {"cacahuate", "carta.pdf"}
    assert client.get(f"{desk}/answers/{file}/file").status_code == 200
    client.post(f"{page}/blocking", data=BLOCKED)
    delete_blocked(blocks()[-1].id, now=utc_now())
    session().expire_all()
    assert (session().scalars(select(Answer)).all(), session().scalars(select(AnswerEvent)).all()) == ([], [])
    assert number_of_files() == 0
