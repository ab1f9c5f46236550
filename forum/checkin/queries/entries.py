"""Who has entered."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import exists, func, select

from forum.checkin.models import Entry
from forum.core.database import session


def is_entered(registration_id: int) -> bool:
    """Whether the person of a registration has entered, on any day of the edition."""
    return bool(session().scalar(select(exists().where(Entry.registration_id == registration_id))))


def entries_of(registration_ids: Sequence[int]) -> dict[tuple[int, date], datetime]:
    """When each of these registrations entered first on each day, the forum or a part of it."""
    first = func.min(Entry.entered_at, type_=Entry.entered_at.type)
    query = select(Entry.registration_id, Entry.day, first).group_by(Entry.registration_id, Entry.day)
    rows = session().execute(query.where(Entry.registration_id.in_(registration_ids)))
    return {(registration_id, day): entered_at for registration_id, day, entered_at in rows}
