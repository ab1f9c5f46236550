"""What each line of a decision that waits was like when it was decided on."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_bases"
down_revision = "2026_11_30_allies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bulk_decision_line", sa.Column("basis", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("bulk_decision_line", "basis")
