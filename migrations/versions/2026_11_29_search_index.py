"""The index of names, kept by the database: FTS5 with triggers on SQLite, pg_trgm on PostgreSQL where it may be made."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_search_index"
down_revision = "2026_11_29_sorted_names"
branch_labels = None
depends_on = None

SEARCHED = {"person": ("email", "name_folded", "phone"), "registration": ("organisation_folded",)}
EXTENSION = (
    "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; "
    "EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN NULL; END $$"
)
HAS_EXTENSION = "SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(EXTENSION)
        if connection.scalar(sa.text(HAS_EXTENSION)) is None:
            return
    for table, columns in SEARCHED.items():
        of_engine = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgres
        for statement in of_engine(table, columns):
            op.execute(statement)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, columns in SEARCHED.items():
        if on_sqlite:
            for part in ("insert", "update", "delete", "drain"):
                op.execute(f"DROP TRIGGER IF EXISTS {table}_search_{part}")
            op.execute(f"DROP TABLE IF EXISTS {table}_search")
            op.execute(f"DROP TABLE IF EXISTS {table}_search_due")
        else:
            for column in columns:
                op.execute(f"DROP INDEX IF EXISTS ix_{table}_{column}_trgm")


def _on_postgres(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        yield f"CREATE INDEX ix_{table}_{column}_trgm ON {table} USING gin ({column} gin_trgm_ops)"


def _on_sqlite(table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """As `forum.core.search_index` keeps it on this day."""
    index, due = f"{table}_search", f"{table}_search_due"
    listed = ", ".join(columns)
    stored = ", ".join(f"'  ' || replace({column}, ' ', '  ') || ' '" for column in columns)
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    take = f"INSERT INTO {index} (rowid, {listed}) SELECT id, {stored} FROM {table}"
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
        f"CREATE TRIGGER {index}_drain AFTER INSERT ON {due} WHEN (SELECT count(*) FROM {due}) >= 64 BEGIN "
        f"{take} WHERE id IN (SELECT id FROM {due}); DELETE FROM {due}; END"
    )
