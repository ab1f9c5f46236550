"""When each day of a forum opens and closes; calendars that show whole days are told of the change."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_opening_hours"
down_revision = "2026_11_29_search_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE day ADD COLUMN opens_at TIME NOT NULL DEFAULT '09:00:00.000000'")
    op.execute(  # a check of a column: SQLite adds no other to a table that is there
        "ALTER TABLE day ADD COLUMN closes_at TIME NOT NULL DEFAULT '18:00:00.000000' "
        "CONSTRAINT ck_day_hours_in_order CHECK (opens_at < closes_at)"
    )
    edition = sa.table(
        "edition", sa.column("calendar_sequence"), sa.column("calendar_changed_at", sa.DateTime(timezone=True))
    )
    op.execute(
        sa.update(edition).values(
            calendar_sequence=edition.c.calendar_sequence + 1, calendar_changed_at=datetime.now(UTC)
        )
    )


def downgrade() -> None:
    op.execute("ALTER TABLE day DROP COLUMN closes_at")
    op.execute("ALTER TABLE day DROP COLUMN opens_at")
