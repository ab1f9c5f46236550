"""Until when the official report of an edition counts, and the reports that were issued."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_02_results"
down_revision = "2026_12_02_coming"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_cutoff",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("cut_on", sa.Date(), nullable=False),
        _edition("report_cutoff"),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_report_cutoff")),
    )
    op.create_table(
        "issued_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cut_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_issued_report_number_counts")),
        _edition("issued_report"),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["person.id"], name=op.f("fk_issued_report_issued_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_report")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_issued_report_edition_id_number")),
    )


def _edition(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_edition_id_edition")
    return sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("issued_report")
    op.drop_table("report_cutoff")
