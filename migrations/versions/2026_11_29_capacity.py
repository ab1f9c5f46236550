"""How much of a process a company can do in a year."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_capacity"
down_revision = "2026_11_29_visits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("capability", sa.Column("annual_capacity", sa.BigInteger()))
    op.add_column("capability", sa.Column("capacity_unit", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("capability", "capacity_unit")
    op.drop_column("capability", "annual_capacity")
