"""Counters of limits, shared by all workers."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_rate_counts"
down_revision = "2026_11_28_planned_wishes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rate_count",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_count")),
    )
    op.create_index(op.f("ix_rate_count_expires_at"), "rate_count", ["expires_at"])


def downgrade() -> None:
    op.drop_table("rate_count")
