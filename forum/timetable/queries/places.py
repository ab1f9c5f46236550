"""Where and when an edition has meetings, as planning knows it."""

from sqlalchemy import select

from forum.core.database import session
from forum.editions.models import Day, MeetingTable, Slot
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
