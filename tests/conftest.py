"""One app per engine for the whole run.

What touches data is tested on SQLite and on PostgreSQL; pages, on SQLite alone: a test that takes a browser (`client`)
is a test of pages. Where pages are the only test of a service or a search they are marked `both_engines`, and
`tests/web/test_every_page.py` sends every page, search and form to PostgreSQL.
"""

import contextlib
import contextvars
import importlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection, Integer, Table, create_engine, event, text
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from forum.app import create_app
from forum.core.commands import newest_migrations
from forum.core.database import Base, db
from forum.core.kept import forget
from forum.settings import ROOT, Settings, sqlite_url

for _models in sorted((ROOT / "forum").glob("*/models*")):  # every table is made, whatever the app wires
    importlib.import_module(f"forum.{_models.parent.name}.models")

# A check is repeatable; on a developer's machine chance goes on looking.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

A_MINUTE = 60  # a slow machine is no fault
SECRET = "only-for-tests-" + "x" * 32
POSTGRES = "FORO_TEST_POSTGRES"
INSERTED = re.compile(r'\bINSERT INTO "?(\w+)')


def missing(what: str) -> None:
    """Skip with the reason here; on CI a missing part is an error."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"missing on CI: {what}")
    pytest.skip(f"missing: {what}")


def test_settings(database_url: str, data_dir: Path, **changes: object) -> Settings:
    """Settings of a program under test."""
    values: dict[str, object] = {
        "secret_key": SECRET,
        "database_url": database_url,
        "data_dir": data_dir,
        "base_url": "http://localhost",
        "production": False,
        "testing": True,
        "rate_limits": False,
        "patience": A_MINUTE,
    }
    return Settings(**{**values, **changes})  # type: ignore[arg-type]


def _postgres(template: str = "template1") -> Iterator[str]:
    server = os.environ.get(POSTGRES)
    if not server:
        missing(f"PostgreSQL ({POSTGRES} is not set; bash tests/run starts one)")
    name = f"foro_test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(str(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield str(server).rsplit("/", 1)[0] + f"/{name}"
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


postgres_for = contextlib.contextmanager(_postgres)  # for a fixture that keeps a database to itself


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """The address of the PostgreSQL database the tests of a run share, dropped at the end."""
    yield from _postgres()


@pytest.fixture
def own_postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database for one test alone."""
    yield from _postgres()


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The name of a PostgreSQL database with all tables: to copy it takes a tenth of a second, to make them two."""
    with postgres_for() as address:
        _make_tables(address)
        yield address.rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables."""
    path = tmp_path_factory.mktemp("template") / "foro.sqlite"
    _make_tables(sqlite_url(path))
    return path


def _make_tables(address: str) -> None:
    engine = create_engine(address)
    Base.metadata.create_all(engine)
    engine.dispose()


@pytest.fixture
def own_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a SQLite file with all tables and no row, for one test alone."""
    return sqlite_url(shutil.copy(sqlite_template, tmp_path / "foro.sqlite"))


@pytest.fixture(params=["sqlite", "postgres"])
def own_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same on each engine."""
    if request.param == "postgres":
        yield from _postgres(request.getfixturevalue("postgres_template"))
    else:
        yield request.getfixturevalue("own_sqlite")


class Compiled(BytecodeCache):
    """Templates as code, for all apps of the process: each would else compile all of them for itself."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what another app has compiled, if its source is the same."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options = {"bytecode_cache": Compiled()}
_compile_builder, _builders = Rule._compile_builder, {}


def _builder_of(rule: Rule, append_unknown: bool = True) -> Any:
    """What writes the addresses of a rule, for all apps of the process, as with templates."""
    key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _builder_of  # type: ignore[method-assign]


class Browser(FlaskClient):
    """A browser whose requests have contexts of their own, as in life.

    A context around the test would else be theirs too, and the person of one request would sign the next. After
    each request the test's own session reads anew.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Make a request."""
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        return answer


@dataclass
class Engine:
    """A program on one engine, and the tables the running test has written to."""

    app: Flask
    touched: set[str] = field(default_factory=set)
    statements: list[str] = field(default_factory=list)

    def follow_writes(self) -> None:
        """Empty also what the app of now, another one on the same database, writes to."""

        @event.listens_for(db.engine, "before_cursor_execute")
        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            self.touched.update(INSERTED.findall(statement))


def _engine(database_url: str, data_dir: Path) -> Iterator[Engine]:
    app = create_app(test_settings(database_url, data_dir))
    app.test_client_class = Browser
    engine = Engine(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        _stamp()

        @event.listens_for(db.engine, "before_cursor_execute")
        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            engine.statements.append(statement)

        engine.follow_writes()

    yield engine
    with app.app_context():
        db.engine.dispose()


def _stamp() -> None:
    """Say that the tables are those of this version, as migrations do."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        for version in newest_migrations():
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{version}')")


engine_for = contextlib.contextmanager(_engine)  # for a fixture that keeps a program to itself


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The program on an embedded SQLite file."""
    folder = tmp_path_factory.mktemp("sqlite")
    yield from _engine(sqlite_url(folder / "foro.sqlite"), folder)


@pytest.fixture(scope="session")
def postgres_engine(postgres_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The program on PostgreSQL."""
    yield from _engine(postgres_database, tmp_path_factory.mktemp("postgres"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of pages on SQLite, every other test that touches data on both engines."""
    if "engine" in metafunc.fixturenames:
        pages = "client" in metafunc.fixturenames and not list(metafunc.definition.iter_markers("both_engines"))
        metafunc.parametrize("engine", ["sqlite"] if pages else ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The program on an engine, empty."""
    chosen: Engine = request.getfixturevalue(f"{request.param}_engine")
    chosen.statements.clear()
    yield chosen
    _empty(chosen)


def _restart_keys(connection: Connection, table: Table) -> None:
    if isinstance(table.columns["id"].type, Integer):
        connection.exec_driver_sql(f"ALTER SEQUENCE {table.name}_id_seq RESTART")


def _empty(engine: Engine) -> None:
    forget(engine.app)  # rows are deleted here behind the program's back
    if not engine.touched:
        return
    with engine.app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            raw = db.engine.raw_connection()
            raw.execute("PRAGMA foreign_keys=OFF")
            for table in engine.touched:
                raw.execute(f'DELETE FROM "{table}"')
            raw.execute("PRAGMA foreign_keys=ON")
            raw.close()
        else:
            with db.engine.begin() as connection:  # far quicker than TRUNCATE, which makes every file anew
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                for name in engine.touched:
                    connection.exec_driver_sql(f'DELETE FROM "{name}"')
                    if "id" in Base.metadata.tables[name].columns:
                        _restart_keys(connection, Base.metadata.tables[name])
    engine.touched.clear()


@pytest.fixture
def app(engine: Engine) -> Iterator[Flask]:
    """The program, inside an application context: for services, queries and builders.

    Requests made through `client` have contexts (and so sessions) of their own.
    """
    with engine.app.app_context():
        yield engine.app


@pytest.fixture
def on_postgres(postgres_engine: Engine) -> Iterator[Flask]:
    """The program on PostgreSQL alone, empty: for what SQLite does not have."""
    with postgres_engine.app.app_context():
        yield postgres_engine.app
    _empty(postgres_engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def statements(engine: Engine) -> list[str]:
    """The SQL statements executed so far; clear it before what is counted."""
    return engine.statements
