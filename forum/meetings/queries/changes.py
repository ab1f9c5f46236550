"""Changes of many meetings at once: what is still to be told, and what must not change while one is made."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from forum.accounts.models import Person
from forum.core.database import session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import OfferStatus
from forum.meetings.models import AgendaChange, Engagement, Meeting, MeetingCompanion, PersonSeat, SlotOffer, TableSeat

State = Sequence[Any]


def list_untold_ids() -> Sequence[int]:
    """The changes of whom somebody was not told, in order."""
    query = select(AgendaChange.id).where(AgendaChange.told_at.is_(None)).order_by(AgendaChange.id)
    return session().scalars(query).all()


def list_people_of(person_ids: Sequence[int]) -> Sequence[Person]:
    """These people, by id; who is no more is left out."""
    query = select(Person).where(Person.id.in_(person_ids)).order_by(Person.id)
    return session().scalars(query.execution_options(populate_existing=True)).all()


def present_state(meetings: Select[tuple[int]], *, edition_id: int, hall_id: int | None = None) -> State:
    """All that says where these meetings (a query of their ids) could go, as it stands in the tables.

    Equal means that nothing has changed. It makes no values of the rows: it is read while the database waits for it.
    `hall_id`: they stay in this hall.
    """
    ids = meetings.scalar_subquery()
    seat = (PersonSeat.person_id, PersonSeat.meeting_id, PersonSeat.slot_id)
    people = select(PersonSeat.person_id).where(PersonSeat.meeting_id.in_(ids))
    slots = select(Slot.id).where(Slot.edition_id == edition_id)
    slots = slots if hall_id is None else slots.where(Slot.hall_id == hall_id)
    buyers = select(Buyer.id).where(Buyer.edition_id == edition_id)
    statements: tuple[Select[Any], ...] = (
        select(Edition.buyer_spare_slots_per_day, Edition.walking_minutes, Edition.time_zone).where(
            Edition.id == edition_id
        ),
        select(
            Meeting.id, Meeting.sequence, Meeting.slot_id, Meeting.table_id, Meeting.buyer_id, Meeting.person_id
        ).where(Meeting.id.in_(ids)),
        select(MeetingCompanion.meeting_id, MeetingCompanion.person_id).where(MeetingCompanion.meeting_id.in_(ids)),
        select(*seat).where(PersonSeat.person_id.in_(people)),
        select(Engagement.id, Engagement.person_id, Engagement.starts_at, Engagement.ends_at).where(
            Engagement.edition_id == edition_id, Engagement.person_id.in_(people)
        ),
        select(TableSeat.table_id, TableSeat.slot_id, TableSeat.meeting_id).where(TableSeat.slot_id.in_(slots)),
        select(Slot.id, Slot.hall_id, Slot.starts_at, Slot.ends_at, Slot.blocked_reason).where(
            Slot.edition_id == edition_id
        ),
        select(MeetingTable.id, MeetingTable.hall_id).where(MeetingTable.edition_id == edition_id),
        select(Buyer.id, Buyer.person_id, Buyer.table_id).where(Buyer.edition_id == edition_id),
        select(Availability.buyer_id, Availability.slot_id).where(Availability.buyer_id.in_(buyers)),
        select(SlotOffer.id).where(SlotOffer.slot_id.in_(slots), SlotOffer.status == OfferStatus.OPEN),
    )
    return [frozenset(session().execute(each).tuples()) for each in statements]
