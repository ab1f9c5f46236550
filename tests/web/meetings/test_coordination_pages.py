"""The co-ordinator's pages: tables assigned, requests and meetings listed, any meeting moved or cancelled."""

import pytest
from flask.testing import FlaskClient

from forum.accounts.models import Person
from forum.core.database import session
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


PAGES = ("", "/requests", "/meetings")


@pytest.mark.parametrize("page", PAGES)
def test_the_pages(browser: FlaskClient, forum: Forum, meeting: Meeting, page: str) -> None:
    assert browser.get(forum.path(f"coordination{page}")).status_code == 200


def test_the_first_page_leads_the_coordinator_to_the_overview(browser: FlaskClient, forum: Forum) -> None:
    assert browser.get(forum.path()).location == forum.path("coordination")


COSTS = {"/requests": 5, "/meetings": 6}


@pytest.mark.parametrize("page", COSTS)
def test_the_lists_cost_the_same_with_one_row_and_with_three(
    browser: FlaskClient, forum: Forum, meeting: Meeting, statements: list[str], page: str
) -> None:
    def measured() -> int:
        statements.clear()
        assert browser.get(forum.path(f"coordination{page}")).status_code == 200
        return len(statements)

    one = measured()
    for slot in forum.slots[1:]:
        supplier, person = a_supplier(forum.edition)
        request = a_request(a_requirement(forum.buyer), supplier, person)
        accept_request(request.id, slot_id=slot.id, by=forum.buyer.person_id, now=forum.now)
    assert (one, measured()) == (COSTS[page], COSTS[page])


def test_a_table_for_a_buyer(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    path = forum.path(f"coordination/buyers/{forum.buyer.id}/table")
    assert f"Mesa {forum.tables[1].number}" in browser.get(path).text
    refused = browser.post(path, data={"table_id": ""})
    assert (refused.status_code, "Muévala o cancélela primero." in refused.text) == (422, True)
    assert browser.post(path, data={"table_id": forum.tables[1].id}).status_code == 303
    session().refresh(meeting)
    assert meeting.table_id == forum.tables[1].id


def test_staff_moves_and_cancels_any_meeting_after_the_freeze(
    browser: FlaskClient, forum: Forum, meeting: Meeting
) -> None:
    forum.change(freeze_at=forum.now)
    path = forum.path(str(meeting.id))
    assert "Mover la cita" in browser.get(path).text
    moved = browser.post(f"{path}/move", data={"slot_id": forum.slots[2].id})
    assert moved.location == path
    assert browser.post(f"{path}/cancellation", data={"reason": "Sin luz"}).location == path
    session().refresh(meeting)
    assert (meeting.slot_id, meeting.status, meeting.cancelled_by, meeting.sequence) == (
        forum.slots[2].id,
        MeetingStatus.CANCELLED,
        "organiser",
        2,
    )
    assert "Sin luz" in browser.get(path).text


def test_meetings_by_company(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    path = forum.path("coordination/meetings")
    assert forum.supplier.company.name in browser.get(f"{path}?q=armadora", headers=FRAGMENT).text
    assert forum.supplier.company.name not in browser.get(f"{path}?status=cancelled", headers=FRAGMENT).text
