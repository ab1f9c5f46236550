"""Why a place of the board is empty: the reasons are those of booking, and what fits there can be booked."""

import random
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.editions.models import Slot
from forum.matchmaking.models import Buyer
from forum.meetings import service
from forum.meetings.enums import BoardRows, DeclineReason, EmptyWhy, EngagementKind, RequestStatus
from forum.meetings.models import Engagement, MeetingRequest
from forum.meetings.service.emptiness import EmptyPlace, explain_place
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


def asked(forum: Forum, name: str, **more: object) -> MeetingRequest:
    """The request of another company of this name to the buyer."""
    supplier, person = a_supplier(forum.edition, a_company(name=name), person=a_person())
    return a_request(a_requirement(forum.buyer), supplier, person, **more)


def at_table(forum: Forum, number: int, *, table: int = 0) -> EmptyPlace:
    ids = (forum.tables[table].id, 0)
    at = forum.slots[number].starts_at
    return explain_place(BoardRows.TABLES, ids, at, edition=forum.edition, now=forum.now)


def address(forum: Forum, rows: str, row: object, slot: Slot) -> str:
    return forum.path(f"coordination/board/place?rows={rows}&row={row}&at={int(slot.starts_at.timestamp())}")


def test_the_first_who_waits_fits_and_is_booked_by_the_button(
    browser: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    asked(forum, "Troqueles del Norte")
    first = asked(forum, "Resortes Sur", status=RequestStatus.WAITLISTED, waitlisted_at=forum.now)
    board = browser.get(forum.path("coordination/board")).text
    place = address(forum, "tables", forum.tables[0].id, forum.slots[1])
    assert place.replace("&", "&amp;") in board
    page = browser.get(place).text
    assert "2 solicitudes caben aquí" in page
    assert page.index("Resortes Sur") < page.index("Troqueles del Norte")
    assert "En lista de espera" in page
    sheet = browser.get(place, headers={"HX-Request": "true"}).text
    assert "<html" not in sheet
    assert "Agendar aquí" in sheet
    link = re.search(r'href="([^"]*/coordination/meetings/new\?[^"]*)"', page)
    assert link is not None
    booking = link[1].replace("&amp;", "&")
    assert f"slot={forum.slots[1].id}" in booking
    values = {
        "act": "book", "requirement_id": first.requirement_id, "slot_id": forum.slots[1].id,
        "person_id": first.person_id,
    }  # fmt: skip
    assert browser.post(booking, data=values).status_code == 303
    assert [message for message, _to in mails()].count("meetings/meeting_booked") == 2
    assert browser.get(place).status_code == 200


def test_places_without_a_buyer_closed_or_at_hours_of_nobody(browser: FlaskClient, forum: Forum) -> None:
    assert (
        "La mesa no tiene comprador" in browser.get(address(forum, "tables", forum.tables[1].id, forum.slots[0])).text
    )
    a_buyer(forum.edition, forum.tables[1], at=forum.slots[:1])
    place = address(forum, "tables", forum.tables[1].id, forum.slots[1])
    assert "El comprador no está en su mesa a esa hora" in browser.get(place).text
    with atomic():
        session().get_one(Slot, forum.slots[1].id).blocked_reason = "Comida"
    assert "El horario está cerrado" in browser.get(place).text
    assert browser.get(forum.path("coordination/board/place?rows=tables&row=999&at=1")).status_code == 404
    assert browser.get(address(forum, "tables", forum.tables[0].id, forum.slots[0]) + "1").status_code == 404


def test_reasons_are_counted(forum: Forum, coordinator: Person) -> None:
    """One company meets the buyer, one was declined, one is away, one is busy elsewhere, one has all its meetings."""
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
    by, now, own = forum.buyer.person_id, forum.now, a_requirement(forum.buyer)
    who = [a_supplier(forum.edition, a_company(), person=a_person()) for _ in range(5)]
    met, declined, away, *_others = [a_request(own, *each) for each in who]
    service.accept_request(met.id, slot_id=forum.slots[0].id, by=by, now=now)
    a_request(a_requirement(forum.buyer), *who[0])
    service.decline_request(declined.id, reason=DeclineReason.OTHER, note="No", by=by, now=now)
    for number, each in ((1, who[3]), (2, who[4])):
        there = a_request(a_requirement(other), *each)
        service.accept_request(there.id, slot_id=forum.slots[number].id, by=other.person_id, now=now)
    with atomic() as current:
        current.add(
            Engagement(
                edition_id=forum.edition.id, person_id=away.person_id, starts_at=forum.slots[1].starts_at,
                ends_at=forum.slots[1].ends_at, kind=EngagementKind.OTHER, note="", created_at=now,
            )
        )  # fmt: skip
    forum.change(supplier_meetings_cap=1)
    place = at_table(forum, 1)
    assert not place.could
    assert place.counts == {
        EmptyWhy.BUSY: 1,
        EmptyWhy.AWAY: 1,
        EmptyWhy.QUOTA: 1,
        EmptyWhy.MEETS: 1,
        EmptyWhy.DECLINED: 1,
    }
    assert list(place.buyers.values()) == [None]


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", range(4))
def test_what_fits_can_be_booked_and_what_does_not_is_refused(app: Flask, seed: int) -> None:
    """Of random places, each candidate is booked in turn in a change that is taken back."""
    rng = random.Random(seed)
    edition = an_edition(buyer_spare_slots_per_day=rng.choice([0, 2]), supplier_meetings_cap=2)
    attendee_categories(edition)
    hall = a_hall(edition)
    times = slots(hall, days_of(edition)[0], 4)
    buyers = [a_buyer(edition, table, at=rng.sample(times, 3)) for table in tables(hall, 3)]
    now, by = edition.requests_open_at, a_person().id
    requests = []
    for _ in range(4):
        supplier, person = a_supplier(edition, a_company(), person=a_person())
        requests += [(a_request(a_requirement(buyer), supplier, person), buyer) for buyer in buyers]
    for request, buyer in rng.sample(requests, 6):
        _tried(request, buyer, rng.choice(times), now)
    for table in {each.table_id for each in buyers}:
        for slot in times:
            place = explain_place(BoardRows.TABLES, (table or 0, 0), slot.starts_at, edition=edition, now=now)
            for each in place.could:
                booking = service.Booking(
                    buyer_id=each.request.buyer_id,
                    company_id=each.request.company_id,
                    person_id=each.request.person_id,
                    slot_id=each.slot_id,
                    requirement_id=each.request.requirement_id,
                )
                with pytest.raises(_Back), atomic():
                    service.book_meeting(booking, edition=edition, by=by, now=now)
                    raise _Back


class _Back(Exception):
    """The change is taken back."""


def _tried(request: MeetingRequest, buyer: Buyer, slot: Slot, now: object) -> None:
    try:
        service.accept_request(request.id, slot_id=slot.id, by=buyer.person_id, now=now)  # type: ignore[arg-type]
    except Refusal:
        return


def test_rows_of_buyers_and_suppliers(browser: FlaskClient, forum: Forum) -> None:
    asked(forum, "Resortes Sur")
    other = asked(forum, "Troqueles del Norte")
    service.accept_request(other.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    buyers = browser.get(address(forum, "buyers", forum.buyer.person_id, forum.slots[1])).text
    assert ("Resortes Sur" in buyers, "Agendar aquí" in buyers) == (True, True)
    key = f"{other.company_id}-{other.person_id}"
    suppliers = browser.get(address(forum, "suppliers", key, forum.slots[1])).text
    assert "Ambas partes ya tienen una cita" in suppliers or "No hay más solicitudes" in suppliers
    one = browser.get(forum.path(f"coordination/board?rows=buyers&row={forum.buyer.person_id}")).text
    assert one.count("Ver por qué") == 2
