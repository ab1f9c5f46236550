"""A buyer's table and their hours at it: changed only where no meeting stands in the way."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from forum.accounts.models import Person
from forum.core.database import atomic, found, locked, locked_all, session
from forum.core.history import record
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.enums import BuyerChange
from forum.matchmaking.models import Availability, Buyer, BuyerEvent
from forum.matchmaking.queries.participants import get_buyer, get_table, list_slot_ids_at_same_times
from forum.matchmaking.service import locked_buyer
from forum.meetings.errors import HoursHaveMeetings, NoTable
from forum.meetings.notices import notify_table
from forum.meetings.queries.boards import get_board
from forum.meetings.queries.meetings import list_scheduled
from forum.meetings.service.freeing import free_places
from forum.meetings.service.meetings import move_with_table

QUIETLY = {"synchronize_session": False}


def assign_table(buyer_id: int, *, table_id: int | None, edition: Edition, by: int, now: datetime) -> Buyer:
    """Assign a table to a buyer, or none: their meetings move there; in another hall they keep the same times.

    Raises:
        NotFound: the table is not one of this edition.
        BuyerRemoved: the buyer was removed.
        HoursHaveMeetings: the buyer has meetings and would have no table.
        TableInOtherHall: the buyer's meetings have slots of another hall.
        TableTaken: another buyer meets at that table at the time of a meeting.
    """
    with atomic():
        locked_all(Person, [get_buyer(buyer_id, edition_id=edition.id).person_id])
        buyer = locked_buyer(buyer_id, edition_id=edition.id)
        if buyer.table_id == table_id:
            return buyer
        table = None if table_id is None else get_table(table_id, edition_id=edition.id)
        if table is None:
            _ensure_no_meetings(buyer)
        else:
            move_with_table(buyer, table, by=by, now=now)
            settle_hours(buyer, table, now=now)
            notify_table(buyer.person, edition, table=table, now=now)
        buyer.table = table
        record_table(buyer, table, by=by, now=now)
    return buyer


def record_table(buyer: Buyer, table: MeetingTable | None, *, by: int, now: datetime) -> None:
    """Write down which table a buyer was given, or that they have none."""
    record(BuyerEvent(buyer_id=buyer.id, kind=BuyerChange.TABLE, note=table_note(table)), by=by, now=now)


def table_note(table: MeetingTable | None) -> str:
    """How the history of a buyer names a table."""
    return "" if table is None else str(table.number)


def settle_hours(buyer: Buyer, table: MeetingTable, *, now: datetime) -> None:
    """Keep the hours of a locked buyer who goes to this table: in another hall at the same times, and free there."""
    _keep_hours(buyer, table)
    if buyer.table is None or buyer.table.hall_id != table.hall_id:
        _offer_hours(buyer, table, now=now)


def _ensure_no_meetings(buyer: Buyer) -> None:
    count = len(list_scheduled(buyer_id=buyer.id))
    if count:
        raise HoursHaveMeetings(count=count)


def _offer_hours(buyer: Buyer, table: MeetingTable, *, now: datetime) -> None:
    """The hours of a buyer who had no table in this hall are free now, but for those of meetings that moved along."""
    hours = select(Slot.id).join(Availability, Availability.slot_id == Slot.id)
    theirs = session().scalars(hours.where(Availability.buyer_id == buyer.id, Slot.hall_id == table.hall_id))
    free_places([(buyer.id, slot_id) for slot_id in theirs], now=now)


def _keep_hours(buyer: Buyer, table: MeetingTable) -> None:
    if buyer.table is not None and buyer.table.hall_id != table.hall_id:
        write_hours(buyer.id, list_slot_ids_at_same_times(buyer.id, hall_id=table.hall_id))


def set_hours(buyer_id: int, *, slot_ids: Collection[int], now: datetime) -> Buyer:
    """Set the slots in which a buyer is at their table; slots of another hall are ignored.

    Those that are new are offered to whoever waits for the buyer.

    Raises:
        NoTable: the buyer has no table.
        HoursHaveMeetings: the buyer has meetings in slots that are not among these.
    """
    with atomic():
        locked_all(Person, [found(session().get(Buyer, buyer_id)).person_id])
        buyer = locked(Buyer, buyer_id)
        board = get_board(buyer_id)
        if not board:
            raise NoTable
        wanted = {slot.slot_id for slot in board if slot.slot_id in set(slot_ids)}
        own = {meeting.slot_id for meeting in list_scheduled(buyer_id=buyer_id)}
        left = own - wanted
        if left:
            raise HoursHaveMeetings(count=len(left))
        added = wanted - {slot.slot_id for slot in board if slot.at_table}
        write_hours(buyer_id, wanted)
        free_places([(buyer_id, slot_id) for slot_id in sorted(added)], now=now)
    return buyer


def write_hours(buyer_id: int, slot_ids: Collection[int]) -> None:
    """Let a locked buyer be at their table in these slots and in no others."""
    write_all_hours({buyer_id: slot_ids})


def write_all_hours(hours: Mapping[int, Collection[int]]) -> None:
    """Let locked buyers be at their tables in these slots, by buyer, and in no others."""
    session().execute(delete(Availability).where(Availability.buyer_id.in_(hours)), execution_options=QUIETLY)
    rows = [{"buyer_id": buyer_id, "slot_id": slot_id} for buyer_id, ids in hours.items() for slot_id in sorted(ids)]
    if rows:
        session().execute(insert(Availability), rows)


def give_tables(tables: Mapping[int, MeetingTable | None], *, by: int, now: datetime) -> None:
    """Let locked buyers sit at these tables, or at none, and write it down; their meetings are looked after by others.

    In a few statements for any number.
    """
    if not tables:
        return
    to = [{"id": id, "table_id": None if table is None else table.id} for id, table in tables.items()]
    session().execute(update(Buyer), to)
    event = {"kind": BuyerChange.TABLE, "at": now, "by_id": by}
    notes = [{**event, "buyer_id": id, "note": table_note(table)} for id, table in tables.items()]
    session().execute(insert(BuyerEvent), notes)
