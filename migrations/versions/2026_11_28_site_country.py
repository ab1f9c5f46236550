"""The country of a plant or office; those there are, are in Mexico."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_site_country"
down_revision = "2026_11_28_removed_buyers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("site", sa.Column("country", sa.Text(), nullable=False, server_default="MX"))


def downgrade() -> None:
    op.execute("ALTER TABLE site DROP COLUMN country")
