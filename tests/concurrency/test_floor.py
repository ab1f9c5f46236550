"""Two desks write down what became of one meeting at once, and give its place to who waits: it happens once."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.models import Edition
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer, Supplier
from forum.meetings import service
from forum.meetings.enums import Absent, Arrival, RequestStatus
from forum.meetings.models import Meeting, MeetingEvent, PersonSeat, TableSeat
from forum.meetings.service import accept_request
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A meeting, who comes to it, and six minutes after its hour."""

    edition: Edition
    buyer: Buyer
    supplier_id: int
    meeting_id: int
    by: int
    late: datetime


def a_scene() -> Scene:
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    times = slots(hall, days_of(edition)[0], 2)
    buyer = a_buyer(edition, tables(hall, 1)[0], at=times)
    supplier, person = a_supplier(edition)
    request = a_request(a_requirement(buyer), supplier, person)
    met = accept_request(request.id, slot_id=times[0].id, by=buyer.person_id, now=utc_now())
    late = times[0].starts_at + timedelta(minutes=6)
    return Scene(edition=edition, buyer=buyer, supplier_id=supplier.id, meeting_id=met.id, by=person.id, late=late)


def kinds_of(meeting_id: int) -> Counter[str]:
    return Counter(session().scalars(select(MeetingEvent.kind).where(MeetingEvent.meeting_id == meeting_id)))


def test_a_meeting_is_either_held_or_missed(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
    who = {"by": scene.by, "now": scene.late}

    def mark(number: int) -> str:
        if number % 2:
            service.note_arrival(scene.meeting_id, of=(Side.BUYER, Side.SUPPLIER), how=Arrival.DESK, **who)
            return "held"
        service.miss_meeting(scene.meeting_id, absent=Absent.SUPPLIER, **who)
        return "missed"

    told = at_once(own_app, mark)
    with own_app.app_context():
        kinds, met = kinds_of(scene.meeting_id), session().get_one(Meeting, scene.meeting_id)
        absences = session().get_one(Supplier, scene.supplier_id).absences
        seats = session().scalar(select(func.count()).select_from(PersonSeat)) or 0
        assert kinds["held"] + kinds["missed"] == 1, told
        assert (absences, seats) == ((1, 0) if met.absent else (0, 2))


def test_a_place_is_given_once(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        requirement, values = a_requirement(scene.buyer), {"waitlisted_at": scene.late}
        waiting = [
            a_request(requirement, *a_supplier(scene.edition), status=RequestStatus.WAITLISTED, **values)
            for _ in range(THREADS)
        ]
        takers = [(each.id, each.person_id) for each in waiting]
        service.miss_meeting(scene.meeting_id, absent=Absent.SUPPLIER, by=scene.by, now=scene.late)

    def give(number: int) -> str:
        request_id, person_id = takers[number]
        edition = get_edition(scene.edition.id)
        service.refill_meeting(
            scene.meeting_id, request_id=request_id, person_id=person_id, edition=edition, by=scene.by, now=scene.late
        )
        return "given"

    told = at_once(own_app, give)
    assert told["given"] == 1, told
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(TableSeat)) == 1
