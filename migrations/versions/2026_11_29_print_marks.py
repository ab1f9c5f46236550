"""Who said that a print run is on paper, and who took it back."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_print_marks"
down_revision = "2026_11_29_named_requirements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "print_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["print_run.id"], name=op.f("fk_print_mark_run_id_print_run"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_print_mark_by_id_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_print_mark_undone_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_mark")),
    )
    op.create_index(op.f("ix_print_mark_run_id"), "print_mark", ["run_id"])
    standing = sa.text("undone_at IS NULL")
    op.create_index(
        op.f("uq_print_mark_standing"),
        "print_mark",
        ["run_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def downgrade() -> None:
    op.drop_table("print_mark")
