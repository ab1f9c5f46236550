"""What was changed, when and by whom: the histories that every domain writes, as one list."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from forum.accounts.models import AccountEvent, Person, RoleEvent
from forum.arco.models import ArcoEvent
from forum.badges.models import BadgeTemplateEvent, BinEvent
from forum.checkin.models import DeviceEvent
from forum.companies.models import CompanyEvent
from forum.core.database import session
from forum.core.history import Event
from forum.core.mentions import mentions
from forum.exhibitors.models import ExhibitorEvent
from forum.matchmaking.models import ContactSharing, RequirementEvent
from forum.meetings.models import EngagementEvent, MeetingEvent, RequestEvent
from forum.registration.models import Registration, RegistrationEvent

KINDS: Mapping[str, type[Event]] = {
    "roles": RoleEvent,
    "accounts": AccountEvent,
    "privacy": ArcoEvent,
    "registrations": RegistrationEvent,
    "companies": CompanyEvent,
    "exhibitors": ExhibitorEvent,
    "requirements": RequirementEvent,
    "requests": RequestEvent,
    "meetings": MeetingEvent,
    "availability": EngagementEvent,
    "contacts": ContactSharing,
    "templates": BadgeTemplateEvent,
    "bins": BinEvent,
    "devices": DeviceEvent,
}
MOST = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One change: of what kind, which thing, when, who did it, whom it is about where that is a person."""

    kind: str
    thing: int
    at: datetime
    by: str | None
    about: str | None
    said: tuple[Any, ...]


def list_changes(*, kind: str | None, text: str, until: date | None, zone: str) -> list[Entry]:
    """The latest changes, of one kind or of all, until the end of a day; `text`: words of who did it or of whom.

    Args:
        kind: a key of `KINDS`; None: all.
        text: words of a name or an address.
        until: the last day; None: today.
        zone: the time zone in which a day ends.
    """
    end = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(zone)) if until else None
    found: list[Entry] = []
    for name, model in KINDS.items():
        if kind in {None, name}:
            found += _entries(name, model, text=text, end=end)
    return sorted(found, key=lambda each: each.at, reverse=True)[:MOST]


def _entries(name: str, model: type[Any], *, text: str, end: datetime | None) -> Iterable[Entry]:
    author, subject = aliased(Person), aliased(Person)
    query = select(model, author, subject).outerjoin(author, author.id == model.by_id)
    if hasattr(model, "person_id"):
        query = query.outerjoin(subject, subject.id == model.person_id)
    elif hasattr(model, "registration_id"):
        query = query.outerjoin(Registration, Registration.id == model.registration_id)
        query = query.outerjoin(subject, subject.id == Registration.person_id)
    else:
        query = query.outerjoin(subject, subject.id.is_(None))
    if end is not None:
        query = query.where(model.at < end)
    if text:
        query = query.where(_names(author, text) | _names(subject, text))
    rows = session().execute(query.order_by(model.id.desc()).limit(MOST))
    return [_entry(name, event, by, about) for event, by, about in rows]


def _names(person: Any, text: str) -> ColumnElement[bool]:
    known = select(Person.id).where(*mentions(text, Person.name_folded, Person.email))
    found: ColumnElement[bool] = person.id.in_(known)
    return found


def _entry(name: str, event: Any, by: Person | None, about: Person | None) -> Entry:
    columns = event.__table__.columns
    keys = [column.name for column in columns if column.foreign_keys and column.name not in {"by_id", "edition_id"}]
    told = [column.name for column in columns if not column.foreign_keys and column.name not in {"id", "at"}]
    return Entry(
        kind=name,
        thing=getattr(event, keys[0]) if keys else event.edition_id,
        at=event.at,
        by=by.name.short if by else None,
        about=about.full_name if about else None,
        said=tuple(_said(getattr(event, column)) for column in told),
    )


def _said(value: Any) -> Any:
    return value if isinstance(value, enum.Enum) else str(value) if isinstance(value, int) else value
