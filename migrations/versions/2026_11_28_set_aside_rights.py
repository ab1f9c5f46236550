"""The rights of a person that another one stands over, instead of a former category of staff members."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_set_aside_rights"
down_revision = "2026_11_28_edition_slug"
branch_labels = None
depends_on = None

KINDS = ("visitor", "exhibitor", "buyer", "supplier", "speaker", "press", "staff")
STATUSES = ("pending", "approved", "waitlisted", "rejected", "cancelled")
# Of a former registration only its category was kept; it held a place, and what it said was overwritten.
FORMER = """
    INSERT INTO set_aside_right (registration_id, kind, category_id, status, organisation, position, set_aside_at)
    SELECT staff_member.registration_id, category.kind, category.id, 'approved', registration.organisation,
        registration.position, staff_member.added_at
    FROM staff_member
    JOIN registration ON registration.id = staff_member.registration_id
    JOIN category ON category.id = staff_member.previous_category_id
    WHERE category.kind <> 'exhibitor'
"""
BACK = """
    UPDATE staff_member SET previous_category_id = (
        SELECT MIN(category_id) FROM set_aside_right
        WHERE set_aside_right.registration_id = staff_member.registration_id AND set_aside_right.status = 'approved'
    )
"""
FORMER_KEY = "fk_staff_member_previous_category_id_category"


def upgrade() -> None:
    op.create_table(
        "set_aside_right",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("categorykind", *KINDS), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("status", _enum("registrationstatus", *STATUSES), nullable=False),
        sa.Column("canceller", _enum("canceller", "person", "desk", "company"), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_set_aside_right_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_set_aside_right_category_id_category")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_set_aside_right_company_id_company")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside_right")),
        sa.UniqueConstraint("registration_id", "kind", name=op.f("uq_set_aside_right_registration_id_kind")),
    )
    for column in ("category_id", "company_id"):
        op.create_index(op.f(f"ix_set_aside_right_{column}"), "set_aside_right", [column])
    op.execute(FORMER)
    with op.batch_alter_table("staff_member") as batch_op:  # it has no checks that a batch could lose
        batch_op.drop_constraint(FORMER_KEY, type_="foreignkey")
        batch_op.drop_column("previous_category_id")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def downgrade() -> None:
    with op.batch_alter_table("staff_member") as batch_op:
        batch_op.add_column(sa.Column("previous_category_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(FORMER_KEY, "category", ["previous_category_id"], ["id"], ondelete="SET NULL")
    op.execute(BACK)
    op.drop_table("set_aside_right")
