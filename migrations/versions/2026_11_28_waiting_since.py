"""When a registration joined the waiting list, which is its order."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_waiting_since"
down_revision = "2026_11_28_own_cancellations"
branch_labels = None
depends_on = None

# Who came back to the list has an event of it; who registered into it has none, and waits since then.
SINCE = """
    UPDATE registration SET waiting_since = COALESCE(
        (SELECT MAX(event.at) FROM registration_event AS event
         WHERE event.registration_id = registration.id AND event.status = 'waitlisted'),
        created_at
    )
    WHERE status = 'waitlisted'
"""


def upgrade() -> None:
    op.add_column("registration", sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
    op.execute(SINCE)
    op.drop_index("ix_registration_category_id_status_created_at", "registration")
    waiting = ["category_id", "status", "waiting_since"]
    op.create_index("ix_registration_category_id_status_waiting_since", "registration", waiting)


def downgrade() -> None:
    op.drop_index("ix_registration_category_id_status_waiting_since", "registration")
    op.create_index(
        "ix_registration_category_id_status_created_at", "registration", ["category_id", "status", "created_at"]
    )
    op.execute("ALTER TABLE registration DROP COLUMN waiting_since")
