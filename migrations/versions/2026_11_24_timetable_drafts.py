"""Drafts of the timetable, and whose wish a request is."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_24_timetable_drafts"
down_revision = "2026_11_23_first_edition"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In words of SQL that both engines speak: a batch would make the table anew on SQLite and lose its other checks.
    op.execute(
        "ALTER TABLE meeting_request ADD COLUMN wished_by VARCHAR(32) DEFAULT 'supplier' NOT NULL "
        "CONSTRAINT ck_meeting_request_side CHECK (wished_by IN ('buyer', 'supplier', 'organiser'))"
    )
    op.create_table(
        "timetable_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("replanned", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("optimal", "feasible", name="status", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("value_bound", sa.JSON(), nullable=False),
        sa.Column("cost", sa.JSON(), nullable=False),
        sa.Column("cost_bound", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_timetable_draft_edition_id_edition"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_timetable_draft_made_by_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["person.id"],
            name=op.f("fk_timetable_draft_published_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_draft")),
    )
    with op.batch_alter_table("timetable_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_timetable_draft_edition_id_made_at"), ["edition_id", "made_at"], unique=False
        )

    op.create_table(
        "draft_left_out",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "no_common_slot",
                "buyer_full",
                "quota",
                "tables_full",
                "lower_priority",
                "fairness",
                "not_reached",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["timetable_draft.id"],
            name=op.f("fk_draft_left_out_draft_id_timetable_draft"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_draft_left_out_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["meeting_request.id"], name=op.f("fk_draft_left_out_request_id_meeting_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_left_out")),
        sa.UniqueConstraint("draft_id", "meeting_id", name=op.f("uq_draft_left_out_draft_id_meeting_id")),
        sa.UniqueConstraint("draft_id", "request_id", name=op.f("uq_draft_left_out_draft_id_request_id")),
    )
    with op.batch_alter_table("draft_left_out", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_left_out_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_left_out_request_id"), ["request_id"], unique=False)

    op.create_table(
        "draft_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column(
            "change",
            sa.Enum("new", "kept", "moved", name="change", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_draft_meeting_buyer_id_buyer")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_draft_meeting_company_id_company")),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["timetable_draft.id"],
            name=op.f("fk_draft_meeting_draft_id_timetable_draft"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_draft_meeting_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_meeting_person_id_person")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["meeting_request.id"], name=op.f("fk_draft_meeting_request_id_meeting_request")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_draft_meeting_slot_id_slot"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_draft_meeting_table_id_meeting_table"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_meeting")),
        sa.UniqueConstraint("draft_id", "buyer_id", "slot_id", name=op.f("uq_draft_meeting_draft_id_buyer_id_slot_id")),
        sa.UniqueConstraint("draft_id", "meeting_id", name=op.f("uq_draft_meeting_draft_id_meeting_id")),
        sa.UniqueConstraint(
            "draft_id", "person_id", "slot_id", name=op.f("uq_draft_meeting_draft_id_person_id_slot_id")
        ),
        sa.UniqueConstraint("draft_id", "request_id", name=op.f("uq_draft_meeting_draft_id_request_id")),
        sa.UniqueConstraint("draft_id", "table_id", "slot_id", name=op.f("uq_draft_meeting_draft_id_table_id_slot_id")),
    )
    with op.batch_alter_table("draft_meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_meeting_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_meeting_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_meeting_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_draft_meeting_table_id"), ["table_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("draft_meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_meeting_table_id"))
        batch_op.drop_index(batch_op.f("ix_draft_meeting_slot_id"))
        batch_op.drop_index(batch_op.f("ix_draft_meeting_request_id"))
        batch_op.drop_index(batch_op.f("ix_draft_meeting_meeting_id"))

    op.drop_table("draft_meeting")
    with op.batch_alter_table("draft_left_out", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_left_out_request_id"))
        batch_op.drop_index(batch_op.f("ix_draft_left_out_meeting_id"))

    op.drop_table("draft_left_out")
    with op.batch_alter_table("timetable_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_timetable_draft_edition_id_made_at"))

    op.drop_table("timetable_draft")
    op.execute("ALTER TABLE meeting_request DROP COLUMN wished_by")
