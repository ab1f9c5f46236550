"""Statements of the hottest paths: compiled once for each engine, executed on the driver's own connection.

    FIND = Prepared(select(Gate.name).where(Gate.id == bindparam("gate_id")))
    FIND.rows(gate_id=1)[0].name

SQLAlchemy spends more on each execution (its cache key, an execution context, a result) than SQLite on answering. What
remains here is its compiled text and its own conversions of what goes in and comes out, so types are kept: see `plain`,
the same by the usual way, with which the tests compare. No parameter may be a list. Execution takes place in the
session's transaction, after what waits in the session; its errors are SQLAlchemy's.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, cast

from sqlalchemy import ColumnElement, Connection, Dialect, Table, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import instance_dict
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from forum.core.database import Base, M, session

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement for one engine: its text, its parameters in order, and how its columns become Python's values."""

    sql: str
    is_positional: bool
    parameters: tuple[tuple[str, Convert | None, Any], ...]
    make_row: Callable[[Sequence[Any]], Any]
    conversions: tuple[tuple[int, Convert], ...]

    def bound(self, values: dict[str, Any]) -> Any:
        """The parameters as the driver takes them."""
        pairs = (
            (name, convert(value) if convert else value)
            for name, convert, fixed in self.parameters
            for value in (values.get(name, fixed),)
        )
        return tuple(value for _name, value in pairs) if self.is_positional else dict(pairs)

    def row(self, read: Sequence[Any]) -> Any:
        """A row as Python's values, by name."""
        if self.conversions:
            read = list(read)
            for place, convert in self.conversions:
                read[place] = convert(read[place])
        return self.make_row(read)


class Prepared:
    """A statement with named parameters."""

    def __init__(self, statement: ClauseElement, *, columns: Sequence[str] | None = None) -> None:
        self.statement, self._columns = statement, columns
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, **values: Any) -> list[Any]:
        """What a query finds, each row a named tuple."""
        compiled, cursor = self._execute(values)
        return [compiled.row(read) for read in cursor.fetchall()]

    def run(self, **values: Any) -> int:
        """Execute a change, inside `atomic()`; returns the number of rows that it changed."""
        _ensure_atomic()
        return int(self._execute(values)[1].rowcount)

    def plain(self, **values: Any) -> list[Any]:
        """What the query finds, by SQLAlchemy's usual way."""
        return list(session().connection().execute(cast("Any", self.statement), values).all())

    def _execute(self, values: dict[str, Any]) -> tuple[_Compiled, Any]:
        current = session()
        if current.info.get("atomic"):
            current.flush()  # what waits in the session comes before
        connection = current.connection()
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _compile(self.statement, dialect, self._columns)
        return compiled, _executed(connection, compiled.sql, compiled.bound(values))


class PreparedRead(Generic[M]):
    """A query of one model that finds one row at most, as an object of the session."""

    def __init__(self, model: type[M], *conditions: ColumnElement[bool]) -> None:
        self._model = model
        self.query = Prepared(select(model).where(*conditions))

    def find(self, **values: Any) -> M | None:
        """The object of the row; the one that the session has already stays as it is."""
        row = next(iter(self.query.rows(**values)), None)
        if row is None:
            return None
        mapper = self._model.__mapper__
        known = session().identity_map.get(mapper.identity_key_from_primary_key((row.id,)))
        if known is not None:
            return cast("M", known)
        made: M = mapper.class_manager.new_instance()
        instance_dict(made).update(row._asdict())
        return keep_as_read(made)


class PreparedInsert:
    """INSERT of one new row of a model, outside the unit of work: `id` is set, the object stays a plain value.

    It does all that adding the object and flushing would, but for its place in the session: what was added before is
    written before.
    """

    def __init__(self, model: type[Base]) -> None:
        mapper = model.__mapper__
        (self._key,) = cast("Table", model.__table__).primary_key
        self._attributes = {
            attribute.key: column
            for attribute in mapper.column_attrs
            for column in attribute.columns
            if column is not self._key
        }
        columns = [column.key for column in self._attributes.values()]
        self._insert = Prepared(insert(model).returning(self._key), columns=columns)

    def add(self, row: Base) -> None:
        """Insert it, inside `atomic()` and after what waits in the session."""
        self._insert_now(row)

    def add_kept(self, row: Base) -> None:
        """Insert it, and go on with it in the session as if it had been read: later changes of it are saved.

        Its foreign keys have to be set, beside the objects that they refer to.
        """
        self._insert_now(row)
        keep_as_read(row)

    def _insert_now(self, row: Base) -> None:
        _ensure_atomic()
        values = {column.key: _value_of(row, name, column) for name, column in self._attributes.items()}
        setattr(row, str(self._key.key), self._insert.rows(**values)[0][0])


def keep_as_read(row: M) -> M:
    """Let the session go on with an object that stands in the database as it is, as if it had been read."""
    make_transient_to_detached(row)
    session().add(row)
    return row


def _ensure_atomic() -> None:
    if not session().info.get("atomic"):
        raise RuntimeError("write outside atomic()")


def _value_of(row: Base, name: str, column: Any) -> Any:
    value = getattr(row, name)
    if value is None and column.default is not None:
        value = column.default.arg(None) if column.default.is_callable else cast("Any", column.default).arg
        setattr(row, name, value)
    return value


def _executed(connection: Connection, sql: str, parameters: Any) -> Any:
    cursor = connection.connection.cursor()
    engine = cast("Any", connection.engine)
    for listener in engine.dispatch.before_cursor_execute:  # who counts statements counts these too
        listener(connection, cursor, sql, parameters, None, False)
    try:
        cursor.execute(sql, parameters)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _as_sqlalchemy(connection, sql, parameters, error) from error
    return cursor


def _as_sqlalchemy(connection: Connection, sql: str, parameters: Any, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy raises it; a connection that is gone is not used again."""
    dialect = connection.dialect
    is_gone = dialect.is_disconnect(cast("Any", error), connection.connection, None)
    wrapped = DBAPIError.instance(
        sql, parameters, error, dialect.loaded_dbapi.Error, connection_invalidated=is_gone, dialect=dialect
    )
    if is_gone:
        connection.invalidate(error)
    return wrapped


def _compile(statement: ClauseElement, dialect: Dialect, inserted: Sequence[str] | None) -> _Compiled:
    compiled = cast("SQLCompiler", statement.compile(dialect=dialect, column_keys=inserted))
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise TypeError("a parameter of a prepared statement is a list, or part of its text")
    names = compiled.positiontup if compiled.positional else compiled.binds
    columns = tuple(getattr(statement, "exported_columns", ()))
    conversions = (
        (place, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for place, column in enumerate(columns)
    )
    return _Compiled(
        sql=compiled.string,
        is_positional=compiled.positional,
        parameters=tuple(
            (name, bind.type.dialect_impl(dialect).bind_processor(dialect), bind.effective_value)
            for name in names or ()
            for bind in (compiled.binds[name],)
        ),
        make_row=_row_type([column.key for column in columns]),
        conversions=tuple((place, convert) for place, convert in conversions if convert is not None),
    )


def _row_type(names: list[str]) -> Callable[[Sequence[Any]], Any]:
    make: Callable[[Sequence[Any]], Any] = cast("Any", namedtuple("PreparedRow", names))._make
    return make
