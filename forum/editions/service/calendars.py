"""Calendars show an edition's days and places: what changes of them is counted."""

from datetime import datetime

from sqlalchemy import update

from forum.core.database import atomic
from forum.editions.models import Edition


def count_calendar_change(edition_id: int, *, moved: bool, now: datetime) -> None:
    """Record a change of what calendars show of an edition; `moved`: of a date or a place."""
    values = {"calendar_changed_at": now, **({"calendar_sequence": Edition.calendar_sequence + 1} if moved else {})}
    with atomic() as current:
        current.execute(
            update(Edition).where(Edition.id == edition_id).values(values),
            execution_options={"synchronize_session": False},
        )
