"""The pages of waiting lists: the buyer's, the company's, the co-ordinator's; and who sees what."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.companies.models import Company
from forum.core.database import atomic, session
from forum.meetings import service
from forum.meetings.enums import DeclineReason, OfferStatus, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, SlotOffer
from tests.builders.meetings import a_request, a_requirement, a_supplier, an_open_offer
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def waits(forum: Forum) -> MeetingRequest:
    """The forum's supplier, second on the list."""
    supplier, person = a_supplier(forum.edition)
    first = {"status": RequestStatus.WAITLISTED, "waitlisted_at": forum.now - timedelta(hours=2)}
    a_request(a_requirement(forum.buyer), supplier, person, **first)
    second = {**first, "waitlisted_at": forum.now - timedelta(hours=1)}
    return a_request(forum.requirement, forum.supplier, forum.person, **second)


def status_of(row: MeetingRequest | SlotOffer) -> RequestStatus | OfferStatus:
    """What is stored now."""
    session().refresh(row)
    return row.status


def name_of(request: MeetingRequest) -> str:
    return session().get_one(Company, request.company_id).name


def as_buyer(client: FlaskClient, forum: Forum) -> FlaskClient:
    return sign_in(client, forum.buyer.person)


def as_company(client: FlaskClient, forum: Forum) -> FlaskClient:
    return sign_in(client, forum.person)


def as_staff(client: FlaskClient, forum: Forum) -> FlaskClient:
    person = a_person()
    a_role(person, Role.COORDINATOR, forum.edition)
    return sign_in(client, person)


def test_a_buyer_answers_from_the_card_and_sees_the_list(client: FlaskClient, forum: Forum) -> None:
    asked = a_request(forum.requirement, forum.supplier, forum.person)
    browser = as_buyer(client, forum)
    page = browser.get(forum.path("buyer")).text
    assert f'action="{forum.path(f"requests/{asked.id}/waiting-list")}"' in page
    page = browser.post(forum.path(f"requests/{asked.id}/waiting-list"), follow_redirects=True).text
    assert "está en su lista de espera" in page
    assert "1 empresa espera un lugar" in page
    assert "Nada por responder" in page
    listed = browser.get(forum.path("buyer/waiting-list")).text
    assert f"1. {name_of(asked)}" in listed
    assert forum.path(f"companies/{asked.company_id}") in listed
    assert forum.requirement.title in listed


def test_a_company_sees_its_place_and_no_other(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    browser = as_company(client, forum)
    for address in ("supplier", f"requests/{waits.id}"):
        assert "Lista de espera: lugar 2.º de 2" in browser.get(forum.path(address)).text
    assert browser.get(forum.path("buyer/waiting-list")).status_code == 404
    assert browser.get(forum.path(f"coordination/buyers/{forum.buyer.id}/waiting-list")).status_code == 403
    assert "Espera un lugar del comprador" in browser.get(forum.path(f"requests/{waits.id}")).text
    assert browser.get(f"/{forum.edition.slug}/today").text.count("Lista de espera") == 1


def test_a_company_that_finds_no_slot_joins_instead(client: FlaskClient, forum: Forum) -> None:
    wanted = a_requirement(forum.buyer, title="Buje")
    other, person = a_supplier(forum.edition)
    browser = sign_in(client, person)
    assert "Solicitar la cita" in browser.get(forum.path(f"requirements/{wanted.id}")).text
    for slot in forum.slots:
        taken = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
        service.accept_request(taken.id, slot_id=slot.id, by=forum.buyer.person_id, now=forum.now)
    page = browser.get(forum.path(f"requirements/{wanted.id}")).text
    assert "No queda lugar" in page
    assert "Solicitar la cita" not in page
    empty = browser.post(forum.path(f"requirements/{wanted.id}/waiting-list"), data={"person_id": person.id})
    assert (empty.status_code, "Falta este dato." in empty.text) == (422, True)
    typed = {"person_id": person.id, "reason": "Prensa"}
    page = browser.post(forum.path(f"requirements/{wanted.id}/waiting-list"), data=typed, follow_redirects=True).text
    assert "Su empresa está en la lista de espera" in page
    assert "Lista de espera: lugar 1.º de 1" in page
    [request] = session().scalars(select(MeetingRequest).where(MeetingRequest.company_id == other.company_id))
    assert (request.status, request.reason) == (RequestStatus.WAITLISTED, "Prensa")


def test_a_request_without_a_place_is_put_on_the_list_by_its_company(client: FlaskClient, forum: Forum) -> None:
    other, person = a_supplier(forum.edition)
    asked = a_request(a_requirement(forum.buyer), other, person)
    browser = sign_in(client, person)
    button = "No queda lugar: entrar a la lista de espera"
    assert button not in browser.get(forum.path(f"requests/{asked.id}")).text
    for slot in forum.slots:
        taken = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
        service.accept_request(taken.id, slot_id=slot.id, by=forum.buyer.person_id, now=forum.now)
    assert button in browser.get(forum.path(f"requests/{asked.id}")).text
    browser.post(forum.path(f"requests/{asked.id}/waiting-list"))
    assert status_of(asked) is RequestStatus.WAITLISTED


@pytest.mark.parametrize("who", ["buyer", "staff"])
def test_a_slot_is_offered_by_hand(client: FlaskClient, forum: Forum, waits: MeetingRequest, who: str) -> None:
    browser = as_buyer(client, forum) if who == "buyer" else as_staff(client, forum)
    start = "buyer" if who == "buyer" else f"coordination/buyers/{forum.buyer.id}"
    address = forum.path(f"{start}/waiting-list/offers")
    slot = forum.slots[1]
    page = browser.get(f"{address}?slot_id={slot.id}").text
    assert re.findall(r"\d\. [^·<]+ · Soporte estampado", page)[1].startswith(f"2. {name_of(waits)}")
    nobody = browser.post(address, data={"slot_id": slot.id})
    assert (nobody.status_code, "Elija al menos una empresa." in nobody.text) == (422, True)
    page = browser.post(address, data={"slot_id": slot.id, "requests": waits.id}, follow_redirects=True).text
    assert "Ofrecimos el horario a 1 empresa." in page
    assert "Retirar la oferta" in page
    assert mails()[-1] == ("meetings/slot_offered", forum.person.email)
    if who == "buyer":
        assert "Ofrecido" in browser.get(forum.path("buyer/hours")).text
        assert "Horarios que ofreció" in browser.get(f"/{forum.edition.slug}/today").text
    else:
        assert "Quién no puede, y por qué" in browser.get(address).text, "it has an offer now"
        assert forum.path(f"{start}/waiting-list") in browser.get(forum.path("coordination/waiting-lists")).text
    offer = session().scalars(select(SlotOffer)).one()
    browser.post(forum.path(f"offers/{offer.id}/withdrawal"))
    assert status_of(offer) is OfferStatus.WITHDRAWN


def test_a_company_takes_what_it_is_offered(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    offer = an_open_offer(waits.id, forum.slots[0].id)
    browser = as_company(client, forum)
    for address in (forum.path("supplier"), f"/{forum.edition.slug}/today", forum.path(f"requests/{waits.id}")):
        page = browser.get(address).text
        assert forum.path(f"offers/{offer.id}") in page, address
        assert "Vence en 59 minutos" in page
    page = browser.get(forum.path(f"offers/{offer.id}")).text
    assert "mientras el horario siga libre" in page
    answer = browser.post(forum.path(f"offers/{offer.id}/acceptance"), data={"person_id": forum.person.id})
    meeting = session().scalars(select(Meeting)).one()
    assert answer.location == forum.path(str(meeting.id))
    assert "Esta oferta ya no está abierta" in browser.get(forum.path(f"offers/{offer.id}")).text


def test_an_offer_whose_slot_is_taken_says_so(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    offer = an_open_offer(waits.id, forum.slots[0].id)
    other, person = a_supplier(forum.edition)
    taken = a_request(a_requirement(forum.buyer), other, person)
    service.accept_request(taken.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    browser = as_company(client, forum)
    page = browser.get(forum.path(f"offers/{offer.id}")).text
    assert "El horario ya no está libre para ambas partes" in page
    assert "Tomar el horario" not in page
    answer = browser.post(forum.path(f"offers/{offer.id}/acceptance"), data={"person_id": forum.person.id})
    assert (answer.status_code, "Usted conserva su lugar en la lista de espera." in answer.text) == (422, True)


def test_an_overdue_offer_is_not_shown_as_open(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    past = forum.now - timedelta(minutes=1)
    offer = an_open_offer(waits.id, forum.slots[0].id, ends_at=past)
    browser = as_company(client, forum)
    assert "Ver y tomar el horario" not in browser.get(forum.path("supplier")).text
    page = browser.get(forum.path(f"offers/{offer.id}")).text
    assert "Oferta vencida" in page
    assert "Tomar el horario" not in page


@pytest.mark.parametrize(("leaves", "status"), [("", RequestStatus.WAITLISTED), ("1", RequestStatus.WITHDRAWN)])
def test_a_company_declines_and_stays_or_leaves(
    client: FlaskClient, forum: Forum, waits: MeetingRequest, leaves: str, status: RequestStatus
) -> None:
    offer = an_open_offer(waits.id, forum.slots[0].id)
    browser = as_company(client, forum)
    answer = browser.post(forum.path(f"offers/{offer.id}/decline"), data={"leaves": leaves}, follow_redirects=True)
    assert "No tomó el horario" in answer.text or "Salió de la lista de espera" in answer.text
    assert (status_of(offer), status_of(waits)) == (OfferStatus.DECLINED, status)


def test_the_staff_does_all_of_it(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    asked = a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
    offer = an_open_offer(waits.id, forum.slots[0].id)
    browser = as_staff(client, forum)
    assert "Poner en lista de espera" in browser.get(forum.path(f"requests/{asked.id}")).text
    browser.post(forum.path(f"requests/{asked.id}/waiting-list"))
    assert status_of(asked) is RequestStatus.WAITLISTED
    assert "Tomar por la empresa" in browser.get(forum.path(f"coordination/buyers/{forum.buyer.id}/waiting-list")).text
    browser.post(forum.path(f"offers/{offer.id}/acceptance"), data={"person_id": forum.person.id})
    assert status_of(waits) is RequestStatus.ACCEPTED
    browser.post(forum.path(f"requests/{asked.id}/withdrawal"))
    assert status_of(asked) is RequestStatus.WITHDRAWN
    assert "Listas de espera" in browser.get(forum.path("coordination")).text


def test_a_buyer_removes_somebody_with_a_reason(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    browser = as_buyer(client, forum)
    address = forum.path(f"requests/{waits.id}/waiting-list/removal")
    assert "recibe el motivo" in browser.get(address).text
    assert browser.post(address, data={}).status_code == 422
    browser.post(address, data={"decline_reason": DeclineReason.AGENDA_FULL.value})
    assert status_of(waits) is RequestStatus.DECLINED
    assert browser.get(address).location == forum.path(f"requests/{waits.id}")
    as_company(client, forum)
    assert client.get(address).status_code == 404


def test_after_the_freeze_the_buyer_is_told_who_offers(
    client: FlaskClient, forum: Forum, waits: MeetingRequest
) -> None:
    with atomic():
        forum.edition.freeze_at = forum.now - timedelta(hours=1)
    page = as_buyer(client, forum).get(forum.path("buyer/waiting-list/offers")).text
    assert "ahora los horarios los ofrece la coordinación de citas" in page


def test_in_english(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    offer = an_open_offer(waits.id, forum.slots[0].id)
    browser = as_company(client, forum)
    browser.get("/language/en")
    page = browser.get(forum.path(f"offers/{offer.id}")).text
    assert "Take the time slot" in page
    assert "2 of 2" in page


def test_a_refused_offer_brings_the_page_again(client: FlaskClient, forum: Forum, waits: MeetingRequest) -> None:
    gone = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition), status=RequestStatus.WITHDRAWN)
    browser = as_buyer(client, forum)
    typed = {"slot_id": forum.slots[0].id, "requests": [waits.id, gone.id]}
    answer = browser.post(forum.path("buyer/waiting-list/offers"), data=typed)
    assert (answer.status_code, "ya no está en la lista de espera" in answer.text) == (422, True)
    assert re.search(rf'value="{waits.id}"[^>]*checked|checked[^>]*value="{waits.id}"', answer.text)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_for_one_and_for_three(
    client: FlaskClient, forum: Forum, statements: list[str], count: int
) -> None:
    for number in range(count):
        since = {"status": RequestStatus.WAITLISTED, "waitlisted_at": forum.now - timedelta(hours=number)}
        asked = a_request(a_requirement(forum.buyer), *a_supplier(forum.edition), **since)
        an_open_offer(asked.id, forum.slots[0].id)
    as_staff(client, forum)
    start = f"coordination/buyers/{forum.buyer.id}/waiting-list"
    asked_for = {}
    for address in ("coordination/waiting-lists", start, f"{start}/offers"):
        client.get(forum.path(address))
        statements.clear()
        client.get(forum.path(address))
        asked_for[address.rpartition("/")[2]] = len(statements)
    # the edition and who asks, each time
    assert asked_for == {"waiting-lists": 3, "waiting-list": 5, "offers": 11}
