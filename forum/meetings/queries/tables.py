"""Who sits at which table, who has none yet, and what moves with them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.editions.models import MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, TableSeat
from forum.meetings.queries.meetings import EAGER


def list_meetings_ahead_of(buyer_ids: Collection[int], *, now: datetime) -> Sequence[Meeting]:
    """The scheduled meetings of these buyers that have not ended, by id, read again."""
    if not buyer_ids:
        return []
    query = (
        select(Meeting)
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(Meeting.buyer_id.in_(buyer_ids), Meeting.status == MeetingStatus.SCHEDULED, Slot.ends_at > now)
        .options(*EAGER)
        .order_by(Meeting.id)
    )
    return session().scalars(query.execution_options(populate_existing=True)).unique().all()


def list_seats_in(table_ids: Collection[int], *, but: Collection[int] = ()) -> set[tuple[int, int]]:
    """When these tables are taken (table and slot), without the seats of some meetings."""
    query = select(TableSeat.table_id, TableSeat.slot_id).where(
        TableSeat.table_id.in_(table_ids), TableSeat.meeting_id.not_in(but)
    )
    return {(table_id, slot_id) for table_id, slot_id in session().execute(query)}


def list_buyers_here(edition_id: int) -> Sequence[Buyer]:
    """The buyers of an edition who were not removed, by company and name, with person, company and table."""
    query = (
        select(Buyer)
        .join(Buyer.person)
        .join(Buyer.company)
        .where(Buyer.edition_id == edition_id, Buyer.removed_at.is_(None))
        .options(
            contains_eager(Buyer.person),
            contains_eager(Buyer.company),
            joinedload(Buyer.table).joinedload(MeetingTable.hall),
        )
        .order_by(Company.name_sorted, Person.name_sorted, Buyer.id)
    )
    return session().scalars(query).all()
