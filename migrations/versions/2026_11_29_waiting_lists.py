"""The waiting list of each buyer: who waits and since when, slots that are offered to them, places that became free."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_29_waiting_lists"
down_revision = "2026_11_29_companions"
branch_labels = None
depends_on = None

STATUSES = ("sent", "accepted", "scheduled", "declined", "reopened", "expired", "withdrawn")
CHANGES = ("countered", "edited")
OF_OFFERS = ("queued", "offered", "offer_declined", "offer_lapsed", "offer_lost", "offer_withdrawn")
MINUTES = (("offer_minutes", "120"), ("offer_minutes_on_days", "10"))


def upgrade() -> None:
    for column, default in MINUTES:
        op.add_column("edition", sa.Column(column, sa.Integer(), nullable=False, server_default=default))
    for table in ("meeting_request", "request_event"):
        _allow(table, "status", "requeststatus", ("sent", "waitlisted", *STATUSES[1:]))
    _allow("request_event", "change", "requestchange", (*CHANGES, *OF_OFFERS))
    op.add_column("meeting_request", sa.Column("waitlisted_at", sa.DateTime(timezone=True), nullable=True))
    _index_open("status IN ('sent', 'waitlisted')")
    where = sa.text("waitlisted_at IS NOT NULL")
    op.create_index(
        "ix_meeting_request_waiting_list",
        "meeting_request",
        ["buyer_id", "waitlisted_at"],
        sqlite_where=where,
        postgresql_where=where,
    )
    _create_offers()
    _create_freed_places()


def _create_offers() -> None:
    op.create_table(
        "slot_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('automatic', 'by_hand')", name=op.f("ck_slot_offer_offerkind")),
        sa.CheckConstraint(
            "status IN ('open', 'taken', 'declined', 'lapsed', 'lost', 'withdrawn')",
            name=op.f("ck_slot_offer_offerstatus"),
        ),
        _key("slot_offer", "request_id", "meeting_request"),
        _key("slot_offer", "slot_id", "slot"),
        _key("slot_offer", "made_by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_offer")),
    )
    for column in ("request_id", "slot_id"):
        op.create_index(op.f(f"ix_slot_offer_{column}"), "slot_offer", [column])
    is_open = sa.text("status = 'open'")
    op.create_index(
        "uq_slot_offer_open",
        "slot_offer",
        ["request_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _create_freed_places() -> None:
    op.create_table(
        "freed_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("freed_at", sa.DateTime(timezone=True), nullable=False),
        _key("freed_place", "person_id", "person"),
        _key("freed_place", "slot_id", "slot"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freed_place")),
    )
    for column in ("person_id", "slot_id"):
        op.create_index(op.f(f"ix_freed_place_{column}"), "freed_place", [column])


def _key(table: str, column: str, to: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete)


def downgrade() -> None:
    """Who waits keeps their request: it has expired, and may be sent again."""
    op.drop_table("freed_place")
    op.drop_table("slot_offer")
    op.drop_index("ix_meeting_request_waiting_list", "meeting_request")
    op.execute("DELETE FROM request_event WHERE change IN (" + _listed(OF_OFFERS) + ")")
    for table in ("meeting_request", "request_event"):
        op.execute(f"UPDATE {table} SET status = 'expired' WHERE status = 'waitlisted'")
    _index_open("status = 'sent'")
    op.drop_column("meeting_request", "waitlisted_at")
    _allow("request_event", "change", "requestchange", CHANGES)
    for table in ("meeting_request", "request_event"):
        _allow(table, "status", "requeststatus", STATUSES)
    for column, _default in reversed(MINUTES):
        op.execute(f"ALTER TABLE edition DROP COLUMN {column}")


def _index_open(condition: str) -> None:
    """One open request per requirement and company: what is open changes."""
    op.drop_index("uq_meeting_request_open", "meeting_request")
    where = sa.text(condition)
    op.create_index(
        "uq_meeting_request_open",
        "meeting_request",
        ["requirement_id", "company_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    """Change the values that a column may have."""
    check = f"CHECK ({column} IN ({_listed(values)}))"
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table(table, rf"CHECK \({column} IN \([^)]*\)\)", check)
        return
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} {check}")
