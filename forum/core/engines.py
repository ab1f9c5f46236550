"""How connections of the database are opened.

SQLite is opened in autocommit with WAL and foreign keys; a change begins IMMEDIATE there, because a deferred
transaction that turns into a writer fails with "database is locked" whatever the timeout.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

from forum.core.writers import WritersQueue

BUSY_TIMEOUT_MS = 10_000
# One connection for each serving thread; the one used last is used next, while its cache is warm.
POOL = {"pool_size": 16, "max_overflow": 16, "pool_use_lifo": True}

_queues: WeakKeyDictionary[Engine, WritersQueue] = WeakKeyDictionary()


def prepare_engine(engine: Engine) -> None:
    """Open SQLite in autocommit and begin its transactions ourselves; nothing to do for PostgreSQL."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if engine.url.database:
            _queues[engine] = WritersQueue(engine.url.database, patience=BUSY_TIMEOUT_MS / 1000)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
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
