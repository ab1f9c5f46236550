"""Decisions on many requests and meetings at once, and their lists as sheets."""

from io import BytesIO

from flask.testing import FlaskClient
from openpyxl import load_workbook

from forum.accounts.models import Person
from forum.core.database import session
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest
from tests.builders.agendas import Desk
from tests.builders.decisions import decided, run_decisions
from tests.builders.editions import an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum, mails


def test_many_meetings_are_cancelled_for_one_reason_and_both_sides_are_told(
    client: FlaskClient, forum: Forum, coordinator: Person, meeting: Meeting
) -> None:
    sign_in(client, coordinator)
    attendee_categories(other := an_edition())
    desk = Desk(other)
    strange, meeting_id = desk.meet(desk.slots[0]).id, meeting.id
    at = forum.path("coordination/meetings/cancellations?q=&status=scheduled")
    asked = client.post(at, data={"all": "yes"})
    assert (asked.status_code, "Cancelar las citas" in asked.text) == (200, True)
    before = len(mails())
    page = decided(client, at, data={"id": [meeting_id, strange], "reason": "Se fue la luz"})
    assert "1 cita cancelada" in page.text
    session().expire_all()
    kept = [session().get_one(Meeting, each).status for each in (meeting_id, strange)]
    assert kept == [MeetingStatus.CANCELLED, MeetingStatus.SCHEDULED]
    assert [message for message, _to in mails()[before:]] == ["meetings/meeting_cancelled"] * 2
    again = client.post(at, data={"id": [meeting_id], "reason": "Otra vez"})
    run_decisions()
    assert "1 quedó como estaba." in client.get(again.location).text
    sheet = load_workbook(BytesIO(client.get(forum.path("coordination/meetings/export.xlsx")).data)).active
    assert [row[-1].value for row in sheet.rows] == ["Estado", "Cancelada"]


def test_many_requests_are_declined_for_those_whose_turn_it_is(
    client: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    sign_in(client, coordinator)
    asked = [a_request(forum.requirement, forum.supplier, forum.person)]
    supplier, person = a_supplier(forum.edition)
    asked.append(a_request(a_requirement(forum.buyer), supplier, person))
    ids = [each.id for each in asked]
    page = decided(client, forum.path("coordination/requests/refusals"), data={"all": "yes", "reason": "Sin mesas"})
    assert "2 solicitudes de cita no se aceptaron" in page.text
    session().expire_all()
    assert {session().get_one(MeetingRequest, id).status for id in ids} == {RequestStatus.DECLINED}
    none = client.post(forum.path("coordination/requests/refusals"), data={"all": "yes"}, follow_redirects=True)
    assert "Ninguna solicitud lo permite." in none.text
    sheet = load_workbook(BytesIO(client.get(forum.path("coordination/requests/export.xlsx")).data)).active
    assert len(list(sheet.rows)) == 3
