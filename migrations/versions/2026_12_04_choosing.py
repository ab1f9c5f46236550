"""Who put a session into whose agenda, and who took it out."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_04_choosing"
down_revision = "2026_12_03_moves"
branch_labels = None
depends_on = None

TABLE = "programme_choice_event"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("talk_uid", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('chosen', 'waiting', 'promoted', 'left')", name=op.f(f"ck_{TABLE}_choicechange")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f(f"fk_{TABLE}_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{TABLE}_by_id_person"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_registration_id"), TABLE, ["registration_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
