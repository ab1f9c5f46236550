"""What marks do to planning, and that nobody can tell them from what planning does."""

import pytest
from flask.testing import FlaskClient

from forum.editions.enums import PlannedWishes
from forum.matchmaking.enums import Mark, Side
from forum.matchmaking.service import mark_requirement, mark_supplier
from forum.meetings.enums import RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.service import accept_request
from forum.scheduling.problem import Priority
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.mail import mails_to
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.pages import without_tokens
from tests.builders.people import sign_in
from tests.builders.timetables import a_timetable
from tests.web.meetings.conftest import Forum

MUST, INTERESTED, NO = Mark


def mark(forum: Forum, request: MeetingRequest, *, buyer: Mark | None = None, supplier: Mark | None = None) -> None:
    mark_supplier(request.company_id, buyer, buyer_id=request.buyer_id, by=forum.person.id, now=forum.now)
    mark_requirement(request.requirement_id, supplier, company_id=request.company_id, by=forum.person.id, now=forum.now)


def planned(forum: Forum) -> dict[str, Priority]:
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    return {wish.id: wish.priority for wish in plan.problem.wishes}


@pytest.mark.parametrize(
    ("wished_by", "buyer", "supplier", "priority"),
    [
        (Side.SUPPLIER, None, None, Priority.SUPPLIER),
        (Side.SUPPLIER, MUST, MUST, Priority.MUTUAL),
        (Side.SUPPLIER, INTERESTED, INTERESTED, Priority.MUTUAL),
        (Side.SUPPLIER, INTERESTED, None, Priority.MUTUAL),
        (Side.SUPPLIER, None, MUST, Priority.SUPPLIER),
        (Side.BUYER, None, MUST, Priority.MUTUAL),
        (Side.BUYER, MUST, None, Priority.BUYER),
        (Side.ORGANISER, MUST, None, Priority.ORGANISER),
        (Side.ORGANISER, MUST, INTERESTED, Priority.MUTUAL),
        (Side.SUPPLIER, NO, MUST, None),
        (Side.SUPPLIER, MUST, NO, None),
        (Side.BUYER, NO, None, None),
    ],
)
def test_two_who_want_to_meet_are_mutual_and_a_no_is_not_planned(
    forum: Forum, wished_by: Side, buyer: Mark | None, supplier: Mark | None, priority: Priority | None
) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person, wished_by=wished_by)
    mark(forum, request, buyer=buyer, supplier=supplier)
    assert planned(forum) == ({} if priority is None else {f"r{request.id}": priority})


def test_a_buyers_mark_confirms_a_wish_and_what_is_agreed_stands(forum: Forum) -> None:
    forum.change(planned_wishes=PlannedWishes.CONFIRMED)
    wanted, open_ = (a_request(a_requirement(forum.buyer), *a_supplier(forum.edition)) for _ in range(2))
    agreed = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition))
    meeting = accept_request(agreed.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    mark(forum, wanted, buyer=INTERESTED)
    mark(forum, open_, supplier=MUST)
    mark(forum, agreed, buyer=NO)
    assert planned(forum) == {f"m{meeting.id}": Priority.MUTUAL, f"r{wanted.id}": Priority.MUTUAL}


@pytest.mark.both_engines
def test_a_supplier_cannot_tell_a_no_from_a_full_timetable(client: FlaskClient, forum: Forum) -> None:
    requests = [a_request(a_requirement(forum.buyer, title="Soporte"), *a_supplier(forum.edition)) for _ in range(3)]
    mark(forum, requests[1], buyer=NO)
    mark(forum, requests[2], supplier=NO)
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    assert plan.refused == (requests[1].id, requests[2].id)
    draft = store_draft(plan, timetable=a_timetable(plan, {}), by=None, now=forum.now)
    publish_draft(draft.id, by=None, now=forum.now)
    told, mailed = [], []
    for request in requests:
        sign_in(client, request.person)
        page = client.get(forum.path(f"requests/{request.id}")).text
        told.append("El espacio se dio a una cita con más prioridad" in page or "No quedó mesa libre" in page)
        mailed.append(len(mails_to(request.person.email or "")))
    assert (told[1:], mailed) == ([True, True], [1, 1, 1])


def test_nobody_is_told_why_a_wish_that_only_a_mark_confirmed_has_no_place(client: FlaskClient, forum: Forum) -> None:
    forum.change(planned_wishes=PlannedWishes.CONFIRMED)
    request = a_request(forum.requirement, forum.supplier, forum.person)
    address, browser = forum.path(f"requests/{request.id}"), sign_in(client, forum.person)
    before = without_tokens(browser.get(address).text)
    mark(forum, request, buyer=MUST)
    plan = plan_for(forum.edition.id, replan=False, now=forum.now)
    assert list(plan.wishes) == [f"r{request.id}"]
    draft = store_draft(plan, timetable=a_timetable(plan, {}), by=None, now=forum.now)
    publish_draft(draft.id, by=None, now=forum.now)
    assert (request.status, mails_to(forum.person.email or "")) == (RequestStatus.SENT, [])
    assert without_tokens(browser.get(address).text) == before
