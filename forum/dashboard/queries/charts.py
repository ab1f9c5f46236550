"""What the charts are drawn of: registrations a day, arrivals per quarter of an hour, and how far people came."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, extract, func, select

from forum.badges.models import Badge
from forum.badges.queries.prints import HANDED, PRINTED
from forum.checkin.enums import AreaKind
from forum.checkin.models import Area, Entry
from forum.core.database import session
from forum.dashboard.rules import quarter_of
from forum.editions.models import Edition, Slot
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Supplier
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from forum.registration.queries import STANDS

QUARTER_S = 15 * 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Attending:
    """How far the registrations of an edition came, each number among the registrations and not among the last one."""

    registered: int
    approved: int
    printed: int
    arrived: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplying:
    """How far the companies that offer to supply came: those with a profile, and of the approved ones the others."""

    profiles: int
    approved: int
    asked: int
    accepted: int
    scheduled: int
    over: int


def registrations_by_day(edition: Edition) -> dict[date, int]:
    """Number of registrations per day of the venue, whatever became of them; merged ones do not count."""
    zone = ZoneInfo(edition.time_zone)
    condition = (Registration.edition_id == edition.id, STANDS)
    query = select(_quarter(Registration.created_at), func.count()).where(*condition).group_by("quarter")
    days: Counter[date] = Counter()
    for since, count in session().execute(query):
        days[_local(since, zone).date()] += count
    return dict(days)


def arrivals_by_quarter(edition: Edition) -> dict[date, dict[int, int]]:
    """First entries to the forum of each day, per quarter of an hour of the venue's clock, counted from midnight."""
    zone = ZoneInfo(edition.time_zone)
    query = (
        select(Entry.day, _quarter(Entry.entered_at), func.count())
        .join(Area, Area.id == Entry.area_id)
        .where(Area.edition_id == edition.id, Area.kind == AreaKind.VENUE)
        .group_by(Entry.day, "quarter")
    )
    days: dict[date, dict[int, int]] = {}
    for day, since, count in session().execute(query):
        quarters = days.setdefault(day, {})
        quarter = quarter_of(_local(since, zone))
        quarters[quarter] = quarters.get(quarter, 0) + count
    return days


def attending(edition_id: int) -> Attending:
    """How far the registrations of an edition came, in one statement."""
    here = (Registration.edition_id == edition_id, STANDS)
    approved = (*here, Registration.status == RegistrationStatus.APPROVED)
    badge = exists().where(Badge.registration_id == Registration.id, Badge.revoked_at.is_(None), PRINTED | HANDED)
    entered = (
        select(func.count(func.distinct(Entry.registration_id)))
        .join(Area, Area.id == Entry.area_id)
        .where(Area.edition_id == edition_id, Area.kind == AreaKind.VENUE)
    )
    parts: dict[str, Select[Any]] = {
        "registered": select(func.count(Registration.id)).where(*here),
        "approved": select(func.count(Registration.id)).where(*approved),
        "printed": select(func.count(Registration.id)).where(*approved, badge),
        "arrived": entered,
    }
    return Attending(**_together(parts))


def supplying(edition_id: int, *, now: datetime) -> Supplying:
    """How far the companies that offer to supply came, in one statement."""
    here = Supplier.edition_id == edition_id
    approved = Supplier.status == SupplierStatus.APPROVED
    asked = exists().where(MeetingRequest.company_id == Supplier.company_id, MeetingRequest.edition_id == edition_id)
    agreed = MeetingRequest.status.in_((RequestStatus.ACCEPTED, RequestStatus.SCHEDULED))
    meets = exists().where(
        Meeting.company_id == Supplier.company_id,
        Meeting.edition_id == edition_id,
        Meeting.status == MeetingStatus.SCHEDULED,
    )
    over = meets.where(Slot.id == Meeting.slot_id, Slot.ends_at <= now)
    count = select(func.count(Supplier.id)).where(here)
    return Supplying(
        **_together(
            {
                "profiles": count,
                "approved": count.where(approved),
                "asked": count.where(approved, asked),
                "accepted": count.where(approved, asked.where(agreed)),
                "scheduled": count.where(approved, meets),
                "over": count.where(approved, over),
            }
        )
    )


def _together(parts: Mapping[str, Select[Any]]) -> dict[str, int]:
    row = session().execute(select(*(part.scalar_subquery().label(name) for name, part in parts.items()))).one()
    return dict(row._mapping)


def _quarter(column: Any) -> ColumnElement[Any]:
    seconds = extract("epoch", column)
    return (seconds - seconds % QUARTER_S).label("quarter")


def _local(since: Any, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(int(since), UTC).astimezone(zone)
