"""Messages of the organisers: their texts and audiences, who got them, quiet hours; and the batch of a mail."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_messages"
down_revision = "2026_11_29_imports"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
AUDIENCES = (
    "'registrations', 'buyers_invited', 'buyers_active', 'suppliers_approved', 'suppliers_pending', "
    "'suppliers_without_request', 'exhibitors_approved', 'exhibitors_submitted', 'exhibitors_draft'"
)
ANCHORS = "'starts', 'ends', 'registration_closes', 'requests_open', 'requests_close', 'agenda_freezes'"
CHANGES = "'written', 'edited', 'tested', 'scheduled', 'unscheduled', 'sent', 'undone', 'retried'"


def by(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_person")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name, ondelete="SET NULL")


def of(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete
    )


def upgrade() -> None:
    op.add_column("outgoing_mail", sa.Column("batch", sa.Text(), nullable=True))
    given = sa.text("batch IS NOT NULL")
    op.create_index(
        "uq_outgoing_mail_batch_to_email",
        "outgoing_mail",
        ["batch", "to_email"],
        unique=True,
        sqlite_where=given,
        postgresql_where=given,
    )
    single = sa.text("batch IS NULL AND sent_at IS NULL AND given_up_at IS NULL")
    op.create_index(
        "ix_outgoing_mail_single_unsent",
        "outgoing_mail",
        ["next_attempt_at"],
        sqlite_where=single,
        postgresql_where=single,
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("subject_es", sa.Text(), nullable=False),
        sa.Column("text_es", sa.Text(), nullable=False),
        sa.Column("subject_en", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("send_at", MOMENT, nullable=True),
        sa.Column("anchor", sa.String(length=32), nullable=True),
        sa.Column("anchor_days", sa.Integer(), nullable=True),
        sa.Column("anchor_clock", sa.Time(), nullable=True),
        sa.Column("scheduled_at", MOMENT, nullable=True),
        sa.Column("scheduled_by_id", sa.Integer(), nullable=True),
        sa.Column("queued_at", MOMENT, nullable=True),
        sa.Column("queued_by_id", sa.Integer(), nullable=True),
        sa.Column("leaves_at", MOMENT, nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('necessary', 'voluntary')", name=op.f("ck_message_messagekind")),
        sa.CheckConstraint(f"audience IN ({AUDIENCES})", name=op.f("ck_message_audience")),
        sa.CheckConstraint(f"anchor IN ({ANCHORS})", name=op.f("ck_message_anchor")),
        of("message", "edition_id", "edition"),
        by("message", "created_by_id"),
        by("message", "scheduled_by_id"),
        by("message", "queued_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(op.f("ix_message_edition_id_id"), "message", ["edition_id", "id"])
    op.create_index(op.f("ix_message_scheduled_at"), "message", ["scheduled_at"])
    op.create_table(
        "message_recipient",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        of("message_recipient", "message_id", "message"),
        of("message_recipient", "person_id", "person"),
        of("message_recipient", "mail_id", "outgoing_mail", "SET NULL"),
        sa.PrimaryKeyConstraint("message_id", "person_id", name=op.f("pk_message_recipient")),
    )
    op.create_index(op.f("ix_message_recipient_person_id"), "message_recipient", ["person_id"])
    op.create_index(op.f("ix_message_recipient_mail_id"), "message_recipient", ["mail_id"])
    op.create_table(
        "message_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN ({CHANGES})", name=op.f("ck_message_event_messagechange")),
        of("message_event", "message_id", "message"),
        by("message_event", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_event")),
    )
    op.create_index(op.f("ix_message_event_message_id"), "message_event", ["message_id"])
    op.create_table(
        "quiet_hours",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        of("quiet_hours", "edition_id", "edition"),
        by("quiet_hours", "changed_by_id"),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_quiet_hours")),
    )


def downgrade() -> None:
    for table in ("quiet_hours", "message_event", "message_recipient", "message"):
        op.drop_table(table)
    op.drop_index("ix_outgoing_mail_single_unsent", table_name="outgoing_mail")
    op.drop_index("uq_outgoing_mail_batch_to_email", table_name="outgoing_mail")
    op.drop_column("outgoing_mail", "batch")
