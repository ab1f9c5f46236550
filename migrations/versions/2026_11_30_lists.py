"""Messages to those behind the lines of the console's lists."""

import re

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_lists"
down_revision = "2026_11_30_numbers"
branch_labels = None
depends_on = None

AUDIENCES = (
    "registrations", "buyers_invited", "buyers_active", "suppliers_approved", "suppliers_pending",
    "suppliers_without_request", "exhibitors_approved", "exhibitors_submitted", "exhibitors_draft",
)  # fmt: skip
LISTED = ("buyers", "companies", "exhibitors", "meetings", "requests", "suppliers")


def upgrade() -> None:
    _allow((*AUDIENCES, *LISTED))


def downgrade() -> None:
    """What was written to the people of a list is forgotten; its mails stay in the outbox."""
    chosen = f"SELECT id FROM message WHERE audience IN ({_listed(LISTED)})"
    for table in ("message_event", "message_recipient"):
        op.execute(f"DELETE FROM {table} WHERE message_id IN ({chosen})")
    op.execute(f"DELETE FROM message WHERE audience IN ({_listed(LISTED)})")
    _allow(AUDIENCES)


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(values: tuple[str, ...]) -> None:
    """Change whom a message may be for."""
    check = f"CHECK (audience IN ({_listed(values)}))"
    if op.get_bind().dialect.name == "sqlite":
        _rewrite("message", r"CHECK \(audience IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_audience")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_audience {check}")


def _rewrite(table: str, old: str, new: str) -> None:
    """Make a table of SQLite again with one part of its definition changed; foreign keys are off while migrating."""
    bind = op.get_bind()
    rows = bind.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    ).all()
    definition = next(row.sql for row in rows if row.type == "table")
    changed, count = re.subn(old, new, definition)
    assert count == 1, definition
    op.execute(re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", changed))
    columns = ", ".join(row.name for row in bind.execute(sa.text(f"PRAGMA table_info({table})")))
    op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for row in rows:
        if row.type == "index":
            op.execute(row.sql)
