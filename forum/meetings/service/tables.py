"""Tables of several buyers at once: two swap theirs, many get one; their meetings move along, each is told once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert

from forum.accounts.models import Person
from forum.core.database import atomic, lock_rows, refusing, session
from forum.core.errors import NotFound
from forum.core.i18n import N_
from forum.editions.models import Edition, MeetingTable
from forum.matchmaking.enums import Side
from forum.matchmaking.errors import BuyerRemoved
from forum.matchmaking.models import Buyer
from forum.matchmaking.queries.participants import list_tables
from forum.meetings.errors import NoTable, TableInOtherHall, TableTaken
from forum.meetings.errors.booking import SameTable
from forum.meetings.models import Meeting, TableSeat
from forum.meetings.notices import notify_cleared, notify_table, rearranged
from forum.meetings.queries.clearing import list_seated_buyers_of
from forum.meetings.queries.tables import list_meetings_ahead_of, list_seats_in
from forum.meetings.service.hours import record_table, settle_hours
from forum.meetings.service.meetings import record_place

REASON = N_("Cambio de mesas.")


def swap_tables(one_id: int, other_id: int, *, edition: Edition, by: int, now: datetime) -> Sequence[Buyer]:
    """Two buyers swap their tables, with their meetings at the same hours.

    Raises:
        NoTable: one of them has none. SameTable: both sit at the same.
        NotFound, BuyerRemoved, TableInOtherHall, TableTaken: as of `assign_tables`.
    """
    with atomic():
        buyers = {each.id: each for each in list_seated_buyers_of([one_id, other_id])}
        if one_id not in buyers or other_id not in buyers:
            raise NotFound
        one, other = buyers[one_id].table_id, buyers[other_id].table_id
        if one is None or other is None:
            raise NoTable
        if one == other:
            raise SameTable
        return assign_tables({one_id: other, other_id: one}, edition=edition, by=by, now=now)


def assign_tables(tables: Mapping[int, int], *, edition: Edition, by: int, now: datetime) -> Sequence[Buyer]:
    """Give each of these buyers a table (buyer id to table id), all or none; meetings ahead move along.

    Raises:
        NotFound: a buyer or a table is not of this edition. BuyerRemoved: a buyer was removed.
        TableInOtherHall: meetings have slots of another hall.
        TableTaken: somebody else meets at a table in the slot of a meeting.
    """
    with atomic():
        known = {each.id: each for each in list_tables(edition.id)}
        buyers = list_seated_buyers_of(tables.keys())
        lock_rows(Person, {each.person_id for each in buyers})
        lock_rows(Buyer, tables.keys())
        buyers = [each for each in list_seated_buyers_of(tables.keys()) if each.edition_id == edition.id]
        if len(buyers) != len(tables) or not known.keys() >= set(tables.values()):
            raise NotFound
        if any(each.removed_at is not None for each in buyers):
            raise BuyerRemoved
        given = {each.id: known[tables[each.id]] for each in buyers if each.table_id != tables[each.id]}
        meetings = list_meetings_ahead_of(given.keys(), now=now)
        _ensure_free(meetings, given)
        news = _move(meetings, given, by=by, now=now)
        buyers = list_seated_buyers_of(tables.keys())  # reading the meetings let go of the tables
        _seat(buyers, given, by=by, now=now)
        _tell(buyers, given, news, edition, by=by, now=now)
        return buyers


def _ensure_free(meetings: Sequence[Meeting], given: Mapping[int, MeetingTable]) -> None:
    """Refuse tables of another hall than the meetings', and places that somebody else has."""
    elsewhere = [each for each in meetings if each.slot.hall_id != given[each.buyer_id].hall_id]
    if elsewhere:
        raise TableInOtherHall(count=len(elsewhere))
    taken = list_seats_in([each.id for each in given.values()], but=[each.id for each in meetings])
    for each in meetings:
        table = given[each.buyer_id]
        if (table.id, each.slot_id) in taken:
            raise TableTaken(number=table.number)
        taken.add((table.id, each.slot_id))


def _move(
    meetings: Sequence[Meeting], given: Mapping[int, MeetingTable], *, by: int, now: datetime
) -> dict[int, tuple[Person, list[dict[str, object]]]]:
    """Move locked meetings to the new tables of their buyers; what each person reads of it."""
    lock_rows(Meeting, [each.id for each in meetings])
    gone = delete(TableSeat).where(TableSeat.meeting_id.in_([each.id for each in meetings]))
    session().execute(gone, execution_options={"synchronize_session": False})
    news: dict[int, tuple[Person, list[dict[str, object]]]] = {}
    seats = []
    for each in meetings:
        table = given[each.buyer_id]
        for person in each.people:
            said = news.setdefault(person.id, (person, []))[1]
            said.append(rearranged(each, person.id, to=(each.slot, table)))
        seats.append({"meeting_id": each.id, "table_id": table.id, "slot_id": each.slot_id})
        record_place(each, each.slot, table, side=Side.ORGANISER, by=by, now=now, reason=REASON)
    if seats:
        with refusing("uq_table_seat_table_id_slot_id", TableTaken(number=given[meetings[0].buyer_id].number)):
            session().execute(insert(TableSeat), seats)
    return news


def _seat(buyers: Sequence[Buyer], given: Mapping[int, MeetingTable], *, by: int, now: datetime) -> None:
    for buyer in buyers:
        if buyer.id in given:
            settle_hours(buyer, given[buyer.id], now=now)
            buyer.table = given[buyer.id]
            record_table(buyer, given[buyer.id], by=by, now=now)
    session().flush()


def _tell(
    buyers: Sequence[Buyer],
    given: Mapping[int, MeetingTable],
    news: Mapping[int, tuple[Person, list[dict[str, object]]]],
    edition: Edition,
    *,
    by: int,
    now: datetime,
) -> None:
    """One mail each: about all meetings that move, or the table of a buyer without any."""
    for person, said in news.values():
        notify_cleared(person, edition, said, reason=REASON, by=by, now=now)
    for buyer in buyers:
        if buyer.id in given and buyer.person_id not in news:
            notify_table(buyer.person, edition, table=given[buyer.id], now=now)
