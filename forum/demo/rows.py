"""Rows in bulk: keys are assigned here, rows written with few statements, and sequences set afterwards."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from forum.core.database import Base

BATCH = 5_000


class Rows:
    """Rows collected per model, written in the order in which their tables refer to each other."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self.next_key: dict[type[Base], int] = {}

    def add(self, model: type[Base], **values: Any) -> int:
        """Collect a row with a new key; return the key."""
        key = self.next_key.get(model)
        if key is None:
            column = model.__mapper__.primary_key[0]
            key = (self.session.scalar(select(func.max(column))) or 0) + 1
        self.next_key[model] = key + 1
        self.rows[model].append({"id": key, **values})
        return key

    def link(self, model: type[Base], **values: Any) -> None:
        """Collect a row that has its key already, or needs none."""
        self.rows[model].append(values)

    def write(self) -> None:
        """Write everything collected."""
        by_table: dict[Any, type[Base]] = {model.__table__: model for model in self.rows}
        for table in Base.metadata.sorted_tables:
            model = by_table.get(table)
            if model is None:
                continue
            rows = self.rows[model]
            for start in range(0, len(rows), BATCH):
                self.session.execute(insert(model), rows[start : start + BATCH])
            if model in self.next_key:
                self._set_sequence(table)
        self.rows.clear()

    def _set_sequence(self, table: Table) -> None:
        if self.session.get_bind().dialect.name == "postgresql":
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            self.session.execute(text(f"SELECT setval({sequence}, (SELECT max(id) FROM {table.name}))"))  # noqa: S608
