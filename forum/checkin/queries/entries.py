"""Who has entered."""

from sqlalchemy import exists, select

from forum.checkin.models import Entry
from forum.core.database import session


def is_entered(registration_id: int) -> bool:
    """Whether the person of a registration has entered, on any day of the edition."""
    return bool(session().scalar(select(exists().where(Entry.registration_id == registration_id))))
