"""What planning may use; requests scheduled by the organiser, and declines taken back."""

from alembic import op

from forum.core.rewriting import rewrite_table

revision = "2026_11_28_planned_wishes"
down_revision = "2026_11_28_waiting_since"
branch_labels = None
depends_on = None

BEFORE = ("sent", "accepted", "declined", "expired", "withdrawn")
AFTER = ("sent", "accepted", "scheduled", "declined", "reopened", "expired", "withdrawn")

# Publishing a timetable had set open requests to accepted: nobody had answered them.
SCHEDULED_EVENTS = """
UPDATE request_event SET status = 'scheduled' WHERE status = 'accepted' AND EXISTS (
    SELECT 1 FROM draft_meeting m JOIN timetable_draft d ON d.id = m.draft_id
    WHERE m.change = 'new' AND m.request_id = request_event.request_id AND d.published_at = request_event.at
)"""
SCHEDULED_REQUESTS = """
UPDATE meeting_request SET status = 'scheduled' WHERE status = 'accepted' AND EXISTS (
    SELECT 1 FROM draft_meeting m JOIN timetable_draft d ON d.id = m.draft_id
    WHERE m.change = 'new' AND m.request_id = meeting_request.id AND d.published_at = meeting_request.answered_at
)"""


def upgrade() -> None:
    op.execute(
        "ALTER TABLE edition ADD COLUMN planned_wishes VARCHAR(32) DEFAULT 'confirmed' NOT NULL "
        "CONSTRAINT ck_edition_plannedwishes CHECK (planned_wishes IN ('confirmed', 'all'))"
    )
    for table in ("meeting_request", "request_event"):
        _allow(table, AFTER)
    op.execute(SCHEDULED_EVENTS)
    op.execute(SCHEDULED_REQUESTS)


def downgrade() -> None:
    for table in ("meeting_request", "request_event"):
        op.execute(f"UPDATE {table} SET status = 'accepted' WHERE status = 'scheduled'")
        op.execute(f"UPDATE {table} SET status = 'declined' WHERE status = 'reopened'")
        _allow(table, BEFORE)
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table("edition", r", planned_wishes .*? CHECK \(planned_wishes IN \([^)]*\)\)", "")
    else:
        op.execute("ALTER TABLE edition DROP COLUMN planned_wishes")


def _allow(table: str, values: tuple[str, ...]) -> None:
    """Change the check of a table's status."""
    listed = ", ".join(f"'{value}'" for value in values)
    if op.get_bind().dialect.name == "sqlite":
        rewrite_table(table, r"CHECK \(status IN \([^)]*\)\)", f"CHECK (status IN ({listed}))")
        return
    name = f"ck_{table}_requeststatus"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (status IN ({listed}))")
