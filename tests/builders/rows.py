"""One valid row of every table, made from the tables themselves."""

import enum
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Enum, MetaData, Table

from forum.core.database import UtcDateTime

MOMENT = datetime(2026, 9, 9, 15, 0, tzinfo=UTC)
# Where a CHECK wants more than a value of the right type.
WANTED: dict[str, dict[str, Any]] = {
    "badge": {"code": "A" * 20},
    "edition": {
        "registration_closes_at": datetime(2026, 9, 10, tzinfo=UTC),
        "requests_close_at": datetime(2026, 9, 10, tzinfo=UTC),
        "slot_minutes": 20,
    },
    "day": {"closes_at": time(18)},
    "engagement": {"ends_at": datetime(2026, 9, 9, 15, 20, tzinfo=UTC)},
    "programme_talk": {"ends_at": datetime(2026, 9, 9, 15, 20, tzinfo=UTC)},
    "slot": {"ends_at": datetime(2026, 9, 9, 15, 20, tzinfo=UTC)},
    "outgoing_mail": {"batch": None},
    "person": {"email": "a@example.mx"},
    "ally_code": {"code": "COPARMEX"},
    "role_grant": {"role": "organiser"},
}
BY_TYPE: dict[type, Any] = {
    bool: False,
    int: 1,
    float: 1.0,
    Decimal: Decimal(1),
    str: "x",
    datetime: MOMENT,
    date: MOMENT.date(),
    time: MOMENT.time(),
    bytes: b"x",
    dict: {},
}


def a_row_of_every_table(metadata: MetaData) -> list[tuple[Table, dict[str, Any]]]:
    """Rows in an order in which each finds what it refers to; every key is 1, nothing refers to its own kind."""
    return [(table, _row(table)) for table in metadata.sorted_tables]


def _row(table: Table) -> dict[str, Any]:
    row = {column.name: _value(table, column) for column in table.columns}
    return {**row, **WANTED.get(table.name, {})}


def _value(table: Table, column: Column[Any]) -> Any:
    keys = list(column.foreign_keys)
    if keys:
        target = keys[0].column
        return None if target.table is table else _value(target.table, target)
    if isinstance(column.type, Enum):
        members: type[enum.Enum] = column.type.enum_class  # type: ignore[assignment]
        return next(iter(members))
    if isinstance(column.type, UtcDateTime):
        return MOMENT
    kind = column.type.python_type
    return next(value for of, value in BY_TYPE.items() if issubclass(kind, of))
