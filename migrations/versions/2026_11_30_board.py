"""Meetings that a co-ordinator fixes where they are."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_board"
down_revision = "2026_11_30_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM meeting_event WHERE kind IN ('pinned', 'unpinned')")
    op.drop_column("meeting", "pinned_at")
