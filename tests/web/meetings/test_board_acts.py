"""Acts on the board: a meeting is fixed, moved back while nobody else changed it, and two take each other's place."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.core.database import session
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings.errors import MeetingOver, NotScheduled, SeatTaken
from forum.meetings.errors.board import ChangedMeanwhile, SameMeeting, SwapAcrossHalls
from forum.meetings.models import Meeting, PersonSeat, TableSeat
from forum.meetings.queries.history import history_of_meeting
from forum.meetings.service import accept_request, cancel_meeting, move_meeting, pin_meeting, swap_meetings
from tests.builders.editions import a_hall, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.web.meetings.conftest import Forum, mails


def met(forum: Forum, buyer: Buyer, slot_id: int) -> Meeting:
    supplier, person = a_supplier(forum.edition)
    request = a_request(a_requirement(buyer), supplier, person)
    return accept_request(request.id, slot_id=slot_id, by=buyer.person_id, now=forum.now)


def seats_of(meeting: Meeting) -> list[tuple[int, ...]]:
    """Who sits where: people and table with their slots."""
    people = select(PersonSeat.person_id, PersonSeat.slot_id).where(PersonSeat.meeting_id == meeting.id)
    table = select(TableSeat.table_id, TableSeat.slot_id).where(TableSeat.meeting_id == meeting.id)
    return sorted(tuple(row) for query in (people, table) for row in session().execute(query))


def expected(meeting: Meeting) -> list[tuple[int, ...]]:
    who = (meeting.buyer.person_id, meeting.person_id, meeting.table_id)
    return sorted((each, meeting.slot_id) for each in who)


def test_a_pin_is_on_record_for_the_staff_and_tells_nobody(forum: Forum, meeting: Meeting) -> None:
    told = len(mails())
    for is_pinned in (True, True, False):
        pin_meeting(meeting.id, is_pinned=is_pinned, by=forum.person.id, now=forum.now)
        assert (meeting.pinned_at is not None, meeting.sequence) == (is_pinned, 0)
    kinds = [[each.event.kind for each in history_of_meeting(meeting.id, with_pins=pins)] for pins in (False, True)]
    assert kinds == [["scheduled"], ["unpinned", "pinned", "scheduled"]]
    assert len(mails()) == told
    with pytest.raises(MeetingOver):
        pin_meeting(meeting.id, is_pinned=True, by=forum.person.id, now=forum.now + timedelta(days=900))
    cancel_meeting(meeting.id, reason="x", side=Side.ORGANISER, by=forum.person.id, now=forum.now)
    with pytest.raises(NotScheduled):
        pin_meeting(meeting.id, is_pinned=True, by=forum.person.id, now=forum.now)


def test_a_move_is_undone_while_nobody_else_changed_the_meeting(forum: Forum, meeting: Meeting) -> None:
    by = {"side": Side.ORGANISER, "by": forum.person.id, "now": forum.now}
    first, second, third = (slot.id for slot in forum.slots)
    left = move_meeting(meeting.id, slot_id=second, **by).sequence  # type: ignore[arg-type]
    move_meeting(meeting.id, slot_id=third, **by)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        move_meeting(meeting.id, slot_id=first, sequence=left, **by)  # type: ignore[arg-type]
    assert move_meeting(meeting.id, slot_id=first, sequence=left + 1, **by).slot_id == first  # type: ignore[arg-type]


@pytest.mark.parametrize("shared", [True, False])
def test_two_meetings_change_times_and_both_sides_of_both_are_told(forum: Forum, shared: bool) -> None:
    other = forum.buyer if shared else a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    one, two = met(forum, forum.buyer, forum.slots[0].id), met(forum, other, forum.slots[1].id)
    tables, told = (one.table_id, two.table_id), len(mails())
    swap_meetings(one.id, two.id, by=forum.person.id, now=forum.now)
    assert (one.slot_id, two.slot_id) == (forum.slots[1].id, forum.slots[0].id)
    assert (one.table_id, two.table_id) == tables
    assert [seats_of(each) for each in (one, two)] == [expected(each) for each in (one, two)]
    assert [message for message, _to in mails()[told:]] == ["meetings/meeting_moved"] * 4
    with pytest.raises(ChangedMeanwhile):
        swap_meetings(one.id, two.id, by=forum.person.id, now=forum.now, sequences=(1, 0))
    swap_meetings(one.id, two.id, by=forum.person.id, now=forum.now, sequences=(1, 1))
    assert (one.slot_id, two.slot_id) == (forum.slots[0].id, forum.slots[1].id)


def test_at_the_same_time_they_change_tables(forum: Forum) -> None:
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    one, two = (met(forum, buyer, forum.slots[0].id) for buyer in (forum.buyer, other))
    swap_meetings(one.id, two.id, by=forum.person.id, now=forum.now)
    assert [each.table_id for each in (one, two)] == [forum.tables[1].id, forum.tables[0].id]
    assert [seats_of(each) for each in (one, two)] == [expected(each) for each in (one, two)]


def test_what_cannot_be_swapped(forum: Forum, meeting: Meeting) -> None:
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    apart = met(forum, other, forum.slots[1].id)
    met(forum, other, forum.slots[0].id)
    before = [seats_of(each) for each in (meeting, apart)]
    hall = a_hall(forum.edition, name="Anexo")
    there = slots(hall, days_of(forum.edition)[0], 1)
    far = met(forum, a_buyer(forum.edition, tables(hall, 1)[0], at=there), there[0].id)
    for one, two, refusal in (
        (meeting.id, meeting.id, SameMeeting),
        (meeting.id, far.id, SwapAcrossHalls),
        (meeting.id, apart.id, SeatTaken),  # the other buyer has somebody else at that time
    ):
        with pytest.raises(refusal):
            swap_meetings(one, two, by=forum.person.id, now=forum.now)
    assert [seats_of(each) for each in (meeting, apart)] == before
