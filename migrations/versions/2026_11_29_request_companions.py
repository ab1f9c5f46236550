"""Who of a company would come along to the meeting that a request asks for, and what became of it."""

import re

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_request_companions"
down_revision = "2026_11_29_waiting_lists"
branch_labels = None
depends_on = None

CHANGES = (
    "countered",
    "edited",
    "queued",
    "offered",
    "offer_declined",
    "offer_lapsed",
    "offer_lost",
    "offer_withdrawn",
)
OF_COMPANIONS = ("companion_added", "companion_removed", "companion_absent")


def upgrade() -> None:
    op.create_table(
        "request_companion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["meeting_request.id"],
            name=op.f("fk_request_companion_request_id_meeting_request"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_request_companion_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_companion")),
        sa.UniqueConstraint("request_id", "person_id", name=op.f("uq_request_companion_request_id_person_id")),
    )
    op.create_index(op.f("ix_request_companion_person_id"), "request_companion", ["person_id"])
    _allow((*CHANGES, *OF_COMPANIONS))


def downgrade() -> None:
    """Who would have come along is forgotten; who accompanies a meeting still does."""
    op.execute("DELETE FROM request_event WHERE change IN (" + _listed(OF_COMPANIONS) + ")")
    _allow(CHANGES)
    op.drop_table("request_companion")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _allow(values: tuple[str, ...]) -> None:
    """Change what may happen to a request whose status stays."""
    check = f"CHECK (change IN ({_listed(values)}))"
    if op.get_bind().dialect.name == "sqlite":
        _rewrite("request_event", r"CHECK \(change IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE request_event DROP CONSTRAINT ck_request_event_requestchange")
    op.execute(f"ALTER TABLE request_event ADD CONSTRAINT ck_request_event_requestchange {check}")


def _rewrite(table: str, old: str, new: str) -> None:
    """Make a table of SQLite again with one part of its definition changed; foreign keys are off while migrating."""
    bind = op.get_bind()
    rows = bind.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    ).all()
    definition = next(row.sql for row in rows if row.type == "table")
    changed, count = re.subn(old, new, definition)
    assert count == 1, definition
    op.execute(re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", changed))
    columns = ", ".join(row.name for row in bind.execute(sa.text(f"PRAGMA table_info({table})")))
    op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")
    op.execute(f"DROP TABLE {table}")
    op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
    for row in rows:
        if row.type == "index":
            op.execute(row.sql)
