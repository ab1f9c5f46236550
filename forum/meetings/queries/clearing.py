"""The meetings that clearing a person, a table, a hall, a slot or a day concerns, and where they could go."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import contains_eager

from forum.accounts.models import Person
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.mentions import mentions
from forum.editions.enums import HallKind
from forum.editions.models import Day, Hall, MeetingTable, Slot
from forum.matchmaking.models import Availability, Buyer
from forum.matchmaking.queries.participants import EAGER_BUYER
from forum.meetings.enums import Clearing, MeetingStatus, OfferStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, SlotOffer
from forum.meetings.queries.meetings import EAGER

MOST_PEOPLE = 20


def list_cleared(what: Clearing, id: int, *, day_id: int | None, edition_id: int, now: datetime) -> Sequence[Meeting]:
    """The meetings ahead of what is cleared, in order of time, read again."""
    ids = select_cleared(what, id, day_id=day_id, edition_id=edition_id, now=now)
    query = select(Meeting).join(Slot, Slot.id == Meeting.slot_id).where(Meeting.id.in_(ids)).options(*EAGER)
    query = query.order_by(Slot.starts_at, Meeting.id)
    return session().scalars(query.execution_options(populate_existing=True)).unique().all()


def select_cleared(
    what: Clearing, id: int, *, day_id: int | None, edition_id: int, now: datetime
) -> Select[tuple[int]]:
    """The ids of the meetings ahead of what is cleared."""
    query = (
        select(Meeting.id)
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(
            Meeting.edition_id == edition_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            Meeting.held_at.is_(None),
            Slot.ends_at > now,
        )
    )
    if day_id is not None:
        query = query.where(Slot.day_id == day_id)
    seated = select(PersonSeat.meeting_id).where(PersonSeat.person_id == id)
    return query.where(
        {
            Clearing.PERSON: Meeting.id.in_(seated),
            Clearing.TABLE: Meeting.table_id == id,
            Clearing.HALL: Slot.hall_id == id,
            Clearing.SLOT: Meeting.slot_id == id,
            Clearing.DAY: Slot.day_id == id,
        }[what]
    )


def list_cleared_slot_ids(what: Clearing, id: int, *, now: datetime) -> Sequence[int]:
    """The slots in which nobody meets once they are cleared; none of a person or a table. Of a hall those ahead."""
    if what is Clearing.SLOT:
        return [id]
    if what is Clearing.HALL:
        ahead = select(Slot.id).where(Slot.hall_id == id, Slot.ends_at > now)
        return session().scalars(ahead.order_by(Slot.id)).all()
    if what is Clearing.DAY:
        return session().scalars(select(Slot.id).where(Slot.day_id == id).order_by(Slot.id)).all()
    return []


def list_free_tables(hall_id: int) -> Sequence[MeetingTable]:
    """The tables of a hall at which no buyer sits, by number."""
    at = select(Buyer.table_id).where(Buyer.table_id.is_not(None))
    query = select(MeetingTable).where(MeetingTable.hall_id == hall_id, MeetingTable.id.not_in(at))
    return session().scalars(query.order_by(MeetingTable.number)).all()


def list_free_tables_elsewhere(edition_id: int, *, but_hall_id: int) -> Sequence[MeetingTable]:
    """The tables of all other halls at which no buyer sits, by number, with their halls."""
    at = select(Buyer.table_id).where(Buyer.table_id.is_not(None))
    query = (
        select(MeetingTable)
        .join(Hall, Hall.id == MeetingTable.hall_id)
        .where(MeetingTable.edition_id == edition_id, Hall.kind == HallKind.B2B, Hall.id != but_hall_id)
        .where(MeetingTable.id.not_in(at))
        .options(contains_eager(MeetingTable.hall))
    )
    return session().scalars(query.order_by(MeetingTable.number)).all()


def list_seated_buyers(*, table_id: int | None = None, hall_id: int | None = None) -> Sequence[Buyer]:
    """The buyers of a table, or of all tables of a hall, by id."""
    query = select(Buyer).join(MeetingTable, MeetingTable.id == Buyer.table_id)
    where = MeetingTable.id == table_id if hall_id is None else MeetingTable.hall_id == hall_id
    return session().scalars(query.where(where).order_by(Buyer.id)).all()


def list_seated_people_of(edition_id: int) -> Sequence[int]:
    """The people who are buyers with a table, by id."""
    query = select(Buyer.person_id).where(Buyer.edition_id == edition_id, Buyer.table_id.is_not(None))
    return session().scalars(query.order_by(Buyer.person_id)).all()


def list_open_slots_of(hall_ids: Collection[int], *, now: datetime) -> Sequence[tuple[Slot, date]]:
    """The slots of these halls that have not begun and are not blocked, with their days, in order of time."""
    query = select(Slot, Day.date).join(Day, Day.id == Slot.day_id)
    query = query.where(Slot.hall_id.in_(hall_ids), Slot.starts_at > now, Slot.blocked_reason.is_(None))
    return session().execute(query.order_by(Slot.starts_at, Slot.id)).tuples().all()


def list_hours_of(buyer_ids: Collection[int]) -> Sequence[tuple[int, datetime, datetime]]:
    """When these buyers are at their table: buyer, from, until."""
    query = select(Availability.buyer_id, Slot.starts_at, Slot.ends_at).join(Slot, Slot.id == Availability.slot_id)
    return session().execute(query.where(Availability.buyer_id.in_(buyer_ids))).tuples().all()


def count_offered(slot_ids: Collection[int]) -> int:
    """Number of offers that are open in these slots."""
    query = select(func.count()).select_from(SlotOffer)
    where = (SlotOffer.slot_id.in_(slot_ids), SlotOffer.status == OfferStatus.OPEN)
    return session().scalar(query.where(*where)) or 0


def count_proposed(slot_ids: Collection[int]) -> int:
    """Number of requests without an answer that propose one of these slots."""
    query = select(func.count()).select_from(MeetingRequest)
    where = (MeetingRequest.preferred_slot_id.in_(slot_ids), MeetingRequest.status == RequestStatus.SENT)
    return session().scalar(query.where(*where)) or 0


def list_seated_buyers_of(buyer_ids: Collection[int]) -> Sequence[Buyer]:
    """These buyers, with person and table."""
    if not buyer_ids:
        return []
    query = select(Buyer).where(Buyer.id.in_(buyer_ids)).options(*EAGER_BUYER).order_by(Buyer.id)
    return session().scalars(query.execution_options(populate_existing=True)).all()


def list_slots_with_hall(edition_id: int) -> Sequence[tuple[Slot, str]]:
    """Every slot of an edition with the name of its hall, in order of time."""
    query = select(Slot, Hall.name).join(Hall, Hall.id == Slot.hall_id).where(Slot.edition_id == edition_id)
    rows = session().execute(query).tuples()
    return sorted(rows, key=lambda row: (row[0].starts_at, sort_key(row[1])))


def list_seated_people(edition_id: int, *, text: str) -> Sequence[Person]:
    """Those of this name who have a seat in a meeting of the edition, by name; the first few."""
    of_edition = select(Meeting.id).where(Meeting.edition_id == edition_id)
    seated = select(PersonSeat.person_id).where(PersonSeat.meeting_id.in_(of_edition))
    query = select(Person).where(Person.id.in_(seated), *mentions(text, Person.name_folded))
    return session().scalars(query.order_by(Person.name_sorted, Person.id).limit(MOST_PEOPLE)).all()


def get_person_here(person_id: int, *, edition_id: int) -> Person:
    """Somebody who has a seat in a meeting of the edition, or is one of its buyers, for its staff.

    Raises:
        NotFound: there is no such person here.
    """
    of_edition = select(Meeting.id).where(Meeting.edition_id == edition_id)
    seated = select(PersonSeat.person_id).where(PersonSeat.meeting_id.in_(of_edition))
    met = select(Meeting.person_id).where(Meeting.edition_id == edition_id)
    buyers = select(Buyer.person_id).where(Buyer.edition_id == edition_id)
    return one(select(Person).where(Person.id == person_id, Person.id.in_(union(seated, met, buyers))))
