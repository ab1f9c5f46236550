"""When a saved list is sent, and what it needs for that."""

from collections.abc import Collection
from datetime import date, datetime

from forum.editions.rules import to_local
from forum.lists.enums import Rhythm
from forum.lists.errors import NobodyChosen

MORNING = 7
"""The hour of the venue from which lists are sent."""
MONDAY = 0
LONGEST_NAME = 80


def day_to_send(rhythm: Rhythm, *, sent_on: date | None, zone: str, now: datetime) -> date | None:
    """The day of the venue for which a list is to be sent now; None: it is not."""
    here = to_local(now, zone)
    today = here.date()
    is_its_day = rhythm is Rhythm.DAILY or (rhythm is Rhythm.WEEKLY and today.weekday() == MONDAY)
    return today if is_its_day and here.hour >= MORNING and sent_on != today else None


def ensure_readers(rhythm: Rhythm, readers: Collection[int]) -> None:
    """Refuse to send a list to nobody.

    Raises:
        NobodyChosen
    """
    if rhythm is not Rhythm.NEVER and not readers:
        raise NobodyChosen
