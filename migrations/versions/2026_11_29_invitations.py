"""Whose turn it is to answer a request, what was proposed last, and the reasons of suppliers who were invited."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_29_invitations"
down_revision = "2026_11_29_withdrawn_days"
branch_labels = None
depends_on = None

BEFORE = (
    "has_supplier", "no_certificate", "no_capacity", "not_the_process", "agenda_full", "requirement_closed", "other",
)  # fmt: skip
AFTER = (*BEFORE[:-1], "nobody_free", "not_our_business", "other")
CHECKED = (
    ("meeting_request", "awaiting", "DEFAULT 'buyer' NOT NULL", "awaiting", ("buyer", "supplier", "organiser")),
    ("request_event", "change", "", "requestchange", ("countered", "edited")),
)


def upgrade() -> None:
    for table, column, default, name, values in CHECKED:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(32) {default} "
            f"CONSTRAINT ck_{table}_{name} CHECK ({column} IN ({_listed(values)}))"
        )
    op.add_column("meeting_request", sa.Column("countered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meeting_request", sa.Column("counter_note", sa.Text(), nullable=False, server_default=""))
    op.add_column("request_event", sa.Column("detail", sa.JSON(), nullable=False, server_default="{}"))
    _allow(AFTER)


def downgrade() -> None:
    """An open invitation is withdrawn: without a turn, its buyer would be asked to accept what they asked for."""
    op.execute(f"UPDATE meeting_request SET decline_reason = 'other' WHERE decline_reason NOT IN ({_listed(BEFORE)})")
    op.execute("UPDATE meeting_request SET status = 'withdrawn' WHERE status = 'sent' AND awaiting <> 'buyer'")
    _allow(BEFORE)
    for table, column in (
        ("request_event", "detail"),
        ("request_event", "change"),
        ("meeting_request", "counter_note"),
        ("meeting_request", "countered_at"),
        ("meeting_request", "awaiting"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(values: tuple[str, ...]) -> None:
    """Change the check of the reasons for a decline."""
    check = f"CHECK (decline_reason IN ({_listed(values)}))"
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("meeting_request", r"CHECK \(decline_reason IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE meeting_request DROP CONSTRAINT ck_meeting_request_declinereason")
    op.execute(f"ALTER TABLE meeting_request ADD CONSTRAINT ck_meeting_request_declinereason {check}")
