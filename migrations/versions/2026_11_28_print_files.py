"""The PDFs of long print runs, drawn in the background."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_print_files"
down_revision = "2026_11_28_moment_of_a_scan"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "print_file",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_run.id"], name=op.f("fk_print_file_run_id_print_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_print_file")),
    )


def downgrade() -> None:
    op.drop_table("print_file")
