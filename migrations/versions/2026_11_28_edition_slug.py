"""Every slug an edition has or had, so that former ones keep leading to it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_edition_slug"
down_revision = "2026_11_28_corrections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition_slug",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_slug_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_slug")),
        sa.UniqueConstraint("slug", name=op.f("uq_edition_slug_slug")),
    )
    op.create_index(op.f("ix_edition_slug_edition_id"), "edition_slug", ["edition_id"])
    op.execute("INSERT INTO edition_slug (slug, edition_id) SELECT slug, id FROM edition")


def downgrade() -> None:
    op.drop_table("edition_slug")
