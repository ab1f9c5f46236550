"""The few numbers of the screen on the wall, in one statement; nothing of it says who anybody is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry
from forum.core.database import session
from forum.editions.models import Slot
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import STANDS

OF_LATE = timedelta(minutes=15)
HELD = (RegistrationStatus.PENDING, RegistrationStatus.APPROVED, RegistrationStatus.WAITLISTED)


@dataclass(frozen=True, kw_only=True, slots=True)
class WallNumbers:
    """Registrations that are not over, people who entered today and of late, meetings of now and of the next slot.

    `next_at`: when the next meetings of the day begin; None where there are none.
    """

    registered: int
    arrived: int
    of_late: int
    meetings_now: int
    meetings_next: int
    next_at: datetime | None


def wall_numbers(edition_id: int, *, day: date, ends_at: datetime, now: datetime) -> WallNumbers:
    """The numbers of now; `ends_at`: when the day is over at the venue."""
    arrived = (
        select(func.count())
        .select_from(Entry)
        .join(Area, Area.id == Entry.area_id)
        .where(Area.edition_id == edition_id, Area.kind == AreaKind.VENUE, Entry.day == day)
    )
    ahead = _meetings(edition_id, func.min(Slot.starts_at)).where(Slot.starts_at > now, Slot.starts_at < ends_at)
    count = _meetings(edition_id, func.count(Meeting.id))
    parts: dict[str, Select[Any]] = {
        "registered": select(func.count(Registration.id)).where(
            Registration.edition_id == edition_id, STANDS, Registration.status.in_(HELD)
        ),
        "arrived": arrived,
        "of_late": arrived.where(Entry.entered_at > now - OF_LATE, Entry.entered_at <= now),
        "meetings_now": count.where(Slot.starts_at <= now, Slot.ends_at > now),
        "meetings_next": count.where(Slot.starts_at == ahead.scalar_subquery()),
        "next_at": ahead,
    }
    row = session().execute(select(*(part.scalar_subquery().label(name) for name, part in parts.items()))).one()
    return WallNumbers(**row._mapping)


def _meetings(edition_id: int, what: Any) -> Select[Any]:
    scheduled = (Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
    return select(what).select_from(Meeting).join(Slot, Slot.id == Meeting.slot_id).where(*scheduled)
