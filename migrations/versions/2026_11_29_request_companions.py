"""Who of a company would come along to the meeting that a request asks for, and what became of it."""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

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
        rewrite_table("request_event", r"CHECK \(change IN \([^)]*\)\)", check)
        return
    op.execute("ALTER TABLE request_event DROP CONSTRAINT ck_request_event_requestchange")
    op.execute(f"ALTER TABLE request_event ADD CONSTRAINT ck_request_event_requestchange {check}")
