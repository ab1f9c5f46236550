"""Which named unique rule a database refused: each of them tells it in its own way."""

from sqlalchemy import MetaData, UniqueConstraint
from sqlalchemy.exc import IntegrityError


def breaks(error: IntegrityError, constraint: str, tables: MetaData) -> bool:
    """Whether it is this unique constraint or index of one of these tables that was broken."""
    text = str(error.orig)
    return constraint in text or f"UNIQUE constraint failed: {_sqlite_columns(constraint, tables)}" == text


def _sqlite_columns(constraint: str, tables: MetaData) -> str | None:
    """How SQLite names a broken unique rule: by its columns, not by its name."""
    for table in tables.tables.values():
        rules = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        indexes = [index for index in table.indexes if index.unique]
        for name, columns in [(r.name, r.columns) for r in rules] + [(i.name, i.columns) for i in indexes]:
            if name == constraint:
                return ", ".join(f"{table.name}.{column.name}" for column in columns)
    return None
