"""The day of a meeting: confirmed, called, seen, held, missed, taken back, and its place given to who waits."""

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event, func, select

from forum.accounts.models import Person
from forum.core.database import atomic, db, session
from forum.core.errors import Refusal
from forum.editions.models import Edition
from forum.editions.service import move_slot
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Supplier
from forum.matchmaking.service import forgive_absences
from forum.meetings import service
from forum.meetings.enums import Absent, Arrival, MeetingLife, MeetingStatus, RequestState, RequestStatus
from forum.meetings.errors import SeatTaken, TableTaken
from forum.meetings.errors.floor import (
    AlreadyHeld,
    AlreadyMissed,
    NotMarked,
    PlaceGone,
    RequestsStopped,
    TooEarly,
    WithinTolerance,
)
from forum.meetings.models import Meeting, MeetingEvent, MeetingRequest, PersonSeat, RequestEvent, TableSeat
from forum.meetings.queries.states import get_states
from forum.meetings.rules.life import life_of
from forum.registration.models import Registration
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.web.meetings.conftest import Forum, mails

MINUTE = timedelta(minutes=1)
BOTH = (Side.BUYER, Side.SUPPLIER)


def seats_of(meeting: Meeting) -> tuple[int, int]:
    """Number of seats that a meeting takes: of people, of tables."""
    counts = [
        session().scalar(select(func.count()).select_from(model).where(model.meeting_id == meeting.id)) or 0
        for model in (PersonSeat, TableSeat)
    ]
    return counts[0], counts[1]


def kinds_of(meeting: Meeting) -> list[str]:
    query = select(MeetingEvent.kind).where(MeetingEvent.meeting_id == meeting.id).order_by(MeetingEvent.id)
    return list(session().scalars(query))


def missed(forum: Forum, meeting: Meeting, absent: Absent = Absent.SUPPLIER) -> Meeting:
    late = forum.slots[0].starts_at + 6 * MINUTE
    return service.miss_meeting(meeting.id, absent=absent, by=forum.person.id, now=late)


def waiting(forum: Forum) -> tuple[int, Person, Supplier]:
    """A further company, on the waiting list of the buyer."""
    supplier, person = a_supplier(forum.edition)
    values = {"status": RequestStatus.WAITLISTED, "waitlisted_at": forum.now}
    request = a_request(a_requirement(forum.buyer), supplier, person, **values)
    return request.id, person, supplier


def test_both_sides_confirm_once(forum: Forum, meeting: Meeting) -> None:
    for side in (*BOTH, Side.BUYER):
        service.confirm_meeting(meeting.id, of=side, by=forum.person.id, now=forum.now)
    assert kinds_of(meeting) == ["scheduled", "confirmed", "confirmed"]
    assert life_of(meeting.marks, now=forum.now) is MeetingLife.CONFIRMED


def test_a_moved_meeting_is_confirmed_again(forum: Forum, meeting: Meeting) -> None:
    service.confirm_meeting(meeting.id, of=Side.BUYER, by=forum.person.id, now=forum.now)
    moved = service.move_meeting(
        meeting.id, slot_id=forum.slots[1].id, side=Side.ORGANISER, by=forum.person.id, now=forum.now
    )
    assert moved.buyer_confirmed_at is None


def test_a_meeting_whose_slot_has_other_times_is_confirmed_again(forum: Forum, meeting: Meeting) -> None:
    for side in BOTH:
        service.confirm_meeting(meeting.id, of=side, by=forum.person.id, now=forum.now)
    slot = forum.slots[0]
    assert meeting.slot_id == slot.id
    move_slot(
        slot.id, starts_at=slot.starts_at + MINUTE, ends_at=slot.ends_at + MINUTE, by=forum.person.id, now=forum.now
    )
    assert life_of(meeting.marks, now=forum.now) is MeetingLife.SCHEDULED


def test_it_is_held_once_both_are_seen(forum: Forum, meeting: Meeting) -> None:
    now = meeting.slot.starts_at
    one = service.note_arrival(meeting.id, of=[Side.BUYER], how=Arrival.BADGE, by=forum.person.id, now=now)
    assert life_of(one.marks, now=now, tolerance=5 * MINUTE) is MeetingLife.WAITING
    assert life_of(one.marks, now=now + 5 * MINUTE, tolerance=5 * MINUTE) is MeetingLife.LATE
    both = service.note_arrival(meeting.id, of=[Side.SUPPLIER], how=Arrival.BADGE, by=forum.person.id, now=now)
    assert life_of(both.marks, now=now, tolerance=5 * MINUTE) is MeetingLife.CURRENT
    assert life_of(both.marks, now=both.slot.ends_at) is MeetingLife.HELD
    assert kinds_of(meeting) == ["scheduled", "arrived", "arrived", "held"]
    assert seats_of(meeting) == (2, 1)


def test_what_is_held_is_neither_moved_nor_cancelled_nor_missed(forum: Forum, meeting: Meeting) -> None:
    now, by = meeting.slot.starts_at + 6 * MINUTE, forum.person.id
    service.note_arrival(meeting.id, of=BOTH, how=Arrival.DESK, by=by, now=now)
    with pytest.raises(AlreadyHeld):
        service.miss_meeting(meeting.id, absent=Absent.BOTH, by=by, now=now)
    with pytest.raises(AlreadyHeld):
        service.cancel_meeting(meeting.id, reason="Viaja", side=Side.ORGANISER, by=by, now=now)


def test_nobody_comes_an_hour_early_and_nobody_is_missed_within_the_tolerance(forum: Forum, meeting: Meeting) -> None:
    starts, by = meeting.slot.starts_at, forum.person.id
    with pytest.raises(TooEarly):
        service.note_arrival(meeting.id, of=BOTH, how=Arrival.DESK, by=by, now=starts - 11 * MINUTE)
    with pytest.raises(WithinTolerance):
        service.miss_meeting(meeting.id, absent=Absent.BOTH, by=by, now=starts + 4 * MINUTE)


def test_who_is_missing_is_called(forum: Forum, meeting: Meeting) -> None:
    now, by = meeting.slot.starts_at, forum.person.id
    service.note_arrival(meeting.id, of=[Side.BUYER], how=Arrival.DESK, by=by, now=now)
    before = len(mails())
    assert list(service.call_missing(meeting.id, by=by, now=now)) == [Side.SUPPLIER]
    assert mails()[before:] == [("meetings/meeting_called", forum.person.email)]


@pytest.mark.parametrize(("absent", "counted"), [(Absent.SUPPLIER, 1), (Absent.BUYER, 0), (Absent.BOTH, 0)])
def test_a_missed_meeting_gives_up_its_seats_and_counts_only_where_the_buyer_came(
    forum: Forum, meeting: Meeting, absent: Absent, counted: int
) -> None:
    missed(forum, meeting, absent)
    assert (meeting.status, meeting.absent, seats_of(meeting)) == (MeetingStatus.MISSED, absent, (0, 0))
    assert session().get_one(Supplier, forum.supplier.id).absences == counted
    assert meeting.request is not None
    assert get_states([meeting.request], now=forum.now)[meeting.request.id] is RequestState.MISSED
    with pytest.raises(AlreadyMissed):
        missed(forum, meeting, absent)


def test_a_mark_is_taken_back(forum: Forum, meeting: Meeting) -> None:
    missed(forum, meeting)
    service.take_back_mark(meeting.id, by=forum.person.id, now=forum.slots[0].starts_at + 7 * MINUTE)
    assert (meeting.status, meeting.absent, seats_of(meeting)) == (MeetingStatus.SCHEDULED, None, (2, 1))
    assert session().get_one(Supplier, forum.supplier.id).absences == 0
    assert kinds_of(meeting) == ["scheduled", "missed", "mark_undone"]
    with pytest.raises(NotMarked):
        service.take_back_mark(meeting.id, by=forum.person.id, now=meeting.slot.starts_at)


def test_its_place_goes_to_who_waits(forum: Forum, meeting: Meeting) -> None:
    request_id, person, supplier = waiting(forum)
    now = meeting.slot.starts_at + 6 * MINUTE
    service.note_arrival(meeting.id, of=[Side.BUYER], how=Arrival.DESK, by=forum.person.id, now=now)
    missed(forum, meeting)
    before = len(mails())
    refilled = service.refill_meeting(
        meeting.id, request_id=request_id, person_id=person.id, edition=forum.edition, by=forum.person.id, now=now
    )
    assert (refilled.slot_id, refilled.table_id) == (meeting.slot_id, meeting.table_id)
    assert refilled.company_id == supplier.company_id
    assert refilled.buyer_arrived_at is not None
    assert seats_of(refilled) == (2, 1)
    told = sorted(to for message, to in mails()[before:] if message == "meetings/meeting_booked")
    assert told == sorted([forum.buyer.person.email, person.email])
    with pytest.raises((SeatTaken, TableTaken)):
        service.take_back_mark(meeting.id, by=forum.person.id, now=now)


def test_only_a_place_that_the_supplier_left_is_refilled_and_only_in_its_hour(forum: Forum, meeting: Meeting) -> None:
    request_id, person, _ = waiting(forum)
    values = {"request_id": request_id, "person_id": person.id, "edition": forum.edition, "by": forum.person.id}
    with pytest.raises(PlaceGone):
        service.refill_meeting(meeting.id, **values, now=forum.slots[0].starts_at + MINUTE)
    missed(forum, meeting)
    with pytest.raises(PlaceGone):
        service.refill_meeting(meeting.id, **values, now=forum.slots[0].ends_at)


def test_with_two_absences_a_supplier_asks_no_more_until_the_staff_lets_it(forum: Forum, meeting: Meeting) -> None:
    other = a_requirement(forum.buyer, title="Buje")

    def ask() -> Refusal | None:
        try:
            service.send_request(
                other.id, edition=forum.edition, company_id=forum.supplier.company_id, person_id=forum.person.id,
                preferred_slot_id=None, reason="Tenemos prensa.", by=forum.person.id, now=forum.now,
            )  # fmt: skip
        except Refusal as refusal:
            return refusal
        return None

    with atomic() as current:
        current.get_one(Supplier, forum.supplier.id).absences = 1
    missed(forum, meeting)
    refusal = ask()
    assert isinstance(refusal, RequestsStopped)
    assert refusal.params["count"] == 2
    forgive_absences(forum.supplier.id, reason="Avisó por teléfono", by=forum.person.id, now=forum.slots[0].ends_at)
    assert ask() is None
    service.take_back_mark(meeting.id, by=forum.person.id, now=forum.slots[0].ends_at + MINUTE)
    assert session().get_one(Supplier, forum.supplier.id).absences == 0


class Killed(BaseException):
    """The process ends here."""


def test_whatever_statement_a_refill_is_killed_at_nothing_of_it_is_there(forum: Forum, meeting: Meeting) -> None:
    request_id, person, _ = waiting(forum)
    missed(forum, meeting)
    values = {"request_id": request_id, "person_id": person.id, "by": forum.person.id}
    meeting_id, edition_id = meeting.id, forum.edition.id
    now, left = forum.slots[0].starts_at + 6 * MINUTE, [0]

    def die(*_sent: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    def written() -> list[int]:
        tables = (Meeting, PersonSeat, TableSeat, MeetingEvent, RequestEvent, OutgoingMail, Registration)
        return [session().scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    state, engine = written(), db.engine
    for number in count():
        left[0] = number
        event.listen(engine, "before_cursor_execute", die)
        try:
            edition = session().get_one(Edition, edition_id)
            service.refill_meeting(meeting_id, edition=edition, **values, now=now)
        except Killed:
            session().rollback()
            session().expunge_all()  # whoever comes next is another process
        else:
            break
        finally:
            event.remove(engine, "before_cursor_execute", die)
        assert written() == state, f"killed at statement {number}"
        assert session().get_one(MeetingRequest, request_id).status is RequestStatus.WAITLISTED
    assert number > 20
    assert written()[0] == state[0] + 1
