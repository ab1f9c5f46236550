"""Rules for some rows of a table, and which unique rule a database refused: each of them tells it in its own way."""

from sqlalchemy import Index, MetaData, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that fulfil a condition alone, on both engines."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def unique_where(name: str, *columns: str, where: str) -> Index:
    """That no two of the rows that fulfil a condition have the same values in these columns, on both engines."""
    return index_where(name, *columns, where=where, unique=True)


def breaks(error: IntegrityError, constraint: str, tables: MetaData) -> bool:
    """Whether it is this unique constraint or index of one of these tables that was broken."""
    said = str(error.orig)
    return constraint in said or f"UNIQUE constraint failed: {_sqlite_columns(constraint, tables)}" == said


def _sqlite_columns(constraint: str, tables: MetaData) -> str | None:
    """How SQLite names a broken unique rule: by its columns, not by its name."""
    for table in tables.tables.values():
        rules = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        indexes = [index for index in table.indexes if index.unique]
        for name, columns in [(r.name, r.columns) for r in rules] + [(i.name, i.columns) for i in indexes]:
            if name == constraint:
                return ", ".join(f"{table.name}.{column.name}" for column in columns)
    return None
