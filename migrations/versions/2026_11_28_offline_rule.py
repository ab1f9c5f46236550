"""What stewards do with a person whose scan cannot be answered."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_offline_rule"
down_revision = "2026_11_28_set_aside_rights"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offline_rule",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column(
            "choice",
            sa.Enum(
                "let_in", "desk", "own", name="offlinechoice", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("text_es", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"],
            ["person.id"],
            name=op.f("fk_offline_rule_changed_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_offline_rule_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_offline_rule")),
    )


def downgrade() -> None:
    op.drop_table("offline_rule")
