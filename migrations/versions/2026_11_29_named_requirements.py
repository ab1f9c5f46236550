"""Whether the public page says whose requirement it is; nobody has agreed to that yet."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_named_requirements"
down_revision = "2026_11_28_site_country"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("requirement", sa.Column("names_company", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.execute("ALTER TABLE requirement DROP COLUMN names_company")
