"""What the floor desk reads: a number that changes with every act, the tables with their meetings, who may step in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.badges.queries import find_scanned_badge
from forum.checkin.models import Entry
from forum.companies.models import Company
from forum.core.aliases import shared_alias
from forum.core.database import session
from forum.core.names import PersonName
from forum.core.prepared import Prepared
from forum.editions.models import Day, Edition, Hall, MeetingTable, Slot
from forum.floor.rules import Hour, Seat, Table
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import list_representatives
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingCompanion, MeetingEvent, MeetingRequest
from forum.meetings.queries.boards import list_busy_times
from forum.meetings.queries.meetings import EAGER
from forum.meetings.queries.waitlist import list_waitlisted, read_line
from forum.meetings.rules.board import overlaps
from forum.meetings.rules.life import EARLY, Marks
from forum.registration.models import Registration

_last = select(MeetingEvent.id).order_by(MeetingEvent.id.desc()).limit(300).subquery()
VERSION = Prepared(select(func.max(_last.c.id).label("last"), func.sum(_last.c.id).label("total")))

_supplier, _buying = shared_alias(Company), shared_alias(Company)
_person, _buyer_person = shared_alias(Person), shared_alias(Person)


def find_version() -> str:
    """What changes with every act on a meeting.

    The last ids are summed, so that one which is committed late, under a higher one, is seen.
    """
    last, total = VERSION.rows()[0]
    return f"{last or 0}-{total or 0}"


def list_hours(edition_id: int) -> list[Hour]:
    """Every hour of the edition's halls that is not blocked."""
    query = select(Slot.id, Slot.hall_id, Slot.starts_at, Slot.ends_at)
    query = query.where(Slot.edition_id == edition_id, Slot.blocked_reason.is_(None)).order_by(Slot.starts_at, Slot.id)
    return [
        Hour(id=id, hall_id=hall_id, starts_at=starts_at, ends_at=ends_at)
        for id, hall_id, starts_at, ends_at in session().execute(query)
    ]


def list_tables(edition_id: int, *, hall_id: int | None) -> list[Table]:
    """The tables at which some buyer sits, by hall in the order of their making, and number."""
    taken = select(Buyer.table_id).where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
    query = (
        select(MeetingTable.id, MeetingTable.number, Hall.id, Hall.name)
        .join(Hall, Hall.id == MeetingTable.hall_id)
        .where(Hall.edition_id == edition_id, MeetingTable.id.in_(taken))
        .order_by(Hall.id, MeetingTable.number)
    )
    if hall_id is not None:
        query = query.where(Hall.id == hall_id)
    return [Table(id=id, number=number, hall_id=hall, hall=name) for id, number, hall, name in session().execute(query)]


def list_seats(slot_ids: Collection[int]) -> list[Seat]:
    """The meetings of these hours that are not cancelled, in the order of their making, in one statement."""
    query = (
        select(
            Meeting.id,
            Meeting.table_id,
            Meeting.slot_id,
            _supplier.name.label("supplier"),
            _person.given_names,
            _person.first_surname,
            _person.second_surname,
            _buying.name.label("buyer"),
            _buyer_person.given_names.label("buyer_given"),
            _buyer_person.first_surname.label("buyer_first"),
            _buyer_person.second_surname.label("buyer_second"),
            Buyer.interpreter,
            Meeting.called_at,
            Meeting.status,
            Meeting.buyer_confirmed_at,
            Meeting.supplier_confirmed_at,
            Meeting.buyer_arrived_at,
            Meeting.supplier_arrived_at,
            Meeting.held_at,
            Meeting.absent,
            Slot.starts_at,
            Slot.ends_at,
        )
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .join(_buying, _buying.id == Buyer.company_id)
        .join(_buyer_person, _buyer_person.id == Buyer.person_id)
        .join(_supplier, _supplier.id == Meeting.company_id)
        .join(_person, _person.id == Meeting.person_id)
        .where(Meeting.slot_id.in_(slot_ids), Meeting.status != MeetingStatus.CANCELLED)
        .order_by(Meeting.id)
    )
    return [_seat(row) for row in session().execute(query)]


def _seat(row: Any) -> Seat:
    return Seat(
        meeting_id=row.id,
        table_id=row.table_id,
        slot_id=row.slot_id,
        supplier=row.supplier,
        person=PersonName(row.given_names, row.first_surname, row.second_surname).full,
        buyer=row.buyer,
        buyer_person=PersonName(row.buyer_given, row.buyer_first, row.buyer_second).full,
        interpreter=row.interpreter,
        called_at=row.called_at,
        marks=Marks.of(row, row),
    )


def list_with_interpreter(edition_id: int, *, day: Any) -> Sequence[Meeting]:
    """The scheduled meetings of a day for which a buyer needs an interpreter, by hour and table."""
    query = (
        select(Meeting)
        .join(Slot, Slot.id == Meeting.slot_id)
        .join(Day, Day.id == Slot.day_id)
        .join(Buyer, Buyer.id == Meeting.buyer_id)
        .join(MeetingTable, MeetingTable.id == Meeting.table_id)
        .where(Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED, Day.date == day)
        .where(Buyer.interpreter.is_not(None))
        .options(*EAGER)
    )
    return session().scalars(query.order_by(Slot.starts_at, MeetingTable.number, Meeting.id)).all()


def find_badge_holder(text: str, *, edition_id: int) -> Person | None:
    """The person of a valid badge of this edition whose code was read; None for none."""
    badge = find_scanned_badge(text, edition_id=edition_id)
    if badge is None or badge.revoked_at is not None:
        return None
    query = select(Person).join(Registration, Registration.person_id == Person.id)
    query = query.join(Badge, Badge.registration_id == Registration.id).where(Badge.id == badge.id)
    return session().scalars(query).one_or_none()


_MINE = (
    select(Meeting.id, Meeting.person_id, Buyer.person_id.label("buyer_person_id"), MeetingCompanion.side)
    .join(Slot, Slot.id == Meeting.slot_id)
    .join(Buyer, Buyer.id == Meeting.buyer_id)
    .outerjoin(
        MeetingCompanion,
        and_(MeetingCompanion.meeting_id == Meeting.id, MeetingCompanion.person_id == bindparam("person_id")),
    )
    .where(
        Meeting.edition_id == bindparam("edition_id"),
        Meeting.status == MeetingStatus.SCHEDULED,
        or_(
            Meeting.person_id == bindparam("person_id"),
            Buyer.person_id == bindparam("person_id"),
            MeetingCompanion.id.is_not(None),
        ),
    )
    .order_by(Slot.starts_at, Meeting.id)
    .limit(1)
)


def find_meeting_of_now(person_id: int, *, edition_id: int, now: datetime) -> tuple[int, Side] | None:
    """The meeting to which somebody comes now, or within a few minutes, and their side of it."""
    query = _MINE.where(Slot.starts_at <= now + EARLY, Slot.ends_at > now)
    row = session().execute(query, {"person_id": person_id, "edition_id": edition_id}).one_or_none()
    if row is None:
        return None
    is_buyer = row.buyer_person_id == person_id or row.side is Side.BUYER
    return row.id, Side.BUYER if is_buyer else Side.SUPPLIER


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """A company of the waiting list that could take a place now, and who of it could come.

    `is_present`: that person was let in today, and has not left since.
    """

    request: MeetingRequest
    person: Person
    is_present: bool


def list_stand_ins(meeting: Meeting, edition: Edition, *, now: datetime) -> list[StandIn]:
    """Who waits for the buyer of a missed meeting and is free in its hour: those at the forum first, then in order."""
    waiting = list_waitlisted(meeting.buyer_id)
    line = read_line(meeting.buyer, edition, waiting, now=now)
    could = [each for each in line.waiting if each.is_approved and each.meetings < line.meetings_cap]
    everybody = {person_id for each in could for person_id in each.person_ids}
    busy = {
        each.person_id
        for each in list_busy_times(edition.id, person_ids=everybody)
        if each.is_meeting and overlaps(meeting.slot, each)
    }
    present = _list_present(everybody - busy, edition.id)
    requests = {each.id: each for each in waiting}
    found = []
    for each in could:
        free = [person for person in list_representatives(each.company_id) if person.id in each.person_ids - busy]
        free.sort(key=lambda person: (person.id not in present, person.id != requests[each.request_id].person_id))
        if free:
            here = free[0].id in present
            found.append(StandIn(request=requests[each.request_id], person=free[0], is_present=here))
    return sorted(found, key=lambda each: not each.is_present)


def _list_present(people: Collection[int], edition_id: int) -> set[int]:
    """Those of these people who are inside some area of the edition."""
    query = (
        select(Registration.person_id)
        .join(Entry, Entry.registration_id == Registration.id)
        .where(Registration.edition_id == edition_id, Registration.person_id.in_(people), Entry.inside.is_(True))
    )
    return set(session().scalars(query))
