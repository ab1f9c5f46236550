"""Requests of an edition are counted by status in an index of their own."""

from alembic import op

revision = "2026_11_29_request_counts"
down_revision = "2026_11_28_site_country"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_meeting_request_edition_id_status", "meeting_request", ["edition_id", "status"])


def downgrade() -> None:
    op.drop_index("ix_meeting_request_edition_id_status", "meeting_request")
