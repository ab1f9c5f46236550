"""The day of a meeting: confirmed, seen at the table, held or missed; absences of suppliers."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_12_01_floor"
down_revision = "2026_12_01_outcomes"
branch_labels = None
depends_on = None

MOMENTS = (
    "buyer_confirmed_at", "supplier_confirmed_at", "buyer_arrived_at", "supplier_arrived_at", "called_at", "held_at",
    "missed_at",
)  # fmt: skip
ABSENT = (
    "ALTER TABLE meeting ADD COLUMN absent VARCHAR(32) "
    "CONSTRAINT ck_meeting_absent CHECK (absent IN ('buyer', 'supplier', 'both'))"
)


def upgrade() -> None:
    _allow("scheduled", "missed", "cancelled")
    for name in MOMENTS:
        op.add_column("meeting", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.execute(ABSENT)
    op.add_column("supplier", sa.Column("absences", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("supplier", sa.Column("absences_forgiven_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("supplier_event", sa.Column("forgiven", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("edition", sa.Column("supplier_absences_cap", sa.Integer(), nullable=False, server_default="2"))


def downgrade() -> None:
    op.drop_column("edition", "supplier_absences_cap")
    op.execute("DELETE FROM supplier_event WHERE forgiven")
    op.drop_column("supplier_event", "forgiven")
    op.drop_column("supplier", "absences_forgiven_at")
    op.drop_column("supplier", "absences")
    op.execute(
        "UPDATE meeting SET status = 'cancelled', cancelled_by = CASE absent WHEN 'both' THEN 'organiser' ELSE absent END, "
        "cancel_reason = 'No asistió' WHERE status = 'missed'"
    )
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("meeting", r", absent .*? CHECK \(absent IN \([^)]*\)\)", "")
    else:
        op.execute("ALTER TABLE meeting DROP COLUMN absent")
    for name in reversed(MOMENTS):
        op.drop_column("meeting", name)
    _allow("scheduled", "cancelled")


def _allow(*values: str) -> None:
    """Change the check of a meeting's status."""
    listed = ", ".join(f"'{value}'" for value in values)
    check = f"CHECK (status IN ({listed}))"
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("meeting", r"CHECK \(status IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE meeting DROP CONSTRAINT ck_meeting_meetingstatus")
    op.execute(f"ALTER TABLE meeting ADD CONSTRAINT ck_meeting_meetingstatus {check}")
