"""Two meetings take each other's place: their times where these differ, their tables where they are the same."""

from collections.abc import Collection
from datetime import datetime

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, lock_rows, locked, session
from forum.editions.models import Edition, MeetingTable, Slot
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.errors import SidesChanged
from forum.meetings.errors.board import ChangedMeanwhile, SameMeeting, SwapAcrossHalls
from forum.meetings.models import Meeting
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import EAGER
from forum.meetings.queries.participation import Sides, get_sides
from forum.meetings.rules.requests import ensure_changeable
from forum.meetings.service.companions import ensure_companions_free
from forum.meetings.service.freeing import free_places, tell_offered
from forum.meetings.service.meetings import change_place
from forum.meetings.service.seating import ensure_participants, ensure_seats, exchange_seats, sitting_of


def swap_meetings(
    meeting_id: int, other_id: int, *, by: int, now: datetime, sequences: Collection[int] | None = None
) -> tuple[Meeting, Meeting]:
    """Let two meetings of a hall take each other's place; both sides of both are told.

    At different times each takes the other's time, at its own buyer's table; at the same time they change tables. The
    staff does it, beyond hours and quotas as with every move. `sequences`: how whoever undoes a swap left the two.

    Raises:
        SameMeeting, SwapAcrossHalls: these two cannot.
        ChangedMeanwhile, SidesChanged: somebody else changed one of them.
        NotScheduled, MeetingOver: one of them does not change any more.
        BuyerLeft, SupplierLeft, RepresentativeLeft, CompanionInTheWay: somebody does not come then.
        NoTable, NotAtTable, SlotBlocked, SlotPassed, SeatTaken, TableTaken: the other's place cannot be taken.
    """
    if meeting_id == other_id:
        raise SameMeeting
    with atomic():
        one, other = _locked_both(meeting_id, other_id)
        if sequences is not None and [one.sequence, other.sequence] != list(sequences):
            raise ChangedMeanwhile
        if (one.edition_id, one.slot.hall_id) != (other.edition_id, other.slot.hall_id):
            raise SwapAcrossHalls
        edition = get_edition(one.edition_id)
        places = {one.id: _place(one, other, edition, now=now), other.id: _place(other, one, edition, now=now)}
        exchange_seats(one, other, places)
        _free_hours(one, other, now=now)
        for meeting in (one, other):
            slot_id, table = places[meeting.id]
            slot = session().get_one(Slot, slot_id)
            change_place(meeting, slot, table, edition, side=Side.ORGANISER, by=by, now=now)
        return one, other


def _free_hours(one: Meeting, other: Meeting, *, now: datetime) -> None:
    """The times that two buyers leave are free; who was offered the new ones learns that they are gone."""
    if one.slot_id == other.slot_id or one.buyer_id == other.buyer_id:
        return
    free_places([(each.buyer_id, each.slot_id) for each in (one, other)], now=now)
    for each in (one, other):
        tell_offered(each.slot_id)


def _locked_both(meeting_id: int, other_id: int) -> tuple[Meeting, Meeting]:
    """Both meetings, locked after their companies and everybody who comes, in the one order of all changes."""
    sides = {id: get_sides(Meeting, id) for id in (meeting_id, other_id)}
    lock_rows(Company, {each.company_id for each in sides.values()})
    lock_rows(Person, {person for each in sides.values() for person in _people(each)})
    both = {id: locked(Meeting, id, *EAGER) for id in sorted(sides)}
    for id, meeting in both.items():
        now_coming = {meeting.buyer.person_id, meeting.person_id, *(each.person_id for each in meeting.companions)}
        if meeting.buyer_id != sides[id].buyer_id or now_coming - _people(sides[id]):
            raise SidesChanged
    return both[meeting_id], both[other_id]


def _people(sides: Sides) -> set[int]:
    return {sides.buyer_person_id, sides.person_id, *sides.besides}


def _place(meeting: Meeting, other: Meeting, edition: Edition, *, now: datetime) -> tuple[int, MeetingTable]:
    """The slot and the table that a meeting takes of the other, where it may."""
    ensure_changeable(
        meeting.status,
        meeting.slot.ends_at,
        deadlines=get_deadlines(edition),
        side=Side.ORGANISER,
        now=now,
        is_held=meeting.held_at is not None,
    )
    if meeting.slot_id == other.slot_id:
        return other.slot_id, other.table
    ensure_participants(meeting.buyer, meeting.company, meeting.person, by_staff=True)
    sitting = sitting_of(
        meeting.buyer,
        meeting.person,
        edition,
        slot_id=other.slot_id,
        company_id=meeting.company_id,
        by_staff=True,
        moving=meeting.id,
        swapping=other.id,
    )
    table = ensure_seats(sitting, now=now)
    ensure_companions_free(meeting, slot_id=other.slot_id, swapping=other.id)
    return other.slot_id, table
