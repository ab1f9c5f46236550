"""Rows in bulk: their keys are taken beforehand, so that rows that refer to each other are written table by table."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Dialect, Table, func, insert, select

from forum.core.database import Base, session

BATCH = 5_000
"""As many rows at once as every driver takes."""


def take_keys(model: type[Base], count: int, *, after: int = 0) -> list[int]:
    """The keys of N rows to come, inside atomic(): nobody else gets them. `after`: the last that was taken before."""
    if count == 0:
        return []
    if session().get_bind().dialect.name == "postgresql":
        name = model.__tablename__
        keys = select(func.nextval(func.pg_get_serial_sequence(name, "id"))).select_from(
            func.generate_series(1, count).alias()
        )
        return list(session().scalars(keys))
    stored = session().scalar(select(func.max(model.__mapper__.primary_key[0]))) or 0
    first = max(stored, after) + 1
    return list(range(first, first + count))  # nobody else writes meanwhile


def complete(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a row with those that a column has by itself."""
    own, made = _defaults(table)
    return {**own, **{name: make(None) for name, make in made.items()}, **values}


@cache
def _defaults(table: Table) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the columns of a table have by themselves: the same for every row, and made for each."""
    defaults: dict[str, Any] = {column.name: column.default for column in table.columns}
    own = {name: None if each is None else each.arg for name, each in defaults.items() if not _is_made(each)}
    return own, {name: each.arg for name, each in defaults.items() if _is_made(each)}


def _is_made(default: Any) -> bool:
    return default is not None and bool(default.is_callable)


def insert_rows(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that have all their values, inside atomic(); all say the same columns."""
    connection = session().connection()
    if connection.dialect.name != "sqlite":
        for start in range(0, len(rows), BATCH):
            connection.execute(insert(table), rows[start : start + BATCH])
        return
    # its driver takes them at once: what SQLAlchemy does for each row and parameter costs more than writing it
    text, parameters = _insertion(table, tuple(rows[0]), connection.dialect) if rows else ("", ())
    for start in range(0, len(rows), BATCH):
        columns = [
            [row[name] for row in batch] if convert is None else [convert(row[name]) for row in batch]
            for batch in (rows[start : start + BATCH],)
            for name, convert in parameters
        ]
        connection.exec_driver_sql(text, list(zip(*columns, strict=True)))


@cache
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[tuple[str, Any], ...]]:
    """An insert as the driver of SQLite takes it: its text, its parameters in order and how each is converted."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    return compiled.string, tuple(
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in compiled.positiontup or ()
    )
