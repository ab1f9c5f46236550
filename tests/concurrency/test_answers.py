"""Both sides change one request at once: it ends one way, and nobody is told of two."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.companies.models import Company
from forum.core.clock import utc_now
from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, RequestEvent
from forum.registration.models import Registration
from tests.builders.collisions import THREADS, at_once
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person

CLOSED = {"meetings.already_answered", "meetings.not_your_turn", "meetings.not_your_request"}
STALE = {"meetings.proposal_changed", "meetings.nothing_proposed", "meetings.sides_changed"}


@dataclass(kw_only=True)
class Scene:
    """An invitation that the company countered: the buyer's turn, who may accept, counter or withdraw meanwhile."""

    request_id: int
    buyer_person: int
    person: int
    colleague: int
    slots: list[int]

    def accept(self) -> str:
        service.accept_request(self.request_id, slot_id=self.slots[1], by=self.buyer_person, now=utc_now())
        return "accepted"

    def counter(self) -> str:
        service.counter_request(
            self.request_id, side=Side.BUYER, slot_id=self.slots[2], person_id=None, note="Antes",
            by=self.buyer_person, now=utc_now(),
        )  # fmt: skip
        return "countered"

    def withdraw(self) -> str:
        service.withdraw_request(self.request_id, side=Side.BUYER, by=self.buyer_person, now=utc_now())
        return "withdrawn"

    def edit(self) -> str:
        service.edit_request(
            self.request_id, side=Side.SUPPLIER, slot_id=self.slots[1], person_id=self.colleague, reason="Va ella",
            by=self.person, now=utc_now(),
        )  # fmt: skip
        return "edited"


def a_scene() -> Scene:
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    many = slots(hall, days_of(edition)[0], 4)
    buyer = a_buyer(edition, tables(hall, 1)[0], at=many)
    supplier, person = a_supplier(edition)
    colleague = a_person()
    a_membership(session().get_one(Company, supplier.company_id), colleague)
    request = a_request(
        a_requirement(buyer), supplier, person, slot=many[1],
        wished_by=Side.BUYER, awaiting=Side.BUYER, countered_at=utc_now(), counter_note="Después",
    )  # fmt: skip
    return Scene(
        request_id=request.id,
        buyer_person=buyer.person_id,
        person=person.id,
        colleague=colleague.id,
        slots=[slot.id for slot in many],
    )


def test_a_request_ends_one_way(own_app: Flask) -> None:
    with own_app.app_context():
        scene = a_scene()
        session().rollback()
    acts: tuple[Callable[[], str], ...] = (scene.accept, scene.counter, scene.withdraw, scene.edit)
    outcomes = at_once(own_app, lambda number: acts[number % 4]())

    assert set(outcomes) <= CLOSED | STALE | {"accepted", "countered", "withdrawn", "edited"}
    assert sum(outcomes.values()) == THREADS
    assert outcomes["accepted"] + outcomes["withdrawn"] == 1
    assert outcomes["accepted"] + outcomes["countered"] <= 1
    with own_app.app_context():
        request = session().get_one(MeetingRequest, scene.request_id)
        ended = RequestStatus.ACCEPTED if outcomes["accepted"] else RequestStatus.WITHDRAWN
        assert request.status is ended
        assert session().scalar(select(func.count()).select_from(Meeting)) == outcomes["accepted"]
        changed = session().scalar(select(func.count()).where(RequestEvent.change == "edited")) or 0
        assert changed <= 1, "saving the same again is no change"
        told = session().scalars(select(OutgoingMail.message).where(OutgoingMail.message.like("meetings/%"))).all()
        assert len(told) == 1 + outcomes["countered"] + changed
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("kind", ["accept", "invite"])
def test_an_invitation_is_accepted_and_sent_once(own_app: Flask, kind: str) -> None:
    """Sixteen colleagues accept, or the buyer presses sixteen times: one meeting, one open request."""
    with own_app.app_context():
        edition = an_edition(buyer_spare_slots_per_day=0)
        attendee_categories(edition)
        hall = a_hall(edition)
        free = slots(hall, days_of(edition)[0], 4)
        buyer = a_buyer(edition, tables(hall, 1)[0], at=free)
        many = [slot.id for slot in free]
        supplier, first = a_supplier(edition)
        company = session().get_one(Company, supplier.company_id)
        people = [first.id, *(a_person().id for _ in range(3))]
        for person_id in people[1:]:
            a_membership(company, session().get_one(type(first), person_id))
        requirement_id, now = a_requirement(buyer).id, utc_now()

        def invite() -> int:
            return service.invite_supplier(
                company.id, requirement_id=requirement_id, buyer_id=buyer.id, edition=edition,
                preferred_slot_id=None, reason="Su prensa", by=buyer.person_id, now=now,
            ).id  # fmt: skip

        request_id = invite() if kind == "accept" else 0
        session().rollback()

    def act(number: int) -> str:
        if kind == "invite":
            invite()
            return "done"
        service.accept_request(
            request_id, slot_id=many[number % 4], side=Side.SUPPLIER, person_id=people[number % 4],
            by=people[0], now=now,
        )  # fmt: skip
        return "done"

    outcomes = at_once(own_app, act)
    assert outcomes["done"] == 1
    refused = {"meetings.already_answered", "meetings.sides_changed", "meetings.already_between"}
    assert set(outcomes) - {"done"} <= refused
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(MeetingRequest)) == 1
        made = 1 if kind == "accept" else 0
        assert session().scalar(select(func.count()).select_from(Meeting)) == made
        assert session().scalar(select(func.count()).select_from(Registration)) == made
