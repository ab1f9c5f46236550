"""How many scheduled meetings a draft may move, and what was found with fewer moves."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_03_moves"
down_revision = "2026_12_03_development"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("planning", sa.Column("most_moves", sa.Integer(), nullable=True))
    op.add_column("timetable_draft", sa.Column("front", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("timetable_draft", "front")
    op.drop_column("planning", "most_moves")
