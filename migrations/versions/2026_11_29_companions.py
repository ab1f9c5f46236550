"""Further people of either side at a meeting, how many an edition allows, and further requests it is about."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_companions"
down_revision = "2026_11_29_engagements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE edition ADD COLUMN companions_per_side INTEGER DEFAULT '2' NOT NULL")
    op.create_table(
        "meeting_companion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.CheckConstraint("side IN ('buyer', 'supplier', 'organiser')", name=op.f("ck_meeting_companion_side")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_companion_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_meeting_companion_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_companion")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_meeting_companion_meeting_id_person_id")),
    )
    op.create_index(op.f("ix_meeting_companion_person_id_meeting_id"), "meeting_companion", ["person_id", "meeting_id"])
    op.create_table(
        "meeting_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_topic_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["meeting_request.id"],
            name=op.f("fk_meeting_topic_request_id_meeting_request"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_topic")),
        sa.UniqueConstraint("request_id", name=op.f("uq_meeting_topic_request_id")),
    )
    op.create_index(op.f("ix_meeting_topic_meeting_id"), "meeting_topic", ["meeting_id"])


def downgrade() -> None:
    """Who came besides the two is forgotten, and their seats are free.

    A request that joined a meeting has none any more: it is withdrawn, or planning would give it another one.
    """
    op.execute(
        "UPDATE meeting_request SET status = 'withdrawn' WHERE status = 'accepted' "
        "AND id IN (SELECT request_id FROM meeting_topic)"
    )
    op.drop_table("meeting_topic")
    op.execute(
        "DELETE FROM person_seat WHERE EXISTS (SELECT 1 FROM meeting_companion AS c "
        "WHERE c.meeting_id = person_seat.meeting_id AND c.person_id = person_seat.person_id)"
    )
    op.drop_table("meeting_companion")
    op.execute("ALTER TABLE edition DROP COLUMN companions_per_side")
