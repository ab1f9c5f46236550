"""Somebody leaves while others ask to meet them: whoever comes first, no request waits for somebody who has left."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import db, session
from forum.core.names import PersonName
from forum.editions.models import Edition, Slot
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.queries.participants import get_buyer
from forum.matchmaking.service import Guest, close_requirement
from forum.meetings import service
from forum.meetings.enums import Colliding, RequestState, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, PersonSeat
from forum.meetings.service.answers import close_all
from forum.registration.service import cancel, cancel_own
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.registrations import a_registration


@dataclass(kw_only=True)
class Scene:
    """A buyer with a requirement, whom fifteen suppliers know, and one supplier who knows fifteen requirements."""

    edition: Edition
    buyer_id: int
    registration_id: int
    requirement_id: int
    suppliers: list[tuple[int, int]]
    supplier_registration: int
    others: list[int]

    def send(self, requirement_id: int, supplier: tuple[int, int]) -> None:
        company_id, person_id = supplier
        service.send_request(
            requirement_id,
            edition=self.edition,
            company_id=company_id,
            person_id=person_id,
            preferred_slot_id=None,
            reason="Prensa",
            by=person_id,
            now=utc_now(),
        )


def a_scene() -> Scene:
    edition = an_edition(buyer_spare_slots_per_day=0, supplier_open_requests_cap=THREADS)
    buyers, suppliers = attendee_categories(edition)
    hall = a_hall(edition)
    at, many = tables(hall, 2), slots(hall, days_of(edition)[0], THREADS)
    buyer, other = a_buyer(edition, at[0], at=many), a_buyer(edition, at[1], at=many)
    known = [a_supplier(edition) for _ in range(THREADS)]
    return Scene(
        edition=edition,
        buyer_id=buyer.id,
        registration_id=a_registration(buyers, buyer.person).id,
        requirement_id=a_requirement(buyer).id,
        suppliers=[(supplier.company_id, person.id) for supplier, person in known],
        supplier_registration=a_registration(suppliers, known[0][1]).id,
        others=[a_requirement(other).id for _ in range(THREADS)],
    )


def remove(scene: Scene) -> None:
    service.remove_buyer(
        scene.buyer_id, reason="Cerró", keeps_badge=True, edition=scene.edition, by=scene.suppliers[0][1], now=utc_now()
    )


ENDS: dict[str, Callable[[Scene], object]] = {
    "removed": remove,
    "cancels": lambda scene: cancel_own(scene.registration_id, now=utc_now()),
    "closes": lambda scene: close_requirement(scene.requirement_id, by=None, now=utc_now()),
}


def waiting() -> int:
    return session().scalar(select(func.count()).where(MeetingRequest.status == RequestStatus.SENT)) or 0


@pytest.mark.parametrize("way", ENDS)
def test_no_request_slips_past_a_buyer_who_leaves(own_app: Flask, way: str) -> None:
    with own_app.app_context():
        scene = a_scene()
        db.session.remove()

    def act(number: int) -> str:
        if number == THREADS // 2:
            ENDS[way](scene)
            return "left"
        scene.send(scene.requirement_id, scene.suppliers[number])
        return "sent"

    outcomes = at_once(own_app, act)
    assert outcomes["left"] == 1
    assert set(outcomes) <= {"left", "sent", "meetings.buyer_left", "meetings.requirement_not_open"}
    with own_app.app_context():
        assert waiting() == 0


def test_who_leaves_is_not_refused_because_their_requirement_is_closed_at_the_same_time(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        db.session.remove()

    def act(number: int) -> str:
        if number % 2:
            close_requirement(scene.requirement_id, by=None, now=utc_now())
            return "closed"
        remove(scene)
        return "removed"

    outcomes = at_once(own_app, act)
    assert (outcomes["removed"], outcomes["matchmaking.buyer_removed"]) == (1, THREADS // 2 - 1)
    assert set(outcomes) <= {"removed", "matchmaking.buyer_removed", "closed", "matchmaking.requirement_not_draft"}


def test_an_agreement_stands_where_its_requirement_is_closed_after_it(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        buyer = get_buyer(scene.buyer_id, edition_id=scene.edition.id)
        requirement = session().get_one(Requirement, scene.requirement_id)
        request = a_request(requirement, *a_supplier(scene.edition))
        service.accept_without_slot(request.id, by=buyer.person_id, now=utc_now())
        close_all([request.id], states=(RequestState.SENT,), by=buyer.person_id, now=utc_now())  # as it was read before
        assert session().get_one(MeetingRequest, request.id).status is RequestStatus.ACCEPTED


def hand_over(scene: Scene, email: str) -> None:
    guest = Guest(email=email, name=PersonName("Eva", "Luna"), language="es")
    service.hand_over_buyer(
        scene.buyer_id,
        to=service.Successor(guest=guest),
        terms=service.Terms(reason="Cambio", keeps_badge=False, colliding=Colliding.REFUSE),
        edition=scene.edition,
        by=scene.suppliers[0][1],
        now=utc_now(),
    )


def test_an_agenda_is_handed_over_once_and_whole_while_requests_arrive_and_are_accepted(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        buyer = get_buyer(scene.buyer_id, edition_id=scene.edition.id)
        supplier, person = a_supplier(scene.edition)
        asked = [a_request(a_requirement(buyer), supplier, person).id for _ in range(THREADS)]
        by, slot_ids = buyer.person_id, list(session().scalars(select(Slot.id).order_by(Slot.id)))
        db.session.remove()

    def act(number: int) -> str:
        if number in {5, 9}:
            hand_over(scene, f"eva{number}@example.mx")
            return "handed"
        if number % 2:
            service.accept_request(asked[number], slot_id=slot_ids[number], by=by, now=utc_now())
            return "accepted"
        scene.send(scene.requirement_id, scene.suppliers[number])
        return "sent"

    outcomes = at_once(own_app, act)
    assert (outcomes["handed"], outcomes["matchmaking.buyer_removed"]) == (1, 1)
    assert set(outcomes) <= {"handed", "matchmaking.buyer_removed", "accepted", "sent", "meetings.sides_changed"}
    with own_app.app_context():
        (successor,) = session().scalars(select(Buyer).where(Buyer.person.has(Person.email.like("eva%")))).all()
        for model in (Requirement, MeetingRequest, Meeting):
            owned = select(func.count()).select_from(model).where(model.buyer_id == scene.buyer_id)
            assert session().scalar(owned) == 0, model
        seated = select(func.count()).select_from(PersonSeat).where(PersonSeat.person_id == successor.person_id)
        assert session().scalar(seated) == outcomes["accepted"]


def test_no_request_slips_past_a_supplier_who_leaves(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        by = scene.suppliers[1][1]
        db.session.remove()

    def act(number: int) -> str:
        if number == THREADS // 2:
            cancel(scene.supplier_registration, by=by, now=utc_now())
            return "left"
        scene.send(scene.others[number], scene.suppliers[0])
        return "sent"

    outcomes = at_once(own_app, act)
    assert outcomes["left"] == 1
    assert set(outcomes) <= {"left", "sent", "registration.cancelled_by_desk"}
    with own_app.app_context():
        assert waiting() == 0
