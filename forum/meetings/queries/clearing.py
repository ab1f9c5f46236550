"""The meetings that clearing a person, a table, a slot or a day concerns, and where they could go."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, union

from forum.accounts.models import Person
from forum.core.collation import sort_key
from forum.core.database import one, session
from forum.core.mentions import mentions
from forum.editions.models import Hall, MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import EAGER_BUYER
from forum.meetings.enums import Clearing, MeetingStatus
from forum.meetings.models import Meeting, PersonSeat
from forum.meetings.queries.meetings import EAGER

MOST_PEOPLE = 20


def list_cleared(
    what: Clearing, id: int, *, day_id: int | None, edition_id: int, now: datetime, most: int
) -> Sequence[Meeting]:
    """The meetings ahead of a person, a table, a slot or a day, in order of time, read again; up to one more than N."""
    query = (
        select(Meeting)
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(
            Meeting.edition_id == edition_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            Meeting.held_at.is_(None),
            Slot.ends_at > now,
        )
        .options(*EAGER)
        .order_by(Slot.starts_at, Meeting.id)
        .limit(most + 1)
    )
    if day_id is not None:
        query = query.where(Slot.day_id == day_id)
    seated = select(PersonSeat.meeting_id).where(PersonSeat.person_id == id)
    query = query.where(
        {
            Clearing.PERSON: Meeting.id.in_(seated),
            Clearing.TABLE: Meeting.table_id == id,
            Clearing.SLOT: Meeting.slot_id == id,
            Clearing.DAY: Slot.day_id == id,
        }[what]
    )
    return session().scalars(query.execution_options(populate_existing=True)).unique().all()


def list_cleared_slot_ids(what: Clearing, id: int) -> Sequence[int]:
    """The slots in which nobody meets once they are cleared; none of a person or a table."""
    if what is Clearing.SLOT:
        return [id]
    if what is Clearing.DAY:
        return session().scalars(select(Slot.id).where(Slot.day_id == id).order_by(Slot.id)).all()
    return []


def list_free_tables(hall_id: int) -> Sequence[MeetingTable]:
    """The tables of a hall at which no buyer sits, by number."""
    at = select(Buyer.table_id).where(Buyer.table_id.is_not(None))
    query = select(MeetingTable).where(MeetingTable.hall_id == hall_id, MeetingTable.id.not_in(at))
    return session().scalars(query.order_by(MeetingTable.number)).all()


def list_seated_buyers(table_id: int) -> Sequence[Buyer]:
    """The buyers of a table, by id."""
    return session().scalars(select(Buyer).where(Buyer.table_id == table_id).order_by(Buyer.id)).all()


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
