"""Suppliers asked for changes before they are approved, buyers who dropped out, and the histories of both."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_30_hands"
down_revision = "2026_11_30_board"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("buyer", sa.Column("withdrew", sa.Boolean(), nullable=False, server_default=sa.false()))
    _allow("pending", "changes", "approved", "rejected", "suspended")
    kinds = ("table", "removed", "withdrew")
    _history("buyer", sa.Column("kind", _enum("buyerchange", *kinds), nullable=False))
    statuses = ("pending", "changes", "approved", "rejected", "suspended")
    _history("supplier", sa.Column("status", _enum("supplierstatus", *statuses), nullable=False))


def downgrade() -> None:
    op.drop_table("supplier_event")
    op.drop_table("buyer_event")
    op.execute("UPDATE supplier SET status = 'pending' WHERE status = 'changes'")
    _allow("pending", "approved", "rejected", "suspended")
    op.drop_column("buyer", "withdrew")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _history(thing: str, what: sa.Column[str]) -> None:
    """Make the table of what happened to buyers or suppliers."""
    table = f"{thing}_event"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(f"{thing}_id", sa.Integer(), nullable=False),
        what,
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            [f"{thing}_id"], [f"{thing}.id"], name=op.f(f"fk_{table}_{thing}_id_{thing}"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{thing}_id"), table, [f"{thing}_id"])


def _allow(*values: str) -> None:
    """Change the check of a supplier's status."""
    listed = ", ".join(f"'{value}'" for value in values)
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("supplier", r"CHECK \(status IN \([^)]*\)\)", f"CHECK (status IN ({listed}))")
        return
    op.execute("ALTER TABLE supplier DROP CONSTRAINT ck_supplier_supplierstatus")
    op.execute(f"ALTER TABLE supplier ADD CONSTRAINT ck_supplier_supplierstatus CHECK (status IN ({listed}))")
