"""Codes reserved for the desk without network, and the people registered with them."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_walk_ins"
down_revision = "2026_11_29_print_orders"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "reserved_code",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("reserved_at", MOMENT, nullable=False),
        sa.Column("reserved_by_id", sa.Integer(), nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_reserved_code_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_reserved_code_category_id_category"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reserved_by_id"], ["person.id"], name=op.f("fk_reserved_code_reserved_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reserved_code")),
    )
    op.create_index(op.f("ix_reserved_code_category_id"), "reserved_code", ["category_id"])
    op.create_index(op.f("ix_reserved_code_edition_id_device"), "reserved_code", ["edition_id", "device"])
    op.create_table(
        "walk_in",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("given_names", sa.Text(), nullable=False),
        sa.Column("first_surname", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=32), nullable=True),
        sa.Column("seen_registration_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "problem IN ('data', 'other_name', 'namesake', 'not_approved', 'full', 'category', 'code')",
            name=op.f("ck_walk_in_problem"),
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_walk_in_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_walk_in_category_id_category"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_walk_in_by_id_person"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_walk_in_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["seen_registration_id"],
            ["registration.id"],
            name=op.f("fk_walk_in_seen_registration_id_registration"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_walk_in_settled_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
    )
    op.create_index(op.f("ix_walk_in_edition_id"), "walk_in", ["edition_id"])
    op.create_index(op.f("ix_walk_in_registration_id"), "walk_in", ["registration_id"])


def downgrade() -> None:
    op.drop_table("walk_in")
    op.drop_table("reserved_code")
