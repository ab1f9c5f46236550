"""One process of the collision tests of stands and staff badges: a small app of its own, and one try."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from forum.core.clock import utc_now
from forum.core.database import db, init_database
from forum.core.errors import Refusal
from forum.core.names import PersonName
from forum.core.signals import init_reactions
from forum.exhibitors import service
from forum.jobs import init_jobs, job
from forum.mail.service import DRAIN
from forum.settings import Settings

SECRET = "only-for-tests-" + "x" * 32
_here: dict[str, Flask] = {}


@job(DRAIN)
def leave_it() -> None:
    """Send no mail: it stays in the outbox."""


def small_app(url: str, folder: str) -> Flask:
    """An app with the database and the queue, and nothing else."""
    app = Flask("small")
    settings = Settings(
        secret_key=SECRET, database_url=url, data_dir=Path(folder), production=False, testing=True, patience=None
    )
    app.config.update(FORO=settings, SQLALCHEMY_DATABASE_URI=url, SECRET_KEY=SECRET, TESTING=True)
    init_database(app)
    init_jobs(app, [leave_it])
    init_reactions(app, ())
    return app


def submit(exhibitor_id: int, stand_id: int) -> None:
    """Ask for a stand."""
    service.submit_application(exhibitor_id, stand_id=stand_id, by=1, now=utc_now())


def add_one(exhibitor_id: int, number: int) -> None:
    """Give a staff badge."""
    colleague = service.Colleague(
        name=PersonName("Ana", f"Ruiz {number}"),
        email=f"ana{number}@example.mx",
        position="Ventas",
        language="es",
    )
    service.add_staff(exhibitor_id, colleague=colleague, by=1, now=utc_now())


ACTS: dict[str, Callable[[int, int], None]] = {"submit": submit, "add_one": add_one}


def outcome_of(app: Flask, act: Callable[[], object]) -> str:
    """ "won", or the code of the refusal; anything else is raised."""
    with app.app_context():
        try:
            act()
        except Refusal as refusal:
            return refusal.code
        finally:
            db.session.remove()
    return "won"


def in_process(task: tuple[str, str, str, int, int]) -> str:
    """One try in a process with an app of its own."""
    name, url, folder, one, other = task
    app = _here.get(url) or _here.setdefault(url, small_app(url, folder))
    return outcome_of(app, lambda: ACTS[name](one, other))
