"""The database: one declarative base, one way to write (`atomic`), one way to lock (`locked`).

How connections are opened is in `engines.py`. On SQLite `atomic()` begins IMMEDIATE; on PostgreSQL `locked()` is
SELECT … FOR NO KEY UPDATE.

Two changes that lock the same rows in different orders wait for each other for ever. So there is one order, that of
the packages from the ground floor up, in which announcements go too: companies, people, stands, registrations, buyers,
requirements, requests, meetings; the places of categories last. A row is locked before any row of a later kind,
several of one kind in the order of their ids. Companies and people are referred to by nearly everything: they are
locked with `locked_all`, several at once. Every lock lets others refer to the row meanwhile (FOR NO KEY UPDATE): a row
that is written twice in one change has what it refers to looked up again, also what stands earlier in the order.
`tests/concurrency/test_lock_order.py` reads the statements of each change.
"""

import enum
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Enum,
    MetaData,
    Select,
    Text,
    event,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, UOWTransaction, registry
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.types import TypeDecorator

from forum.core.aliases import prepare_aliases
from forum.core.constraints import breaks
from forum.core.engines import engine_options, prepare_engine, turn_to_write
from forum.core.errors import NotFound, Refusal
from forum.core.incidents import report


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: D102, ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: moments in the database are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: D102, ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _enum_values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


class Base(DeclarativeBase):
    """The base of every model: typed columns, every constraint named."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime(),
            str: Text(),
            dict[str, Any]: JSON(),
            enum.StrEnum: Enum(
                enum.StrEnum, native_enum=False, create_constraint=True, length=32, values_callable=_enum_values
            ),
        },
    )


M = TypeVar("M", bound=Base)
T = TypeVar("T")

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def session() -> Session:
    """The session of this request, task or command."""
    return db.session()


def init_database(app: Flask) -> None:
    """Bind the database to the app and set up its transactions."""
    patience: int | None = app.config["FORO"].patience
    options = engine_options(app.config["SQLALCHEMY_DATABASE_URI"], patience)
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    app.teardown_appcontext(_end_reading)  # called before the session is removed, which would roll back
    prepare_aliases()
    with app.app_context():
        prepare_engine(db.engine, patience)


def _end_reading(_error: BaseException | None) -> None:
    """End what this request or task read with COMMIT: psycopg forgets all its prepared statements on ROLLBACK.

    Nothing is saved by it: objects that were changed outside `atomic()` are forgotten before.
    """
    if not db.session.registry.has():
        return
    current = session()
    if current.in_transaction() and not current.info.get("atomic"):
        current.expunge_all()
        with suppress(DBAPIError):  # the connection is gone; there is nothing to lose
            current.commit()


@contextmanager
def atomic() -> Iterator[Session]:
    """One business change: all of it is saved, or none. The only place that writes.

    The outermost block commits and then runs what `on_commit` collected; an inner block is a savepoint. What fails
    after the commit is logged: the change is saved, and nobody may read that it is not.
    """
    current = session()
    if current.info.get("atomic"):
        with current.begin_nested():
            yield current
        return
    # The read transaction that loaded the current person ends here: only a new one can begin IMMEDIATE.
    current.commit()
    current.info["atomic"] = True
    callbacks: list[Callable[[], object]] = []
    current.info["on_commit"] = callbacks
    try:
        with turn_to_write(db.engine):
            try:
                current.connection(execution_options={"foro_write": True})
                yield current
                current.commit()
            except BaseException:
                current.rollback()
                raise
    finally:
        current.info["atomic"] = False
    for callback in callbacks:
        try:
            callback()
        except Exception as error:
            report(error, "after a change was saved")


def on_commit(callback: Callable[[], object]) -> None:
    """Run this after the surrounding change is saved; not at all when it is rolled back.

    It may fail: what has to happen is a row of the change, which a periodic job finds.
    """
    current = session()
    if not current.info.get("atomic"):
        raise RuntimeError("on_commit outside atomic()")
    current.info["on_commit"].append(callback)


def found(row: T | None) -> T:
    """The row that was looked for: `found(session().get(Edition, edition_id))`.

    Raises:
        NotFound: there is none.
    """
    if row is None:
        raise NotFound
    return row


def one(query: Select[tuple[T]]) -> T:
    """The only row of a query of one model: `one(select(Gate).where(Gate.id == id, Gate.edition_id == edition_id))`.

    Raises:
        NotFound: there is none.
    """
    return found(session().scalars(query).one_or_none())


def locked(model: type[M], id: Any, *options: ORMOption, **owner: Any) -> M:
    """The row of this id, locked until the change ends and read again; `options` load what it points to, unlocked.

    `owner` is whose row it must be: `locked(Gate, gate_id, edition_id=edition_id)`.

    Raises:
        NotFound: there is no such row.
    """
    current = session()
    if not current.info.get("atomic"):
        raise RuntimeError("locked outside atomic()")
    key = model.__mapper__.primary_key[0]
    query = select(model).where(key == id).filter_by(**owner).options(*options)
    if options:
        # What the row points to is read after the lock. In one statement PostgreSQL joins a row that changed while we
        # waited with what it pointed to before, and leaves it out.
        lock_rows(model, [id])
    else:
        query = query.with_for_update(of=model, key_share=True)
    return found(current.scalars(query.execution_options(populate_existing=True)).unique().one_or_none())


def locked_all(model: type[M], ids: Iterable[Any]) -> list[M]:
    """The rows of these ids, read again and locked in the order of their ids: two changes cannot deadlock.

    Raises:
        NotFound: one is missing.
    """
    current = session()
    if not current.info.get("atomic"):
        raise RuntimeError("locked outside atomic()")
    key, wanted = model.__mapper__.primary_key[0], set(ids)
    query = select(model).where(key.in_(wanted)).order_by(key).with_for_update(of=model, key_share=True)
    rows = list(current.scalars(query.execution_options(populate_existing=True)))
    if len(rows) != len(wanted):
        raise NotFound
    return rows


def lock_rows(model: type[M], ids: Iterable[Any]) -> None:
    """Lock the rows of these ids in the order of their ids, without reading them.

    On SQLite every change is alone anyway.
    """
    current = session()
    if not current.info.get("atomic"):
        raise RuntimeError("lock_rows outside atomic()")
    if not _has_row_locks():
        return
    key = model.__mapper__.primary_key[0]
    query = select(key).where(key.in_(set(ids))).order_by(key)
    current.execute(query.with_for_update(of=model, key_share=True))


def lock_name(name: str) -> None:
    """Lock a name until the change ends, before any row: two changes with the same name take turns.

    On SQLite every change takes its turn anyway.
    """
    current = session()
    if not current.info.get("atomic"):
        raise RuntimeError("lock_name outside atomic()")
    if _has_row_locks():
        number = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)
        current.execute(select(func.pg_advisory_xact_lock(number)))


def _has_row_locks() -> bool:
    return db.engine.dialect.name == "postgresql"


@contextmanager
def refusing(constraint: str, refusal: Refusal) -> Iterator[None]:
    """Turn the breach of one named unique constraint or index inside this block into a refusal.

    The block's work is flushed before it ends, so that the breach shows here and not later.
    """
    try:
        yield
        session().flush()
    except IntegrityError as error:
        if breaks(error, constraint, Base.metadata):
            raise refusal from error
        raise


@event.listens_for(Session, "before_flush")
def _refuse_stray_flush(current: Session, _context: UOWTransaction, _instances: Any) -> None:
    if not current.info.get("atomic") and (current.new or current.dirty or current.deleted):
        raise RuntimeError("write outside atomic()")


@event.listens_for(Session, "do_orm_execute")
def _refuse_stray_statement(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and not state.session.info.get("atomic"):
        raise RuntimeError("write outside atomic()")
