"""How connections of the database are opened, and how long one waits.

SQLite is opened in autocommit with WAL and foreign keys; a change begins IMMEDIATE there, because a deferred
transaction that turns into a writer fails with "database is locked" whatever the timeout.

A page waits `patience` seconds for a lock, for a connection and for its turn to write, and twice that for one
statement: a thread that waits longer serves nobody. Commands (`patience=None`) wait for a minute, and their statements
take the time they take.
"""

import logging
import time
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

from forum.core.data_files import private_file
from forum.core.writers import WritersQueue

log = logging.getLogger("forum.database")

UNHURRIED_S = 60
SLOW_S = 1.0
LONGEST_LOGGED = 2000
# One connection for each serving thread; the one used last is used next, while its cache is warm.
POOL = {"pool_size": 16, "max_overflow": 16, "pool_use_lifo": True}

_queues: WeakKeyDictionary[Engine, WritersQueue] = WeakKeyDictionary()


def engine_options(url: str, patience: int | None) -> dict[str, Any]:
    """The options of an engine for this database."""
    seconds = patience or UNHURRIED_S
    options: dict[str, Any] = {**POOL, "pool_timeout": seconds, "hide_parameters": True}  # errors repeat no values
    if url.startswith("postgresql"):  # a server that is not there is given up as soon as one that is busy
        options["pool_pre_ping"] = True  # its restart ends the connections we keep
        options["connect_args"] = {"connect_timeout": seconds, "tcp_user_timeout": 2000 * seconds}
    return options


def prepare_engine(engine: Engine, patience: int | None) -> None:
    """Set up each connection: its limits, and on SQLite autocommit, where we begin transactions ourselves."""
    seconds = patience or UNHURRIED_S
    event.listen(engine, "before_cursor_execute", _start_clock)
    event.listen(engine, "after_cursor_execute", _log_if_slow)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_open_sqlite, seconds))
        event.listen(engine, "begin", _begin_sqlite)
        if engine.url.database:
            private_file(Path(engine.url.database))
            _queues[engine] = WritersQueue(engine.url.database, patience=seconds)
    elif patience is not None:
        event.listen(engine, "connect", partial(_limit_postgres, patience))


def _start_clock(
    connection: Connection, _cursor: Any, _statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    connection.info["began_at"] = time.perf_counter()


def _log_if_slow(
    connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
) -> None:
    """Log a statement that took long, without its values."""
    took = time.perf_counter() - connection.info["began_at"]
    if took >= SLOW_S:
        facts = {"ms": round(1000 * took), "statement": " ".join(statement.split())[:LONGEST_LOGGED]}
        log.warning("a slow statement: %s ms", facts["ms"], extra={"facts": facts})


def _limit_postgres(seconds: int, connection: Any, _record: Any) -> None:
    connection.autocommit = True  # set inside a transaction, the limits would be gone with its rollback
    connection.execute(f"SET lock_timeout = '{seconds}s'; SET statement_timeout = '{2 * seconds}s'")
    connection.autocommit = False


def _open_sqlite(seconds: int, connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={1000 * seconds}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("foro_write", False)
    dbapi = connection.connection.dbapi_connection
    assert dbapi is not None
    dbapi.execute("BEGIN IMMEDIATE" if write else "BEGIN")


def turn_to_write(engine: Engine) -> AbstractContextManager[None]:
    """Wait for the turn of this app's writers; nothing to wait for on PostgreSQL."""
    queue = _queues.get(engine)
    return nullcontext() if queue is None else queue.turn()
