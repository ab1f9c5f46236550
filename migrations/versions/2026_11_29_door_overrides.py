"""Whom a supervisor let in against the answer of a scan, and why."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_door_overrides"
down_revision = "2026_11_29_door_devices"
branch_labels = None
depends_on = None

REASONS = ("programme", "invited", "mistake", "other")


def upgrade() -> None:
    op.create_table(
        "door_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scan_id", sa.String(36), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            f"reason IN ({', '.join(repr(reason) for reason in REASONS)})",
            name=op.f("ck_door_override_overridereason"),
        ),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["scan.id"], name=op.f("fk_door_override_scan_id_scan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_door_override_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_override")),
        sa.UniqueConstraint("scan_id", name=op.f("uq_door_override_scan_id")),
    )


def downgrade() -> None:
    op.drop_table("door_override")
