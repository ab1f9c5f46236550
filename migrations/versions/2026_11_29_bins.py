"""Bins of the registration desk, whose badge lies in which, who divided them; what a print run took, and its order."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_bins"
down_revision = "2026_11_29_door_overrides"
branch_labels = None
depends_on = None

CATEGORY = "fk_print_run_category_id_category"


def upgrade() -> None:
    table = "badge_bin"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        _reference(table, "edition_id", "edition"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("edition_id", "number", name=op.f(f"uq_{table}_edition_id_number")),
    )
    op.create_index(op.f(f"ix_{table}_edition_id"), table, ["edition_id"])
    table = "badge_bin_place"
    op.create_table(
        table,
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("bin_id", sa.Integer(), nullable=False),
        _reference(table, "registration_id", "registration"),
        _reference(table, "bin_id", "badge_bin"),
        sa.PrimaryKeyConstraint("registration_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_bin_id"), table, ["bin_id"])
    table = "badge_bin_event"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("bins", sa.Integer(), nullable=False),
        sa.Column("badges", sa.Integer(), nullable=False),
        _reference(table, "by_id", "person", ondelete="SET NULL"),
        _reference(table, "edition_id", "edition"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_edition_id"), table, ["edition_id"])
    with op.batch_alter_table("print_run") as batch:
        batch.add_column(sa.Column("category_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("bin", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("ordered_by", sa.Text(), nullable=False, server_default="category"))
        batch.add_column(sa.Column("is_separated", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.create_foreign_key(CATEGORY, "category", ["category_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("print_run") as batch:
        batch.alter_column("ordered_by", server_default=None)
        batch.alter_column("is_separated", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("print_run") as batch:
        batch.drop_constraint(CATEGORY, type_="foreignkey")
        for column in ("is_separated", "ordered_by", "bin", "category_id"):
            batch.drop_column(column)
    for table in ("badge_bin_event", "badge_bin_place", "badge_bin"):
        op.drop_table(table)


def _reference(table: str, column: str, other: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)
