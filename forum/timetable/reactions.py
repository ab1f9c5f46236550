"""What becomes of drafts when many meetings change at once, in the same transaction."""

from sqlalchemy import insert

from forum.core.database import session
from forum.meetings.signals import AgendaChanged
from forum.timetable.models import DraftStale
from forum.timetable.queries.stale import count_touched


def mark_stale(event: AgendaChanged) -> None:
    """Note in each draft that could be published how many of its meetings a change touched."""
    counts = count_touched(event.edition_id, event.touched)
    if counts:
        rows = [
            {"draft_id": draft_id, "change_id": event.change_id, "meetings": count}
            for draft_id, count in counts.items()
        ]
        session().execute(insert(DraftStale), rows)
