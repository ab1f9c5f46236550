"""One process of the collision tests of registration: an app of its own, registering when all the others do."""

from collections.abc import Sequence
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from flask import Flask

from forum.app import create_app
from forum.companies.enums import Sector
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.editions.models import Category
from forum.registration.rules import Applicant, Details
from forum.registration.service import cancel, register
from forum.settings import Settings

SECRET = "only-for-tests-" + "x" * 32


def program(url: str, data_dir: Path) -> Flask:
    """An app on that database."""
    return create_app(
        Settings(secret_key=SECRET, database_url=url, data_dir=data_dir, production=False, testing=True, patience=None)
    )


def outcome_of(app: Flask, category_id: int, notice_id: int, email: str, code: str | None = None) -> str:
    """What a form with this address led to: "new approved", "already waitlisted", or what should never show."""
    with app.app_context():
        try:
            edition_id = session().get_one(Category, category_id).edition_id
            applicant = Applicant(
                details=Details(
                    name=PersonName("Lucía", "Ñíguez"), phone="+524771234567", organisation="Forjas", position="Compras"
                ),
                email=email,
                sector=Sector.EMPRESA,
                ally_code=code,
                notice_id=notice_id,
                language="es",
            )
            outcome = register(edition_id, category_id=category_id, applicant=applicant, now=utc_now())
        except Exception as error:  # whatever happens fails the test by name
            return repr(error)
        finally:
            db.session.remove()
    return f"{outcome.received} {outcome.status}"


def cancelled(app: Flask, registration_id: int) -> str:
    """What a cancellation led to: "done", or the code of the refusal."""
    with app.app_context():
        try:
            cancel(registration_id, by=None, now=utc_now())
        except Refusal as refusal:
            return refusal.code
        finally:
            db.session.remove()
    return "done"


def work(url: str, data_dir: Path, forms: Sequence[tuple[int, int, str]], start: Barrier, answers: Any) -> None:
    """One process: one form after the other, beginning together with the others."""
    app = program(url, data_dir)
    start.wait(120)
    for form in forms:
        answers.put(outcome_of(app, *form))
