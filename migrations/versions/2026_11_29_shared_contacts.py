"""To whom people show e-mail and telephone, what companies make public, how many invitations a buyer has open.

And two more things that may happen to a request whose status stays: a counter taken back, and a colleague who has it.
"""

import sqlalchemy as sa
from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_29_shared_contacts"
down_revision = "2026_11_29_request_companions"
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
    "companion_added",
    "companion_removed",
    "companion_absent",
)
NEW_CHANGES = ("taken_back", "handed")


def upgrade() -> None:
    op.create_table(
        "contact_sharing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(32), nullable=False),
        sa.Column("shows_email", sa.Boolean(), nullable=False),
        sa.Column("shows_phone", sa.Boolean(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience IN ('buyer', 'supplier', 'organiser')", name=op.f("ck_contact_sharing_side")),
        _key("edition_id", "edition", ondelete="CASCADE"),
        _key("person_id", "person", ondelete="CASCADE"),
        _key("notice_id", "notice"),
        _key("by_id", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_sharing")),
    )
    columns = ["person_id", "edition_id", "audience"]
    op.create_index(op.f("ix_contact_sharing_person_id_edition_id_audience"), "contact_sharing", columns)
    op.create_index(op.f("ix_contact_sharing_edition_id"), "contact_sharing", ["edition_id"])
    default = "about processes website"
    op.execute("ALTER TABLE edition ADD COLUMN buyer_invitations_cap INTEGER DEFAULT '40' NOT NULL")
    _allow((*CHANGES, *NEW_CHANGES))
    op.add_column("company", sa.Column("public_parts", sa.Text(), nullable=False, server_default=default))


def _key(column: str, table: str, **options: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_contact_sharing_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, **options)


def downgrade() -> None:
    """Nobody's e-mail or telephone is shown any more; every company shows what it did.

    What was written of counters that were taken back, and of requests that were handed on, is forgotten.
    """
    op.execute("DELETE FROM request_event WHERE change IN (" + _listed(NEW_CHANGES) + ")")
    _allow(CHANGES)
    op.execute("ALTER TABLE edition DROP COLUMN buyer_invitations_cap")
    op.drop_column("company", "public_parts")
    op.drop_table("contact_sharing")


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
