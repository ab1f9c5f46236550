"""A meeting's page: what either side sees, and may change."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.core.database import atomic, session
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting
from forum.meetings.service import accept_request
from tests.builders.companies import a_membership
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture(params=["buyer", "supplier", "colleague"])
def participant(request: pytest.FixtureRequest, forum: Forum) -> Person:
    if request.param == "buyer":
        return forum.buyer.person
    if request.param == "supplier":
        return forum.person
    colleague = a_person()
    a_membership(forum.supplier.company, colleague)
    return colleague


def test_each_side_sees_the_other(client: FlaskClient, forum: Forum, meeting: Meeting, participant: Person) -> None:
    page = sign_in(client, participant).get(forum.path(str(meeting.id))).text
    other = forum.supplier.company if participant.id == forum.buyer.person_id else forum.buyer.company
    assert f'<h1 class="page-header__title">{other.name}</h1>' in page
    assert f"Mesa {forum.tables[0].number}" in page


def test_each_side_moves_and_cancels(client: FlaskClient, forum: Forum, meeting: Meeting, participant: Person) -> None:
    sign_in(client, participant)
    path = forum.path(str(meeting.id))
    assert client.post(f"{path}/move", data={"slot_id": forum.slots[1].id}).location == path
    assert client.post(f"{path}/cancellation", data={"reason": "Cambio de planes"}).location == path
    session().refresh(meeting)
    assert (meeting.slot_id, meeting.status) == (forum.slots[1].id, MeetingStatus.CANCELLED)
    recipient = forum.person if participant.id == forum.buyer.person_id else forum.buyer.person
    assert mails()[-2:] == [
        ("meetings/meeting_moved", recipient.email),
        ("meetings/meeting_cancelled", recipient.email),
    ]


def test_only_free_slots_are_offered(client: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    other, person = a_supplier(forum.edition)
    request = a_request(a_requirement(forum.buyer), other, person)
    accept_request(request.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)
    page = sign_in(client, forum.person).get(forum.path(str(meeting.id))).text
    offered = [slot.id for slot in forum.slots if f'value="{slot.id}"' in page]
    assert offered == [forum.slots[2].id]


@pytest.mark.parametrize(
    ("verb", "fields"), [("move", {"slot_id": ""}), ("move", {"slot_id": "999999"}), ("cancellation", {"reason": " "})]
)
def test_what_is_not_filled_in_is_asked_for(
    client: FlaskClient, forum: Forum, meeting: Meeting, verb: str, fields: dict[str, str]
) -> None:
    answer = sign_in(client, forum.person).post(forum.path(f"{meeting.id}/{verb}"), data=fields)
    assert answer.status_code == 422
    assert session().scalars(select(Meeting.sequence)).all() == [0]


def test_after_the_freeze_the_page_says_whom_to_ask(client: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    forum.change(freeze_at=forum.now)
    sign_in(client, forum.person)
    page = client.get(forum.path(str(meeting.id))).text
    assert ("Mover la cita" in page, "La agenda ya está cerrada." in page) == (False, True)
    answer = client.post(forum.path(f"{meeting.id}/cancellation"), data={"reason": "Tarde"})
    assert (answer.status_code, "Revise estos datos para continuar" in answer.text) == (422, True)
    assert session().scalars(select(Meeting.status)).all() == ["scheduled"]


@pytest.mark.parametrize("role", ["supplier", "coordinator"])
def test_a_meeting_that_ended_is_offered_no_change(
    client: FlaskClient, forum: Forum, meeting: Meeting, role: str
) -> None:
    forum.change(freeze_at=forum.now + timedelta(days=1))
    with atomic():
        forum.slots[0].starts_at, forum.slots[0].ends_at = forum.now - timedelta(hours=1), forum.now
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    sign_in(client, forum.person if role == "supplier" else coordinator)
    path = forum.path(str(meeting.id))
    page = client.get(path).text
    assert [words in page for words in ("Mover", "Cancelar la cita", "Esta cita ya terminó.")] == [False, False, True]
    for verb, fields in (("move", {"slot_id": forum.slots[1].id}), ("cancellation", {"reason": "Tarde"})):
        assert client.post(f"{path}/{verb}", data=fields).status_code == 422
    assert session().scalars(select(Meeting.sequence)).all() == [0]
