"""Who changed a registration and who revoked a badge are found by an index: each person deleted looks for them."""

from alembic import op

revision = "2026_11_29_who_by_index"
down_revision = "2026_11_29_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_registration_event_by_id", "registration_event", ["by_id"])
    op.create_index("ix_badge_revoked_by_id", "badge", ["revoked_by_id"])


def downgrade() -> None:
    op.drop_index("ix_badge_revoked_by_id", "badge")
    op.drop_index("ix_registration_event_by_id", "registration_event")
