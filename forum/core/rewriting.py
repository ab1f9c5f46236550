"""For migrations: SQLite changes a constraint only by making the table again.

if op.get_bind().dialect.name == "sqlite":
    rewrite_table("supplier", r"CHECK \\(status IN \\([^)]*\\)\\)", "CHECK (status IN ('pending', 'approved'))")
"""

import re

import sqlalchemy as sa
from alembic import op


def rewrite_table(table: str, old: str, new: str) -> None:
    """Make a table of SQLite again with one part of its definition changed; foreign keys are off while migrating.

    `old`: a regular expression that the definition has once. Rows keep the columns that both definitions have, and the
    indexes are made again; triggers are not (see `search_index`).
    """
    bind = op.get_bind()
    rows = bind.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    ).all()
    definition = next(row.sql for row in rows if row.type == "table")
    changed, count = re.subn(old, lambda _found: new, definition)
    assert count == 1, definition
    op.execute(re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", changed))
    kept = ", ".join(sorted(_columns(table) & _columns(f"{table}_new")))
    op.execute(f"INSERT INTO {table}_new ({kept}) SELECT {kept} FROM {table}")  # noqa: S608 - names of ours
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for row in rows:
        if row.type == "index":
            op.execute(row.sql)


def _columns(table: str) -> set[str]:
    return {row.name for row in op.get_bind().execute(sa.text(f"PRAGMA table_info({table})"))}
