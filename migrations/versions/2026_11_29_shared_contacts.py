"""To whom people show e-mail and telephone, and what companies make public to other companies."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_shared_contacts"
down_revision = "2026_11_29_request_companions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_sharing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("shows_email", sa.Boolean(), nullable=False),
        sa.Column("shows_phone", sa.Boolean(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('buyer', 'supplier', 'organiser')", name=op.f("ck_contact_sharing_side")),
        _key("edition_id", "edition", ondelete="CASCADE"),
        _key("person_id", "person", ondelete="CASCADE"),
        _key("notice_id", "notice"),
        _key("by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_sharing")),
    )
    columns = ["person_id", "edition_id", "audience"]
    op.create_index(op.f("ix_contact_sharing_person_id_edition_id_audience"), "contact_sharing", columns)
    op.create_index(op.f("ix_contact_sharing_edition_id"), "contact_sharing", ["edition_id"])
    default = "about processes website"
    op.add_column("company", sa.Column("public_parts", sa.Text(), nullable=False, server_default=default))


def _key(column: str, table: str, **options: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_contact_sharing_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, **options)


def downgrade() -> None:
    """Nobody's e-mail or telephone is shown any more; every company shows what it did."""
    op.drop_column("company", "public_parts")
    op.drop_table("contact_sharing")
