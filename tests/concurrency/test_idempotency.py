"""Of many programs that send the same request at once, one does it and all are answered the same."""

from flask import Flask
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.core.database import db, session
from forum.integrations.models import ApiCall
from forum.registration.models import Registration
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_category, an_edition
from tests.builders.integrations import Program, a_key
from tests.builders.people import a_person, a_role


def test_one_registration_is_made_and_everybody_reads_of_it(own_app: Flask) -> None:
    with own_app.app_context():
        edition = an_edition(slug="foro-2026")
        category_id, person = a_category(edition).id, a_person()
        a_role(person, Role.ORGANISER, edition)
        key = a_key(edition, person)
        db.session.remove()
        answers: list[tuple[int, int]] = []

        def send(_number: int) -> None:
            program = Program(own_app.test_client(), edition, key)
            told = {"given_names": "Eva", "first_surname": "Luna", "email": "e@example.mx", "category_id": category_id}
            answer = program.post("/registrations", told, headers={"Idempotency-Key": "one"})
            answers.append((answer.status_code, answer.json["id"]))

        at_once(own_app, send)
        made = session().scalars(select(Registration.id)).all()
        assert (len(made), answers) == (1, [(201, made[0])] * THREADS)
        assert session().scalar(select(func.count()).select_from(ApiCall)) == 1
