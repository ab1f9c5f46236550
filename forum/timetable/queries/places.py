"""Where and when an edition has meetings, as planning knows it."""

from typing import Any

from sqlalchemy import Select, select

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.models import Day, MeetingTable, Slot
from forum.matchmaking.models import Availability, Buyer
from forum.timetable.models import DraftMeeting
from forum.timetable.rules import SlotFact, TableFact


def list_slot_facts(edition_id: int) -> tuple[SlotFact, ...]:
    """The slots of an edition."""
    query = (
        select(Slot.id, Slot.hall_id, Day.date, Slot.starts_at, Slot.ends_at, Slot.blocked_reason)
        .join(Day, Day.id == Slot.day_id)
        .where(Slot.edition_id == edition_id)
        .order_by(Slot.id)
    )
    return tuple(
        SlotFact(id=id, hall_id=hall_id, day=day, starts_at=starts_at, ends_at=ends_at, blocked=reason is not None)
        for id, hall_id, day, starts_at, ends_at, reason in session().execute(query)
    )


def list_table_facts(edition_id: int) -> tuple[TableFact, ...]:
    """The meeting tables of an edition."""
    query = select(MeetingTable.id, MeetingTable.hall_id).where(MeetingTable.edition_id == edition_id)
    rows = session().execute(query.order_by(MeetingTable.id))
    return tuple(TableFact(id=id, hall_id=hall_id) for id, hall_id in rows)


def get_draft_places(draft_id: int) -> dict[str, tuple[int, int]]:
    """The slot and table of each request that a draft makes a meeting of, by the wish's id in the problem."""
    query = select(DraftMeeting.request_id, DraftMeeting.slot_id, DraftMeeting.table_id)
    query = query.where(DraftMeeting.draft_id == draft_id, DraftMeeting.meeting_id.is_(None))
    return {f"r{request_id}": (slot_id, table_id) for request_id, slot_id, table_id in session().execute(query)}


def select_hours(edition_id: int) -> Select[Any]:
    """The slots in which each buyer is at their table."""
    hours = select(Availability.buyer_id, Availability.slot_id).join(Buyer, Buyer.id == Availability.buyer_id)
    return hours.where(Buyer.edition_id == edition_id).order_by(Availability.buyer_id, Availability.slot_id)


def select_buyers(edition_id: int) -> Select[Any]:
    """The buyers of an edition, with their tables, and whether they accepted and their account is open."""
    return (
        select(Buyer.id, Buyer.person_id, Buyer.table_id, Buyer.accepted_at, Person.disabled_at)
        .join(Person, Person.id == Buyer.person_id)
        .where(Buyer.edition_id == edition_id)
        .order_by(Buyer.id)
    )
