"""Meetings as they are made, of a request or of none: table and people take their seats in the same change."""

import uuid
from datetime import datetime
from typing import Any

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import session
from forum.core.prepared import PreparedInsert
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.service.changes import record_event
from forum.meetings.service.freeing import tell_offered
from forum.meetings.service.seating import ensure_participants, ensure_seats, sitting_of, take_seats

_MEETING = PreparedInsert(Meeting)


def schedule(
    request: MeetingRequest,
    *,
    slot_id: int,
    edition: Edition,
    side: Side,
    by: int,
    now: datetime,
    acts_for: Side | None = None,
) -> Meeting:
    """Schedule the meeting of a request that this side accepts; inside the change that has locked both sides.

    `acts_for`: the side for which the staff does it.

    Raises:
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    return schedule_between(
        request.buyer,
        request.company,
        request.person,
        request=request,
        slot_id=slot_id,
        edition=edition,
        side=side,
        acts_for=acts_for,
        by=by,
        now=now,
    )


def schedule_between(
    buyer: Buyer,
    company: Company,
    person: Person,
    *,
    request: MeetingRequest | None,
    slot_id: int,
    edition: Edition,
    side: Side,
    acts_for: Side | None = None,
    by_staff: bool = False,
    refills: Meeting | None = None,
    by: int,
    now: datetime,
) -> Meeting:
    """The same for two locked sides, of a request or of none; `by_staff`: beyond hours and quotas.

    `refills`: the missed meeting whose place it takes, in an hour that may have begun.

    Raises:
        BuyerLeft, SupplierLeft, RepresentativeLeft: somebody no longer takes part.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: the slot is
            not free.
    """
    ensure_participants(buyer, company, person)
    beyond = {"by_staff": by_staff, "begun": refills is not None}
    sitting = sitting_of(buyer, person, edition, slot_id=slot_id, company_id=company.id, **beyond)
    table = ensure_seats(sitting, now=now)
    meeting = _new_meeting(buyer, company, person, session().get_one(Slot, slot_id), table, request=request, now=now)
    _MEETING.add_kept(meeting)
    take_seats(meeting)
    tell_offered(slot_id)
    whose: dict[str, Any] = {} if acts_for is None else {"acts_for": acts_for.value}
    if refills is not None:
        whose["refills"] = refills.id
    record_event(meeting, "scheduled", side=side, by=by, now=now, slot_id=slot_id, table_id=table.id, **whose)
    return meeting


def _new_meeting(
    buyer: Buyer,
    company: Company,
    person: Person,
    slot: Slot,
    table: MeetingTable,
    *,
    request: MeetingRequest | None,
    now: datetime,
) -> Meeting:
    return Meeting(
        edition_id=slot.edition_id,
        request_id=None if request is None else request.id,
        request=request,
        buyer_id=buyer.id,
        buyer=buyer,
        company_id=company.id,
        company=company,
        person_id=person.id,
        person=person,
        slot_id=slot.id,
        slot=slot,
        table_id=table.id,
        table=table,
        status=MeetingStatus.SCHEDULED,
        uid=str(uuid.uuid4()),
        sequence=0,
        created_at=now,
        changed_at=now,
        companions=[],
        joined=[],
    )
