"""A database that cannot answer now: 503 in words within seconds, on a page of its own, with nothing typed lost."""

import html
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, select, text
from sqlalchemy.exc import DBAPIError
from werkzeug.test import TestResponse

from forum.app import create_app
from forum.core.database import Base, atomic, db, session
from forum.core.outages import is_outage
from forum.core.writers import WritersBusy, WritersQueue
from forum.editions.models import Category
from forum.registration.models import Registration
from forum.settings import sqlite_url
from tests.builders.editions import a_category, an_edition
from tests.builders.people import a_person, sign_in
from tests.builders.ports import free_port
from tests.builders.registrations import a_notice
from tests.conftest import A_MINUTE, Browser
from tests.conftest import test_settings as settings_of
from tests.web.registration.test_public_form import TYPED

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
NAMES = '<b>José</b> & "Luis"'


def an_app(url: str, folder: Path, **changes: object) -> Flask:
    app = create_app(settings_of(url, folder, patience=1, **changes))
    app.test_client_class = Browser
    return app


@pytest.fixture
def hurried(own_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An app that waits one second, on a database of its own."""
    app = an_app(own_database, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def nowhere(tmp_path: Path) -> Flask:
    """An app whose database server is not there."""
    app = an_app(f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none", tmp_path, testing=False)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@contextmanager
def held(app: Flask, category_id: int) -> Iterator[None]:
    """Somebody else has the category in hand until the block ends."""
    url = db.engine.url
    if url.database and db.engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(url.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with db.engine.connect() as other:
        other.execute(select(Category.id).where(Category.id == category_id).with_for_update())
        yield


def kept(answer: TestResponse) -> dict[str, str]:
    """What the form of an answer would send again."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(answer.text)}


def test_a_form_that_had_to_wait_is_sent_again_as_it_was_typed(hurried: Flask) -> None:
    category = a_category(an_edition(slug="foro"), quota=5)
    a_notice()
    client, address = hurried.test_client(), f"/foro/register/{category.id}?from=mail"
    with held(hurried, category.id):
        started = time.monotonic()
        answer = client.post(address, data={**TYPED, "given_names": NAMES}, headers={"Accept-Language": "en"})
        assert time.monotonic() - started < A_MINUTE / 2
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "The system is busy" in answer.text
    assert f'<form class="post" action="{address}" method="post"' in answer.text
    assert NAMES not in answer.text
    fields = kept(answer)
    assert {name: fields[name] for name in TYPED} == {**TYPED, "given_names": NAMES}
    assert session().scalars(select(Registration)).all() == []
    session().rollback()
    assert client.post(address, data=fields).status_code == 302
    assert len(session().scalars(select(Registration)).all()) == 1


def test_others_are_served_while_one_row_is_held(hurried: Flask) -> None:
    category = a_category(an_edition(slug="foro"), quota=5)
    with held(hurried, category.id):
        assert hurried.test_client().get("/foro").status_code in {200, 308}


def test_a_statement_that_takes_too_long_is_ended(own_postgres: str, tmp_path: Path) -> None:
    app = an_app(own_postgres, tmp_path)
    with app.app_context():
        with pytest.raises(DBAPIError) as ended:
            session().execute(text("SELECT pg_sleep(20)"))
        assert is_outage(ended.value)
        session().rollback()
        db.engine.dispose()


def restart() -> None:
    """End every connection of the app, as a restart of the server does."""
    url = db.engine.url
    other = create_engine(url, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        mine = text("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name AND pid <> :me")
        me = connection.scalar(text("SELECT pg_backend_pid()"))
        assert set(connection.scalars(mine, {"name": url.database, "me": me})) == {True}
    other.dispose()


def test_the_first_request_after_a_restart_is_served(own_postgres: str, tmp_path: Path) -> None:
    app = an_app(own_postgres, tmp_path)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        an_edition(slug="foro")
        session().rollback()
        client = app.test_client()
        assert client.get("/foro/").status_code == 200
        restart()
        assert client.get("/foro/").status_code == 200
        db.session.remove()
        db.engine.dispose()


def test_a_change_the_server_left_in_the_middle_is_an_outage(own_postgres: str, tmp_path: Path) -> None:
    app = an_app(own_postgres, tmp_path)
    with app.app_context():
        with pytest.raises(DBAPIError) as lost, atomic() as current:
            current.execute(text("SELECT 1"))
            restart()
            current.execute(text("SELECT 1"))
        assert is_outage(lost.value)
        with atomic() as current:
            assert current.scalar(text("SELECT 1")) == 1
        db.session.remove()
        db.engine.dispose()


def test_commands_wait_for_statements(own_postgres: str, tmp_path: Path) -> None:
    app = create_app(settings_of(own_postgres, tmp_path, patience=None))
    with app.app_context():
        limits = [session().scalar(text(f"SHOW {name}")) for name in ("lock_timeout", "statement_timeout")]
        assert limits == ["0", "0"]
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/", "/foro/", "/foro/register/1", "/account/home", "/nothing/at/all"])
def test_no_page_of_a_missing_database_asks_it_twice(nowhere: Flask, path: str) -> None:
    client = nowhere.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody"
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "El sistema está ocupado" in answer.text
    assert f'href="{path}"' in answer.text
    assert "masthead__account" not in answer.text


def test_a_scanner_and_a_fragment_are_answered_in_their_own_way(nowhere: Flask) -> None:
    client = nowhere.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody"
    scan = client.post("/api/gates/1/scans", json={})
    sentence = "El sistema está ocupado. No pudimos terminar lo que pidió. Espere unos segundos e inténtelo de nuevo."
    assert (scan.status_code, scan.json) == (503, {"code": "core.unavailable", "message": sentence})
    assert scan.headers["Retry-After"] == "5"
    part = client.get("/account", headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.text, sentence in part.text) == (503, False, True)


def test_a_password_is_not_sent_back(nowhere: Flask) -> None:
    typed = {"email": "ana@example.mx", "password": "una clave bastante larga"}
    answer = nowhere.test_client().post("/sign-in/password", data=typed)
    assert answer.status_code == 503
    assert typed["password"] not in answer.text
    assert kept(answer)["email"] == typed["email"]
    assert "Le pediremos otra vez la contraseña" in answer.text


def test_a_form_of_another_site_is_not_offered_again(nowhere: Flask) -> None:
    nowhere.config["WTF_CSRF_ENABLED"] = True
    answer = nowhere.test_client().post("/foro/register/1", data={**TYPED, "csrf_token": "theirs"})
    assert answer.status_code == 503
    assert 'action="/foro/register/1"' not in answer.text
    assert TYPED["position"] not in answer.text


def test_the_page_a_form_was_on_is_kept_with_it(nowhere: Flask) -> None:
    client = nowhere.test_client()
    first = client.post("/foro/register/1", data=TYPED, headers={"Referer": "http://localhost/foro/x?y=1"})
    assert kept(first)["came_from"] == "/foro/x?y=1"
    again = client.post("/foro/register/1", data=kept(first), headers={"Referer": "http://localhost/foro/register/1"})
    fields = [{**kept(answer), "csrf_token": ""} for answer in (again, first)]  # signed in another second, perhaps
    assert (fields[0], again.text.count("came_from")) == (fields[1], 1)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[FlaskClient]:
    """Somebody signed in to an app whose database cannot grow."""
    app = an_app(sqlite_url(tmp_path / "foro.sqlite"), tmp_path)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        client = sign_in(app.test_client(), a_person())
        db.session.remove()
        db.engine.dispose()

        @event.listens_for(db.engine, "connect")
        def fill(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA max_page_count = 1")

        yield client
        db.session.remove()
        db.engine.dispose()


def test_a_full_disk_is_said_to_pass(full: FlaskClient) -> None:
    with full.application.app_context(), pytest.raises(DBAPIError) as failed, atomic() as current:
        current.execute(text("CREATE TABLE more AS SELECT randomblob(100000) AS bytes"))
    assert "full" in str(failed.value)
    assert is_outage(failed.value)
    assert is_outage(OSError(28, os.strerror(28)))
    assert not is_outage(OSError(2, os.strerror(2)))


def test_a_mistake_of_ours_is_no_outage(app: Flask) -> None:
    with pytest.raises(DBAPIError) as failed:
        session().execute(text("SELECT nothing FROM nowhere"))
    assert not is_outage(failed.value)
    session().rollback()


def writers(path: Path) -> WritersQueue:
    return WritersQueue(str(path / "db"), patience=0.2)


@pytest.mark.parametrize("second", [lambda queue, _path: queue, lambda _queue, path: writers(path)])
def test_a_writer_waits_its_turn_for_so_long_and_no_longer(
    tmp_path: Path, second: Callable[[WritersQueue, Path], WritersQueue]
) -> None:
    first = writers(tmp_path)
    other = second(first, tmp_path)
    with first.turn():
        started = time.monotonic()
        with pytest.raises(WritersBusy), other.turn():
            pytest.fail("two write at once")
        assert time.monotonic() - started >= 0.2
    with other.turn():
        pass
