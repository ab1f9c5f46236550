"""Days on which somebody was admitted and no longer is: their calendar shows them as cancelled."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_withdrawn_days"
down_revision = "2026_11_29_opening_hours"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withdrawn_day",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_withdrawn_day_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "day_id", name=op.f("pk_withdrawn_day")),
    )


def downgrade() -> None:
    op.drop_table("withdrawn_day")
