"""When people last looked at their day: what changed since is told to them."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_visits"
down_revision = "2026_11_29_requirements_in_full"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_visit_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_visit_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "edition_id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_edition_id"), "visit", ["edition_id"])


def downgrade() -> None:
    op.drop_table("visit")
