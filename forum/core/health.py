"""Whether this program can serve: asked by whoever watches or balances it.

`GET /healthz` answers 200 while the database does, and 503 within two seconds where it does not, however long the
database itself takes to say so. `GET /readyz` asks besides whether the database has the migrations of this version:
until then nobody should be sent here.
"""

import threading
from concurrent.futures import Future

from flask import Flask, Response, current_app, jsonify
from sqlalchemy import Engine

from forum.core.commands import is_at_head
from forum.core.database import db
from forum.core.outages import RETRY_AFTER_S

PATIENCE_S = 2.0
# SQLite answers SELECT 1 without looking at its file.
QUESTIONS = {"sqlite": "PRAGMA schema_version"}


class DatabaseProbe:
    """Asks the database in a thread of its own, one question at a time: while one hangs, no other is added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: Future[None] | None = None

    def answers(self, engine: Engine, *, patience: float = PATIENCE_S) -> bool:
        """Whether the database answers in so many seconds."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = Future()
                threading.Thread(target=_ask, args=(engine, self._asked), daemon=True).start()
            asked = self._asked
        try:
            asked.result(patience)
        except Exception:  # each driver has errors of its own, and a timeout is as good as any
            return False
        return True


def _ask(engine: Engine, asked: Future[None]) -> None:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(QUESTIONS.get(engine.dialect.name, "SELECT 1"))
    except BaseException as error:
        asked.set_exception(error)
    else:
        asked.set_result(None)


def init_health(app: Flask) -> None:
    """Give the app its probe."""
    app.extensions["database_probe"] = DatabaseProbe()


def health_show() -> Response:
    """Tell whether the database answers."""
    probe: DatabaseProbe = current_app.extensions["database_probe"]
    well = probe.answers(db.engine)
    return _answer(database=well)


def readiness_show() -> Response:
    """Tell whether people may be sent here: the database answers, and is of this version."""
    probe: DatabaseProbe = current_app.extensions["database_probe"]
    well = probe.answers(db.engine)
    return _answer(database=well, migrations=well and is_at_head())


def _answer(**checks: bool) -> Response:
    well = all(checks.values())
    words = {name: "ok" if each else "unavailable" for name, each in checks.items()}
    response = jsonify(status="ok" if well else "unavailable", **words)
    response.headers["Cache-Control"] = "no-store"
    if not well:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response
