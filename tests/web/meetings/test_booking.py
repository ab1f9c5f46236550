"""The co-ordinator books a meeting for a pair, or asks for it for one of them; the history says who for whom."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.clock import utc_now
from forum.core.database import session
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.enums import Side
from forum.meetings import service
from forum.meetings.enums import DeclineReason, RequestStatus
from forum.meetings.errors.booking import AlreadyMeet, DeclinedBetween, SameCompany
from forum.meetings.models import Meeting, MeetingRequest
from tests.builders.companies import a_company
from tests.builders.meetings import a_buyer, a_request, a_supplier
from tests.builders.people import sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


def booking(forum: Forum, **values: object) -> service.Booking:
    given = {"buyer_id": forum.buyer.id, "company_id": forum.supplier.company_id, "person_id": forum.person.id}
    return service.Booking(**{**given, "slot_id": forum.slots[0].id, **values})  # type: ignore[arg-type]


def pair(forum: Forum, company_id: int | None = None) -> str:
    company_id = company_id or forum.supplier.company_id
    return forum.path(f"coordination/meetings/new?buyer={forum.buyer.id}&company={company_id}")


def told_since(before: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {each for each in mails()[len(before) :] if each[0].startswith("meetings/")}


def test_a_pair_is_chosen_and_booked_about_nothing_in_particular(
    browser: FlaskClient, forum: Forum, coordinator: Person
) -> None:
    forum.change(freeze_at=utc_now())
    start = forum.path("coordination/meetings/new")
    assert f'href="{start}"' in browser.get(forum.path("coordination/meetings")).text
    assert f"{start}?buyer={forum.buyer.id}" in browser.get(start).text
    second = browser.get(f"{start}?buyer={forum.buyer.id}").text
    assert pair(forum).replace("&", "&amp;") in second
    assert browser.post(pair(forum), data={"act": "book"}).status_code == 422
    before = mails()
    data = {"act": "book", "slot_id": forum.slots[1].id, "person_id": forum.person.id, "note": "Por teléfono"}
    done = browser.post(pair(forum), data=data)
    meeting = session().scalars(select(Meeting)).one()
    assert done.location == forum.path(str(meeting.id))
    assert (meeting.slot_id, meeting.request_id, meeting.table_id) == (forum.slots[1].id, None, forum.tables[0].id)
    buyer = session().get_one(Person, forum.buyer.person_id)
    assert told_since(before) == {
        ("meetings/meeting_booked", buyer.email),
        ("meetings/meeting_booked", forum.person.email),
    }
    page = browser.get(done.location).text
    assert f"Organización · {coordinator.full_name}" in page
    assert "Ya tienen una cita por venir" in browser.get(pair(forum)).text


def test_a_request_that_waits_is_answered_by_it_and_a_new_one_stands_behind_it_otherwise(
    forum: Forum, coordinator: Person
) -> None:
    by, now = coordinator.id, utc_now()
    waiting = a_request(forum.requirement, forum.supplier, forum.person).id
    service.book_meeting(booking(forum, requirement_id=forum.requirement.id), edition=forum.edition, by=by, now=now)
    assert session().get_one(MeetingRequest, waiting).status is RequestStatus.SCHEDULED
    supplier, person = a_supplier(forum.edition)
    about = booking(
        forum, company_id=supplier.company_id, person_id=person.id, slot_id=forum.slots[1].id,
        requirement_id=forum.requirement.id,
    )  # fmt: skip
    made = service.book_meeting(about, edition=forum.edition, by=by, now=now)
    assert made.request is not None
    assert (made.request.wished_by, made.request.status) == (Side.ORGANISER, RequestStatus.SCHEDULED)


def test_what_the_rules_forbid_is_refused_in_words(browser: FlaskClient, forum: Forum, coordinator: Person) -> None:
    by, now = coordinator.id, utc_now()
    declined = a_request(forum.requirement, forum.supplier, forum.person).id
    service.decline_request(declined, reason=DeclineReason.AGENDA_FULL, note="", by=forum.buyer.person_id, now=now)
    about = booking(forum, requirement_id=forum.requirement.id)
    with pytest.raises(DeclinedBetween):
        service.book_meeting(about, edition=forum.edition, by=by, now=now)
    page = forum.path(f"requests/{declined}")
    assert "Permitir otra solicitud" in browser.get(page).text
    assert browser.post(f"{page}/reopening").location == page
    assert f"{coordinator.full_name}, por Armadora" in browser.get(page).text
    service.book_meeting(about, edition=forum.edition, by=by, now=now)
    with pytest.raises(AlreadyMeet):
        service.book_meeting(booking(forum, slot_id=forum.slots[2].id), edition=forum.edition, by=by, now=now)
    other, person = a_supplier(forum.edition, company := a_company())
    data = {"act": "book", "slot_id": forum.slots[0].id, "person_id": person.id}
    refused = browser.post(pair(forum, other.company_id), data=data)
    assert (refused.status_code, f'value="{forum.slots[1].id}"' in refused.text) == (422, True)
    own = a_buyer(forum.edition, forum.tables[1], at=forum.slots, company=company)
    same = booking(forum, buyer_id=own.id, company_id=other.company_id, person_id=person.id)
    with pytest.raises(SameCompany):
        service.book_meeting(same, edition=forum.edition, by=by, now=now)
    assert session().scalars(select(Meeting.company_id)).all() == [forum.supplier.company_id]


def test_a_buyer_without_a_table_gets_a_free_one_first(browser: FlaskClient, forum: Forum) -> None:
    buyer = a_buyer(forum.edition)
    here = forum.path(f"coordination/meetings/new?buyer={buyer.id}&company={forum.supplier.company_id}")
    table = forum.path(f"coordination/buyers/{buyer.id}/table?company={forum.supplier.company_id}")
    assert f'href="{table}"' in browser.get(here).text
    assert browser.post(table, data={"table_id": forum.tables[1].id}).location == here


@pytest.mark.parametrize("act", ["request", "invite"])
def test_a_side_is_asked_for_the_other_and_both_read_who_did_it(
    browser: FlaskClient, forum: Forum, coordinator: Person, act: str
) -> None:
    assert browser.post(pair(forum), data={"act": act, "requirement_id": forum.requirement.id}).status_code == 422
    before = mails()
    data = {
        "act": act, "requirement_id": forum.requirement.id, "person_id": forum.person.id, "note": "Por teléfono",
        "slot_id": "",
    }  # fmt: skip
    done = browser.post(pair(forum), data=data)
    request = session().scalars(select(MeetingRequest)).one()
    assert done.location == forum.path(f"requests/{request.id}")
    buyer = session().get_one(Person, forum.buyer.person_id)
    companies = session().scalars(select(Company).order_by(Company.id)).all()
    names = {each.id: each.name for each in companies}
    whose = names[forum.supplier.company_id if act == "request" else forum.buyer.company_id]
    ours, theirs = (forum.person, buyer) if act == "request" else (buyer, forum.person)
    assert request.wished_by is (Side.SUPPLIER if act == "request" else Side.BUYER)
    first = "request_sent" if act == "request" else "invitation_sent"
    assert told_since(before) == {("meetings/asked_for_you", ours.email), (f"meetings/{first}", theirs.email)}
    page = browser.get(done.location).text
    assert f"{coordinator.full_name}, por {whose}" in page
    counter = forum.path(f"requests/{request.id}/counter")
    assert f'href="{counter}"' in page
    before = mails()
    other = {"slot_id": forum.slots[1].id, "note": "Mejor así"}
    other |= {"person_id": forum.person.id} if act == "invite" else {}
    assert browser.post(counter, data=other).status_code == 303
    assert told_since(before) == {("meetings/request_countered", ours.email), ("meetings/asked_for_you", theirs.email)}
    assert browser.post(forum.path(f"requests/{request.id}/counter/withdrawal")).status_code == 303
    before = mails()
    assert browser.post(forum.path(f"requests/{request.id}/withdrawal")).location == done.location
    assert ("meetings/withdrawn_for_you", ours.email) in told_since(before)


def test_the_mails_say_who_did_it_for_whom(browser: FlaskClient, forum: Forum, coordinator: Person) -> None:
    data = {"act": "request", "requirement_id": forum.requirement.id, "person_id": forum.person.id, "note": "Prensa"}
    browser.post(pair(forum), data=data)
    sent = {mail.message: render_mail(mail) for mail in session().scalars(select(OutgoingMail))}
    company, name = session().get_one(Company, forum.supplier.company_id).name, coordinator.full_name
    said = f"Lo hizo {name}, de la coordinación de citas, en nombre de {company}."
    request = sent["meetings/request_sent"]
    assert (said in request.text, said in request.html) == (True, True)
    assert f"{name} pidió por usted una cita" in sent["meetings/asked_for_you"].text
