"""One process of the collision tests: a small program of its own that accepts when all the others do."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from forum.core.clock import utc_now
from forum.core.database import atomic, db, init_database, session
from forum.core.errors import Refusal
from forum.jobs import init_jobs, job
from forum.mail.service import DRAIN
from forum.meetings.errors import NearestOffered
from forum.meetings.models import PersonSeat, TableSeat
from forum.meetings.service import accept_request
from forum.settings import Settings

SECRET = "only-for-tests-" + "x" * 32


@dataclass(frozen=True)
class Try:
    """One acceptance: which request, which slot; or a bare insertion of a seat."""

    slot_id: int
    request_id: int | None = None
    person_id: int | None = None
    table_id: int | None = None
    meeting_id: int | None = None


@job(DRAIN)
def leave_it() -> None:
    """No mail is sent here: it waits in the outbox."""


def small_app(url: str, data_dir: Path) -> Flask:
    """A program with the database and the queue, and nothing else."""
    app = Flask("small")
    settings = Settings(
        secret_key=SECRET, database_url=url, data_dir=data_dir, production=False, testing=True, patience=None
    )
    app.config.update(FORO=settings, SQLALCHEMY_DATABASE_URI=url, SECRET_KEY=SECRET, TESTING=True)
    init_database(app)
    init_jobs(app, [leave_it])
    return app


def attempt(turn: Try) -> None:
    """Accept, or put a seat down without asking anybody."""
    if turn.request_id is not None:
        accept_request(turn.request_id, slot_id=turn.slot_id, by=1, now=utc_now())
        return
    with atomic() as current:
        if turn.person_id is not None:
            row = {"meeting_id": turn.meeting_id, "person_id": turn.person_id, "slot_id": turn.slot_id}
            current.execute(insert(PersonSeat).values(row))
        else:
            row = {"meeting_id": turn.meeting_id, "table_id": turn.table_id, "slot_id": turn.slot_id}
            current.execute(insert(TableSeat).values(row))


def outcome_of(turn: Try) -> str:
    """ "done", the code of the refusal (and the slots it offers instead), or the name of what should never show."""
    try:
        attempt(turn)
    except NearestOffered as refusal:
        offered = ",".join(str(slot.slot_id) for slot in refusal.nearest)
        return f"{refusal.code}:{offered}" if offered else refusal.code
    except Refusal as refusal:
        return refusal.code
    except IntegrityError as error:
        return "unique" if "unique" in str(error.orig).lower() else repr(error)
    except Exception as error:  # whatever else happens fails the test by name
        return repr(error)
    return "done"


def work(url: str, data_dir: Path, turns: Sequence[Try], start: Barrier, answers: Any) -> None:
    """One process: its turn of each round, together with the others."""
    app = small_app(url, data_dir)
    with app.app_context():
        session().execute(select(1))
        session().rollback()
    for number, turn in enumerate(turns):
        start.wait(60)
        with app.app_context():
            answers.put((number, outcome_of(turn)))


def work_together(url: str, data_dir: Path, turns: Sequence[Try], start: Barrier, answers: Any) -> None:
    """One process: all its turns at once, together with those of the others."""
    app = small_app(url, data_dir)
    released = threading.Barrier(len(turns))

    def one(turn: Try) -> str:
        with app.app_context():
            if released.wait(60) == 0:
                start.wait(60)
            released.wait(60)
            return outcome_of(turn)

    with ThreadPoolExecutor(len(turns)) as pool:
        answers.put(list(pool.map(one, turns)))
    with app.app_context():
        db.engine.dispose()
