"""Outages: the database cannot answer now (busy, locked, full, restarted, unreachable), and may in a few seconds.

Such an error is nobody's mistake: a page answers 503 in words, made without the database, with what was typed in it.
"""

import errno
import sqlite3

from flask import g
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from forum.core.writers import WritersBusy

RETRY_AFTER_S = 5
_FULL = {errno.ENOSPC, errno.EDQUOT}
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_CLASSES = {"08", "53", "57", "58"}  # connection, resources, operator (also statement_timeout), system
_POSTGRES = {"25006", "40001", "40P01", "55P03"}  # read-only stand-by, serialization, deadlock, lock_timeout


def is_outage(error: BaseException) -> bool:
    """Whether the error may pass by itself: the same request can be sent again."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if isinstance(error, (WritersBusy, NoConnectionFree)):
        return True
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorcode", 0) & 0xFF in _SQLITE
    return _is_outage_of_postgres(original)


def _is_outage_of_postgres(error: BaseException | None) -> bool:
    import psycopg  # the start of an app on SQLite does not pay for it

    if not isinstance(error, psycopg.Error):
        return False
    if error.sqlstate is None:  # the server was not reached, or went away before it could say why
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate[:2] in _POSTGRES_CLASSES or error.sqlstate in _POSTGRES


def enter_outage() -> None:
    """From here on this request asks nothing of the database."""
    g.outage = True


def in_outage() -> bool:
    """Whether this request must not ask the database any more."""
    return bool(g.get("outage"))
