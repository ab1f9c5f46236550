"""Who looked into what a scanner said without network and the rules say otherwise."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_conflict_reviews"
down_revision = "2026_11_29_bins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conflict_review",
        sa.Column("scan_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scan.id"], name=op.f("fk_conflict_review_scan_id_scan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_conflict_review_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("scan_id", name=op.f("pk_conflict_review")),
    )


def downgrade() -> None:
    op.drop_table("conflict_review")
