"""Messages to those behind the lines of the console's lists, decisions on many lines that wait, saved lists."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_30_lists"
down_revision = "2026_11_30_numbers"
branch_labels = None
depends_on = None

AUDIENCES = (
    "registrations", "buyers_invited", "buyers_active", "suppliers_approved", "suppliers_pending",
    "suppliers_without_request", "exhibitors_approved", "exhibitors_submitted", "exhibitors_draft",
)  # fmt: skip
LISTED = ("buyers", "companies", "exhibitors", "meetings", "requests", "suppliers")


MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _allow((*AUDIENCES, *LISTED))
    _add_decisions()
    _add_saved_lists()


def downgrade() -> None:
    """What was written to the people of a list is forgotten; its mails stay in the outbox."""
    chosen = f"SELECT id FROM message WHERE audience IN ({_listed(LISTED)})"
    for table in ("message_event", "message_recipient"):
        op.execute(f"DELETE FROM {table} WHERE message_id IN ({chosen})")
    op.execute(f"DELETE FROM message WHERE audience IN ({_listed(LISTED)})")
    _allow(AUDIENCES)
    op.drop_table("saved_list_reader")
    op.drop_table("saved_list")
    op.drop_table("bulk_decision_line")
    op.drop_table("bulk_decision")


def _key(table: str, column: str, target: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)


def _add_decisions() -> None:
    op.create_table(
        "bulk_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("taken_back_at", MOMENT, nullable=True),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        _key("bulk_decision", "edition_id", "edition", ondelete="CASCADE"),
        _key("bulk_decision", "decided_by_id", "person", ondelete="CASCADE"),
        _key("bulk_decision", "taken_back_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_decision")),
    )
    for columns in (("decided_at",), ("edition_id",), ("done_at", "due_at")):
        op.create_index(op.f("ix_bulk_decision_" + "_".join(columns)), "bulk_decision", list(columns))
    outcome = sa.Enum("done", "refused", name="outcome", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "bulk_decision_line",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("outcome", outcome, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        _key("bulk_decision_line", "decision_id", "bulk_decision", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("decision_id", "line_id", name=op.f("pk_bulk_decision_line")),
    )


def _add_saved_lists() -> None:
    rhythm = sa.Enum("never", "daily", "weekly", name="rhythm", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "saved_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("rhythm", rhythm, nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        _key("saved_list", "edition_id", "edition", ondelete="CASCADE"),
        _key("saved_list", "changed_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("edition_id", "name", name=op.f("uq_saved_list_edition_id_name")),
    )
    op.create_table(
        "saved_list_reader",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key("saved_list_reader", "list_id", "saved_list", ondelete="CASCADE"),
        _key("saved_list_reader", "person_id", "person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("list_id", "person_id", name=op.f("pk_saved_list_reader")),
    )
    op.create_index(op.f("ix_saved_list_reader_person_id"), "saved_list_reader", ["person_id"])


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(values: tuple[str, ...]) -> None:
    """Change whom a message may be for."""
    check = f"CHECK (audience IN ({_listed(values)}))"
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("message", r"CHECK \(audience IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE message DROP CONSTRAINT ck_message_audience")
    op.execute(f"ALTER TABLE message ADD CONSTRAINT ck_message_audience {check}")
