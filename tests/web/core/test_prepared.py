"""Reads keep the statements that PostgreSQL has prepared, and the limits of the connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text

from forum.accounts.models import Person
from forum.app import create_app
from forum.core.database import Base, db, session
from forum.editions.models import Edition
from tests.builders.editions import an_edition
from tests.builders.people import a_person
from tests.conftest import Browser
from tests.conftest import test_settings as settings_of

SEVERAL = 12
"""psycopg prepares a statement once it was asked five times."""


@pytest.fixture
def alone(own_postgres: str, tmp_path: Path) -> Iterator[Flask]:
    """An app with a database of its own and one connection."""
    app = create_app(settings_of(own_postgres, tmp_path, patience=3))
    app.test_client_class = Browser
    with app.app_context():
        Base.metadata.create_all(db.engine)
        an_edition(slug="foro")
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def prepared() -> set[str]:
    """The statements prepared on the connection of this session."""
    return set(session().scalars(text("SELECT statement FROM pg_prepared_statements")))


def test_reads_are_prepared_once_and_kept(alone: Flask) -> None:
    client = alone.test_client()
    for _ in range(SEVERAL):
        assert client.get("/foro/").status_code == 200
    with alone.app_context():
        kept = prepared()
        assert db.engine.pool.checkedin() + db.engine.pool.checkedout() == 1  # type: ignore[attr-defined]
    assert any("FROM edition" in statement for statement in kept)
    assert client.get("/foro/").status_code == 200
    with alone.app_context():
        assert kept <= prepared()


def test_what_was_asked_before_a_refusal_is_kept(alone: Flask) -> None:
    client = alone.test_client()
    for _ in range(SEVERAL):
        assert client.get("/foro/").status_code == 200
        assert client.get("/foro/meetings/requests/1/acceptance").status_code in {302, 404, 405}
    with alone.app_context():
        assert any("FROM edition" in statement for statement in prepared())


def test_the_limits_of_the_connection_stay(alone: Flask) -> None:
    for _ in range(3):
        with alone.app_context():
            limits = [session().scalar(text(f"SHOW {name}")) for name in ("lock_timeout", "statement_timeout")]
            assert limits == ["3s", "6s"]


def test_ending_a_read_saves_nothing(app: Flask) -> None:
    edition_id, person_id = an_edition(name="Foro").id, a_person(given_names="Ana").id
    with app.app_context():
        found = session().get_one(Edition, edition_id)
        found.name = "Otro"
        session().add(Person(given_names="Eva", first_surname="Ruiz", created_at=found.registration_opens_at))
    with app.app_context():
        assert session().get_one(Edition, edition_id).name == "Foro"
        assert session().scalars(select(Person.id)).all() == [person_id]


def test_a_connection_that_is_gone_is_only_let_go(alone: Flask) -> None:
    with alone.app_context():
        pid = session().scalar(text("SELECT pg_backend_pid()"))
        other = create_engine(db.engine.url, isolation_level="AUTOCOMMIT")
        with other.connect() as connection:
            assert connection.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        other.dispose()
    with alone.app_context():
        assert session().scalar(text("SELECT 1")) == 1
