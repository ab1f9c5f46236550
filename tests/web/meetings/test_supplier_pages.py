"""The supplier's pages: participation, the search with its reasons, requests and their answers."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.companies.models import Certificate, Process
from forum.core.database import atomic, session
from forum.core.filters import date_time
from forum.matchmaking.enums import RequirementStatus, Side
from forum.matchmaking.models import Supplier
from forum.meetings.enums import RequestStatus
from forum.meetings.models import MeetingRequest
from forum.meetings.service import accept_request, accept_without_slot, cancel_meeting
from tests.builders.companies import a_capability, a_company, a_membership, a_process
from tests.builders.meetings import a_buyer, a_request, a_requirement
from tests.builders.people import a_person, sign_in
from tests.web.meetings.conftest import Forum

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def browser(client: FlaskClient, forum: Forum) -> FlaskClient:
    return sign_in(client, forum.person)


def test_who_has_no_company_is_told_how_to_take_part(client: FlaskClient, forum: Forum) -> None:
    sign_in(client, a_person())
    assert client.get(forum.path("supplier")).location == forum.path()
    assert client.get(forum.path("requirements")).location == forum.path()
    assert client.get(forum.path()).location == forum.path("about")
    assert client.get(forum.path(f"requirements/{forum.requirement.id}")).status_code == 404


def test_a_company_applies_once(client: FlaskClient, forum: Forum) -> None:
    company, person = a_company(), a_person()
    a_membership(company, person)
    sign_in(client, person)
    assert client.get(forum.path()).location == forum.path("supplier")
    assert "Participe como empresa proveedora" in client.get(forum.path("supplier")).text
    client.post(forum.path("supplier/participation"))
    client.post(forum.path("supplier/participation"))
    statuses = select(Supplier.status).where(Supplier.company_id == company.id)
    assert session().scalars(statuses).all() == ["pending"]
    assert "Su participación está en revisión" in client.get(forum.path("supplier")).text


def test_a_person_of_two_companies_chooses(browser: FlaskClient, forum: Forum) -> None:
    other = a_company(name="Zeta Forjas", legal_name="ZETA")
    a_membership(other, forum.person)
    page = browser.get(forum.path(f"supplier?company={other.id}")).text
    assert '<h1 class="page-header__title">Zeta Forjas</h1>' in page
    assert "Zeta Forjas" in browser.get(forum.path("requirements")).text
    elsewhere = a_company(name="Ajena", legal_name="AJENA")
    assert (
        '<h1 class="page-header__title">Zeta Forjas</h1>'
        in browser.get(forum.path(f"supplier?company={elsewhere.id}")).text
    )


class Catalogue:
    """Two families, and requirements of each process."""

    def __init__(self, forum: Forum) -> None:
        self.metal = a_process("Metal")
        self.stamping = a_process("Estampado progresivo", parent_id=self.metal.id)
        self.bending = a_process("Doblado de tubo", parent_id=self.metal.id)
        self.plastic = a_process("Plástico")
        self.injection = a_process("Inyección de plástico", parent_id=self.plastic.id)
        self.bracket = self._wanted(forum, self.stamping, "Soporte de motor", mandatory=["iatf-16949"])
        self.tube = self._wanted(forum, self.bending, "Tubo de freno")
        other = a_buyer(forum.edition, forum.tables[1], at=forum.slots)
        self.other = other
        self.box = a_requirement(other, self.injection, title="Caja de fusibles", desirable=["iso-14001"])

    def _wanted(self, forum: Forum, process: Process, title: str, **more: list[str]) -> object:
        return a_requirement(forum.buyer, process, title=title, **more)  # type: ignore[arg-type]


@pytest.fixture
def catalogue(forum: Forum) -> Catalogue:
    made = Catalogue(forum)
    a_capability(forum.supplier.company, made.stamping)
    with atomic():
        forum.requirement.status = RequirementStatus.DRAFT
    return made


def titles(page: str) -> list[str]:
    known = ("Soporte de motor", "Tubo de freno", "Caja de fusibles", "Soporte estampado")
    return sorted((title for title in known if f">{title}</a>" in page), key=lambda title: page.index(f">{title}</a>"))


@pytest.mark.both_engines
def test_the_best_match_comes_first_with_its_reasons(browser: FlaskClient, forum: Forum, catalogue: Catalogue) -> None:
    page = browser.get(forum.path("requirements")).text
    assert titles(page) == ["Soporte de motor", "Tubo de freno", "Caja de fusibles"]
    for words in (
        "Ofrece Estampado progresivo",
        "Falta IATF 16949, indispensable",
        "Misma familia que Doblado de tubo, no ese proceso",
        "Su perfil no incluye Inyección de plástico",
        "Sin ISO 14001, deseable",
    ):
        assert words in page
    assert "%" not in page[page.index('id="found"') : page.index("<footer")]


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=INYECCION", ["Caja de fusibles"]),
        ("q=caja fusibles", ["Caja de fusibles"]),
        ("q=caja freno", []),
        ("q=100%25", []),
        ("certificate=iatf-16949", ["Soporte de motor"]),
        ("certificate=iso-14001", ["Caja de fusibles"]),
        ("fits=1", []),
        ("page=99", ["Soporte de motor", "Tubo de freno", "Caja de fusibles"]),
    ],
)
def test_the_search(browser: FlaskClient, forum: Forum, catalogue: Catalogue, query: str, found: list[str]) -> None:
    assert titles(browser.get(forum.path(f"requirements?{query}")).text) == found


@pytest.mark.both_engines
def test_the_search_by_family_process_and_buyer(browser: FlaskClient, forum: Forum, catalogue: Catalogue) -> None:
    def search(**query: int) -> list[str]:
        return titles(browser.get(forum.path("requirements"), query_string=query).text)

    assert search(process=catalogue.metal.id) == ["Soporte de motor", "Tubo de freno"]
    assert search(process=catalogue.bending.id) == ["Tubo de freno"]
    assert search(buyer=catalogue.other.company_id) == ["Caja de fusibles"]
    assert search(buyer=catalogue.other.company_id, process=catalogue.plastic.id) == ["Caja de fusibles"]


@pytest.mark.both_engines
def test_only_good_matches(browser: FlaskClient, forum: Forum, catalogue: Catalogue) -> None:
    with atomic() as current:
        current.add(
            Certificate(
                company_id=forum.supplier.company_id,
                standard="iatf-16949",
                body="TÜV",
                number="1",
                valid_until=forum.now.date() + timedelta(days=400),
            )
        )
    page = browser.get(forum.path("requirements?fits=1")).text
    assert titles(page) == ["Soporte de motor"]
    assert "IATF 16949 vigente" in page


def test_while_one_types_the_list_alone_comes(browser: FlaskClient, forum: Forum, catalogue: Catalogue) -> None:
    answer = browser.get(forum.path("requirements?q=tubo"), headers=FRAGMENT)
    assert ("<html" in answer.text, titles(answer.text)) == (False, ["Tubo de freno"])


def test_the_search_costs_the_same_with_one_requirement_and_with_more(
    browser: FlaskClient, forum: Forum, statements: list[str]
) -> None:
    def cost(**headers: str) -> int:
        statements.clear()
        assert browser.get(forum.path("requirements"), headers=headers).status_code == 200
        return len(statements)

    one = cost(), cost(**FRAGMENT)
    for _ in range(3):
        a_requirement(forum.buyer, mandatory=["iso-9001"])
    assert (one, (cost(), cost(**FRAGMENT))) == ((10, 6), (9, 6))  # the frame is asked for once in some seconds
    assert cost() == 6, "requirements and catalogue are kept"


def test_a_filter_that_is_on_is_taken_off_by_its_chip(browser: FlaskClient, forum: Forum) -> None:
    page = browser.get(forum.path("requirements?q=soporte&certificate=iso-9001&fits=1")).text
    leading = re.findall(r'chip--on" href="([^"]+)"', page)
    everything = forum.path("requirements")
    assert leading == [f"{everything}?q=soporte&amp;fits=1", f"{everything}?q=soporte&amp;certificate=iso-9001"]
    assert "chip--on" not in browser.get(forum.path("requirements?certificate=&fits=")).text


def test_the_page_and_the_agenda_list_the_same_meetings_and_those_of_colleagues_apart(
    browser: FlaskClient, forum: Forum
) -> None:
    colleague = a_person(given_names="Rubén")
    a_membership(forum.supplier.company, colleague)
    for slot, person, title in zip(
        forum.slots, (forum.person, colleague), ("Soporte estampado", "Bisagra"), strict=False
    ):
        requirement = a_requirement(forum.buyer, title=title)
        asked = a_request(requirement, forum.supplier, person, slot=slot)
        accept_request(asked.id, slot_id=slot.id, by=forum.buyer.person_id, now=forum.now)
    page, agenda = browser.get(forum.path("supplier")).text, browser.get(f"/{forum.edition.slug}/agenda").text
    linked = [re.findall(r'slot__title"><a href="([^"]+)"', text) for text in (page, agenda)]
    own = page[: page.index("Citas de sus colegas")]
    assert (len(linked[0]), linked[1]) == (2, re.findall(r'slot__title"><a href="([^"]+)"', own))


def test_a_draft_is_not_found(browser: FlaskClient, forum: Forum, catalogue: Catalogue) -> None:
    assert browser.get(forum.path(f"requirements/{forum.requirement.id}")).status_code == 404


def ask(client: FlaskClient, forum: Forum, **changes: object):  # noqa: ANN201
    fields = {"reason": "Prensa de 400 t", "slot_id": forum.slots[0].id, "person_id": forum.person.id, **changes}
    return client.post(forum.path(f"requirements/{forum.requirement.id}/requests"), data=fields)


def test_asking_for_a_meeting(browser: FlaskClient, forum: Forum) -> None:
    assert "Solicitar la cita" in browser.get(forum.path(f"requirements/{forum.requirement.id}")).text
    answer = ask(browser, forum)
    assert (answer.status_code, answer.location) == (303, forum.path("supplier"))
    [request] = session().scalars(select(MeetingRequest)).all()
    assert (request.reason, request.preferred_slot_id, request.person_id) == (
        "Prensa de 400 t",
        forum.slots[0].id,
        forum.person.id,
    )
    assert "Espera respuesta" in browser.get(forum.path("supplier")).text
    assert "Su empresa ya pidió esta cita" in browser.get(forum.path(f"requirements/{forum.requirement.id}")).text


def test_until_when_a_request_waits_is_said_before_and_after_it_is_sent(
    browser: FlaskClient, client: FlaskClient, forum: Forum
) -> None:
    """Requests close before the 72 hours of an answer have passed: the earlier moment counts, and is the one told."""
    closes_at, buyer = forum.now + timedelta(hours=31, minutes=30), forum.buyer.person
    forum.change(requests_close_at=closes_at)
    with client.application.test_request_context(forum.path()):
        when = date_time(closes_at)
    page = browser.get(forum.path(f"requirements/{forum.requirement.id}")).text
    assert f"vence el {when} sin respuesta" in page
    ask(browser, forum)
    for page in ("supplier", f"requests/{session().scalars(select(MeetingRequest.id)).one()}"):
        text = browser.get(forum.path(page)).text
        assert ("Vence en 31 horas" in text, when in text) == (True, True)
    sign_in(browser, buyer)
    assert when in browser.get(forum.path("buyer")).text


@pytest.mark.parametrize("changes", [{"reason": ""}, {"person_id": ""}, {"person_id": "999999"}])
def test_what_was_typed_is_still_there(browser: FlaskClient, forum: Forum, changes: dict[str, str]) -> None:
    answer = ask(browser, forum, **changes)
    assert answer.status_code == 422
    if "reason" not in changes:
        assert "Prensa de 400 t</textarea>" in answer.text


def test_a_refusal_is_said_above_the_form(browser: FlaskClient, forum: Forum) -> None:
    forum.change(supplier_open_requests_cap=0)
    answer = ask(browser, forum)
    assert answer.status_code == 422
    assert "Su empresa ya tiene 0 solicitudes sin respuesta, el máximo." in answer.text


def test_the_request_and_its_answer_in_words(browser: FlaskClient, forum: Forum) -> None:
    request = a_request(
        forum.requirement,
        forum.supplier,
        forum.person,
        status=RequestStatus.DECLINED,
        decline_reason="no_certificate",
        decline_note="Sin IATF no podemos.",
    )
    for page in ("supplier", f"requests/{request.id}"):
        text = browser.get(forum.path(page)).text
        assert "Falta un certificado" in text
        assert "Sin IATF no podemos." in text
        assert "Revise los certificados indispensables y actualice los suyos en su perfil." in text


def test_after_a_decline_the_page_says_that_it_stands(browser: FlaskClient, forum: Forum) -> None:
    declined = {"status": RequestStatus.DECLINED, "decline_reason": "agenda_full"}
    request = a_request(forum.requirement, forum.supplier, forum.person, **declined)
    path = forum.path(f"requirements/{forum.requirement.id}")
    page = browser.get(path).text
    assert ("solo si el comprador lo permite" in page, "Solicitar la cita" in page) == (True, False)
    answer = ask(browser, forum)
    assert (answer.status_code, "Podrá pedirla de nuevo solo si el comprador lo permite." in answer.text) == (422, True)
    with atomic():
        request.status = RequestStatus.REOPENED
    assert "Solicitar la cita" in browser.get(path).text
    assert "Pedir otra vez" in browser.get(forum.path(f"requests/{request.id}")).text


def test_after_its_meeting_was_cancelled_the_request_says_so_and_may_be_sent_again(
    browser: FlaskClient, forum: Forum
) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person)
    meeting = accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    cancel_meeting(meeting.id, reason="Se enfermó", side=Side.BUYER, by=forum.buyer.person_id, now=forum.now)
    for where in ("supplier", "requirements", f"requests/{request.id}"):
        page = browser.get(forum.path(where)).text
        assert ("Cita cancelada" in page, "Pedir otra vez" in page) == (True, where.startswith("requests"))
    assert "Solicitar la cita" in browser.get(forum.path(f"requirements/{forum.requirement.id}")).text
    assert ask(browser, forum).status_code == 303


def test_an_acceptance_without_an_hour_says_so(browser: FlaskClient, forum: Forum) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person)
    accept_without_slot(request.id, by=forum.buyer.person_id, now=forum.now)
    for where in ("supplier", f"requests/{request.id}"):
        page = browser.get(forum.path(where)).text
        assert ("Aceptada, sin hora" in page, "las fija el comité" in page) == (True, True)
    browser.post(forum.path(f"requests/{request.id}/withdrawal"))
    session().refresh(request)
    assert request.status is RequestStatus.WITHDRAWN


def test_withdrawing(browser: FlaskClient, forum: Forum) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person)
    assert "Retirar la solicitud" in browser.get(forum.path(f"requests/{request.id}")).text
    assert browser.post(forum.path(f"requests/{request.id}/withdrawal")).location == forum.path("supplier")
    session().refresh(request)
    assert request.status is RequestStatus.WITHDRAWN


def test_the_suppliers_page_costs_the_same_with_one_request_and_with_three(
    browser: FlaskClient, forum: Forum, statements: list[str]
) -> None:
    def cost() -> int:
        statements.clear()
        assert browser.get(forum.path("supplier")).status_code == 200
        return len(statements)

    a_request(forum.requirement, forum.supplier, forum.person)
    one = cost()
    for _ in range(2):
        a_request(a_requirement(forum.buyer), forum.supplier, forum.person)
    assert (one, cost()) == (7, 7)
