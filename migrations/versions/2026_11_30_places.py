"""Places: offered for a time to who waits."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_places"
down_revision = "2026_11_29_who_by_index"
branch_labels = None
depends_on = None

STEPS = ("offered", "extended", "accepted", "declined", "lapsed", "withdrawn", "asked")


def upgrade() -> None:
    op.add_column("category", sa.Column("offers_places", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("category", sa.Column("offer_hours", sa.Integer(), nullable=False, server_default="24"))
    for column in ("offered_until", "passed_at"):
        op.add_column("registration", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    where = sa.text("offered_until IS NOT NULL")
    op.create_index(
        "ix_registration_offered_until",
        "registration",
        ["offered_until"],
        sqlite_where=where,
        postgresql_where=where,
    )
    steps = ", ".join(f"'{step}'" for step in STEPS)
    op.execute(
        "ALTER TABLE registration_event ADD COLUMN offer VARCHAR(32) "
        f"CONSTRAINT ck_registration_event_placestep CHECK (offer IN ({steps}))"
    )
    op.add_column("registration_event", sa.Column("until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """A place that is offered is free again: who waits keeps their turn."""
    op.execute(
        "UPDATE category SET places_taken = places_taken - (SELECT count(*) FROM registration "
        "WHERE registration.category_id = category.id AND registration.offered_until IS NOT NULL)"
    )
    op.execute("DELETE FROM registration_event WHERE offer IS NOT NULL AND offer <> 'accepted'")
    op.drop_index("ix_registration_offered_until", "registration")
    for column in ("until", "offer"):
        op.execute(f"ALTER TABLE registration_event DROP COLUMN {column}")
    for column in ("passed_at", "offered_until"):
        op.execute(f"ALTER TABLE registration DROP COLUMN {column}")
    for column in ("offer_hours", "offers_places"):
        op.execute(f"ALTER TABLE category DROP COLUMN {column}")
