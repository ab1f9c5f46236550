"""The buyer's pages: requests and their answers, hours at the table."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from forum.companies.models import Membership
from forum.core.database import atomic, session
from forum.matchmaking.models import Availability, Buyer
from forum.meetings.enums import RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, RequestCompanion, TableSeat
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def browser(client: FlaskClient, forum: Forum) -> FlaskClient:
    return sign_in(client, forum.buyer.person)


@pytest.fixture
def waiting(forum: Forum) -> MeetingRequest:
    return a_request(forum.requirement, forum.supplier, forum.person, slot=forum.slots[1])


def stranger(client: FlaskClient) -> FlaskClient:
    return sign_in(client, a_person())


PAGES = ("buyer", "buyer/hours", "buyer/requests")


@pytest.mark.parametrize("page", PAGES)
def test_who_is_no_buyer_finds_nothing(client: FlaskClient, forum: Forum, page: str) -> None:
    assert stranger(client).get(forum.path(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_buyer_sees_their_pages(browser: FlaskClient, forum: Forum, page: str) -> None:
    assert browser.get(forum.path(page)).status_code == 200


def test_the_first_page_leads_a_buyer_to_theirs(browser: FlaskClient, forum: Forum) -> None:
    assert browser.get(forum.path()).location == forum.path("buyer")


def waiting_page(forum: Forum, client: FlaskClient, statements: list[str]) -> int:
    statements.clear()
    assert client.get(forum.path("buyer")).status_code == 200
    return len(statements)


def test_the_buyers_page_costs_the_same_with_one_request_and_with_three(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest, statements: list[str]
) -> None:
    one = waiting_page(forum, browser, statements)
    for _ in range(2):
        supplier, person = a_supplier(forum.edition)
        a_request(a_requirement(forum.buyer), supplier, person)
    assert (one, waiting_page(forum, browser, statements)) == (11, 11)
    assert waiting_page(forum, browser, statements) == 9, "the companies' profiles are kept"


def test_a_card_names_who_would_come_along(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest, statements: list[str]
) -> None:
    before = waiting_page(forum, browser, statements)
    with atomic() as current:
        for name in ("Zoe", "Eva"):
            person = a_person(given_names=name, first_surname="Luna", second_surname=None)
            current.add(RequestCompanion(request_id=waiting.id, person_id=person.id, joined_at=forum.now))
        current.add(RequestCompanion(request_id=waiting.id, person_id=waiting.person_id, joined_at=forum.now))
    assert "También asistiría: Zoe Luna, Eva Luna</p>" in browser.get(forum.path("buyer")).text
    assert waiting_page(forum, browser, statements) <= before


def accept(client: FlaskClient, forum: Forum, request: MeetingRequest, slot_id: int, **headers: str):  # noqa: ANN201
    fields = {f"r{request.id}-slot_id": slot_id}
    return client.post(forum.path(f"requests/{request.id}/acceptance"), data=fields, headers=headers)


def test_accepting_makes_the_meeting(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    answer = accept(browser, forum, waiting, forum.slots[1].id)
    assert (answer.status_code, answer.location) == (303, forum.path("buyer"))
    assert session().scalars(select(Meeting.slot_id)).all() == [forum.slots[1].id]
    assert forum.supplier.company.name in browser.get(forum.path("buyer")).text


def test_the_preferred_slot_is_chosen_and_only_free_ones_are_offered(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest
) -> None:
    other, person = a_supplier(forum.edition)
    taken = a_request(a_requirement(forum.buyer), other, person)
    accept(browser, forum, taken, forum.slots[0].id)
    offered = f'name="r{waiting.id}-slot_id" value="{forum.slots[1].id}"'
    page = browser.get(forum.path("buyer")).text
    assert (page.count(offered), page.count("<option")) == (1, 0)
    other_slots = f"requests/{waiting.id}/acceptance"
    assert forum.path(other_slots) in page
    for headers in ({}, FRAGMENT):
        page = browser.get(forum.path(other_slots), headers=headers).text
        options = re.findall(r'<option( selected)? value="(\d+)">', page)
        assert options == [(" selected", str(forum.slots[1].id)), ("", str(forum.slots[2].id))]
        assert ("<html" in page) is (headers == {})


@pytest.mark.parametrize("form", ["acceptance", "decline"])
def test_the_form_of_one_request_is_the_buyers_alone(
    client: FlaskClient, forum: Forum, waiting: MeetingRequest, form: str
) -> None:
    path = forum.path(f"requests/{waiting.id}/{form}")
    assert client.get(path).status_code == 302
    assert stranger(client).get(path).status_code == 404
    assert sign_in(client, forum.person).get(path).status_code == 404
    assert sign_in(client, forum.buyer.person).get(path).status_code == 200


def test_the_reasons_to_decline_are_where_they_are_asked_for(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest
) -> None:
    path = forum.path(f"requests/{waiting.id}/decline")
    assert path in browser.get(forum.path("buyer")).text
    for headers in ({}, FRAGMENT):
        page = browser.get(path, headers=headers).text
        assert (page.count(f'name="d{waiting.id}-decline_reason"'), "<html" in page) == (1, headers == {})


@pytest.mark.parametrize("form", ["acceptance", "decline"])
def test_a_request_answered_meanwhile_has_no_form(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest, form: str
) -> None:
    accept(browser, forum, waiting, forum.slots[1].id)
    path = forum.path(f"requests/{waiting.id}/{form}")
    assert "Nada por responder" in browser.get(path).text
    answer = browser.get(path, headers=FRAGMENT)
    assert (answer.headers["HX-Retarget"], "Nada por responder" in answer.text) == ("#waiting", True)


def test_a_card_that_is_kept_has_the_token_of_each_session(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest
) -> None:
    def tokens(client: FlaskClient) -> set[str]:
        page = client.get(forum.path("buyer")).text
        card = page[page.index(f'id="request-{waiting.id}"') :]
        found = re.findall(r'name="csrf_token" value="([^"]+)"', card.split("</article>", maxsplit=1)[0])
        assert len(found) == 3
        return set(found)

    first = tokens(browser)
    other = sign_in(browser.application.test_client(), forum.buyer.person)
    assert len(first) == 1
    assert not any(each.startswith("-") for each in first)
    assert first.isdisjoint(tokens(other))


def test_a_card_that_is_kept_tells_what_is_true_now(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest
) -> None:
    """Cards are written once for equal values: each of these changes must be on the next page."""
    browser.get(forum.path("buyer"))
    with atomic():
        waiting.reason = "Nueva razón & otra"
        forum.supplier.company.name = "Otra Razón Social"
        waiting.expires_at = forum.now + timedelta(minutes=30)
    page = browser.get(forum.path("buyer")).text
    assert ("Nueva razón &amp; otra" in page, "Otra Razón Social" in page, "minutos" in page) == (True, True, True)
    english = browser.get(forum.path("buyer"), headers={"Accept-Language": "en"}).text
    assert ("Accept the meeting" in english, "Aceptar la cita" in english) == (True, False)


def test_without_a_page_the_answer_is_the_list(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    answer = accept(browser, forum, waiting, forum.slots[1].id, **FRAGMENT)
    assert (answer.status_code, "<html" in answer.text, "Nada por responder" in answer.text) == (200, False, True)
    assert "Cita con" in answer.text


def test_a_slot_taken_meanwhile_is_refused_by_name(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    other, person = a_supplier(forum.edition)
    accept(browser, forum, a_request(a_requirement(forum.buyer), other, person), forum.slots[1].id)
    for headers in ({}, FRAGMENT):
        answer = accept(browser, forum, waiting, forum.slots[1].id, **headers)
        assert answer.status_code == 422
        assert "Kenji Tanaka ya tiene otra cita a esa hora. Elija otro horario." in answer.text


def test_a_request_answered_meanwhile_says_so(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    accept(browser, forum, waiting, forum.slots[1].id)
    answer = accept(browser, forum, waiting, forum.slots[2].id, **FRAGMENT)
    assert (answer.status_code, "Esta solicitud ya tiene respuesta." in answer.text) == (200, True)
    assert session().scalar(select(func.count()).select_from(TableSeat)) == 1


def test_the_hour_is_left_to_the_organiser(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    assert "Sí, que el comité organizador fije la hora" in browser.get(forum.path("buyer")).text
    path = forum.path(f"requests/{waiting.id}/agreement")
    assert browser.post(path).location == forum.path("buyer")
    page = browser.get(forum.path("buyer")).text
    assert ("Nada por responder" in page, "Usted aceptó 1 cita que aún no tiene hora." in page) == (True, True)
    for where in ("buyer/requests", f"requests/{waiting.id}"):
        assert "Aceptada, sin hora" in browser.get(forum.path(where)).text
    answer = browser.post(path, headers=FRAGMENT)
    assert (answer.status_code, "Esta solicitud ya tiene respuesta." in answer.text) == (200, True)
    accept(browser, forum, waiting, forum.slots[1].id)
    assert session().scalars(select(Meeting.slot_id)).all() == [forum.slots[1].id]


@pytest.mark.parametrize("verb", ["agreement", "reopening"])
def test_the_answers_are_the_buyers_alone(
    client: FlaskClient, forum: Forum, waiting: MeetingRequest, verb: str
) -> None:
    path = forum.path(f"requests/{waiting.id}/{verb}")
    assert client.post(path).status_code in {302, 401}
    assert stranger(client).post(path).status_code == 404
    assert sign_in(client, forum.person).post(path).status_code == 404
    session().refresh(waiting)
    assert waiting.status is RequestStatus.SENT


def test_a_decline_is_taken_back(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    path = forum.path(f"requests/{waiting.id}")
    assert "Permitir otra solicitud" not in browser.get(path).text
    decline(browser, forum, waiting, "no_capacity")
    for where in (path, forum.path("buyer/requests")):
        assert "Permitir otra solicitud" in browser.get(where).text
    assert browser.post(f"{path}/reopening").location == path
    page = browser.get(path).text
    assert ("Puede pedirse de nuevo" in page, "Permitir otra solicitud" in page) == (True, False)
    again = browser.post(f"{path}/reopening", follow_redirects=True)
    assert "Esta solicitud no está marcada como no aceptada" in again.text


def test_who_left_is_named(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    with atomic() as current:
        current.execute(delete(Membership).where(Membership.person_id == forum.person.id))
    said = f"{forum.person.full_name} ya no representa a {forum.supplier.company.name}."
    assert said in accept(browser, forum, waiting, forum.slots[1].id, **FRAGMENT).text
    assert said in browser.post(forum.path(f"requests/{waiting.id}/agreement"), headers=FRAGMENT).text
    assert session().scalars(select(Meeting)).all() == []


def decline(client: FlaskClient, forum: Forum, request: MeetingRequest, reason: str, note: str = ""):  # noqa: ANN201
    fields = {f"d{request.id}-decline_reason": reason, f"d{request.id}-reason": note}
    return client.post(forum.path(f"requests/{request.id}/decline"), data=fields)


def test_declining_keeps_the_reason(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    assert decline(browser, forum, waiting, "no_capacity", "Son 180,000 piezas").status_code == 303
    session().refresh(waiting)
    assert (waiting.status, waiting.decline_reason, waiting.decline_note) == (
        RequestStatus.DECLINED,
        "no_capacity",
        "Son 180,000 piezas",
    )
    assert "La capacidad no alcanza" in browser.get(forum.path("buyer/requests")).text


@pytest.mark.parametrize(("reason", "note"), [("", "Se nos pasó"), ("other", "")])
def test_a_decline_without_reason_keeps_what_was_typed(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest, reason: str, note: str
) -> None:
    answer = decline(browser, forum, waiting, reason, note)
    assert (answer.status_code, note in answer.text) == (422, True)
    assert session().scalars(select(MeetingRequest.status)).all() == ["sent"]


def test_an_expired_request_no_longer_waits(browser: FlaskClient, forum: Forum, waiting: MeetingRequest) -> None:
    with atomic():
        waiting.expires_at = forum.now - timedelta(minutes=1)
    assert "Nada por responder" in browser.get(forum.path("buyer")).text
    assert "Venció" in browser.get(forum.path("buyer/requests")).text


def hours(buyer: Buyer) -> list[int]:
    query = select(Availability.slot_id).where(Availability.buyer_id == buyer.id).order_by(Availability.slot_id)
    return list(session().scalars(query))


def test_hours_are_chosen_one_by_one(browser: FlaskClient, forum: Forum) -> None:
    chosen = [forum.slots[0].id, forum.slots[2].id]
    assert browser.post(forum.path("buyer/hours"), data={"slots": chosen}).status_code == 302
    assert hours(forum.buyer) == chosen


@pytest.mark.both_engines
def test_half_a_day_at_once(browser: FlaskClient, forum: Forum) -> None:
    morning = f"{forum.edition.starts_on}/0"
    browser.post(forum.path("buyer/hours"), data={"half": f"{morning}/off"})
    assert hours(forum.buyer) == []
    browser.post(forum.path("buyer/hours"), data={"half": f"{morning}/on"})
    assert hours(forum.buyer) == [slot.id for slot in forum.slots]
    browser.post(forum.path("buyer/hours"), data={"slots": hours(forum.buyer), "half": "nonsense"})
    assert hours(forum.buyer) == [slot.id for slot in forum.slots]


def test_closing_a_requirement_declines_its_open_requests(
    browser: FlaskClient, forum: Forum, waiting: MeetingRequest
) -> None:
    browser.post(forum.path(f"buyer/requirements/{forum.requirement.id}/closure"))
    session().refresh(waiting)
    assert (waiting.status, waiting.decline_reason) == ("declined", "requirement_closed")


@pytest.mark.both_engines
def test_the_list_costs_the_same_with_one_row_and_with_three(
    browser: FlaskClient, forum: Forum, statements: list[str]
) -> None:
    def cost() -> int:
        statements.clear()
        assert browser.get(forum.path("buyer/requests")).status_code == 200
        return len(statements)

    declined = {"status": RequestStatus.DECLINED, "decline_reason": "other"}
    a_request(forum.requirement, forum.supplier, forum.person, **declined)
    one = cost()
    for _ in range(2):
        a_request(a_requirement(forum.buyer), forum.supplier, forum.person, **declined)
    assert (one, cost()) == (5, 5)
