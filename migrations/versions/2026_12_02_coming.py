"""The mails of the evening before, and those about an absence."""

from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_12_02_coming"
down_revision = "2026_12_01_floor"
branch_labels = None
depends_on = None

TABLES = ("outcome_mail", "outcome_follow_up")
BEFORE = ("day", "reminder", "30", "90", "180")


def upgrade() -> None:
    _allow("coming", "absence", *BEFORE)


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DELETE FROM {table} WHERE asking IN ('coming', 'absence')")
    _allow(*BEFORE)


def _allow(*values: str) -> None:
    """Change which kinds of asking the two tables know."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = f"CHECK (asking IN ({listed}))"
    for table in TABLES:
        if op.get_bind().dialect.name == "sqlite":
            rewrite_table(table, r"CHECK \(asking IN \([^)]*\)\)", check)
        else:
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_asking")
            op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_asking {check}")
