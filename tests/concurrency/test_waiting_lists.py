"""Many take the offers of one slot at once: one has it, the others are refused by name and keep their place."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.mail.models import OutgoingMail
from forum.matchmaking.enums import Side
from forum.matchmaking.models import Buyer
from forum.meetings import service
from forum.meetings.enums import OfferKind, OfferStatus, RequestStatus
from forum.meetings.models import FreedPlace, Meeting, MeetingRequest, PersonSeat, SlotOffer
from tests.builders.collisions import THREADS, at_once
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, an_open_offer, attendee_categories

WAITING = 4


def a_list() -> tuple[int, list[int], list[int], list[int]]:
    """A buyer with some who wait, and an open offer of the first slot to each: slots, requests, people, offers."""
    edition = an_edition(buyer_spare_slots_per_day=0)
    attendee_categories(edition)
    hall = a_hall(edition)
    free = slots(hall, days_of(edition)[0], 3)
    buyer = a_buyer(edition, tables(hall, 1)[0], at=free)
    requests, people, offers = [], [], []
    for number in range(WAITING):
        supplier, person = a_supplier(edition)
        since = utc_now() - timedelta(hours=WAITING - number)
        waits = {"status": RequestStatus.WAITLISTED, "waitlisted_at": since}
        request = a_request(a_requirement(buyer), supplier, person, **waits)
        requests.append(request.id)
        people.append(person.id)
        offers.append(an_open_offer(request.id, free[0].id).id)
    slot_id = free[0].id
    session().rollback()
    return slot_id, requests, people, offers


def test_the_first_to_take_it_has_the_slot(own_app: Flask) -> None:
    with own_app.app_context():
        slot_id, requests, people, offers = a_list()

    def take(number: int) -> str:
        n = number % WAITING
        service.take_offer(offers[n], person_id=people[n], side=Side.SUPPLIER, by=people[n], now=utc_now())
        return "taken"

    outcomes = at_once(own_app, take)
    assert outcomes["taken"] == 1
    assert set(outcomes) - {"taken"} <= {"meetings.offer_gone", "meetings.offer_over"}
    assert outcomes["meetings.offer_gone"] == THREADS * (WAITING - 1) // WAITING
    with own_app.app_context():
        meeting = session().scalars(select(Meeting)).one()
        assert meeting.slot_id == slot_id
        assert session().scalar(select(func.count()).select_from(PersonSeat)) == 2
        service.keep_offers(now=utc_now())
        ended = Counter(session().scalars(select(SlotOffer.status)))
        assert ended == {OfferStatus.TAKEN: 1, OfferStatus.LOST: WAITING - 1}
        told = Counter(session().scalars(select(OutgoingMail.message).where(OutgoingMail.message.like("%offer%"))))
        assert told == {"meetings/offer_taken": 2, "meetings/offer_ended": WAITING - 1}
        waiting = select(MeetingRequest.id).where(MeetingRequest.status == RequestStatus.WAITLISTED)
        assert set(session().scalars(waiting)) == set(requests) - {meeting.request_id}


def test_a_slot_that_is_offered_is_taken_by_whoever_comes_first(own_app: Flask) -> None:
    """Offers are taken while the buyer accepts a request in the same slot: one meeting."""
    with own_app.app_context():
        slot_id, requests, people, offers = a_list()
        offered = session().get_one(MeetingRequest, requests[0])
        buyer_id, edition_id = offered.buyer_id, offered.edition_id
        requirement = a_requirement(session().get_one(Buyer, buyer_id, options=[joinedload(Buyer.company)]))
        supplier, person = a_supplier(session().get_one(Edition, edition_id))
        open_id = a_request(requirement, supplier, person).id
        session().rollback()

    def act(number: int) -> str:
        if number % 2:
            service.accept_request(open_id, slot_id=slot_id, by=people[0], now=utc_now())
            return "done"
        n = number // 2 % WAITING
        service.take_offer(offers[n], person_id=people[n], side=Side.SUPPLIER, by=people[n], now=utc_now())
        return "done"

    outcomes = at_once(own_app, act)
    assert outcomes["done"] == 1
    refused = {"offer_gone", "offer_over", "seat_taken", "table_taken", "already_answered"}
    assert set(outcomes) - {"done"} <= {f"meetings.{code}" for code in refused}
    with own_app.app_context():
        assert session().scalar(select(func.count()).select_from(Meeting)) == 1


@pytest.mark.parametrize("kind", ["jobs", "leaving"])
def test_a_freed_place_is_offered_once(own_app: Flask, kind: str) -> None:
    """Several workers offer what became free, also while those who wait leave: one offer, to somebody who waits."""
    with own_app.app_context():
        slot_id, requests, people, offers = a_list()
        now = utc_now()
        for offer_id, person_id in zip(offers, people, strict=True):
            service.decline_offer(offer_id, leaves=False, by=person_id, now=now)
        buyer_id = session().get_one(MeetingRequest, requests[0]).buyer_id
        with atomic() as current:
            person_id = current.get_one(Buyer, buyer_id).person_id
            current.add(FreedPlace(person_id=person_id, slot_id=slot_id, freed_at=utc_now()))
        session().rollback()

    def act(number: int) -> str:
        if kind == "leaving" and number < WAITING - 1:
            service.withdraw_request(requests[number], by=people[number], now=utc_now())
            return "left"
        service.keep_offers(now=utc_now())
        return "kept"

    outcomes = at_once(own_app, act)
    left = WAITING - 1 if kind == "leaving" else 0
    assert outcomes == {"kept": THREADS - left, **({"left": left} if left else {})}
    with own_app.app_context():
        service.keep_offers(now=utc_now())
        query = select(SlotOffer).where(SlotOffer.status == OfferStatus.OPEN)
        [offer] = session().scalars(query)
        assert (offer.kind, offer.slot_id) == (OfferKind.AUTOMATIC, slot_id)
        assert offer.request_id == requests[left]
