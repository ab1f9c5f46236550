"""The database as one file and back: SQLite by its online backup, PostgreSQL by pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import inspect, text

from forum.backups.errors import BackupRefused
from forum.core.data_files import private_file
from forum.core.database import db

NEWEST = "/usr/lib/postgresql"
"""Where Debian keeps the programs of each PostgreSQL."""


def engine_name() -> str:
    """ "sqlite" or "postgresql"."""
    return str(db.engine.dialect.name)


def has_tables() -> bool:
    """Whether anything is in the database."""
    with db.engine.connect() as connection:
        return bool(inspect(connection).get_table_names())


def migrations_of() -> list[str]:
    """The newest migrations of the database."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return []
        return sorted(connection.scalars(text("SELECT version_num FROM alembic_version")))


def dump(target: Path) -> None:
    """Write the database as it is at one moment to a file; the program goes on meanwhile.

    Raises:
        BackupRefused: it is damaged, or PostgreSQL's programs are missing or refuse.
    """
    private_file(target)
    if engine_name() == "sqlite":
        _copy_sqlite(Path(str(db.engine.url.database)), target)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Fill the empty database from a file that `dump` wrote.

    Raises:
        BackupRefused: PostgreSQL's programs are missing or refuse; nothing was changed.
    """
    if engine_name() == "sqlite":
        place = Path(str(db.engine.url.database))
        db.session.remove()
        db.engine.dispose()
        _copy_sqlite(source, part := place.with_name(f"{place.name}.part"))
        for beside in ("", "-wal", "-shm"):
            place.with_name(place.name + beside).unlink(missing_ok=True)
        part.replace(place)
        private_file(place)
    else:
        options = ("--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction")
        _run("pg_restore", *options, str(source))


def _copy_sqlite(source: Path, target: Path) -> None:
    private_file(target)
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
        found = [row[0] for row in new.execute("PRAGMA quick_check")]
    old.close()
    new.close()
    if found != ["ok"]:
        raise BackupRefused(f"The database {source} is damaged: {found[0]}")


def _run(program: str, *arguments: str) -> None:
    url = db.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program and our own words
        [_path_of(program), f"--dbname={address}", "--no-password", *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupRefused(f"{program} refused: {done.stderr.strip()}")


def _path_of(program: str) -> str:
    newest = sorted(Path(NEWEST).glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    found = str(newest[-1]) if newest else shutil.which(program)
    if found is None:
        raise BackupRefused(f"{program} is missing. Install PostgreSQL's client (Debian: postgresql-client).")
    return found
