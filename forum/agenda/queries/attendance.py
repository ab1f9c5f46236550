"""Looking up calendar addresses and their owners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select

from forum.accounts.models import Person
from forum.agenda.enums import CalendarWay
from forum.agenda.models import CalendarInvitation, FeedAddress, WithdrawnDay
from forum.agenda.queries.invitations import Told, latest_choice, list_told
from forum.agenda.rules import day_uid
from forum.core.database import found, session
from forum.core.prepared import Prepared
from forum.editions.models import CategoryDay, Day, Edition, Hall
from forum.exhibitors.models import Exhibitor, StaffMember, Stand
from forum.meetings.models import EngagementEvent
from forum.meetings.queries.engagements import list_engagements
from forum.meetings.rules.engagements import Held, joined
from forum.programme.queries.choices import list_chosen
from forum.programme.rules.choices import Chosen
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEdition:
    """What a calendar says of the edition; `sequence` counts the changes of its days and places."""

    id: int
    slug: str
    name: str
    time_zone: str
    venue_name: str
    venue_address: str
    sequence: int = 0
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumDay:
    """A day on which a person may attend, as their registration stands; of a stand's staff also where it is."""

    uid: str
    date: date
    opens_at: time
    closes_at: time
    status: RegistrationStatus
    sequence: int
    changed_at: datetime
    stand: str | None
    hall: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """An edition as a person attends it: their days, and the times at which they cannot come to meetings.

    `engaged_at`: when these times changed last. `told`: of which meetings invitations were sent, by meeting.
    """

    edition: AgendaEdition
    days: tuple[ForumDay, ...]
    engagements: tuple[Held, ...] = ()
    engaged_at: datetime | None = None
    sessions: tuple[Chosen, ...] = ()
    told: Mapping[int, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A subscribed calendar: its owner, language and what they attend, and when it was created and revoked.

    `has_meetings`: False for who gets invitations to them, so that none stands twice.
    """

    person_id: int
    language: str
    created_at: datetime
    revoked_at: datetime | None
    has_meetings: bool
    attendance: Attendance


def admits(category_id: Any) -> ColumnElement[bool]:
    """Whether a category (an id, or a column of ids) may enter on the day of a query."""
    limits = select(CategoryDay.day_id).where(CategoryDay.category_id == category_id)
    return or_(~limits.exists(), Day.id.in_(limits))


def days_of_registrations() -> Select[tuple[int, int, date, time, time]]:
    """Registrations with each day of their edition: registration, day, date and hours."""
    query = select(Registration.id, Day.id, Day.date, Day.opens_at, Day.closes_at)
    return query.join(Day, Day.edition_id == Registration.edition_id)


_changes = (
    select(func.count())
    .select_from(RegistrationEvent)
    .where(RegistrationEvent.registration_id == Registration.id)
    .scalar_subquery()
)
_held_a_place = (
    select(RegistrationEvent.id)
    .where(
        RegistrationEvent.registration_id == Registration.id,
        RegistrationEvent.status != RegistrationStatus.WAITLISTED,
    )
    .exists()
)
_has_withdrawn = select(WithdrawnDay.day_id).where(WithdrawnDay.registration_id == Registration.id).exists()
_engaged_at = (
    select(func.max(EngagementEvent.at))
    .where(EngagementEvent.person_id == Person.id, EngagementEvent.edition_id == Edition.id)
    .correlate(Person, Edition)
    .scalar_subquery()
)
_is_told = select(CalendarInvitation.id).where(CalendarInvitation.person_id == Person.id).correlate(Person).exists()
_EDITION = (
    Edition.id,
    Edition.slug,
    Edition.name,
    Edition.time_zone,
    Edition.venue_name,
    Edition.venue_address,
    Edition.calendar_sequence,
    Edition.calendar_changed_at,
    Edition.programme_version,
    _engaged_at.label("engaged_at"),
    _is_told.label("is_told"),
)
_DAY = (
    Registration.id.label("registration_id"),
    Registration.status,
    Registration.created_at.label("registered_at"),
    Registration.changed_at,
    _changes.label("changes"),
    _has_withdrawn.label("has_withdrawn"),
    Day.id.label("day_id"),
    Day.date,
    Day.opens_at,
    Day.closes_at,
    Stand.code.label("stand"),
    Hall.name.label("hall"),
)


def _with_days(query: Select[Any]) -> Select[Any]:
    """With a row for each day on which the person of a query may attend its edition; one row where there is none.

    Whoever waits for a place has no days; who lost the place they had, has those of before.
    """
    return (
        query.outerjoin(Registration, and_(Registration.person_id == Person.id, Registration.edition_id == Edition.id))
        .outerjoin(
            Day,
            and_(
                Day.edition_id == Registration.edition_id,
                or_(Registration.status != RegistrationStatus.WAITLISTED, _held_a_place),
                admits(Registration.category_id),
            ),
        )
        .outerjoin(StaffMember, StaffMember.registration_id == Registration.id)
        .outerjoin(Exhibitor, Exhibitor.id == StaffMember.exhibitor_id)
        .outerjoin(Stand, Stand.id == Exhibitor.stand_id)
        .outerjoin(Hall, Hall.id == Stand.hall_id)
        .order_by(Day.date)
    )


# Plain columns and a statement built once: calendar apps ask all day long.
_FEED = Prepared(
    _with_days(
        select(
            FeedAddress.person_id,
            Person.language,
            FeedAddress.created_at,
            FeedAddress.revoked_at,
            Person.disabled_at,
            latest_choice(FeedAddress.person_id, FeedAddress.edition_id).label("way"),
            *_EDITION,
            *_DAY,
        )
        .select_from(FeedAddress)
        .join(Person, Person.id == FeedAddress.person_id)
        .join(Edition, Edition.id == FeedAddress.edition_id)
        .where(FeedAddress.token_hash == bindparam("token_hash"))
    )
)
_OWN = Prepared(
    _with_days(
        select(*_EDITION, *_DAY)
        .select_from(Person)
        .join(Edition, Edition.id == bindparam("edition_id"))
        .where(Person.id == bindparam("person_id"))
    )
)


def find_feed(token_hash: str) -> Feed | None:
    """The calendar whose address has this token hash, valid or revoked; a disabled account counts as revoked."""
    rows = _FEED.rows(token_hash=token_hash)
    if not rows:
        return None
    row = rows[0]
    return Feed(
        person_id=row.person_id,
        language=row.language,
        created_at=row.created_at,
        revoked_at=row.revoked_at or row.disabled_at,
        has_meetings=row.way is not CalendarWay.INVITATIONS,
        attendance=_attendance(row.person_id, rows),
    )


def get_attendance(person_id: int, *, edition_id: int) -> Attendance:
    """What a calendar says of an edition and of how a person attends it: one statement; two if they were engaged ever.

    Raises:
        NotFound: there is no such person or edition.
    """
    rows = _OWN.rows(person_id=person_id, edition_id=edition_id)
    found(next(iter(rows), None))
    return _attendance(person_id, rows)


def _attendance(person_id: int, rows: Sequence[Row[Any]]) -> Attendance:
    engaged_at = rows[0].engaged_at
    engagements = [] if engaged_at is None else list_engagements(person_id, edition_id=rows[0].id)
    chosen = list_chosen(person_id, edition_id=rows[0].id) if rows[0].programme_version else []
    return Attendance(
        edition=_edition(rows[0]),
        days=_days(rows),
        engagements=tuple(joined(engagements)),
        engaged_at=engaged_at,
        sessions=tuple(each for each in chosen if not each.is_waiting),
        told=list_told(person_id) if rows[0].is_told else {},
    )


def _days(rows: Sequence[Row[Any]]) -> tuple[ForumDay, ...]:
    """The days of a person, each as their registration stands; those withdrawn from it as if it were cancelled."""
    days = {row.day_id: _day(row, row, status=row.status) for row in rows if row.day_id is not None}
    if rows[0].has_withdrawn:
        withdrawn = select(WithdrawnDay).where(WithdrawnDay.registration_id == rows[0].registration_id)
        for gone in session().scalars(withdrawn):
            days.setdefault(gone.day_id, _day(rows[0], gone, status=RegistrationStatus.CANCELLED))
    return tuple(sorted(days.values(), key=lambda day: day.date))


def _day(row: Row[Any], day: Any, *, status: RegistrationStatus) -> ForumDay:
    return ForumDay(
        uid=day_uid(row.registration_id, row.registered_at, day_id=day.day_id),
        date=day.date,
        opens_at=day.opens_at,
        closes_at=day.closes_at,
        status=status,
        sequence=row.calendar_sequence + row.changes,
        changed_at=max(filter(None, (row.changed_at, row.calendar_changed_at))),
        stand=row.stand,
        hall=row.hall,
    )


def _edition(row: Row[Any]) -> AgendaEdition:
    return AgendaEdition(
        id=row.id,
        slug=row.slug,
        name=row.name,
        time_zone=row.time_zone,
        venue_name=row.venue_name,
        venue_address=row.venue_address,
        sequence=row.calendar_sequence,
        changed_at=row.calendar_changed_at,
    )


def find_feed_address(person_id: int, *, edition_id: int) -> FeedAddress | None:
    """The valid calendar address of a person in an edition, if any."""
    query = select(FeedAddress).where(
        FeedAddress.person_id == person_id, FeedAddress.edition_id == edition_id, FeedAddress.revoked_at.is_(None)
    )
    return session().scalars(query).one_or_none()
