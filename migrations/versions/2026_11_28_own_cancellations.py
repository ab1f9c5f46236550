"""On whose behalf a registration was cancelled, and the places of people who had entered when theirs ended."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_own_cancellations"
down_revision = "2026_11_28_account_events"
branch_labels = None
depends_on = None

# Who wrote the last event is who cancelled: the person; a member of the exhibiting company; else the desk.
LAST_BY = """
    (SELECT event.by_id FROM registration_event AS event
     WHERE event.registration_id = registration.id AND event.status = 'cancelled'
     ORDER BY event.id DESC LIMIT 1)
"""
WHO_CANCELLED = f"""
    UPDATE registration SET canceller = CASE
        WHEN {LAST_BY} = registration.person_id THEN 'person'
        WHEN EXISTS (
            SELECT 1 FROM membership
            JOIN category ON category.id = registration.category_id
            WHERE membership.company_id = registration.company_id AND membership.person_id = {LAST_BY}
                AND category.kind = 'exhibitor'
        ) THEN 'company'
        ELSE 'desk'
    END
    WHERE status = 'cancelled'
"""


def upgrade() -> None:
    # In words of SQL that both engines speak: a batch would make the table anew on SQLite and lose its other checks.
    op.execute(
        "ALTER TABLE registration ADD COLUMN canceller VARCHAR(32) "
        "CONSTRAINT ck_registration_canceller CHECK (canceller IN ('person', 'desk', 'company'))"
    )
    op.add_column("registration", sa.Column("place_kept_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(WHO_CANCELLED)


def downgrade() -> None:
    op.execute("ALTER TABLE registration DROP COLUMN place_kept_at")
    op.execute("ALTER TABLE registration DROP COLUMN canceller")
