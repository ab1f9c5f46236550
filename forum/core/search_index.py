"""The index of names: tables and triggers that the database keeps, in the transaction that writes the row.

A column is in it when its model says so: `mapped_column(info=SEARCHED)`. `core.mentions` asks it.

- SQLite: an FTS5 table of trigrams, `person_search`. Words are stored behind two spaces, so that the beginning of a
  word is a trigram for one or two letters too (Li, Xu, 王). A transaction that writes into it takes half a millisecond
  longer, and each further row a fiftieth of that: new rows wait in `person_search_due` until there are `MOST_DUE`, and
  are looked at one by one until then.
- PostgreSQL: a GIN index of the extension pg_trgm for each column, which LIKE uses by itself. Where the extension may
  not be made there is none: a search finds the same, slower, and `forum doctor` says so.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, MetaData, event, text

from forum.core.database import Base

SEARCHED: Final[dict[Any, Any]] = {"searched": True}
MOST_DUE: Final = 64

EXTENSION: Final = (
    "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; "
    "EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN NULL; END $$"
)
HAS_EXTENSION: Final = "SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'"
PARTS_THERE: Final = {
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}


def is_of_index(name: str | None) -> bool:
    """Whether a table or an index of the database is a part of the index: no model describes it."""
    return name is not None and (name.endswith(("_search", "_trgm")) or "_search_" in name)


def searched_tables() -> dict[str, list[str]]:
    """The tables in the index, each with its columns that are searched."""
    found = {
        table.name: [column.name for column in table.columns if column.info.get("searched")]
        for table in Base.metadata.sorted_tables
    }
    return {table: columns for table, columns in found.items() if columns}


def is_whole(connection: Connection) -> bool:
    """Whether every part of the index is there."""
    return not any(_missing(connection))


def make_index(connection: Connection) -> None:
    """Make what is missing of the index, from the rows that are there."""
    on_postgres = connection.dialect.name == "postgresql"
    if on_postgres:
        connection.execute(text(EXTENSION))
        if connection.scalar(text(HAS_EXTENSION)) is None:
            return
    for table in list(_missing(connection)):
        columns = searched_tables()[table]
        statements = postgres_statements(table, columns) if on_postgres else sqlite_statements(table, columns)
        for statement in statements:
            connection.execute(text(statement))


def _missing(connection: Connection) -> Iterator[str]:
    """The tables whose index lacks a part."""
    dialect = connection.dialect.name
    there = set(connection.scalars(text(PARTS_THERE[dialect])))
    for table, columns in searched_tables().items():
        if dialect == "postgresql":
            parts = {_index_name(table, column) for column in columns}
        else:
            parts = {f"{table}_search{rest}" for rest in ("", "_due", "_insert", "_update", "_delete", "_drain")}
        if not parts <= there:
            yield table


def postgres_statements(table: str, columns: list[str]) -> Iterator[str]:
    """What makes the index of a table on PostgreSQL."""
    for column in columns:
        name = _index_name(table, column)
        yield f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({column} gin_trgm_ops)"


def _index_name(table: str, column: str) -> str:
    return f"ix_{table}_{column}_trgm"


def sqlite_statements(table: str, columns: list[str]) -> Iterator[str]:
    """What makes the index of a table on SQLite, whatever there is of it."""
    index, due = f"{table}_search", f"{table}_search_due"
    listed = ", ".join(columns)
    stored = ", ".join(f"'  ' || replace({column}, ' ', '  ') || ' '" for column in columns)
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    take = f"INSERT INTO {index} (rowid, {listed}) SELECT id, {stored} FROM {table}"
    for part in ("insert", "update", "delete", "drain"):
        yield f"DROP TRIGGER IF EXISTS {index}_{part}"
    yield f"DROP TABLE IF EXISTS {index}"
    yield f"DROP TABLE IF EXISTS {due}"
    yield f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, tokenize='trigram case_sensitive 1')"
    yield f"CREATE TABLE {due} (id INTEGER PRIMARY KEY)"
    yield take
    yield f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN INSERT INTO {due} VALUES (new.id); END"
    yield (
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {listed} ON {table} WHEN {changed} BEGIN "
        f"DELETE FROM {index} WHERE rowid = old.id; INSERT OR IGNORE INTO {due} VALUES (new.id); END"
    )
    yield (
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN "
        f"DELETE FROM {index} WHERE rowid = old.id; DELETE FROM {due} WHERE id = old.id; END"
    )
    yield (
        f"CREATE TRIGGER {index}_drain AFTER INSERT ON {due} WHEN (SELECT count(*) FROM {due}) >= {MOST_DUE} BEGIN "
        f"{take} WHERE id IN (SELECT id FROM {due}); DELETE FROM {due}; END"
    )


@event.listens_for(Base.metadata, "after_create")
def _beside_the_tables(_metadata: MetaData, connection: Connection, **_rest: Any) -> None:
    make_index(connection)
