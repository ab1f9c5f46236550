"""Publishing a draft while others publish, accept or leave: one winner or a refusal by name, nobody booked twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.core.clock import utc_now
from forum.core.database import session
from forum.editions.enums import PlannedWishes
from forum.editions.models import Edition, Slot
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, PersonSeat, TableSeat
from forum.meetings.service import accept_request
from forum.meetings.service.attendance import cancel_participation
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, publishing, store_draft
from tests.builders.checkin import a_badge, a_gate, a_scan, a_steward
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.builders.timetables import a_timetable

ROUNDS = range(4)


@dataclass
class Scene:
    """A draft that puts sixteen requests to one buyer into sixteen slots, one each."""

    draft_id: int
    edition_id: int
    buyer: Buyer
    requests: list[int]
    guests: list[int]
    slots: list[Slot]


def a_scene() -> Scene:
    edition = an_edition(buyer_spare_slots_per_day=0, planned_wishes=PlannedWishes.ALL)
    hall = a_hall(edition)
    made = slots(hall, days_of(edition)[0], THREADS + 1)
    buyer = a_buyer(edition, tables(hall, 1)[0], at=made)
    requirement = a_requirement(buyer)
    requests = [a_request(requirement, *a_supplier(edition)) for _ in range(THREADS)]
    plan = plan_for(edition.id, replan=False, now=utc_now())
    places = {f"r{request.id}": n for n, request in enumerate(requests)}
    draft = store_draft(plan, timetable=a_timetable(plan, places), by=None, now=utc_now())
    guests = [request.person_id for request in requests]
    return Scene(draft.id, edition.id, buyer, [request.id for request in requests], guests, made)


def publish(scene: Scene) -> str:
    publish_draft(scene.draft_id, by=None, now=utc_now())
    return "published"


def scheduled(edition_id: int) -> int:
    """How many meetings there are; each has three seats, and no request has two."""
    theirs = (Meeting.edition_id == edition_id, Meeting.status == MeetingStatus.SCHEDULED)
    meetings = session().scalars(select(Meeting).where(*theirs)).all()
    assert max(Counter(meeting.request_id for meeting in meetings).values(), default=0) <= 1
    for model, each in ((PersonSeat, 2), (TableSeat, 1)):
        seats = select(func.count()).select_from(model).join(Meeting, Meeting.id == model.meeting_id)
        assert session().scalar(seats.where(*theirs)) == each * len(meetings)
    return len(meetings)


def test_sixteen_publish_the_same_draft_and_one_does(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        session().rollback()
    assert at_once(own_app, lambda _: publish(scene)) == {"published": 1, "timetable.draft_published": THREADS - 1}
    with own_app.app_context():
        assert scheduled(scene.edition_id) == THREADS


def test_a_door_scans_while_a_draft_is_published(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is locked while the draft is checked, which is nearly all the time: the scan is saved meanwhile."""
    with own_app.app_context():
        scene = a_scene()
        edition = session().get_one(Edition, scene.edition_id)
        gate, steward, body = a_gate(edition), a_steward(edition), a_scan(a_badge(edition))
        door = sign_in(own_app.test_client(), steward)
        path, check, answers = f"/api/gates/{gate.id}/scans", publishing.ensure_valid, list[int]()
        session().rollback()

        def checking(*values: Any, **more: Any) -> Any:
            with ThreadPoolExecutor(1) as another:
                answers.append(another.submit(door.post, path, json=body).result(timeout=60).status_code)
            return check(*values, **more)

        monkeypatch.setattr(publishing, "ensure_valid", checking)
        assert publish(scene) == "published"
    assert answers == [200]


@pytest.mark.parametrize("round_", ROUNDS)
def test_publishing_while_the_buyer_accepts(own_app: Flask, round_: int) -> None:
    with own_app.app_context():
        scene = a_scene()
        session().rollback()

    def act(number: int) -> object:
        if number % 4 == round_:
            return publish(scene)
        accept_request(scene.requests[number], slot_id=scene.slots[-1].id, by=scene.buyer.person_id, now=utc_now())
        return "accepted"

    outcomes = at_once(own_app, act)
    with own_app.app_context():
        found = scheduled(scene.edition_id)
    if outcomes["published"]:
        assert (outcomes, found) == (
            {"published": 1, "timetable.draft_published": 3, "meetings.already_answered": THREADS - 4}, THREADS
        )  # fmt: skip
    else:
        assert (outcomes, found) == (
            {"accepted": 1, "timetable.draft_outdated": 4, "meetings.seat_taken": THREADS - 5}, 1
        )  # fmt: skip


@pytest.mark.parametrize("round_", ROUNDS)
def test_publishing_while_people_leave(own_app: Flask, round_: int) -> None:
    with own_app.app_context():
        scene = a_scene()
        session().rollback()

    def act(number: int) -> object:
        if number == round_:
            return publish(scene)
        person = scene.buyer.person_id if number == 15 else scene.guests[number]
        return cancel_participation(person, edition_id=scene.edition_id, reason="Ya no asistirá", now=utc_now())

    outcomes = at_once(own_app, act)
    assert outcomes in ({"published": 1, None: THREADS - 1}, {"timetable.draft_outdated": 1, None: THREADS - 1})
    with own_app.app_context():
        assert scheduled(scene.edition_id) == 0
