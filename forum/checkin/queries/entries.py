"""Who has entered."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import exists, select

from forum.checkin.models import Entry
from forum.core.database import session


def is_entered(registration_id: int) -> bool:
    """Whether the person of a registration has entered, on any day of the edition."""
    return bool(session().scalar(select(exists().where(Entry.registration_id == registration_id))))


def entries_of(registration_ids: Sequence[int]) -> dict[tuple[int, date], datetime]:
    """When each of these registrations entered first on each day."""
    query = select(Entry.registration_id, Entry.day, Entry.entered_at)
    rows = session().execute(query.where(Entry.registration_id.in_(registration_ids)))
    return {(registration_id, day): entered_at for registration_id, day, entered_at in rows}
