"""Hubs of the doors: computers that serve phones on the local network, each with a key of its own."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_door_hubs"
down_revision = "2026_11_29_handovers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "door_hub",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_door_hub_edition_id_edition"), ondelete="CASCADE"
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["person.id"], name=op.f(f"fk_door_hub_{column}_person"), ondelete="SET NULL"
            )
            for column in ("created_by_id", "ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_hub")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_door_hub_edition_id_name")),
    )


def downgrade() -> None:
    op.drop_table("door_hub")
