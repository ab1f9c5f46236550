"""A counter is taken back by who made it: what it had answered stands again, and the other side is told."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.database import atomic, session
from forum.core.errors import Refusal
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestChange
from forum.meetings.errors.answers import NothingToTakeBack, NotYourRequest
from forum.meetings.models import MeetingRequest, RequestEvent
from forum.meetings.rules.answers import standing_counter
from tests.builders.companies import a_membership
from tests.builders.meetings import a_request
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails

COUNTERED, TAKEN_BACK, EDITED = RequestChange.COUNTERED, RequestChange.TAKEN_BACK, RequestChange.EDITED


def by_of(forum: Forum, side: Side) -> int:
    return forum.person.id if side is Side.SUPPLIER else forum.buyer.person_id


def counter(forum: Forum, request: MeetingRequest, side: Side, slot: int, **changes: object) -> None:
    person = {"person_id": forum.person.id if side is Side.SUPPLIER else None}
    values = {"note": f"Mejor el {slot}", "by": by_of(forum, side), "now": forum.now, **person, **changes}
    service.counter_request(request.id, side=side, slot_id=forum.slots[slot].id, **values)  # type: ignore[arg-type]


def take_back(forum: Forum, request: MeetingRequest, side: Side, **changes: object) -> None:
    values = {"by": by_of(forum, side), "now": forum.now, **changes}
    service.take_back_counter(request.id, side=side, **values)  # type: ignore[arg-type]


def state(request: MeetingRequest) -> tuple[Side, int | None, int, str, datetime | None, datetime]:
    return (
        request.awaiting, request.preferred_slot_id, request.person_id, request.counter_note, request.countered_at,
        request.expires_at,
    )  # fmt: skip


@pytest.mark.both_engines
def test_what_was_answered_stands_again_step_by_step(forum: Forum) -> None:
    colleague = a_person()
    a_membership(forum.supplier.company, colleague)
    request = a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[0])
    as_sent = state(request)
    counter(forum, request, Side.BUYER, 1, now=forum.now + timedelta(hours=1))
    by_buyer = state(request)
    counter(forum, request, Side.SUPPLIER, 2, person_id=colleague.id, now=forum.now + timedelta(hours=2))
    edit = {"person_id": colleague.id, "reason": "Con la gerente", "by": colleague.id, "now": forum.now}
    service.edit_request(request.id, side=Side.SUPPLIER, slot_id=forum.slots[0].id, **edit)  # type: ignore[arg-type]
    take_back(forum, request, Side.SUPPLIER)
    assert state(request) == by_buyer
    assert mails()[-1] == ("meetings/counter_taken_back", forum.buyer.person.email)
    take_back(forum, request, Side.BUYER)
    assert state(request) == as_sent
    assert mails()[-1] == ("meetings/counter_taken_back", forum.person.email)
    changes = session().scalars(select(RequestEvent.change).order_by(RequestEvent.id)).all()
    assert changes == [COUNTERED, COUNTERED, EDITED, TAKEN_BACK, TAKEN_BACK]
    meeting = service.accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    assert meeting.person_id == forum.person.id


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ([None], None),
        ([COUNTERED, None], 0),
        ([TAKEN_BACK, COUNTERED, None], None),
        ([EDITED, COUNTERED, COUNTERED], 1),
        ([TAKEN_BACK, EDITED, COUNTERED, COUNTERED], 3),
        ([COUNTERED, TAKEN_BACK, COUNTERED], 0),
        ([TAKEN_BACK, TAKEN_BACK, COUNTERED, COUNTERED, COUNTERED], 4),
    ],
)
def test_which_counter_stands(changes: list[RequestChange | None], standing: int | None) -> None:
    assert standing_counter(changes) == standing


def test_a_deadline_that_has_passed_is_the_counters(forum: Forum) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[0])
    late = request.expires_at - timedelta(minutes=1)
    counter(forum, request, Side.BUYER, 1, now=late)
    given = request.expires_at
    take_back(forum, request, Side.BUYER, now=late + timedelta(hours=1))
    assert (request.expires_at, request.awaiting) == (given, Side.BUYER)


def test_who_may_not(forum: Forum) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[0])
    with pytest.raises(NothingToTakeBack):
        take_back(forum, request, Side.SUPPLIER)
    counter(forum, request, Side.BUYER, 1)
    with pytest.raises(NotYourRequest):
        take_back(forum, request, Side.SUPPLIER)
    with atomic():
        event = session().scalars(select(RequestEvent)).one()
        kept, event.detail = event.detail, {"slot_id": None, "person_id": None}
    with pytest.raises(NothingToTakeBack):
        take_back(forum, request, Side.BUYER)
    with atomic():
        event.detail = kept
    decline = {"side": Side.SUPPLIER, "by": forum.person.id, "now": forum.now, "note": ""}
    service.decline_request(request.id, reason=DeclineReason.NOBODY_FREE, **decline)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="already_answered"):
        take_back(forum, request, Side.BUYER)


def test_by_the_page_and_by_the_coordinator_who_tells_both(
    client: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[0])
    page, address = forum.path(f"requests/{request.id}"), forum.path(f"requests/{request.id}/counter/withdrawal")
    counter(forum, request, Side.BUYER, 1)
    sign_in(client, forum.person)
    assert address not in client.get(page).text
    assert "La envió la otra parte" in client.post(address, follow_redirects=True).text
    sign_in(client, a_person())
    assert client.post(address).status_code == 404
    sign_in(client, session().get_one(Person, forum.buyer.person_id))
    assert address in client.get(page).text
    assert client.post(address).status_code == 303
    shown = client.get(page).text
    assert ("Retiró su propuesta" in shown, address in shown, "Espera su respuesta" in shown) == (True, False, True)
    counter(forum, request, Side.BUYER, 1)
    sign_in(client, coordinator)
    assert address in client.get(page).text
    assert client.post(address).status_code == 303
    people = sorted([forum.person.email or "", forum.buyer.person.email or ""])
    assert sorted(to for message, to in mails()[-2:] if message == "meetings/counter_taken_back") == people
