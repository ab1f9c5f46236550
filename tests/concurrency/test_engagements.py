"""A person says that they cannot come while a meeting of theirs is accepted or moved: one wins, never both."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.editions.models import Slot
from forum.editions.service import move_slot
from forum.meetings import service
from forum.meetings.enums import EngagementKind
from forum.meetings.models import Engagement, Meeting
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories


def test_a_slot_has_the_meeting_or_the_engagement(own_app: Flask) -> None:
    with own_app.app_context():
        edition = an_edition(buyer_spare_slots_per_day=0)
        attendee_categories(edition)
        hall = a_hall(edition)
        many = slots(hall, days_of(edition)[0], THREADS // 2)
        buyer = a_buyer(edition, tables(hall, 1)[0], at=many)
        supplier, person = a_supplier(edition)
        requests = [a_request(a_requirement(buyer), supplier, person).id for _ in many]
        slot_ids, people = [slot.id for slot in many], (person.id, buyer.person_id)
        now = utc_now()
        session().rollback()

    def act(number: int) -> str:
        turn = number // 2
        if number % 2:
            service.accept_request(requests[turn], slot_id=slot_ids[turn], by=people[1], now=now)
            return "accepted"
        who = people[turn % 2]
        if turn % 4 < 2:
            service.set_available(who, shown=[slot_ids[turn]], free=[], edition=edition, by=who, now=now)
        else:
            times = {"starts_at": many[turn].starts_at, "ends_at": many[turn].ends_at}
            service.add_engagement(who, **times, kind=EngagementKind.TALK, note="", edition=edition, by=who, now=now)
        return "away"

    outcomes = at_once(own_app, act)
    assert outcomes["accepted"] + outcomes["away"] == THREADS // 2
    assert set(outcomes) <= {"accepted", "away", "meetings.person_engaged", "meetings.meeting_in_the_way"}
    with own_app.app_context():
        met = set(session().scalars(select(Meeting.slot_id)))
        away = {slot.id for slot in many if session().scalar(select(Engagement.id).filter_by(starts_at=slot.starts_at))}
        assert met | away == set(slot_ids)
        assert met & away == set()


def test_a_slot_moves_only_after_who_cannot_come_then_has_said_so(on_postgres: Flask) -> None:
    """The organiser moves a slot while somebody who meets in it is about to save that they are away at its new time."""
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    [slot] = slots(hall, days_of(edition)[0], 1)
    buyer = a_buyer(edition, tables(hall, 1)[0], at=[slot])
    request = a_request(a_requirement(buyer), *a_supplier(edition))
    now = utc_now()
    meeting = service.accept_request(request.id, slot_id=slot.id, by=buyer.person_id, now=now)
    slot_id, person_id, was = slot.id, meeting.person_id, slot.starts_at
    times = {"starts_at": was + timedelta(hours=3), "ends_at": was + timedelta(hours=3, minutes=20)}
    session().rollback()

    def move() -> str:
        with on_postgres.app_context():
            try:
                move_slot(slot_id, **times, by=person_id, now=now)
            except Refusal as refusal:
                return refusal.code
        return "moved"

    with ThreadPoolExecutor(1) as pool:
        with atomic():
            service.add_engagement(
                person_id, **times, kind=EngagementKind.TALK, note="", edition=edition, by=person_id, now=now
            )
            moving = pool.submit(move)
            assert not wait([moving], timeout=1).done, "it waits for who is locked"
        assert moving.result(10) == "meetings.slot_hinders"
    assert session().scalars(select(Slot.starts_at)).one() == was
