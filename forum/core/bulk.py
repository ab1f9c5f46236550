"""Rows in bulk: their keys are taken beforehand, so that rows that refer to each other are written table by table."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, func, insert, select

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
    return {column.name: values[column.name] if column.name in values else _default(column) for column in table.columns}


def _default(column: Any) -> Any:
    if column.default is None:
        return None
    if column.default.is_callable:
        return column.default.arg(None)
    return column.default.arg


def insert_rows(table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that have all their values, inside atomic()."""
    for start in range(0, len(rows), BATCH):
        session().execute(insert(table), rows[start : start + BATCH])
