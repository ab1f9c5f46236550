"""`forum backup` and `forum restore`: every row and file comes back elsewhere; what is not whole touches nothing."""

import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, insert, inspect, text

from forum.app import create_app
from forum.backups.errors import BackupRefused
from forum.backups.service import make_backup, make_due, restore_backup
from forum.core.commands import init_migrations, newest_migrations
from forum.core.database import Base, db
from forum.settings import sqlite_url
from tests.builders.rows import a_row_of_every_table
from tests.conftest import postgres_for
from tests.conftest import test_settings as settings_of
from tests.web.cli.conftest import Run

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)


def everything(address: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    engine = create_engine(address)
    with engine.connect() as connection:
        rows = {
            name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for name, table in Base.metadata.tables.items()
        }
    engine.dispose()
    return rows


@pytest.fixture(params=["sqlite", "postgres"])
def addresses(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases of one engine."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "one.sqlite"), sqlite_url(tmp_path / "other.sqlite")
    else:
        with postgres_for() as one, postgres_for() as other:
            yield one, other


def test_every_row_and_file_comes_back_elsewhere(run: Run, addresses: tuple[str, str], tmp_path: Path) -> None:
    one, other = addresses
    app = create_app(settings_of(one, tmp_path / "data"))
    with app.app_context():
        init_migrations(app).upgrade()
        with db.engine.begin() as connection:
            for table, values in a_row_of_every_table(Base.metadata):
                connection.execute(insert(table).values(values))
        db.engine.dispose()
    (tmp_path / "data" / "uploads").mkdir(parents=True)
    (tmp_path / "data" / "uploads" / "drawing").write_bytes(b"%PDF-1.7")
    key, folder = tmp_path / "key.txt", tmp_path / "backups"
    said = run("backup", "--new-key", str(key))[1]
    public = re.search(r"age1\w+", said)
    assert public is not None
    assert (key.stat().st_mode & 0o077, run("backup", "--new-key", str(key))[0]) == (0, 1)

    code, said = run("backup", FORO_DATABASE_URL=one, FORO_BACKUP_DIR=str(folder), FORO_BACKUP_RECIPIENT=public[0])
    assert code == 0, said
    (made,) = folder.glob("foro-*")
    assert (made.stat().st_mode & 0o077, made.suffix, b"%PDF" in made.read_bytes()) == (0, ".age", False)
    assert f"✓ The last backup is of {datetime.now(UTC):%Y-%m-%d}" in run("doctor")[1]

    elsewhere = create_app(settings_of(other, tmp_path / "new"))
    assert "is encrypted. Name the file of its key" in refusal(elsewhere, made)
    run("backup", "--new-key", str(tmp_path / "another"))
    assert "does not open" in refusal(elsewhere, made, key=tmp_path / "another")
    with elsewhere.app_context():
        restore_backup(elsewhere.config["FORO"], made, key=key)
        db.engine.dispose()
    assert everything(other) == everything(one)
    assert (tmp_path / "new" / "uploads" / "drawing").read_bytes() == b"%PDF-1.7"
    code, said = run("restore", str(made), "--key", str(key))
    assert (code, said.startswith("The database is not empty.")) == (1, True)


@pytest.fixture
def app(own_sqlite: str, tmp_path: Path) -> Iterator[Flask]:
    """A program on a database of its own."""
    app = create_app(settings_of(own_sqlite, tmp_path / "data"))
    with app.app_context():
        yield app
        db.engine.dispose()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Flask]:
    """Another machine, on which nothing is."""
    app = create_app(settings_of(sqlite_url(tmp_path / "new.sqlite"), tmp_path / "new"))
    yield app
    with app.app_context():
        db.engine.dispose()


def a_backup(app: Flask, folder: Path) -> Path:
    return make_backup(app.config["FORO"], folder, now=NOW)


def refusal(app: Flask, source: Path, *, key: Path | None = None) -> str:
    with app.app_context():
        with pytest.raises(BackupRefused) as refused:
            restore_backup(app.config["FORO"], source, key=key)
        assert inspect(db.engine).get_table_names() == []
    assert not (app.config["FORO"].data_dir / "uploads").exists()
    return str(refused.value)


def test_a_file_that_is_not_whole_is_refused_and_nothing_touched(app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    made = a_backup(app, tmp_path / "backups")
    whole = made.read_bytes()
    damaged = tmp_path / "damaged.tar.gz"
    for change in (whole[: len(whole) // 2], whole[: len(whole) // 2] + b"x" + whole[len(whole) // 2 + 1 :], b"", b"x"):
        damaged.write_bytes(change)
        assert "damaged.tar.gz" in refusal(elsewhere, damaged)
    assert "There is no file" in refusal(elsewhere, tmp_path / "none")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_of_a_newer_version_or_another_engine_is_refused(
    app: Flask, elsewhere: Flask, tmp_path: Path, own_postgres: str
) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('2099_01_01_later')"))
    made = a_backup(app, tmp_path / "backups")
    assert "of a newer version" in refusal(elsewhere, made)
    on_postgres = create_app(settings_of(own_postgres, tmp_path / "new"))
    assert "The backup is of SQLite, FORO_DATABASE_URL names PostgreSQL" in refusal(on_postgres, made)
    with on_postgres.app_context():
        db.engine.dispose()


def test_a_backup_of_the_version_before_is_brought_up_to_date(run: Run, tmp_path: Path) -> None:
    run("migrate")
    app = create_app(settings_of(sqlite_url(tmp_path / "data" / "foro.sqlite"), tmp_path / "data"))
    with app.app_context():
        init_migrations(app).downgrade(revision="-1")
        db.engine.dispose()
    assert run("backup", "--to", str(tmp_path))[0] == 0
    (made,) = tmp_path.glob("foro-*.tar.gz")
    code, said = run("restore", str(made), FORO_DATA_DIR=str(tmp_path / "new"), FORO_SECRET_KEY="y" * 40)
    assert (code, "The database is up to date.\n! It was made with another FORO_SECRET_KEY" in said) == (0, True), said
    with sqlite3.connect(tmp_path / "new" / "foro.sqlite") as restored:
        assert {row[0] for row in restored.execute("SELECT version_num FROM alembic_version")} == newest_migrations()
    restored.close()


def test_a_backup_is_of_one_moment_while_the_program_writes(app: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    """Two rows are written in each change: a backup has both or none."""
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE pair (n INTEGER, half TEXT)"))
    stop = threading.Event()

    def write() -> None:
        number = 0
        with sqlite3.connect(str(db_file)) as own:
            while not stop.is_set():
                number += 1
                with own:
                    own.execute("INSERT INTO pair VALUES (?, 'left')", (number,))
                    own.execute("INSERT INTO pair VALUES (?, 'right')", (number,))
        own.close()

    db_file = db.engine.url.database
    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = a_backup(app, tmp_path / "backups")
    finally:
        stop.set()
        writer.join()
    with elsewhere.app_context():
        restore_backup(elsewhere.config["FORO"], made, key=None)
        halves = db.session.execute(text("SELECT count(*) FROM pair GROUP BY n")).scalars().all()
        db.session.remove()
    assert set(halves) <= {2}


def test_the_worker_makes_one_a_day_and_leaves_nothing_half_done(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    settings = settings_of(str(app.config["FORO"].database_url), tmp_path / "data", backup_dir=folder, backup_days=2)
    made = [make_due(settings, now=NOW + timedelta(hours=hours)) for hours in range(0, 24 * 5, 6)]
    assert sum(path is not None for path in made) == 6
    assert 2 <= len(list(folder.glob("foro-*"))) < 6
    db_file = Path(str(db.engine.url.database))
    db.engine.dispose()
    data = bytearray(db_file.read_bytes())
    data[4096 * 3 : 4096 * 4] = os.urandom(4096)
    db_file.write_bytes(data)
    before = sorted(folder.iterdir())
    with pytest.raises((BackupRefused, sqlite3.DatabaseError)):
        make_due(settings, now=NOW + timedelta(days=9))
    assert sorted(folder.iterdir()) == before


def test_the_doctor_misses_a_backup(run: Run, tmp_path: Path) -> None:
    run("migrate")
    folder = tmp_path / "backups"
    assert "! Nothing is backed up by itself. Set FORO_BACKUP_DIR" in run("doctor")[1]
    assert "! There is no backup" in run("doctor", FORO_BACKUP_DIR=str(folder))[1]
    folder.mkdir()
    (folder / "foro-20260101T030000Z.tar.gz").touch()
    assert "✗ The last backup is of 2026-01-01 03:00 UTC. Is forum worker running?" in run("doctor")[1]
