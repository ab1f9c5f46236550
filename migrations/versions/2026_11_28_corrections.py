"""What its person corrected of a registration, in its history."""

from alembic import op

revision = "2026_11_28_corrections"
down_revision = "2026_11_28_rate_counts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE registration_event ADD COLUMN changes JSON DEFAULT '{}' NOT NULL")


def downgrade() -> None:
    op.execute("ALTER TABLE registration_event DROP COLUMN changes")
