"""The co-ordinator answers for the side whose turn it is: both are told, and the history says who did it."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import session
from forum.matchmaking.enums import Side
from forum.meetings.enums import DeclineReason, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, RequestEvent
from forum.meetings.service import counter_request
from tests.builders.companies import a_company
from tests.builders.meetings import a_request, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.fixture
def request_id(forum: Forum) -> int:
    return a_request(forum.requirement, forum.supplier, forum.person).id


def stored(request_id: int) -> MeetingRequest:
    session().expire_all()
    return session().get_one(MeetingRequest, request_id)


def told_since(before: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return set(mails()[len(before) :])


def test_for_the_buyer_with_a_slot(browser: FlaskClient, forum: Forum, coordinator: Person, request_id: int) -> None:
    address = forum.path(f"coordination/requests/{request_id}/answer")
    assert f'href="{address}"' in browser.get(forum.path(f"requests/{request_id}")).text
    before = mails()
    assert browser.post(address, data={"slot_id": forum.slots[1].id}).status_code == 303
    meeting = session().scalars(select(Meeting)).one()
    assert (meeting.slot_id, meeting.request_id) == (forum.slots[1].id, request_id)
    buyer = session().get_one(Person, forum.buyer.person_id)
    assert told_since(before) == {
        ("meetings/request_accepted", forum.person.email),
        ("meetings/answered_for_you", buyer.email),
    }
    last = session().scalars(select(RequestEvent).order_by(RequestEvent.id.desc())).first()
    assert last is not None
    assert (last.status, last.by_id) == (RequestStatus.ACCEPTED, coordinator.id)


def test_without_a_slot_also_after_the_freeze(browser: FlaskClient, forum: Forum, request_id: int) -> None:
    forum.change(freeze_at=utc_now())
    browser.post(forum.path(f"coordination/requests/{request_id}/answer"), data={"slot_id": ""})
    assert stored(request_id).status is RequestStatus.ACCEPTED
    assert session().scalars(select(Meeting)).all() == []


def test_for_the_company_after_a_counter(browser: FlaskClient, forum: Forum, request_id: int) -> None:
    counter_request(
        request_id, side=Side.BUYER, slot_id=forum.slots[2].id, person_id=None, note="Mejor así",
        by=forum.buyer.person_id, now=utc_now(),
    )  # fmt: skip
    address = forum.path(f"coordination/requests/{request_id}/answer")
    assert "Responder por" in browser.get(address).text
    refused = browser.post(address, data={"slot_id": forum.slots[2].id})
    assert refused.status_code == 422, "who comes is missing"
    done = browser.post(address, data={"slot_id": forum.slots[2].id, "person_id": forum.person.id})
    assert done.status_code == 303
    assert session().scalars(select(Meeting.slot_id)).all() == [forum.slots[2].id]


def test_a_decline_has_a_reason_and_binds_the_side_it_is_for(
    browser: FlaskClient, forum: Forum, request_id: int
) -> None:
    address = forum.path(f"coordination/requests/{request_id}/answer/decline")
    assert browser.post(address, data={"decline_reason": "other"}).status_code == 422
    before = mails()
    browser.post(address, data={"decline_reason": DeclineReason.AGENDA_FULL.value, "reason": "Ya no tiene lugar"})
    request = stored(request_id)
    assert (request.status, request.awaiting) == (RequestStatus.DECLINED, Side.BUYER)
    assert {message for message, _to in told_since(before)} == {
        "meetings/request_declined",
        "meetings/answered_for_you",
    }


def test_a_slot_that_is_taken_is_refused_with_others(browser: FlaskClient, forum: Forum, request_id: int) -> None:
    other, person = a_supplier(forum.edition, a_company(), person=a_person())
    second = a_request(forum.requirement, other, person).id
    at = {"slot_id": forum.slots[0].id}
    assert browser.post(forum.path(f"coordination/requests/{request_id}/answer"), data=at).status_code == 303
    refused = browser.post(forum.path(f"coordination/requests/{second}/answer"), data=at)
    assert (refused.status_code, f'value="{forum.slots[1].id}"' in refused.text) == (422, True)


def test_what_is_answered_leads_back(browser: FlaskClient, forum: Forum, request_id: int) -> None:
    address = forum.path(f"coordination/requests/{request_id}/answer")
    browser.post(address, data={"slot_id": ""})
    browser.post(address, data={"slot_id": forum.slots[0].id})
    assert session().scalars(select(Meeting.slot_id)).all() == [forum.slots[0].id], (
        "accepted first, then given its hour"
    )
    assert browser.get(address).location == forum.path(f"requests/{request_id}")
