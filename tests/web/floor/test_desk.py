"""The floor desk: every table now and next, what is written down of a meeting, and the tables asked for again."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import session
from forum.meetings.enums import Absent, MeetingStatus, RequestStatus
from forum.meetings.models import Meeting
from tests.builders.badges import a_badge_for, somebody_with_badge
from tests.builders.editions import a_category
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.builders.registrations import a_registration
from tests.web.meetings.conftest import Forum

MINUTE = timedelta(minutes=1)


def stored(meeting: Meeting) -> Meeting:
    session().expire_all()
    return session().get_one(Meeting, meeting.id)


def path(forum: Forum, rest: str = "") -> str:
    return f"/{forum.edition.slug}/floor{rest}"


def test_the_desk_shows_who_is_late_where(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    page = desk.get(path(forum)).text
    assert "Con retraso" in page
    assert "No ha llegado nadie" in page
    assert f'id="table-{forum.tables[0].id}"' in page
    assert f'id="table-{forum.tables[1].id}"' not in page  # nobody sits there


def test_only_what_wants_attention(
    forum: Forum, meeting: Meeting, desk: FlaskClient, late: time_machine.Traveller
) -> None:
    assert "Con retraso" in desk.get(path(forum, "?look=attention")).text
    desk.post(path(forum, f"/meetings/{meeting.id}/arrival"), data={"of": "both"})
    assert "Nada pide atención" in desk.get(path(forum, "?look=attention")).text


def test_both_are_seen_and_it_is_taken_back(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    answer = desk.post(path(forum, f"/meetings/{meeting.id}/arrival"), data={"of": "buyer"}, follow_redirects=True)
    assert ": falta " in answer.text
    desk.post(path(forum, f"/meetings/{meeting.id}/arrival"), data={"of": "supplier"})
    assert stored(meeting).held_at is not None
    desk.post(path(forum, f"/meetings/{meeting.id}/undo"))
    assert (stored(meeting).held_at, stored(meeting).buyer_arrived_at) == (None, None)


@pytest.mark.parametrize("absent", Absent)
def test_who_did_not_come_is_written_down(forum: Forum, meeting: Meeting, desk: FlaskClient, absent: Absent) -> None:
    page = desk.post(
        path(forum, f"/meetings/{meeting.id}/absence"), data={"absent": absent.value}, follow_redirects=True
    ).text
    assert (stored(meeting).status, stored(meeting).absent) == (MeetingStatus.MISSED, absent)
    assert ("Dar el lugar a quien espera" in page) is (absent is Absent.SUPPLIER)


def test_who_waits_takes_the_place_in_two_taps(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    supplier, person = a_supplier(forum.edition)
    values = {"status": RequestStatus.WAITLISTED, "waitlisted_at": forum.now}
    request = a_request(a_requirement(forum.buyer), supplier, person, **values)
    page = desk.post(
        path(forum, f"/meetings/{meeting.id}/absence"), data={"absent": "supplier"}, follow_redirects=True
    ).text
    assert f'name="request_id" value="{request.id}"' in page
    answer = desk.post(
        path(forum, f"/meetings/{meeting.id}/refill"),
        data={"request_id": request.id, "person_id": person.id},
        follow_redirects=True,
    )
    assert "tomó el lugar" in answer.text
    made = session().scalars(select(Meeting).where(Meeting.company_id == supplier.company_id)).one()
    assert (made.slot_id, made.table_id) == (meeting.slot_id, meeting.table_id)


def test_who_is_missing_is_called(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    desk.post(path(forum, f"/meetings/{meeting.id}/call"))
    assert "llamada" in desk.get(path(forum)).text


def test_two_badges_make_it_held(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    category = a_category(forum.edition, code="otra")
    for person in (forum.buyer.person, forum.person):
        code = a_badge_for(a_registration(category, person)).code
        answer = desk.post(path(forum, "/scans"), data={"code": code}, follow_redirects=True)
    assert "están las dos partes" in answer.text
    assert stored(meeting).held_at is not None


def test_a_strange_code_and_a_person_without_a_meeting_are_refused_in_words(
    forum: Forum, meeting: Meeting, desk: FlaskClient
) -> None:
    answer = desk.post(path(forum, "/scans"), data={"code": "nada"})
    assert (answer.status_code, "No encontramos un gafete vigente" in answer.text) == (422, True)
    _registration, badge = somebody_with_badge(a_category(forum.edition, code="otra"))
    answer = desk.post(path(forum, "/scans"), data={"code": badge.code})
    assert (answer.status_code, "no tiene una cita a esta hora" in answer.text) == (422, True)


def test_the_tables_are_sent_again_only_where_something_changed(
    forum: Forum, meeting: Meeting, desk: FlaskClient, late: time_machine.Traveller
) -> None:
    asked = {"HX-Request": "true"}
    first = desk.get(path(forum), headers=asked)
    tag = first.headers["ETag"]
    assert (first.status_code, "<html" in first.text) == (200, False)
    again = desk.get(path(forum), headers={**asked, "If-None-Match": tag})
    assert (again.status_code, again.text) == (304, "")
    desk.post(path(forum, f"/meetings/{meeting.id}/arrival"), data={"of": "buyer"})
    assert desk.get(path(forum), headers={**asked, "If-None-Match": tag}).status_code == 200
    tag = desk.get(path(forum), headers=asked).headers["ETag"]
    late.shift(60)
    assert desk.get(path(forum), headers={**asked, "If-None-Match": tag}).status_code == 200


def test_another_hour_is_looked_at_and_corrected(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    at = forum.slots[1].starts_at.isoformat()
    page = desk.get(path(forum), query_string={"at": at}).text
    assert "Volver a ahora" in page


def test_the_desk_moves_swaps_and_cancels(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    page = path(forum, f"/meetings/{meeting.id}")
    desk.post(f"{page}/move", data={"move-slot_id": forum.slots[2].id})
    assert stored(meeting).slot_id == forum.slots[2].id
    assert desk.post(f"{page}/move", data={"move-slot_id": 0}).status_code == 422
    assert desk.post(f"{page}/swap", data={"swap-other_id": 0}).status_code == 422
    assert desk.post(f"{page}/cancellation", data={"reason": ""}).status_code == 422
    desk.post(f"{page}/cancellation", data={"reason": "Se sintió mal"})
    assert stored(meeting).status is MeetingStatus.CANCELLED


def test_interpreters_are_listed_by_hour(forum: Forum, meeting: Meeting, desk: FlaskClient) -> None:
    assert "Ninguna cita con intérprete" in desk.get(path(forum, "/interpreters")).text
    with_one = forum.buyer.interpreter_language
    assert with_one is None


def test_the_buyers_phone_reads_the_suppliers_badge(
    forum: Forum, meeting: Meeting, late: object, client: FlaskClient
) -> None:
    sign_in(client, forum.buyer.person)
    page = path(forum, f"/own/{meeting.id}/scan")
    assert "Escanear el gafete del proveedor" in client.get(f"/{forum.edition.slug}/meetings/{meeting.id}").text
    assert client.get(page).status_code == 200
    category = a_category(forum.edition, code="otra")
    _registration, badge = somebody_with_badge(category)
    assert client.post(page, data={"code": badge.code}).status_code == 422
    theirs = a_badge_for(a_registration(category, forum.person))
    assert client.post(page, data={"code": theirs.code}).status_code == 303
    assert stored(meeting).held_at is not None


def test_a_stranger_does_not_reach_it(forum: Forum, meeting: Meeting, late: object, client: FlaskClient) -> None:
    sign_in(client, a_person())
    assert client.get(path(forum)).status_code == 403
    assert client.get(path(forum, f"/own/{meeting.id}/scan")).status_code == 404


def test_both_sides_confirm_on_the_page_of_the_meeting(forum: Forum, meeting: Meeting, client: FlaskClient) -> None:
    sign_in(client, forum.buyer.person)
    page = f"/{forum.edition.slug}/meetings/{meeting.id}"
    assert "Confirmar que asistiré" in client.get(page).text
    client.post(f"{page}/confirmation")
    assert "Usted confirmó que asistirá" in client.get(page).text
    assert stored(meeting).buyer_confirmed_at is not None
