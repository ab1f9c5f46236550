"""A buyer's board and who is busy when."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select

from forum.core.database import session
from forum.editions.models import Day, MeetingTable, Slot
from forum.meetings.models import Availability, Buyer, Meeting, PersonSeat, TableSeat
from forum.meetings.rules.board import BoardSlot, Engagement

_BOARD = (
    select(
        Slot.id, Day.date, Slot.starts_at, Slot.ends_at, Slot.blocked_reason, Availability.slot_id, TableSeat.meeting_id
    )
    .select_from(Buyer)
    .join(MeetingTable, MeetingTable.id == Buyer.table_id)
    .join(Slot, Slot.hall_id == MeetingTable.hall_id)
    .join(Day, Day.id == Slot.day_id)
    .outerjoin(Availability, and_(Availability.buyer_id == Buyer.id, Availability.slot_id == Slot.id))
    .outerjoin(TableSeat, and_(TableSeat.table_id == MeetingTable.id, TableSeat.slot_id == Slot.id))
    .order_by(Slot.starts_at)
)

_ENGAGEMENTS = (
    select(PersonSeat.person_id, PersonSeat.meeting_id, Meeting.company_id, Slot.starts_at, Slot.ends_at)
    .join(Meeting, Meeting.id == PersonSeat.meeting_id)
    .join(Slot, Slot.id == PersonSeat.slot_id)
)


def board_of(buyer_id: int) -> list[BoardSlot]:
    """The slots of the hall where the buyer's table is, in order of time; none while they have no table."""
    return [
        BoardSlot(
            slot_id=slot_id,
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            blocked=blocked_reason is not None,
            at_table=at_table_in is not None,
            table_meeting_id=meeting_id,
        )
        for slot_id, day, starts_at, ends_at, blocked_reason, at_table_in, meeting_id in session().execute(
            _BOARD.where(Buyer.id == buyer_id)
        )
    ]


def engagements_of(edition_id: int, *, person_ids: Collection[int], company_id: int | None = None) -> list[Engagement]:
    """Where these people sit in meetings of an edition, and where anybody meets with this company."""
    wanted = PersonSeat.person_id.in_(person_ids)
    if company_id is not None:
        wanted = or_(wanted, Meeting.company_id == company_id)
    rows = session().execute(_ENGAGEMENTS.where(Meeting.edition_id == edition_id, wanted))
    return [
        Engagement(person_id=person_id, meeting_id=meeting_id, company_id=company, starts_at=starts_at, ends_at=ends_at)
        for person_id, meeting_id, company, starts_at, ends_at in rows
    ]
