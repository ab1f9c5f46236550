"""How meetings reach people's calendars: the way they chose, and the invitations they were sent."""

import sqlalchemy as sa
from alembic import op

revision = "2026_12_05_invitations"
down_revision = "2026_12_04_certificates"
branch_labels = None
depends_on = None

WAYS = ("feed", "invitations")
METHODS = ("request", "cancel")
ANSWERS = ("accepted", "tentative", "declined")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendar_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        _one_of("calendar_choice", "way", "calendarway", WAYS),
        _key("calendar_choice", "by_id", "person", "SET NULL"),
        _key("calendar_choice", "edition_id", "edition", "CASCADE"),
        _key("calendar_choice", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_choice")),
    )
    op.create_index(op.f("ix_calendar_choice_edition_id"), "calendar_choice", ["edition_id"])
    op.create_index(op.f("ix_calendar_choice_person_id_edition_id"), "calendar_choice", ["person_id", "edition_id"])
    _create_invitations()
    _create_mailboxes()


def _create_invitations() -> None:
    op.create_table(
        "calendar_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("address", "language", "uid")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("sequence", "ahead")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("digest", "place")),
        *(sa.Column(name, MOMENT, nullable=False) for name in ("starts_at", "ends_at")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("summary", "location")),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        sa.Column("meeting_changed_at", MOMENT, nullable=False),
        sa.Column("edition_sequence", sa.Integer(), nullable=False),
        sa.Column("since_sequence", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(32), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        _one_of("calendar_invitation", "method", "invitationmethod", METHODS),
        _one_of("calendar_invitation", "answer", "calendaranswer", ANSWERS),
        _key("calendar_invitation", "meeting_id", "meeting", "CASCADE"),
        _key("calendar_invitation", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_invitation")),
        sa.UniqueConstraint("person_id", "meeting_id", name=op.f("uq_calendar_invitation_person_id_meeting_id")),
    )
    op.create_index(op.f("ix_calendar_invitation_meeting_id"), "calendar_invitation", ["meeting_id"])


def _create_mailboxes() -> None:
    op.create_table(
        "read_mailbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_mailbox")),
        sa.UniqueConstraint("name", name=op.f("uq_read_mailbox_name")),
    )


def _key(table: str, column: str, to: str, gone: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=gone)


def _one_of(table: str, column: str, name: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    op.drop_table("read_mailbox")
    op.drop_table("calendar_invitation")
    op.drop_table("calendar_choice")
