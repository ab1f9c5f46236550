"""A buyer's board, and when people are busy."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, and_, bindparam, cast, null, select, union, union_all
from sqlalchemy.orm import aliased

from forum.accounts.models import Person
from forum.core.database import session
from forum.core.prepared import Prepared
from forum.editions.models import Day, Edition, MeetingTable, Slot
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.models import Engagement, Meeting, PersonSeat, TableSeat
from forum.meetings.rules.board import BoardSlot, BusyTime, FreeSlot, free_slots

BOARD = Prepared(
    select(
        Slot.id,
        MeetingTable.id.label("table_id"),
        MeetingTable.hall_id,
        Day.date,
        Slot.starts_at,
        Slot.ends_at,
        Slot.blocked_reason,
        Availability.slot_id.label("at_table_in"),
        TableSeat.meeting_id,
    )
    .select_from(Buyer)
    .join(MeetingTable, MeetingTable.id == Buyer.table_id)
    .join(Slot, Slot.hall_id == MeetingTable.hall_id)
    .join(Day, Day.id == Slot.day_id)
    .outerjoin(Availability, and_(Availability.buyer_id == Buyer.id, Availability.slot_id == Slot.id))
    .outerjoin(TableSeat, and_(TableSeat.table_id == MeetingTable.id, TableSeat.slot_id == Slot.id))
    .where(Buyer.id == bindparam("buyer_id"))
    .order_by(Slot.starts_at)
)

_BUSY = (
    select(PersonSeat.person_id, PersonSeat.meeting_id, Meeting.company_id, Slot.hall_id, Slot.starts_at, Slot.ends_at)
    .join(Meeting, Meeting.id == PersonSeat.meeting_id)
    .join(Slot, Slot.id == PersonSeat.slot_id)
    .where(Meeting.edition_id == bindparam("edition_id"))
)
_none = cast(null(), Integer)
_ENGAGED = select(
    Engagement.person_id,
    _none.label("meeting_id"),
    _none.label("company_id"),
    _none.label("hall_id"),
    Engagement.starts_at,
    Engagement.ends_at,
).where(Engagement.edition_id == bindparam("edition_id"))
_PEOPLE: BindParameter[Any] = bindparam("person_ids", expanding=True)
_TWO: list[BindParameter[Any]] = [bindparam("one"), bindparam("other")]
_BUSY_PEOPLE = union_all(
    _BUSY.where(PersonSeat.person_id.in_(_PEOPLE)), _ENGAGED.where(Engagement.person_id.in_(_PEOPLE))
)
_BUSY_ALL = union(
    _BUSY.where(PersonSeat.person_id.in_(_PEOPLE)),
    _BUSY.where(Meeting.company_id.in_(bindparam("company_ids", expanding=True))),
    _ENGAGED.where(Engagement.person_id.in_(_PEOPLE)),
)
# Look-ups by an index: with OR every meeting of the edition is read, while the one writer's lock is held.
BUSY_PAIR = Prepared(
    union(
        _BUSY.where(PersonSeat.person_id.in_(_TWO)),
        _BUSY.where(Meeting.company_id == bindparam("company_id")),
        _ENGAGED.where(Engagement.person_id.in_(_TWO)),
    )
)


def get_board(buyer_id: int) -> list[BoardSlot]:
    """The slots of the hall of the buyer's table, in order of time; none without a table."""
    rows = BOARD.rows(buyer_id=buyer_id)
    return [
        BoardSlot(
            slot_id=slot_id,
            table_id=table_id,
            hall_id=hall_id,
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            blocked=blocked_reason is not None,
            at_table=at_table_in is not None,
            table_meeting_id=meeting_id,
        )
        for slot_id, table_id, hall_id, day, starts_at, ends_at, blocked_reason, at_table_in, meeting_id in rows
    ]


def list_busy_times(edition_id: int, *, person_ids: Collection[int]) -> list[BusyTime]:
    """When these people are in meetings of an edition or cannot come."""
    return _times(session().execute(_BUSY_PEOPLE, {"edition_id": edition_id, "person_ids": list(person_ids)}))


def list_busy_times_of_all(
    edition_id: int, *, person_ids: Collection[int], company_ids: Collection[int]
) -> list[BusyTime]:
    """When these people are in meetings of an edition or cannot come, and when anybody meets these companies."""
    values = {"edition_id": edition_id, "person_ids": list(person_ids), "company_ids": list(company_ids)}
    return _times(session().execute(_BUSY_ALL, values))


def list_busy_times_of_pair(edition_id: int, one: int, other: int, *, company_id: int) -> list[BusyTime]:
    """When these two people are in meetings of an edition or cannot come, and when anybody meets this company."""
    return _times(BUSY_PAIR.rows(edition_id=edition_id, one=one, other=other, company_id=company_id))


def _times(rows: Iterable[Any]) -> list[BusyTime]:
    return [
        BusyTime(
            person_id=person_id,
            meeting_id=meeting_id,
            company_id=company,
            hall_id=hall_id,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for person_id, meeting_id, company, hall_id, starts_at, ends_at in rows
    ]


def list_taken_at(table_id: int, *, slot_ids: Collection[int]) -> Sequence[int]:
    """Those of these slots in which somebody meets at this table."""
    query = select(TableSeat.slot_id).where(TableSeat.table_id == table_id, TableSeat.slot_id.in_(slot_ids))
    return session().scalars(query).all()


def find_clash(slot_id: int) -> str | None:
    """The name of a person who sits in this slot and, at the same time, in another one."""
    here, there = aliased(Slot), aliased(Slot)
    mine, other = aliased(PersonSeat), aliased(PersonSeat)
    query = (
        select(Person)
        .select_from(mine)
        .join(here, here.id == mine.slot_id)
        .join(other, and_(other.person_id == mine.person_id, other.slot_id != mine.slot_id))
        .join(there, there.id == other.slot_id)
        .join(Person, Person.id == mine.person_id)
        .where(mine.slot_id == slot_id, there.starts_at < here.ends_at, here.starts_at < there.ends_at)
        .limit(1)
    )
    person = session().scalars(query).one_or_none()
    return None if person is None else person.full_name


def list_people_in(slot_id: int) -> Sequence[Person]:
    """Everybody who has a seat in a slot, by name."""
    query = select(Person).join(PersonSeat, PersonSeat.person_id == Person.id).where(PersonSeat.slot_id == slot_id)
    return session().scalars(query.order_by(Person.name_sorted, Person.id)).all()


def list_places_of(meeting: Meeting, *, edition: Edition, now: datetime, by_staff: bool) -> list[FreeSlot]:
    """The slots a meeting could move to, in which the two who meet are free, and who of those besides could come."""
    free = list_offered_slots(
        meeting.buyer,
        [meeting.person_id, *(each.person_id for each in meeting.companions)],
        edition=edition,
        now=now,
        moving=meeting.id,
        by_staff=by_staff,
    )
    return [slot for slot in free if meeting.person_id in slot.person_ids]


def list_offered_slots(
    buyer: Buyer,
    person_ids: Collection[int],
    *,
    edition: Edition,
    now: datetime,
    moving: int | None = None,
    by_staff: bool = False,
) -> list[FreeSlot]:
    """The slots this buyer could give to at least one of these people; `moving`: the meeting that moves."""
    return free_slots(
        get_board(buyer.id),
        list_busy_times(edition.id, person_ids=[buyer.person_id, *person_ids]),
        buyer_person_id=buyer.person_id,
        person_ids=person_ids,
        spare=edition.buyer_spare_slots_per_day,
        walking=edition.walking_minutes,
        now=now,
        moving=moving,
        by_staff=by_staff,
    )
