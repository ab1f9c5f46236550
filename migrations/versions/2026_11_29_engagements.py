"""Times at which people cannot come to meetings, and the minutes to walk from one hall to another."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_engagements"
down_revision = "2026_11_29_told_offline"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE edition ADD COLUMN walking_minutes INTEGER DEFAULT 0 NOT NULL")
    op.create_table(
        "engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "slot", "lunch", "stand", "talk", "other", name="engagementkind", native_enum=False, create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_engagement_in_order")),
        *_owners("engagement", "created_by_id"),
    )  # fmt: skip
    op.create_index(op.f("ix_engagement_edition_id"), "engagement", ["edition_id"])
    op.create_index(op.f("ix_engagement_person_id_edition_id"), "engagement", ["person_id", "edition_id"])
    op.create_table(
        "engagement_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        *_owners("engagement_event", "by_id"),
    )
    for column in ("edition_id", "person_id"):
        op.create_index(op.f(f"ix_engagement_event_{column}"), "engagement_event", [column])


def _owners(table: str, author: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f(f"fk_{table}_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint([author], ["person.id"], name=op.f(f"fk_{table}_{author}_person"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def downgrade() -> None:
    op.drop_table("engagement_event")
    op.drop_table("engagement")
    op.execute("ALTER TABLE edition DROP COLUMN walking_minutes")
