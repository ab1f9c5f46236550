"""The `forum` command, as an operator types it."""

import re
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from sqlalchemy import create_engine, make_url, text

from forum import cli
from forum.app import create_app
from forum.core.commands import is_built
from forum.core.web import manifest
from forum.settings import ROOT, Settings, sqlite_url
from tests.builders.ports import free_port
from tests.conftest import test_settings as settings_of
from tests.web.cli.conftest import Run

PORT = 8177


@pytest.fixture
def mail_port() -> Iterator[int]:
    """A real mail server that accepts everything."""
    port = free_port()
    controller = Controller(Sink(), hostname="127.0.0.1", port=port)
    controller.start()
    yield port
    controller.stop()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"FORO_SECRET_KEY": ""}, "FORO_SECRET_KEY is missing or shorter than 32 characters."),
        ({"FORO_DEBUG": "1"}, "Debug mode is on"),
        ({"FORO_BASE_URL": ""}, "FORO_BASE_URL is missing"),
        ({"FORO_BASE_URL": "http://foro.example.mx"}, "FORO_BASE_URL must start with https://"),
        ({"FORO_SMTP_PORT": "many"}, "FORO_SMTP_PORT must be a whole number, not 'many'."),
        ({"FORO_SMTP_CA": "/nowhere/ca.pem"}, "FORO_SMTP_CA names a file that is not there: /nowhere/ca.pem"),
    ],
)
def test_an_unsafe_setting_refuses_to_start_with_a_sentence(
    run: Run, environment: dict[str, str], sentence: str
) -> None:
    code, said = run("serve", **environment)
    assert code == 2
    assert said.startswith("Not started. ")
    assert sentence in said


def test_the_doctor_prints_what_is_wrong(run: Run) -> None:
    code, said = run("doctor")
    assert code == 1
    assert "✗ Migrations are missing. Run: forum migrate" in said
    assert "✗ FORO_SMTP_HOST is not set" in said
    assert "✓ Time zone data is right: America/Mexico_City is UTC-6 all year" in said


def test_the_doctor_prints_which_setting_is_unsafe(run: Run) -> None:
    code, said = run("doctor", FORO_SECRET_KEY="short")
    assert (code, said.startswith("✗ FORO_SECRET_KEY is missing or shorter")) == (1, True)


def test_the_doctor_finds_a_database_that_does_not_answer(run: Run) -> None:
    code, said = run("doctor", FORO_DATABASE_URL="postgresql+psycopg://nobody:hush@127.0.0.1:1/none")
    assert code == 1
    assert "✗ The database postgresql+psycopg://nobody:***@127.0.0.1:1/none does not answer" in said
    assert "hush" not in said


def test_the_doctor_knows_where_limits_are_counted(run: Run) -> None:
    apart = "✗ Each worker counts sign-ins and forms for itself"
    said = run("doctor")[1]
    assert (apart in said, "Nothing limits how often" in said) == (False, False)
    assert apart in run("doctor", FORO_LIMITS_URL="memory://")[1]
    assert "! Nothing limits how often" in run("doctor", FORO_RATE_LIMITS="0")[1]


@pytest.fixture
def unprivileged(own_postgres: str) -> Iterator[str]:
    """The address of a database in which the program may make tables, but no extension."""
    name = f"foro_test_{uuid.uuid4().hex[:12]}"
    engine = create_engine(own_postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        connection.execute(text(f"GRANT ALL ON SCHEMA public TO {name}"))
    yield make_url(own_postgres).set(username=name).render_as_string()
    with engine.connect() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))
    engine.dispose()


def test_the_doctor_says_that_searches_of_names_are_slow_until_the_extension_is_there(
    run: Run, unprivileged: str, own_postgres: str
) -> None:
    here = {"FORO_DATABASE_URL": unprivileged}
    slow = "! A search of names reads every row, because PostgreSQL's extension pg_trgm is missing."
    assert run("migrate", **here)[0] == 0
    assert slow in run("doctor", **here)[1]
    engine = create_engine(own_postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE EXTENSION pg_trgm"))
    engine.dispose()
    assert slow in run("doctor", **here)[1]
    assert run("migrate", **here)[0] == 0
    assert slow not in run("doctor", **here)[1]


def test_the_doctor_finds_an_index_of_names_that_lacks_a_part(run: Run) -> None:
    run("migrate")
    lacks = "✗ The index of names lacks a part, so a search fails or misses people. Run: forum migrate"
    assert lacks not in run("doctor")[1]
    with sqlite3.connect(Settings.from_environment().data_dir / "foro.sqlite") as connection:
        connection.execute("DROP TRIGGER registration_search_update")
    connection.close()
    assert lacks in run("doctor")[1]
    run("migrate")
    assert lacks not in run("doctor")[1]


def test_the_doctor_finds_a_mail_server_that_is_down(run: Run) -> None:
    _code, said = run("doctor", FORO_SMTP_HOST="127.0.0.1", FORO_SMTP_PORT="1", FORO_SMTP_TLS="0")
    assert "✗ The mail server 127.0.0.1:1 does not let us in" in said


@pytest.mark.skipif(not manifest(str(Path(cli.__file__).parents[1] / "static")), reason="the front end is not built")
def test_an_app_set_up_as_documented_is_healthy(run: Run, mail_port: int) -> None:
    mail = {"FORO_SMTP_HOST": "127.0.0.1", "FORO_SMTP_PORT": str(mail_port), "FORO_SMTP_TLS": "0"}
    assert run("migrate", **mail) == (0, "The database is up to date.\n")
    code, said = run("doctor")
    assert (code, "✗" in said) == (0, False)
    assert "! There is no organiser yet. Run: forum create-organiser EMAIL" in said
    run("create-organiser", "ana@example.mx")
    assert "✓ There is an organiser." in run("doctor")[1]


def imported(module: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", f"import {module}; print({module}.app.import_name)"]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_site_is_not_served_before_its_migrations(run: Run) -> None:
    assert run("serve") == (1, "✗ Migrations are missing. Run: forum migrate\n")
    assert run("worker") == (1, "Migrations are missing. Run: forum migrate\n")
    refused = imported("wsgi")
    assert refused.returncode == 1, "an exception: gunicorn ends at one, and starts a worker that exits again and again"
    assert refused.stderr.endswith("NotMigrated: Migrations are missing. Run: forum migrate\n")
    run("migrate")
    assert imported("wsgi").stdout == "forum\n"


def test_an_organiser_signs_in_with_the_printed_link(run: Run) -> None:
    run("migrate")
    code, said = run("create-organiser", "Ana@Example.mx")
    assert code == 0
    found = re.search(r"https://foro\.example\.mx(/sign-in/link/\S+)", said)
    assert found is not None
    app = create_app(Settings.from_environment())
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post(found[1], base_url="https://foro.example.mx")
    assert (answer.status_code, answer.location) == (302, "/account/start")
    cookies = [cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")]
    assert cookies == ["__Host-foro_device", "foro_lang", "__Host-foro"]


def test_creating_an_organiser_twice_creates_one(run: Run) -> None:
    run("migrate")
    assert [run("create-organiser", "ana@example.mx")[0] for _ in range(2)] == [0, 0]


def test_an_organiser_needs_an_address_and_a_database(run: Run) -> None:
    assert run("create-organiser", "ana@example.mx")[1] == "Migrations are missing. Run: forum migrate\n"
    run("migrate")
    assert run("create-organiser", "ana") == (1, "ana is not an e-mail address.\n")


def test_a_demo_keeps_its_secret_key(tmp_path: Path) -> None:
    first, second = (Settings.for_demo(tmp_path / "demo", PORT) for _ in range(2))
    assert first == second
    assert (len(first.secret_key) >= 32, first.base_url, first.production) == (True, "http://localhost:8177", False)
    assert (tmp_path / "demo" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_front_end_that_is_not_built_is_reported(tmp_path: Path) -> None:
    app = create_app(settings_of(sqlite_url(tmp_path / "x.sqlite"), tmp_path))
    app.static_folder = str(tmp_path)
    with app.app_context():
        assert is_built() is False
