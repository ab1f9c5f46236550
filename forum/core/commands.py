"""Commands and checks of what every domain uses: the database and its migrations, time zones, files."""

import gc
import importlib.metadata
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, current_app
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from forum.core.data_files import private_folder, wide_data
from forum.core.database import db
from forum.core.findings import Finding, fine, worth_knowing, wrong
from forum.core.not_migrated import NotMigrated
from forum.core.search_index import is_whole, make_index
from forum.core.web import manifest
from forum.settings import ROOT, Settings

MIGRATIONS = ROOT / "migrations"
MISSING = "Migrations are missing. Run: forum migrate"
_NAMED = re.compile(r"^(revision|down_revision)\b[^=\n]*=(.*)$", re.MULTILINE)
_QUOTED = re.compile(r"""["'](\w+)["']""")
INDEX_BROKEN = "The index of names lacks a part, so a search fails or misses people. Run: forum migrate"
TRIGRAMS_MISSING = (
    "A search of names reads every row, because PostgreSQL's extension pg_trgm is missing. Install it (Debian: "
    "postgresql-contrib), run CREATE EXTENSION pg_trgm as an administrator of the database, then: forum migrate"
)
HOME = "America/Mexico_City"
HOME_OFFSET = timedelta(hours=-6)
MOST_CLOCK_OFF = timedelta(seconds=5)
GIGABYTE = 1_000_000_000
LITTLE_ROOM, NO_ROOM = 5 * GIGABYTE, GIGABYTE // 2


def settings() -> Settings:
    """The settings of the running app."""
    found: Settings = current_app.config["FORO"]
    return found


def init_migrations(app: Flask) -> Any:
    """Get an app ready for migrating and return Flask-Migrate; apps that only serve never load it."""
    import flask_migrate

    if "migrate" not in app.extensions:
        flask_migrate.Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)
    return flask_migrate


def _flask_migrate() -> Any:
    return init_migrations(current_app._get_current_object())  # type: ignore[attr-defined]


def drop_tables() -> None:
    """Drop every table."""
    _flask_migrate().downgrade(directory=str(MIGRATIONS), revision="base")


def migrate() -> None:
    """Apply every migration that is missing, and mend the index of names."""
    private_folder(settings().data_dir)
    _flask_migrate().upgrade(directory=str(MIGRATIONS))
    with db.engine.connect().execution_options(foro_write=True) as connection:
        make_index(connection)  # where the extension could not be made then, or a table was made again
        connection.commit()


def is_at_head() -> bool:
    """Whether the database has every migration, and none this version does not know."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return set(connection.scalars(text("SELECT version_num FROM alembic_version"))) == newest_migrations()


def newest_migrations() -> frozenset[str]:
    """The migrations that no other follows."""
    known, followed = _migrations()
    return known - followed


def known_migrations() -> frozenset[str]:
    """The migrations of this version and of all before it."""
    return _migrations()[0]


@cache
def _migrations() -> tuple[frozenset[str], frozenset[str]]:
    """All migrations, and those that another follows. Every start asks: the files are read, alembic would run them.

    Whoever asks whether the program is ready does so every few seconds: they are read once.
    """
    known: set[str] = set()
    followed: set[str] = set()
    for path in (MIGRATIONS / "versions").glob("*.py"):
        for name, value in _NAMED.findall(path.read_text(encoding="utf-8")):
            (known if name == "revision" else followed).update(_QUOTED.findall(value))
    return frozenset(known), frozenset(followed)


def keep_for_good(app: Flask) -> None:
    """Get a loaded app ready to be forked: no connection is open, and the collector leaves alone what is loaded."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    gc.collect()
    gc.freeze()


def ensure_migrated() -> None:
    """Refuse a database that is not of this version.

    Raises:
        NotMigrated: with a sentence that names the command.
    """
    if not is_at_head():
        raise NotMigrated(MISSING)


def has_index() -> bool:
    """Whether the index of names has all its parts."""
    with db.engine.connect() as connection:
        return is_whole(connection)


def check_database() -> Iterator[Finding]:
    """The database answers, and its migrations are the newest."""
    where = db.engine.url.render_as_string(hide_password=True)
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        at_head = is_at_head()
    except SQLAlchemyError as error:
        yield wrong(f"The database {where} does not answer: {str(error.__cause__ or error).strip()}")
        return
    yield fine(f"The database answers: {where}")
    if not at_head:
        yield wrong(MISSING)
        return
    yield fine("Every migration is applied.")
    yield from _check_clock()
    if not has_index():
        on_sqlite = db.engine.dialect.name == "sqlite"
        yield wrong(INDEX_BROKEN) if on_sqlite else worth_knowing(TRIGRAMS_MISSING)


def _check_clock() -> Iterator[Finding]:
    """This machine and the database agree on what time it is: scans, deadlines and links compare both."""
    if db.engine.dialect.name == "sqlite":
        return  # it is this machine
    with db.engine.connect() as connection:
        off = abs(datetime.now(UTC) - connection.scalar(text("SELECT clock_timestamp()")))
    if off > MOST_CLOCK_OFF:
        seconds = round(off.total_seconds())
        yield wrong(f"This machine's clock and the database's are {seconds} s apart. Let both follow NTP.")
    else:
        yield fine("The clock agrees with the database's.")


def check_settings() -> Iterator[Finding]:
    """The key is long, and the public address is what people will open."""
    if len(settings().secret_key) < 32:
        yield wrong("The secret key is shorter than 32 characters. Set FORO_SECRET_KEY.")
    else:
        yield fine("The secret key is long enough.")
    if settings().secure:
        yield fine(f"The public address is {settings().base_url}")
    else:
        yield worth_knowing(f"{settings().base_url} is not HTTPS: phones elsewhere will not open the camera.")
    if (settings().limits_url or "").startswith("memory"):
        yield wrong(
            "Each worker counts sign-ins and forms for itself, so a limit is as many times larger. "
            "Unset FORO_LIMITS_URL (they count in the database), or name a Redis."
        )
    if not settings().rate_limits:
        yield worth_knowing("Nothing limits how often somebody tries a password or a form. Unset FORO_RATE_LIMITS.")
    if settings().organiser_email.endswith("@localhost"):
        yield worth_knowing(
            "The privacy notice names no address to write to. "
            "Set FORO_ORGANISER_NAME, FORO_ORGANISER_ADDRESS and FORO_ORGANISER_EMAIL, then run: forum migrate"
        )


def check_time_zone() -> Iterator[Finding]:
    """Mexico has had no summer time since October 2022: older time zone data put meetings an hour off."""
    try:
        zone = ZoneInfo(HOME)
    except ZoneInfoNotFoundError:
        yield wrong("There is no time zone data. Run: pip install tzdata")
        return
    year = datetime.now(UTC).year
    moments = (datetime(year + n, month, 15, 12, tzinfo=zone) for n in (0, 1) for month in range(1, 13))
    version = importlib.metadata.version("tzdata")
    if all(moment.utcoffset() == HOME_OFFSET for moment in moments):
        yield fine(f"Time zone data is right: {HOME} is UTC-6 all year (tzdata package {version}).")
    else:
        yield wrong(f"Time zone data is older than 2022f: {HOME} is not UTC-6 all year. Update the system's tzdata.")


def check_files() -> Iterator[Finding]:
    """The data directory is writable, and the front end is built."""
    folder: Path = settings().data_dir
    try:
        private_folder(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
        yield fine(f"The data directory takes files: {folder}")
    except OSError as error:
        yield wrong(f"The data directory {folder} takes no files: {error}")
    yield from _check_room(folder)
    if wide := wide_data(folder):
        some = ", ".join(str(path) for path in wide[:3])
        yield worth_knowing(f"Others on this machine may read {some}. Give the data directory an owner and chmod 700.")
    if is_built():
        yield fine("The front end is built.")
    else:
        yield wrong("The front end is not built. Run: python -m forum.assets.build")


def _check_room(folder: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # said above
    if free < LITTLE_ROOM:
        said = f"Only {free / GIGABYTE:.1f} GB are free where {folder} is. Make room before the forum."
        yield wrong(said) if free < NO_ROOM else worth_knowing(said)


def is_built() -> bool:
    """Whether the front end is built."""
    return bool(manifest(current_app.static_folder or ""))
