"""The first page after signing in: the meeting now or next, what is new, what waits."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.matchmaking.enums import Side, SupplierStatus
from forum.meetings.service import accept_request, cancel_meeting, move_meeting
from forum.timetable.models import TimetableDraft
from forum.today.models import Visit
from tests.builders.agendas import Desk
from tests.builders.companies import a_company
from tests.builders.editions import an_edition
from tests.builders.meetings import a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.timetables import a_bare_draft


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition()


@pytest.fixture
def desk(edition: Edition) -> Desk:
    return Desk(edition, 8)


def today(client: FlaskClient, edition: Edition) -> str:
    answer = client.get(f"/{edition.slug}/today")
    assert answer.status_code == 200
    return answer.text


def test_signing_in_leads_here_whom_an_edition_knows(client: FlaskClient, edition: Edition, desk: Desk) -> None:
    assert sign_in(client, desk.buyer.person).get("/account/start").location == f"/{edition.slug}/today"
    assert sign_in(client, a_person()).get("/account/start").location == "/account/home"


def test_the_meeting_now_and_the_next_stand_first_with_table_and_hall(
    client: FlaskClient, edition: Edition, desk: Desk
) -> None:
    meeting = desk.meet(desk.slots[0], supplier="Forjas León")
    desk.meet(desk.slots[2], supplier="Troquelados Sur")
    with time_machine.travel(desk.slots[0].starts_at + timedelta(minutes=5), tick=False):
        buyers = today(sign_in(client, desk.buyer.person), edition)
        suppliers = today(sign_in(client.application.test_client(), meeting.person), edition)
    assert buyers.index("<strong>Ahora</strong>") < buyers.index("Forjas León") < buyers.index("<strong>Sigue</strong>")
    assert f"<span>Mesa</span> {desk.table.number}</p>" in suppliers
    assert "Salón B2B" in suppliers
    assert (buyers.count("button--primary"), suppliers.count("button--primary")) == (1, 1)


def test_what_others_changed_is_told_on_the_next_visit_and_stays_through_it(
    client: FlaskClient, edition: Edition, desk: Desk
) -> None:
    moved, gone = desk.meet(desk.slots[0]), desk.meet(desk.slots[1], supplier="Troquelados Sur")
    sign_in(client, desk.buyer.person)
    assert "Qué cambió" not in today(client, edition)
    later = utc_now() + timedelta(hours=1)
    move_meeting(moved.id, slot_id=desk.slots[4].id, side=Side.SUPPLIER, by=moved.person_id, now=later)
    cancel_meeting(gone.id, reason="Sin capacidad", side=Side.SUPPLIER, by=gone.person_id, now=later)
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        first, again = today(client, edition), today(client, edition)
    for page in (first, again):
        assert page.index("Cita cancelada") < page.index("Cambió de hora o de lugar")
    with time_machine.travel(later + timedelta(hours=2), tick=False):
        assert "Qué cambió" not in today(client, edition)


def test_ones_own_changes_are_no_news(client: FlaskClient, edition: Edition, desk: Desk) -> None:
    meeting = desk.meet(desk.slots[0])
    sign_in(client, desk.buyer.person)
    today(client, edition)
    later = utc_now() + timedelta(hours=1)
    move_meeting(meeting.id, slot_id=desk.slots[4].id, side=Side.BUYER, by=desk.buyer.person_id, now=later)
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        assert "Qué cambió" not in today(client, edition)


def test_answers_and_open_requests_are_told_to_both_sides(client: FlaskClient, edition: Edition, desk: Desk) -> None:
    supplier, person = a_supplier(edition, a_company(name="Forjas León"))
    first, second = (a_requirement(desk.buyer, title=title) for title in ("Soporte", "Bisagra"))
    answered, _open = a_request(first, supplier, person, slot=desk.slots[0]), a_request(second, supplier, person)
    selling, buying = sign_in(client.application.test_client(), person), sign_in(client, desk.buyer.person)
    assert "Esperan respuesta" in today(selling, edition)
    assert "Por responder" in today(buying, edition)
    later = utc_now() + timedelta(hours=1)
    accept_request(answered.id, slot_id=desk.slots[0].id, by=desk.buyer.person_id, now=later)
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        page = today(selling, edition)
    news = page[page.index("Qué cambió") : page.index("Esperan respuesta")]
    assert "Soporte" in news
    assert "Bisagra" in page[page.index("Esperan respuesta") :]


def test_an_invitation_is_the_companys_to_answer(client: FlaskClient, edition: Edition, desk: Desk) -> None:
    supplier, person = a_supplier(edition, a_company(name="Forjas León"))
    a_request(a_requirement(desk.buyer), supplier, person, wished_by=Side.BUYER, awaiting=Side.SUPPLIER)
    selling, buying = sign_in(client.application.test_client(), person), sign_in(client, desk.buyer.person)
    told = [
        ("Por responder" in page, "Esperan respuesta" in page)
        for page in (today(selling, edition), today(buying, edition))
    ]
    assert told == [(True, False), (False, True)]


def test_a_company_that_is_not_approved_sees_what_is_left_to_do(client: FlaskClient, edition: Edition) -> None:
    _supplier, person = a_supplier(edition, status=SupplierStatus.PENDING)
    _approved, colleague = a_supplier(edition, a_company(name="Forjas León", legal_name="FORJAS"))
    assert "Sus siguientes pasos" in today(sign_in(client, person), edition)
    assert "Sus siguientes pasos" not in today(sign_in(client.application.test_client(), colleague), edition)


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (
            Role.ORGANISER,
            [
                "Registros por aprobar",
                "Proveedores por revisar",
                "Agendas propuestas sin publicar",
                "Solicitudes de stand por revisar",
            ],
        ),
        (Role.COORDINATOR, ["Proveedores por revisar", "Agendas propuestas sin publicar"]),
        (Role.REGISTRATION_DESK, ["Registros por aprobar"]),
        (Role.GATE_STEWARD, []),
    ],
)
def test_the_staff_sees_its_places_and_what_waits_for_it(
    client: FlaskClient, edition: Edition, role: Role, told: list[str]
) -> None:
    person = a_person()
    a_role(person, role, edition)
    page = today(sign_in(client, person), edition)
    words = [
        "Registros por aprobar",
        "Proveedores por revisar",
        "Agendas propuestas sin publicar",
        "Solicitudes de stand por revisar",
    ]
    assert [word for word in words if word in page] == told
    assert "menu-list" in page


def test_a_draft_waits_until_it_is_published(client: FlaskClient, edition: Edition) -> None:
    person = a_person()
    a_role(person, Role.COORDINATOR, edition)
    draft, _line = a_bare_draft(edition.id)
    a_bare_draft(edition.id)

    def waiting(page: str) -> list[str]:
        label = rf'href="/{edition.slug}/meetings/coordination/timetables">Agendas propuestas sin publicar</a>'
        return re.findall(rf'{label}</p>\s*<p class="stat__value">(\d+)', page)

    assert waiting(today(sign_in(client, person), edition)) == ["2"]
    with atomic() as current:
        current.get_one(TimetableDraft, draft.id).published_at = utc_now()
    assert waiting(today(client, edition)) == ["1"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_with_one_meeting_and_with_three(
    client: FlaskClient, edition: Edition, desk: Desk, statements: list[str], count: int
) -> None:
    meetings = [desk.meet(slot, supplier=f"Proveedor {number}") for number, slot in enumerate(desk.slots[:count])]
    sign_in(client, desk.buyer.person)
    today(client, edition)
    later = utc_now() + timedelta(hours=1)
    for meeting in meetings:
        cancel_meeting(meeting.id, reason="Sin capacidad", side=Side.SUPPLIER, by=meeting.person_id, now=later)
    with time_machine.travel(later + timedelta(minutes=1), tick=False):
        today(client, edition)  # begins the visit
        statements.clear()
        page = today(client, edition)
    assert page.count("Cita cancelada") == count
    # the edition, who asks, the meetings, the open requests, the visit, the changes, the answers; the frame is kept
    assert len(statements) == 7


def test_a_visit_is_noted_once_and_not_by_who_only_asks(client: FlaskClient, edition: Edition, desk: Desk) -> None:
    sign_in(client, desk.buyer.person)
    client.head(f"/{edition.slug}/today")
    assert session().scalars(select(Visit)).all() == []
    for _ in range(2):
        today(client, edition)
    assert [each.before_at for each in session().scalars(select(Visit))] == [None]
