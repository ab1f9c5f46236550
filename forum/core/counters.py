"""Counters of limits in the database, which every worker of the app shares."""

from datetime import timedelta
from typing import Any

from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.dml import ReturningDelete

from forum.core.clock import utc_now
from forum.core.database import atomic, db, session
from forum.core.models import RateCount


class DatabaseCounters(Storage):
    """The storage of `limits` in the table `rate_count`: one statement a hit, right however many hit at once."""

    STORAGE_SCHEME = None

    @property
    def base_exceptions(self) -> type[Exception]:
        """What goes wrong with the storage."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, and return the count; a counter that has expired begins again."""
        now = utc_now()
        ends = now + timedelta(seconds=expiry)
        new = _insert().values(key=key, hits=amount, expires_at=ends)
        is_over = RateCount.expires_at <= now
        count = new.on_conflict_do_update(
            index_elements=[RateCount.key],
            set_={
                "hits": case((is_over, amount), else_=RateCount.hits + amount),
                "expires_at": case((is_over, ends), else_=RateCount.expires_at),
            },
        ).returning(RateCount.hits)
        with atomic() as current:
            return int(current.scalars(count).one())

    def get(self, key: str) -> int:
        """The count, 0 where there is none."""
        query = select(RateCount.hits).where(RateCount.key == key, RateCount.expires_at > utc_now())
        return session().scalar(query) or 0

    def get_expiry(self, key: str) -> float:
        """When the counter ends (seconds since 1970); now where there is none."""
        ends = session().scalar(select(RateCount.expires_at).where(RateCount.key == key))
        return (ends or utc_now()).timestamp()

    def check(self) -> bool:
        """Whether the table answers."""
        session().scalar(select(RateCount.hits).limit(1))
        return True

    def reset(self) -> int | None:
        """Forget every counter; returns how many there were."""
        return _deleted(delete(RateCount).returning(RateCount.key))

    def clear(self, key: str) -> None:
        """Forget one counter."""
        _deleted(delete(RateCount).where(RateCount.key == key).returning(RateCount.key))


def delete_old_counters() -> None:
    """Delete the counters that have expired."""
    _deleted(delete(RateCount).where(RateCount.expires_at <= utc_now()).returning(RateCount.key))


def _deleted(statement: ReturningDelete[tuple[str]]) -> int:
    with atomic() as current:
        return len(current.scalars(statement).all())


def _insert() -> Any:
    """The INSERT of the engine in use, which knows ON CONFLICT."""
    if db.engine.dialect.name == "sqlite":
        return sqlite.insert(RateCount)
    from sqlalchemy.dialects import postgresql  # loads all of its drivers: SQLite's start does not pay for them

    return postgresql.insert(RateCount)
