"""Seats, which make a double booking impossible: lock, read again, decide, insert; a unique row stands behind each."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import found, lock_rows, locked, refusing, session
from forum.core.prepared import Prepared, PreparedInsert
from forum.editions.models import Edition, MeetingTable, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.errors import (
    NearestOffered,
    NoTable,
    NotAtTable,
    SeatTaken,
    SidesChanged,
    SlotRefused,
    TableTaken,
)
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat, TableSeat
from forum.meetings.queries.accompanying import WOULD_COME
from forum.meetings.queries.boards import get_board, list_busy_times, list_busy_times_of_pair, list_offered_slots
from forum.meetings.queries.participation import get_participation, get_sides
from forum.meetings.rules.board import FreeSlot, Span, overlaps, seat_facts
from forum.meetings.rules.nearest import nearest_for, nearest_slots
from forum.meetings.rules.participation import ensure_taking_part
from forum.meetings.rules.seats import Sitting, ensure_seatable
from forum.registration.service import lock_registration_of

R = TypeVar("R", Meeting, MeetingRequest)

_BOTH = Prepared(
    insert(PersonSeat).values(
        [
            {"meeting_id": bindparam("meeting_id"), "person_id": bindparam(person_id), "slot_id": bindparam("slot_id")}
            for person_id in ("buyer_person_id", "person_id")
        ]
    )
)
_TABLE_SEAT = PreparedInsert(TableSeat)


def sitting_of(
    buyer: Buyer,
    person: Person,
    edition: Edition,
    *,
    slot_id: int,
    company_id: int,
    by_staff: bool = False,
    begun: bool = False,
    moving: int | None = None,
    swapping: int | None = None,
) -> Sitting:
    """The sitting of a buyer (loaded with their person) and a person of a company in a slot."""
    return Sitting(
        slot_id=slot_id,
        buyer_id=buyer.id,
        buyer_person_id=buyer.person_id,
        company_id=company_id,
        names={each.id: each.full_name for each in (buyer.person, person)},
        edition_id=edition.id,
        spare=edition.buyer_spare_slots_per_day,
        walking=edition.walking_minutes,
        company_cap=edition.supplier_meetings_cap,
        by_staff=by_staff,
        begun=begun,
        moving=moving,
        swapping=swapping,
    )


def lock_sides(model: type[R], id: int, *options: ORMOption, coming: int | None = None) -> R:
    """A meeting or a request, locked after its company, both people and who comes besides, who are loaded with it.

    Of those who would come by a request the registrations are locked too: they count once it becomes a meeting.
    `coming`: the person who is to come for the company from now on, who is locked too, with their registration.

    The lock on the company guards its quota and its members, that on the buyer the cap of the day, and those on both
    people that nobody is in two places at once, in any hall.

    Raises:
        NotFound: there is no such row.
        SidesChanged: it was handed to somebody else while we waited, or somebody else comes too.
    """
    sides = get_sides(model, id)
    others: set[int] = set(sides.besides)
    lock_rows(Company, [sides.company_id])
    lock_rows(Person, {sides.buyer_person_id, sides.person_id, coming or sides.person_id, *others})
    if coming is not None:  # all others are read with the row
        found(session().get(Person, coming, populate_existing=True))
    registering: set[int] = others if model is MeetingRequest else set()
    for person_id in sorted(registering if coming is None else registering | {coming}):
        lock_registration_of(person_id, edition_id=sides.edition_id)
    row = locked(model, id, *options, *(WOULD_COME if model is MeetingRequest else ()))
    if (row.buyer_id, row.person_id) != (sides.buyer_id, sides.person_id):
        raise SidesChanged
    if {each.person_id for each in row.companions} - others:
        raise SidesChanged
    return row


def ensure_participants(buyer: Buyer, company: Company, person: Person, *, by_staff: bool = False) -> None:
    """Refuse whoever no longer takes part, while company and people are locked.

    Raises:
        BuyerLeft, SupplierLeft, RepresentativeLeft: one of them does not take part.
    """
    ensure_taking_part(get_participation(buyer, company, person), by_staff=by_staff)


def ensure_seats(sitting: Sitting, *, now: datetime) -> MeetingTable:
    """Return the buyer's table if the slot is free, as certain as the locks that are held.

    A refusal of the slot carries the slots that both could have instead (`nearest`).

    Raises:
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, PersonEngaged, WalkTooShort,
            MeetingsReached, BuyerDayFull: the slot is not free.
    """
    board = get_board(sitting.buyer_id)
    if not board:
        raise NoTable
    slot = next((each for each in board if each.slot_id == sitting.slot_id), None)
    one, other = min(sitting.names), max(sitting.names)
    busy = list_busy_times_of_pair(sitting.edition_id, one, other, company_id=sitting.company_id)
    if slot is None:
        raise _offering(NotAtTable(), nearest_for(sitting, board, busy, wanted=None, now=now))
    table = session().get_one(MeetingTable, slot.table_id, options=[joinedload(MeetingTable.hall)])
    facts = seat_facts(sitting, slot, board, busy, table_number=table.number)
    try:
        ensure_seatable(facts, now=now, by_staff=sitting.by_staff, begun=sitting.begun)
    except NearestOffered as refusal:
        raise _offering(refusal, nearest_for(sitting, board, busy, wanted=slot.starts_at, now=now)) from None
    return table


def ensure_offered(buyer: Buyer, people: Sequence[Person], *, slot_id: int, edition: Edition, now: datetime) -> None:
    """Refuse a slot that the buyer cannot give to anybody of these people; nothing is held.

    Raises:
        SlotRefused: the buyer, or everybody of them, is taken then.
    """
    free = list_offered_slots(buyer, [person.id for person in people], edition=edition, now=now)
    if slot_id not in {slot.slot_id for slot in free}:
        wanted = session().get(Slot, slot_id)
        raise _offering(SlotRefused(), nearest_slots(free, None if wanted is None else wanted.starts_at))


def _offering(refusal: NearestOffered, slots: list[FreeSlot]) -> NearestOffered:
    refusal.nearest = slots
    return refusal


def take_seats(meeting: Meeting) -> None:
    """Take the seats of both people and of the table in the slot of a new meeting.

    Raises:
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    with _refusing_double_bookings(meeting, meeting.table):
        seats = {"meeting_id": meeting.id, "slot_id": meeting.slot_id}
        _BOTH.run(**seats, buyer_person_id=meeting.buyer.person_id, person_id=meeting.person_id)
        _TABLE_SEAT.add(TableSeat(**seats, table_id=meeting.table_id))


def move_seats(meeting: Meeting, *, slot_id: int, table: MeetingTable) -> None:
    """Move the seats of a meeting to another slot or another table.

    Raises:
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    with _refusing_double_bookings(meeting, table):
        for statement in (
            update(PersonSeat).where(PersonSeat.meeting_id == meeting.id).values(slot_id=slot_id),
            update(TableSeat).where(TableSeat.meeting_id == meeting.id).values(table_id=table.id, slot_id=slot_id),
        ):
            session().execute(statement, execution_options={"synchronize_session": False})


def hand_seat(meeting: Meeting, *, to: Person, of: Person) -> None:
    """Give the seat of one person in a meeting to another.

    Raises:
        SeatTaken: a unique row stood in the way.
    """
    theirs = update(PersonSeat).where(PersonSeat.meeting_id == meeting.id, PersonSeat.person_id == of.id)
    with refusing("uq_person_seat_person_id_slot_id", SeatTaken(who=to.full_name)):
        session().execute(theirs.values(person_id=to.id), execution_options={"synchronize_session": False})


def exchange_seats(one: Meeting, other: Meeting, places: Mapping[int, tuple[int, MeetingTable]]) -> None:
    """Let two locked meetings take the seats that `places` (slot and table by meeting) says, both at once.

    Raises:
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    both = {one.id: one, other.id: other}
    who = session().execute(select(PersonSeat.meeting_id, PersonSeat.person_id).where(PersonSeat.meeting_id.in_(both)))
    seated = [(both[meeting_id], person_id) for meeting_id, person_id in who]
    for meeting in both.values():
        free_seats(meeting.id)
    for meeting in both.values():
        slot_id, table = places[meeting.id]
        people = [{"meeting_id": meeting.id, "person_id": id, "slot_id": slot_id} for at, id in seated if at is meeting]
        with _refusing_double_bookings(meeting, table):
            session().execute(insert(PersonSeat), people)
            session().execute(insert(TableSeat).values(meeting_id=meeting.id, table_id=table.id, slot_id=slot_id))


def retake_seats(meeting: Meeting) -> None:
    """Give a locked meeting its seats again, those of who comes besides too; everybody in it is locked.

    Raises:
        SeatTaken, TableTaken: somebody is elsewhere then, or the table is taken.
    """
    names = {person.id: person.full_name for person in meeting.people}
    span = Span(starts_at=meeting.slot.starts_at, ends_at=meeting.slot.ends_at, hall_id=meeting.slot.hall_id)
    for busy in list_busy_times(meeting.edition_id, person_ids=names):
        if busy.is_meeting and busy.meeting_id != meeting.id and overlaps(span, busy):
            raise SeatTaken(who=names[busy.person_id])
    take_seats(meeting)
    besides = [each.person_id for each in meeting.companions]
    if besides:
        seat = {"meeting_id": meeting.id, "slot_id": meeting.slot_id}
        with _refusing_double_bookings(meeting, meeting.table):
            session().execute(insert(PersonSeat), [{**seat, "person_id": person_id} for person_id in besides])


def free_seats(meeting_id: int) -> None:
    """Delete the seats of a meeting: others may take them."""
    for model in (PersonSeat, TableSeat):
        session().execute(
            delete(model).where(model.meeting_id == meeting_id), execution_options={"synchronize_session": False}
        )


@contextmanager
def _refusing_double_bookings(meeting: Meeting, table: MeetingTable) -> Iterator[None]:
    """The locks keep the unique rows from ever being broken; if one is, it is a refusal by name and no crash."""
    who = " / ".join(person.full_name for person in (meeting.buyer.person, meeting.person))
    with (
        refusing("uq_person_seat_person_id_slot_id", SeatTaken(who=who)),
        refusing("uq_table_seat_table_id_slot_id", TableTaken(number=table.number)),
    ):
        yield
