"""The order of a print run is one of those there are: it has its check."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_print_orders"
down_revision = "2026_11_29_conflict_reviews"
branch_labels = None
depends_on = None

CHECK = "ck_print_run_runorder"


def upgrade() -> None:
    with op.batch_alter_table("print_run") as batch:
        batch.alter_column("ordered_by", type_=sa.String(32), existing_type=sa.Text(), existing_nullable=False)
        batch.create_check_constraint(op.f(CHECK), "ordered_by IN ('category', 'surname', 'organisation', 'bin')")


def downgrade() -> None:
    with op.batch_alter_table("print_run") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.alter_column("ordered_by", type_=sa.Text(), existing_type=sa.String(32), existing_nullable=False)
