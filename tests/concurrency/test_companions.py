"""Many meetings bring the same person at once: one of those at one time has them, the others are told by name."""

from contextlib import suppress

from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.matchmaking.enums import Side
from forum.meetings.errors import SidesChanged
from forum.meetings.models import MeetingCompanion, PersonSeat
from forum.meetings.service import accept_request, move_meeting
from forum.meetings.service.companions import bring_companion
from tests.builders.collisions import THREADS, at_once
from tests.builders.companions import a_colleague
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person


def a_scene(how_many: int) -> tuple[list[int], int, int]:
    """Meetings of one company at one time, each with a buyer and a person of their own; a colleague; a later slot."""
    edition = an_edition(buyer_spare_slots_per_day=0, supplier_meetings_cap=how_many)
    _buyers, suppliers = attendee_categories(edition)
    hall = a_hall(edition)
    at, two = tables(hall, how_many), slots(hall, days_of(edition)[0], 2)
    supplier, _person = a_supplier(edition)
    meetings = []
    for table in at:
        buyer = a_buyer(edition, table, at=two)
        comes = a_colleague(supplier.company, suppliers)
        request = a_request(a_requirement(buyer), supplier, comes)
        meetings.append(accept_request(request.id, slot_id=two[0].id, by=buyer.person_id, now=utc_now()).id)
    person_id = a_colleague(supplier.company, suppliers, name="Ana").id
    db.session.remove()
    return meetings, person_id, two[1].id


def test_one_meeting_of_sixteen_has_them(own_app: Flask) -> None:
    with own_app.app_context():
        meetings, person_id, _later = a_scene(THREADS)

    def act(number: int) -> str:
        bring_companion(
            meetings[number], person_id=person_id, of=Side.SUPPLIER, side=Side.SUPPLIER, by=person_id, now=utc_now()
        )
        return "brought"

    assert at_once(own_app, act) == {"brought": 1, "meetings.companion_busy": THREADS - 1}
    with own_app.app_context():
        seats = session().scalars(select(PersonSeat.meeting_id).where(PersonSeat.person_id == person_id)).all()
        assert seats == session().scalars(select(MeetingCompanion.meeting_id)).all()


def test_a_meeting_that_moves_takes_everybody_along(own_app: Flask) -> None:
    """Whether somebody is brought before or after the move, their seat is where the meeting is."""
    with own_app.app_context():
        [meeting_id], person_id, later = a_scene(1)
        staff = a_person().id
        db.session.remove()

    def act(number: int) -> str:
        if number % 2:
            with suppress(SidesChanged):  # somebody was brought while they waited: they try again
                move_meeting(meeting_id, slot_id=later, side=Side.ORGANISER, by=staff, now=utc_now())
                return "moved"
            move_meeting(meeting_id, slot_id=later, side=Side.ORGANISER, by=staff, now=utc_now())
            return "moved"
        bring_companion(meeting_id, person_id=person_id, of=Side.SUPPLIER, side=Side.ORGANISER, by=staff, now=utc_now())
        return "brought"

    outcomes = at_once(own_app, act)
    assert (outcomes["moved"], outcomes["brought"]) == (1, 1)
    assert outcomes.keys() <= {
        "moved", "brought", "meetings.same_slot", "meetings.already_comes", "meetings.sides_changed"
    }  # fmt: skip
    with own_app.app_context():
        at = select(PersonSeat.slot_id).where(PersonSeat.meeting_id == meeting_id)
        assert session().scalars(at).all() == [later] * 3
