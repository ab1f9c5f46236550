"""Seats: where a double booking is made impossible. Lock, re-read, decide, insert; a unique row stands behind each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import joinedload

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import locked_all, refusing, session
from forum.editions.models import Edition, MeetingTable
from forum.matchmaking.models import Buyer
from forum.meetings.errors import NoTable, NotAtTable, SeatTaken, TableTaken
from forum.meetings.models import PersonSeat, TableSeat
from forum.meetings.queries.boards import board_of, engagements_of
from forum.meetings.rules.board import seat_facts
from forum.meetings.rules.seats import ensure_seatable


def ensure_free(
    slot_id: int,
    *,
    buyer: Buyer,
    person_id: int,
    company_id: int,
    edition: Edition,
    staff: bool,
    now: datetime,
    without: int | None = None,
) -> MeetingTable:
    """Lock the company and both people (in the order of their ids), read anew, and see that the slot is free for all.

    The company's row guards its quota, the buyer's the day's cap, both people's that nobody is in two places at once,
    whichever the hall. `without` is the meeting that moves. Returns the table they will sit at.

    Raises:
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken, MeetingsReached, BuyerDayFull: it is not.
    """
    locked_all(Company, [company_id])
    people = locked_all(Person, [buyer.person_id, person_id])
    return ensure_seats(
        slot_id,
        buyer=buyer,
        people=people,
        company_id=company_id,
        edition=edition,
        staff=staff,
        now=now,
        without=without,
    )


def ensure_seats(
    slot_id: int,
    *,
    buyer: Buyer,
    people: Sequence[Person],
    company_id: int,
    edition: Edition,
    staff: bool,
    now: datetime,
    without: int | None = None,
) -> MeetingTable:
    """See that a slot is free for the buyer, these people and the table; as good as the locks one holds.

    Raises:
        As `ensure_free`.
    """
    board = board_of(buyer.id)
    if not board:
        raise NoTable
    slot = next((each for each in board if each.slot_id == slot_id), None)
    if slot is None:
        raise NotAtTable
    table = session().get_one(MeetingTable, slot.table_id, options=[joinedload(MeetingTable.hall)])
    facts = seat_facts(
        slot,
        board,
        engagements_of(edition.id, person_ids=[each.id for each in people], company_id=company_id),
        names={each.id: each.full_name for each in people},
        buyer_person_id=buyer.person_id,
        company_id=company_id,
        table_number=table.number,
        spare=edition.buyer_spare_slots_per_day,
        company_cap=edition.supplier_meetings_cap,
        without=without,
    )
    ensure_seatable(facts, now=now, staff=staff)
    return table


def take_seats(meeting_id: int, *, people: tuple[Person, Person], table: MeetingTable, slot_id: int) -> None:
    """Sit both people and the table down in this slot.

    Raises:
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    with _behind_the_locks(people, table):
        rows = [{"meeting_id": meeting_id, "person_id": each.id, "slot_id": slot_id} for each in people]
        session().execute(insert(PersonSeat), rows)
        session().add(TableSeat(meeting_id=meeting_id, table_id=table.id, slot_id=slot_id))


def move_seats(meeting_id: int, *, people: tuple[Person, Person], table: MeetingTable, slot_id: int) -> None:
    """Take the seats of a meeting to another slot, or to another table.

    Raises:
        SeatTaken, TableTaken: a unique row stood in the way.
    """
    with _behind_the_locks(people, table):
        for statement in (
            update(PersonSeat).where(PersonSeat.meeting_id == meeting_id).values(slot_id=slot_id),
            update(TableSeat).where(TableSeat.meeting_id == meeting_id).values(table_id=table.id, slot_id=slot_id),
        ):
            session().execute(statement, execution_options={"synchronize_session": False})


def free_seats(meeting_id: int) -> None:
    """Give the seats of a meeting back: others may have them."""
    for model in (PersonSeat, TableSeat):
        session().execute(
            delete(model).where(model.meeting_id == meeting_id), execution_options={"synchronize_session": False}
        )


@contextmanager
def _behind_the_locks(people: tuple[Person, Person], table: MeetingTable) -> Iterator[None]:
    """The locks keep the unique rows from ever being broken; if one is, it is a refusal by name and no crash."""
    who = " / ".join(person.full_name for person in people)
    with (
        refusing("uq_person_seat_person_id_slot_id", SeatTaken(who=who)),
        refusing("uq_table_seat_table_id_slot_id", TableTaken(number=table.number)),
    ):
        yield
