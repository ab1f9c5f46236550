"""The bare framework beside the program: Flask and SQLAlchemy execute the same statements, and nothing else happens.

Each scenario is one path. A query is executed as the program wrote it; a change becomes an INSERT into a table of its
own, since the same row cannot be stored twice; then COMMIT. The answer is as long as the program's. There is no
session, permission, form, audit, template or translation: what the program adds to this is what it costs.
"""

import os
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, event

TABLE = "benchmark_change"
CREATE = {
    "sqlite": f"CREATE TABLE IF NOT EXISTS {TABLE} (id INTEGER PRIMARY KEY, what VARCHAR)",
    "postgresql": f"CREATE TABLE IF NOT EXISTS {TABLE} (id SERIAL PRIMARY KEY, what VARCHAR)",
}
CHANGE = {
    "sqlite": f"INSERT INTO {TABLE} (what) VALUES (?)",
    "postgresql": f"INSERT INTO {TABLE} (what) VALUES (%s)",
}
FILE = "FORO_BENCHMARK_STATEMENTS"


@dataclass(frozen=True)
class Recorded:
    """What the program did for one request: its statements with their parameters, and the length of its answer."""

    statements: tuple[tuple[str, Any], ...]
    length: int


def keep(recorded: dict[str, Recorded], folder: Path) -> dict[str, str]:
    """Write what was recorded, per scenario, where `app` reads it; returns the environment that says so."""
    file = folder / "statements.pickle"
    file.write_bytes(pickle.dumps({name: (each.statements, each.length) for name, each in recorded.items()}))
    return {FILE: str(file)}


def app() -> Flask:
    """The bare program: `gunicorn 'benchmarks.bare:app()'`."""
    recorded = {name: Recorded(*each) for name, each in pickle.loads(Path(os.environ[FILE]).read_bytes()).items()}
    engine = _engine(os.environ["FORO_DATABASE_URL"])
    bare = Flask("bare")

    @bare.get("/<name>")
    def answer(name: str) -> str:
        return _answer(engine, recorded[name])

    return bare


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def configure(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA busy_timeout=4000")

    with engine.begin() as connection:
        connection.exec_driver_sql(CREATE[engine.dialect.name])
    engine.dispose()  # the workers are forked after this
    return engine


def _answer(engine: Engine, recorded: Recorded) -> str:
    with engine.begin() as connection:
        for statement, parameters in recorded.statements:
            if statement.lstrip().startswith("SELECT") and "FOR UPDATE" not in statement:
                connection.exec_driver_sql(statement, parameters).fetchall()
            else:
                connection.exec_driver_sql(CHANGE[engine.dialect.name], (statement[:40],))
    return "x" * recorded.length
