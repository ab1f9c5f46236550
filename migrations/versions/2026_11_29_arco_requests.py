"""Requests about personal data, with their history, and blocks of a person's data."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_arco_requests"
down_revision = "2026_11_29_people"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CHECKS = {
    "kind": ("access", "rectification", "cancellation", "opposition"),
    "identity": ("unproved", "session", "document", "representative"),
    "status": ("received", "granted", "executed", "refused"),
    "step": (
        "received", "identity_proved", "extended", "granted", "refused", "exported", "blocked", "unblocked", "deleted",
        "executed",
    ),
}  # fmt: skip


def one_of(table: str, column: str) -> sa.CheckConstraint:
    values = ", ".join(f"'{value}'" for value in CHECKS[column])
    return sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"ck_{table}_{CHECK_NAMES[column]}"))


CHECK_NAMES = {"kind": "arcokind", "identity": "identity", "status": "arcostatus", "step": "arcostep"}


def to_person(table: str, column: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"), ondelete=ondelete)


def to_request(table: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["arco_request_id"],
        ["arco_request.id"],
        name=op.f(f"fk_{table}_arco_request_id_arco_request"),
        ondelete=ondelete,
    )


def upgrade() -> None:
    op.create_table(
        "arco_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("identity", sa.String(length=32), nullable=False),
        sa.Column("identity_note", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_due", sa.Date(), nullable=False),
        sa.Column("answer_extended_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("execution_due", sa.Date(), nullable=True),
        sa.Column("execution_extended_at", MOMENT, nullable=True),
        sa.Column("executed_at", MOMENT, nullable=True),
        one_of("arco_request", "kind"),
        one_of("arco_request", "identity"),
        one_of("arco_request", "status"),
        to_person("arco_request", "person_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arco_request")),
    )
    op.create_index(op.f("ix_arco_request_person_id"), "arco_request", ["person_id"])
    op.create_index(op.f("ix_arco_request_status"), "arco_request", ["status"])
    op.create_table(
        "arco_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("arco_request_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        one_of("arco_event", "step"),
        to_request("arco_event", "CASCADE"),
        to_person("arco_event", "by_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arco_event")),
    )
    op.create_index(op.f("ix_arco_event_arco_request_id"), "arco_event", ["arco_request_id"])
    op.create_table(
        "data_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("arco_request_id", sa.Integer(), nullable=True),
        sa.Column("blocked_at", MOMENT, nullable=False),
        sa.Column("blocked_by_id", sa.Integer(), nullable=True),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("kept_sealed", sa.Text(), nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        to_person("data_block", "person_id", "CASCADE"),
        to_person("data_block", "blocked_by_id", "SET NULL"),
        to_request("data_block", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_block")),
    )
    op.create_index(op.f("ix_data_block_person_id"), "data_block", ["person_id"])
    op.create_index(op.f("ix_data_block_arco_request_id"), "data_block", ["arco_request_id"])
    still = sa.text("lifted_at IS NULL AND deleted_at IS NULL")
    op.create_index(
        "uq_data_block_person_id_open",
        "data_block",
        ["person_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )


def downgrade() -> None:
    op.drop_table("data_block")
    op.drop_table("arco_event")
    op.drop_table("arco_request")
