"""Free places are filled from the waiting lists alone: read first, done at once, told in one mail each."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Slot
from forum.matchmaking.models import Availability
from forum.meetings import service
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.errors.clearing import NothingToFill, PlanChanged
from forum.meetings.models import Meeting, MeetingRequest
from tests.builders.companies import a_company
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails
from tests.web.meetings.test_recutting import ensure_whole

pytestmark = pytest.mark.both_engines


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.fixture
def waiting(forum: Forum, meeting: Meeting) -> list[MeetingRequest]:
    """Two buyers, each with two companies waiting; one company waits for both buyers."""
    other = a_buyer(forum.edition, forum.tables[1], at=forum.slots[:1])
    one, person = a_supplier(forum.edition, a_company(), person=a_person())
    two, colleague = a_supplier(forum.edition, a_company(), person=a_person())
    wanted = [(forum.buyer, one, person), (other, one, person), (forum.buyer, two, colleague), (other, two, colleague)]
    return [
        a_request(a_requirement(buyer), supplier, who, status=RequestStatus.WAITLISTED, waitlisted_at=forum.now)
        for buyer, supplier, who in wanted
    ]


def scheduled() -> dict[int | None, int]:
    session().expire_all()
    meetings = session().scalars(select(Meeting).where(Meeting.status == MeetingStatus.SCHEDULED)).all()
    return {each.request_id: each.slot_id for each in meetings}


def test_who_has_waited_longest_gets_the_first_free_place(
    browser: FlaskClient, forum: Forum, meeting: Meeting, waiting: list[MeetingRequest]
) -> None:
    address = forum.path("coordination/filling")
    assert f'href="{address}"' in browser.get(forum.path("coordination/waiting-lists")).text
    page = browser.get(address).text
    plan = re.search(r'name="plan"[^>]*value="(\w+)"', page)
    assert plan is not None
    asked, before, own = [each.id for each in waiting], mails(), meeting.request_id
    first, second, third = (each.id for each in forum.slots)
    answer = browser.post(address, data={"plan": plan[1]})
    assert answer.status_code == 303, answer.text
    # the other buyer has one place, at the first hour: the company that waited longest for it is free then
    assert scheduled() == {own: first, asked[0]: second, asked[1]: first, asked[2]: third}
    ensure_whole()
    told = [mail for mail in mails()[len(before) :] if mail[0] != "registration/confirmed"]
    assert {message for message, _to in told} == {"meetings/places_filled"}
    assert len(told) == len(set(told)) == 4
    left = session().get_one(MeetingRequest, asked[3])
    assert (left.status, left.waitlisted_at is not None) == (RequestStatus.WAITLISTED, True)
    assert session().get_one(MeetingRequest, asked[0]).status is RequestStatus.SCHEDULED
    assert "Ningún lugar libre le queda a quien espera" in browser.get(address).text


def test_only_what_was_shown_is_filled(
    browser: FlaskClient, forum: Forum, waiting: list[MeetingRequest], coordinator: Person
) -> None:
    plan = service.plan_filling(edition=forum.edition, now=utc_now())
    with atomic():
        session().get_one(Slot, forum.slots[1].id).blocked_reason = "Comida"
    before, stood = mails(), scheduled()
    with pytest.raises(PlanChanged):
        service.fill(digest=plan.digest, edition=forum.edition, by=coordinator.id, now=utc_now())
    answer = browser.post(forum.path("coordination/filling"), data={"plan": plan.digest})
    assert (answer.status_code, "Algo cambió mientras lo revisaba" in answer.text) == (422, True)
    with atomic() as current:
        for each in current.scalars(select(Availability)):
            current.delete(each)
    empty = service.plan_filling(edition=forum.edition, now=utc_now())
    with pytest.raises(NothingToFill):
        service.fill(digest=empty.digest, edition=forum.edition, by=coordinator.id, now=utc_now())
    assert (scheduled(), mails()) == (stood, before)
