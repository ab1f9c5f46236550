"""Changes of many meetings at once, what is still to be told of them, and the drafts that they touched."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_02_agenda_change"
down_revision = "2026_12_02_results"
branch_labels = None
depends_on = None

KINDS = ("recut", "person", "table", "hall", "slot", "day")


def upgrade() -> None:
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_table(
        "agenda_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=False),
        sa.Column("news", sa.JSON(), nullable=False),
        sa.Column("told_until", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({listed})", name=op.f("ck_agenda_change_agendachangekind")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_agenda_change_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_agenda_change_by_id_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_change")),
    )
    op.create_index(op.f("ix_agenda_change_edition_id_made_at"), "agenda_change", ["edition_id", "made_at"])
    op.create_index(op.f("ix_agenda_change_told_at"), "agenda_change", ["told_at"])
    op.create_table(
        "draft_stale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["timetable_draft.id"], name=op.f("fk_draft_stale_draft_id_timetable_draft"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["change_id"], ["agenda_change.id"], name=op.f("fk_draft_stale_change_id_agenda_change"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_stale")),
        sa.UniqueConstraint("draft_id", "change_id", name=op.f("uq_draft_stale_draft_id_change_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_draft_stale_change_id"), "draft_stale", ["change_id"])


def downgrade() -> None:
    op.drop_table("draft_stale")
    op.drop_table("agenda_change")
