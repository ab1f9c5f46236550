"""A buyer's table and the hours there: changed only where no meeting stands in the way."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert

from forum.accounts.models import Person
from forum.core.database import atomic, locked, locked_all, session
from forum.editions.models import Edition, MeetingTable
from forum.matchmaking.models import Availability, Buyer
from forum.matchmaking.queries.parties import EAGER_BUYER, get_table, same_starts
from forum.meetings.errors import HoursHaveMeetings, NoTable
from forum.meetings.notices import notify_table
from forum.meetings.queries.boards import board_of
from forum.meetings.queries.meetings import list_scheduled
from forum.meetings.service.meetings import follow_table


def assign_table(buyer_id: int, *, table_id: int | None, edition: Edition, by: int, now: datetime) -> Buyer:
    """Give a buyer a table (None takes it away): meetings come along, hours are kept by the clock of the new hall.

    Raises:
        NotFound: the table is not one of this edition.
        TableInOtherHall: meetings stay in the hall of their slots.
        TableTaken: somebody else meets at that table at the time of a meeting.
    """
    with atomic():
        buyer = locked(Buyer, buyer_id, *EAGER_BUYER)
        locked_all(Person, [buyer.person_id])
        if buyer.table_id == table_id:
            return buyer
        table = None if table_id is None else get_table(table_id, edition_id=edition.id)
        if table is None:
            _ensure_no_meetings(buyer)
        else:
            follow_table(buyer, table, by=by, now=now)
            _keep_hours(buyer, table)
            notify_table(buyer.person, edition, table=table, now=now)
        buyer.table = table
    return buyer


def _ensure_no_meetings(buyer: Buyer) -> None:
    count = len(list_scheduled(buyer_id=buyer.id))
    if count:
        raise HoursHaveMeetings(count=count)


def _keep_hours(buyer: Buyer, table: MeetingTable) -> None:
    if buyer.table is not None and buyer.table.hall_id != table.hall_id:
        _write_hours(buyer.id, same_starts(buyer.id, hall_id=table.hall_id))


def set_hours(buyer_id: int, *, slot_ids: Collection[int]) -> Buyer:
    """Keep the slots in which a buyer is at the table: exactly these of their hall's.

    Raises:
        NoTable: there is none yet.
        HoursHaveMeetings: a meeting is arranged in a slot that would go.
    """
    with atomic():
        buyer = locked(Buyer, buyer_id)
        locked_all(Person, [buyer.person_id])
        board = board_of(buyer_id)
        if not board:
            raise NoTable
        wanted = {slot.slot_id for slot in board if slot.slot_id in set(slot_ids)}
        own = {meeting.slot_id for meeting in list_scheduled(buyer_id=buyer_id)}
        left = own - wanted
        if left:
            raise HoursHaveMeetings(count=len(left))
        _write_hours(buyer_id, wanted)
    return buyer


def _write_hours(buyer_id: int, slot_ids: Collection[int]) -> None:
    session().execute(delete(Availability).where(Availability.buyer_id == buyer_id))
    if slot_ids:
        rows = [{"buyer_id": buyer_id, "slot_id": slot_id} for slot_id in sorted(slot_ids)]
        session().execute(insert(Availability), rows)
