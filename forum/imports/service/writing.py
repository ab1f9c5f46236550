"""What an import writes: rows in bulk, each remembered with the row of the sheet that it came from.

Of each written row a digest of its values is kept, and what was there before: undoing compares the one and restores
the other. A part of a row's writes is what belongs together, as a company that later rows of the sheet share.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, cast

from sqlalchemy import JSON, LargeBinary, Table, bindparam, select, update

from forum.core.bulk import complete, insert_rows, take_keys
from forum.core.database import Base, UtcDateTime, lock_rows, session
from forum.core.paging import batches

QUIETLY = {"synchronize_session": False}
SHARED = "shared"
DIGEST = 8
PLAIN = frozenset({str, int, bool})

Values = Mapping[str, Any]


class Writing:
    """Collects what is inserted and changed, row by row of the sheet, and writes it table by table."""

    def __init__(self) -> None:
        self.by_row: dict[int, list[list[Any]]] = defaultdict(list)
        self._new: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._changed: dict[tuple[Table, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)

    def add(self, model: type[Base], rows: Sequence[tuple[int, dict[str, Any]]], *, part: str = "") -> list[int]:
        """Collect new rows of a model, each with the number of its row in the sheet; returns their keys."""
        table = cast("Table", model.__table__)
        waiting = self._new[table]
        keys = take_keys(model, len(rows), after=waiting[-1]["id"] if waiting else 0)
        for key, (number, values) in zip(keys, rows, strict=True):
            whole = complete(table, {"id": key, **values})
            waiting.append(whole)
            self.by_row[number].append([table.name, key, digest_of(table, whole), None, part])
        return keys

    def change(self, number: int, model: type[Base], key: int, *, before: Values, after: Values) -> None:
        """Collect a change of a stored row; `before` are the stored values of the same columns."""
        table = cast("Table", model.__table__)
        self._changed[table, tuple(sorted(after))].append({"this_id": key, **after})
        kept = {name: stored(before[name]) for name in after}
        self.by_row[number].append([table.name, key, digest_of(table, after), kept, ""])

    def save(self) -> None:
        """Write everything collected, inside atomic()."""
        for table in Base.metadata.sorted_tables:
            if table in self._new:
                insert_rows(table, self._new[table])
        for (table, names), rows in self._changed.items():
            write_over(table, names, rows)
        self._new.clear()
        self._changed.clear()


def locked_rows(model: type[Base], keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The stored rows of these keys, locked until the change ends, by their keys."""
    lock_rows(model, keys)
    table = cast("Table", model.__table__)
    found: dict[int, dict[str, Any]] = {}
    for some in batches(keys):
        rows = session().execute(select(table).where(table.c.id.in_(some))).mappings()
        found |= {row["id"]: dict(row) for row in rows}
    return found


def write_over(table: Table, names: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Write these columns of rows, each with its key as `this_id`."""
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    over = update(table).where(table.c.id == bindparam("this_id")).values(values)
    session().connection().execute(over, list(rows))


def digest_of(table: Table, values: Values) -> str:
    """A digest of the values of a row, the same for what is written and for what is read again."""
    told = [
        (name, value if value is None or type(value) in PLAIN else stored(value))
        for name in _compared(table)
        if name in values
        for value in (values[name],)
    ]
    return blake2b(repr(told).encode(), digest_size=DIGEST).hexdigest()


@cache
def _compared(table: Table) -> tuple[str, ...]:
    """The columns of a digest: those whose values are read as they were written."""
    return tuple(column.name for column in table.columns if not isinstance(column.type, (JSON, LargeBinary)))


def stored(value: Any) -> Any:
    """A value as it is kept in a record."""
    if isinstance(value, Enum):
        return value.value
    return _moment(value) if isinstance(value, datetime) else value


@lru_cache(maxsize=1024)
def _moment(value: datetime) -> str:
    """A moment as it is kept; what a batch writes is of one moment."""
    return value.astimezone(UTC).isoformat()


def restored(table: Table, kept: Values) -> dict[str, Any]:
    """The values of a record as they are written."""
    return {
        name: datetime.fromisoformat(value) if value and isinstance(table.c[name].type, UtcDateTime) else value
        for name, value in kept.items()
    }
