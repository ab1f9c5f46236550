"""The frame of a forum changes while buyers accept: nobody is seated twice, and no meeting is left without a place."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.editions.models import Slot
from forum.editions.queries import get_edition
from forum.editions.queries.frame import day_in
from forum.editions.rules import SlotRule
from forum.mail.models import OutgoingMail
from forum.matchmaking.models import Availability, Buyer
from forum.meetings import service
from forum.meetings.enums import Clearing, MeetingStatus, RequestStatus
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.models import AgendaChange, Meeting, MeetingEvent, PersonSeat, TableSeat
from forum.meetings.service import recutting
from forum.meetings.service.telling import tell_changes
from tests.builders.collisions import THREADS, at_once
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person

RULE = SlotRule(starts=time(9, 10), ends=time(12), length=30, gap=5)


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Scene:
    """Two halls, one of them with a buyer whom some meet, some ask, and some wait for."""

    edition_id: int
    hall_id: int
    day_id: int
    buyer_person_id: int
    asked: list[tuple[int, int]]
    by: int


def a_scene() -> Scene:
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall, other, day = a_hall(edition), a_hall(edition), days_of(edition)[0]
    here = slots(hall, day, 6)
    slots(other, day, 4)
    [table], _free = tables(hall, 1), tables(other, 1)
    buyer = a_buyer(edition, table, at=here)
    person_id, requirement = buyer.person_id, a_requirement(buyer)
    requests = []
    for number in range(8):
        supplier, person = a_supplier(edition, a_company(), person=a_person())
        waits = {"status": RequestStatus.WAITLISTED, "waitlisted_at": utc_now()} if number >= 6 else {}
        requests.append(a_request(requirement, supplier, person, **waits).id)
    asked = list(zip(requests[:6], [each.id for each in here], strict=True))
    scene = Scene(edition.id, hall.id, day.id, person_id, asked[3:], a_person().id)
    for request_id, slot_id in asked[:3]:
        service.accept_request(request_id, slot_id=slot_id, by=person_id, now=utc_now())
    db.session.remove()
    return scene


def recut(scene: Scene) -> None:
    edition = get_edition(scene.edition_id)
    about = {"day": day_in(edition.id, scene.day_id), "rule": RULE, "edition": edition, "now": utc_now()}
    digest = service.plan_recut(scene.hall_id, **about).digest
    service.recut(scene.hall_id, digest=digest, reason="Más tiempo", by=scene.by, **about)


def lose_hall(scene: Scene) -> None:
    edition, now = get_edition(scene.edition_id), utc_now()
    scope = service.Scope(what=Clearing.HALL, id=scene.hall_id)
    digest = service.plan_clearing(scope, edition=edition, now=now).digest
    service.clear(scope, digest=digest, reason="Sin luz", edition=edition, by=scene.by, now=now)


def fill(scene: Scene) -> None:
    edition, now = get_edition(scene.edition_id), utc_now()
    service.fill(digest=service.plan_filling(edition=edition, now=now).digest, edition=edition, by=scene.by, now=now)


def ensure_whole() -> None:
    scheduled = session().scalars(select(Meeting).where(Meeting.status == MeetingStatus.SCHEDULED)).all()
    seats = {(each.meeting_id, each.table_id, each.slot_id) for each in session().scalars(select(TableSeat))}
    assert seats == {(each.id, each.table_id, each.slot_id) for each in scheduled}
    people = sorted((each.meeting_id, each.slot_id) for each in session().scalars(select(PersonSeat)))
    assert people == sorted((each.id, each.slot_id) for each in scheduled for _side in (1, 2))
    rows = session().execute(
        select(PersonSeat.person_id, Slot.starts_at, Slot.ends_at).join(Slot, Slot.id == PersonSeat.slot_id)
    )
    ordered = sorted(tuple(row) for row in rows)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in itertools.pairwise(ordered))


CHANGES = [recut, lose_hall, fill]
ABOUT_MANY = ("meetings/agenda_cleared", "meetings/places_filled")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_frame_while_the_buyer_accepts(own_app: Flask, change: Callable[[Scene], None]) -> None:
    with own_app.app_context():
        scene = a_scene()

    def act(number: int) -> object:
        if number == 1:
            return change(scene)
        if number - 2 >= len(scene.asked) or number == 0:
            return None
        request_id, slot_id = scene.asked[number - 2]
        return service.accept_request(request_id, slot_id=slot_id, by=scene.buyer_person_id, now=utc_now())

    assert sum(at_once(own_app, act).values()) == THREADS
    with own_app.app_context():
        ensure_whole()
        db.session.remove()


def written(scene: Scene) -> list[object]:
    """All that the changes write."""
    session().expire_all()
    meetings = select(Meeting.id, Meeting.slot_id, Meeting.table_id, Meeting.status, Meeting.sequence)
    seats = select(PersonSeat.meeting_id, PersonSeat.person_id, PersonSeat.slot_id)
    times = select(Slot.id, Slot.starts_at, Slot.blocked_reason)
    hours = select(Availability.buyer_id, Availability.slot_id)
    at = select(Buyer.id, Buyer.table_id)
    rows: list[object] = [sorted(map(str, session().execute(each))) for each in (meetings, seats, times, hours, at)]
    counts = [session().scalar(select(func.count()).select_from(each)) for each in (MeetingEvent, AgendaChange)]
    db.session.remove()
    return [*rows, *counts, scene.edition_id]


@contextmanager
def killing(left: list[int]) -> Iterator[None]:
    """The process ends before the statement that writes whose number is `left`."""

    def count(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            left[0] -= 1
            if left[0] == 0:
                raise Killed

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        left[0] = 0
        event.remove(db.engine, "before_cursor_execute", count)


def is_killed(act: Callable[[], object], left: list[int], statement: int) -> bool:
    left[0] = statement
    try:
        act()
    except Killed:
        db.session.rollback()
        db.session.remove()
        return True
    finally:
        left[0] = 0
    return False


@pytest.mark.parametrize("change", CHANGES)
def test_killed_before_any_statement_a_change_is_there_or_not_and_everybody_is_told_once(
    own_app: Flask, change: Callable[[Scene], None]
) -> None:
    with own_app.app_context():
        scene = a_scene()
        state, left = written(scene), [0]
        with killing(left):
            for statement in range(1, 400):
                if not is_killed(lambda: change(scene), left, statement) or written(scene) != state:
                    break
            assert statement > 10
            assert written(scene) != state
            ensure_whole()
            for number in range(1, 20):
                if not is_killed(lambda: tell_changes(now=utc_now()), left, number):
                    break
        for each in session().scalars(select(AgendaChange)):
            assert each.told_at is not None
            assert each.news == {}
        told = list(session().scalars(select(OutgoingMail.to_email).where(OutgoingMail.message.in_(ABOUT_MANY))))
        assert len(told) == len(set(told)) > 1
        db.session.remove()


def test_what_changes_while_it_is_read_is_read_again(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is locked while a change is prepared: an acceptance meanwhile is seen, and nothing is done unread."""
    with own_app.app_context():
        scene = a_scene()
        request_id, slot_id = scene.asked[0]
        news, tries = recutting._news, list[int]()

        def preparing(plan: service.RecutPlan) -> object:
            tries.append(1)
            if len(tries) == 1:
                service.accept_request(request_id, slot_id=slot_id, by=scene.buyer_person_id, now=utc_now())
            return news(plan)

        monkeypatch.setattr(recutting, "_news", preparing)
        with pytest.raises(PlanChanged):
            recut(scene)
        ensure_whole()
        recut(scene)
        ensure_whole()
        assert len(tries) == 2
        db.session.remove()
