"""How often, and when, what calendars show of an edition changed."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_calendar_days"
down_revision = "2026_11_28_message_id"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("edition", sa.Column("calendar_sequence", sa.Integer(), server_default="0", nullable=False))
    op.add_column("edition", sa.Column("calendar_changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("edition", "calendar_changed_at")
    op.drop_column("edition", "calendar_sequence")
