"""The co-ordinator clears a person, a table, a slot or a day: read first, done at once, told in one mail each."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Hall, MeetingTable, Slot
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.models import Availability, Buyer
from forum.meetings import service
from forum.meetings.enums import Clearing, MeetingStatus, RequestStatus
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.models import Engagement, FreedPlace, Meeting, PersonSeat, TableSeat
from tests.builders.companies import a_company
from tests.builders.editions import a_hall, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.fixture
def second(forum: Forum, meeting: Meeting) -> Meeting:
    """Another company's meeting with the buyer, an hour later."""
    supplier, person = a_supplier(forum.edition, a_company(), person=a_person())
    request = a_request(a_requirement(forum.buyer), supplier, person)
    return service.accept_request(request.id, slot_id=forum.slots[1].id, by=forum.buyer.person_id, now=forum.now)


def path(forum: Forum, what: str, id: int, more: str = "") -> str:
    return forum.path(f"coordination/clearing/new?what={what}&id={id}{more}")


def confirmed(browser: FlaskClient, address: str) -> str:
    """The plan that the page shows, confirmed; where the answer leads."""
    page = browser.get(address).text
    plan = re.search(r'name="plan"[^>]*value="(\w+)"', page)
    assert plan is not None
    answer = browser.post(address, data={"plan": plan[1], "reason": "Sin luz en el salón"})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def standing() -> list[tuple[int, int]]:
    session().expire_all()
    query = select(Meeting).where(Meeting.status == MeetingStatus.SCHEDULED).order_by(Meeting.id)
    meetings = session().scalars(query).all()
    seats = {(each.meeting_id, each.table_id, each.slot_id) for each in session().scalars(select(TableSeat))}
    assert seats == {(each.id, each.table_id, each.slot_id) for each in meetings}
    people = {(each.meeting_id, each.slot_id) for each in session().scalars(select(PersonSeat))}
    assert people == {(each.id, each.slot_id) for each in meetings}
    return [(each.slot_id, each.table_id) for each in meetings]


def test_a_slot_is_cleared_after_it_was_read(
    browser: FlaskClient, forum: Forum, meeting: Meeting, second: Meeting, coordinator: Person
) -> None:
    start = forum.path("coordination/clearing")
    assert f'href="{start}"' in browser.get(forum.path("coordination/meetings")).text
    assert f'value="{forum.slots[0].id}"' in browser.get(start).text
    address = path(forum, "slot", forum.slots[0].id)
    before = mails()
    assert standing() == [(forum.slots[0].id, forum.tables[0].id), (forum.slots[1].id, forum.tables[0].id)]
    confirmed(browser, address)
    assert standing() == [(forum.slots[2].id, forum.tables[0].id), (forum.slots[1].id, forum.tables[0].id)]
    assert session().get_one(Slot, forum.slots[0].id).blocked_reason == "Sin luz en el salón"
    buyer = session().get_one(Person, forum.buyer.person_id)
    told = mails()[len(before) :]
    assert sorted(told) == sorted([("meetings/agenda_cleared", each.email) for each in (buyer, forum.person)])
    mail = session().scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert mail is not None
    assert f"{coordinator.full_name}, de la coordinación de citas" in render_mail(mail).text
    assert "Sin luz en el salón" in browser.get(forum.path(str(meeting.id))).text


def test_a_day_ends_where_nothing_is_left_and_each_person_reads_one_mail(
    browser: FlaskClient, forum: Forum, meeting: Meeting, second: Meeting
) -> None:
    before = mails()
    confirmed(browser, path(forum, "day", forum.slots[0].day_id))
    assert standing() == []
    told = mails()[len(before) :]
    assert len(told) == len(set(told)) == 3
    assert {message for message, _to in told} == {"meetings/agenda_cleared"}


def test_a_person_is_cleared_and_stays_away(browser: FlaskClient, forum: Forum, meeting: Meeting) -> None:
    assert "what=person" in browser.get(forum.path(str(meeting.id))).text
    found = browser.get(forum.path(f"coordination/clearing?q={forum.person.given_names}")).text
    assert forum.person.full_name in found
    confirmed(browser, path(forum, "person", forum.person.id, f"&day={forum.slots[0].day_id}"))
    assert standing() == []
    [away] = session().scalars(select(Engagement)).all()
    assert (away.person_id, away.starts_at <= forum.slots[0].starts_at, away.ends_at >= forum.slots[2].ends_at) == (
        forum.person.id, True, True,
    )  # fmt: skip
    assert browser.get(path(forum, "person", 999_999)).status_code == 404


def test_the_hour_that_a_moved_meeting_leaves_is_offered_to_who_waits(
    browser: FlaskClient, forum: Forum, meeting: Meeting
) -> None:
    [later, *_] = slots(forum.hall, days_of(forum.edition)[1], 1)
    supplier, person = a_supplier(forum.edition, a_company(), person=a_person())
    waiting = {"status": RequestStatus.WAITLISTED, "waitlisted_at": forum.now}
    with atomic() as current:
        current.add(Availability(buyer_id=forum.buyer.id, slot_id=later.id))
    a_request(a_requirement(forum.buyer), supplier, person, **waiting)
    confirmed(browser, path(forum, "person", forum.person.id, f"&day={forum.slots[0].day_id}"))
    assert standing() == [(later.id, forum.tables[0].id)]
    freed = session().scalars(select(FreedPlace)).all()
    assert [(each.person_id, each.slot_id) for each in freed] == [(forum.buyer.person_id, forum.slots[0].id)]


def test_a_table_is_cleared_onto_a_free_one_or_ends(
    browser: FlaskClient, forum: Forum, meeting: Meeting, second: Meeting
) -> None:
    confirmed(browser, path(forum, "table", forum.tables[0].id))
    assert standing() == [(forum.slots[0].id, forum.tables[1].id), (forum.slots[1].id, forum.tables[1].id)]
    assert session().get_one(Buyer, forum.buyer.id).table_id == forum.tables[1].id
    confirmed(browser, path(forum, "table", forum.tables[1].id, "&how=end"))
    assert standing() == []
    assert session().get_one(Buyer, forum.buyer.id).table_id is None


def test_only_what_was_shown_is_done(
    browser: FlaskClient, forum: Forum, meeting: Meeting, second: Meeting, coordinator: Person
) -> None:
    scope = service.Scope(what=Clearing.SLOT, id=forum.slots[0].id)
    digest = service.plan_clearing(scope, edition=forum.edition, now=utc_now()).digest
    with atomic():
        session().get_one(Slot, forum.slots[2].id).blocked_reason = "Comida"
    before = mails()
    with pytest.raises(PlanChanged):
        service.clear(scope, digest=digest, reason="Sin luz", edition=forum.edition, by=coordinator.id, now=utc_now())
    again = browser.post(path(forum, "slot", scope.id), data={"plan": digest, "reason": "Sin luz"})
    assert (again.status_code, "Se cancela" in again.text, "Sin luz" in again.text) == (422, True, True)
    assert digest not in again.text
    assert len(standing()) == 2
    assert mails() == before


@pytest.fixture
def other(forum: Forum) -> tuple[Hall, list[MeetingTable], list[Slot]]:
    """Another hall with a free table, open at the first hour of the other one and ten minutes after its second."""
    hall = a_hall(forum.edition)
    day = days_of(forum.edition)[0]
    return hall, tables(hall, 1), [*slots(hall, day, 1), *slots(hall, day, 2, minutes=35)]


def test_a_lost_hall_is_replanned_in_another(
    browser: FlaskClient,
    forum: Forum,
    meeting: Meeting,
    second: Meeting,
    other: tuple[Hall, list[MeetingTable], list[Slot]],
) -> None:
    _hall, [table], [same, later, _last] = other
    address = path(forum, "hall", forum.hall.id)
    page = browser.get(address).text
    assert f'value="{forum.hall.id}"' in browser.get(forum.path("coordination/clearing")).text
    assert "Conservan la hora" in page
    before, sequence, uid = mails(), meeting.sequence, meeting.uid
    confirmed(browser, address)
    assert standing() == [(same.id, table.id), (later.id, table.id)]
    again = session().get_one(Meeting, meeting.id)
    assert (again.uid, again.sequence) == (uid, sequence + 1)
    buyer = session().get_one(Buyer, forum.buyer.id)
    assert buyer.table_id == table.id
    hours = session().scalars(select(Availability.slot_id).where(Availability.buyer_id == buyer.id)).all()
    assert sorted(hours) == sorted(each.id for each in other[2])
    assert all(session().get_one(Slot, each.id).blocked_reason == "Sin luz en el salón" for each in forum.slots)
    told = mails()[len(before) :]
    assert len(told) == len(set(told)) == 3
    assert {message for message, _to in told} == {"meetings/agenda_cleared"}


def test_a_lost_hall_without_another_ends_its_meetings(
    browser: FlaskClient, forum: Forum, meeting: Meeting, second: Meeting
) -> None:
    confirmed(browser, path(forum, "hall", forum.hall.id))
    assert standing() == []
    assert session().get_one(Buyer, forum.buyer.id).table_id is None


def test_a_table_goes_to_another_hall_with_its_buyer(
    browser: FlaskClient,
    forum: Forum,
    meeting: Meeting,
    second: Meeting,
    other: tuple[Hall, list[MeetingTable], list[Slot]],
) -> None:
    hall, _tables, [same, later, _last] = other
    own = forum.tables[0].id
    assert f"to={hall.id}" in browser.get(path(forum, "table", own)).text
    confirmed(browser, path(forum, "table", own, f"&to={hall.id}"))
    assert standing() == [(same.id, own), (later.id, own)]
    assert session().get_one(MeetingTable, own).hall_id == hall.id
    assert session().get_one(Buyer, forum.buyer.id).table_id == own
    assert browser.get(path(forum, "table", own, "&to=999999")).status_code == 404


def test_a_table_without_a_free_one_beside_it_is_cleared_to_another_hall(
    browser: FlaskClient, forum: Forum, meeting: Meeting, other: tuple[Hall, list[MeetingTable], list[Slot]]
) -> None:
    a_buyer(forum.edition, forum.tables[1])
    confirmed(browser, path(forum, "table", forum.tables[0].id))
    assert standing() == [(other[2][0].id, other[1][0].id)]
