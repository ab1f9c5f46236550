"""The organiser's room from the plan to the report, by visible links: nobody needs a terminal."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.accounts.service import hash_password
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.enums import PlannedWishes
from forum.editions.models import Edition, Hall, Slot
from forum.jobs import run_waiting_jobs
from forum.mail.models import OutgoingMail
from forum.matchmaking.models import Buyer
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import Meeting
from forum.registration.models import Registration
from tests.browser.conftest import DESKTOP, PHONE, serious_faults
from tests.browser.test_frame import PASSWORD, sign_in
from tests.builders.badges import a_badge_for
from tests.builders.companies import a_company
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots, tables
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, attendee_categories
from tests.builders.outcomes import outcomes_link
from tests.builders.people import a_person, a_role
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.browser
TABLET = {"width": 1024, "height": 768}


@dataclass
class Room:
    """An edition with two halls, and three buyers whom six suppliers asked for a meeting."""

    edition: Edition
    halls: list[Hall]
    buyers: list[Buyer]

    def path(self, rest: str) -> str:
        return f"/{self.edition.slug}/{rest}"

    def standing(self) -> list[Meeting]:
        """The meetings that are scheduled, as they are now."""
        session().rollback()
        session().expire_all()
        query = select(Meeting).where(Meeting.status == MeetingStatus.SCHEDULED).order_by(Meeting.id)
        return list(session().scalars(query))


@pytest.fixture
def room(live_app: Flask) -> Room:
    edition = an_edition(buyer_spare_slots_per_day=0, planned_wishes=PlannedWishes.ALL)
    attendee_categories(edition)
    halls = [a_hall(edition, name=name) for name in ("Salón Norte", "Salón Sur")]
    places = [*tables(halls[0], 3), *tables(halls[1], 1)]
    times = {hall.id: slots(hall, days_of(edition)[0], 6) for hall in halls}
    buyers = []
    for number, table in enumerate((places[0], places[1], places[3]), 1):
        company = a_company(name=f"Armadora {number}")
        person = a_person(given_names=f"Kenji {number}")
        buyers.append(a_buyer(edition, table, at=times[table.hall_id], company=company, person=person))
        a_registration(a_category(edition, code=f"b{number}"), person)
        for letter in "AB":
            supplier, theirs = a_supplier(edition, a_company(name=f"Forja {number}{letter}"))
            a_request(a_requirement(buyers[-1]), supplier, theirs)
            a_registration(a_category(edition, code=f"s{number}{letter}".lower()), theirs)
    ana = a_person(email="ana@example.mx", password_hash=hash_password(PASSWORD))
    a_role(ana, Role.ORGANISER, edition)
    return Room(edition, halls, buyers)


def plan(room: Room, page: Page, *, kind: str) -> None:
    """Ask for a draft, and see it come by itself."""
    page.goto(room.path("meetings/coordination"))
    page.locator("main").get_by_role("link", name="Agendas propuestas").click()
    drafts = page.get_by_role("link", name="Propuesta").count()
    page.get_by_role("link", name="Planear agenda").click()
    page.get_by_text(kind, exact=True).click()
    page.get_by_role("button", name="Planear").click()
    expect(page.get_by_text("Planeación en espera")).to_be_visible()
    run_waiting_jobs()
    expect(page.get_by_role("link", name="Propuesta")).to_have_count(drafts + 1)
    page.get_by_role("link", name="Propuesta").first.click()


def publish(page: Page) -> None:
    """Publish the draft that is open, and let everybody be told."""
    page.get_by_role("link", name="Publicar…").click()
    page.get_by_role("button", name="Publicar la agenda").click()
    expect(page.locator(".flashes")).to_be_visible()
    run_waiting_jobs()


def told(message: str) -> set[str]:
    session().rollback()
    return set(session().scalars(select(OutgoingMail.to_email).where(OutgoingMail.message == message)))


def happens_now(slot_id: int, *, minutes_ago: int) -> None:
    with atomic() as current:
        slot = current.get_one(Slot, slot_id)
        slot.starts_at, slot.ends_at = (
            utc_now() - timedelta(minutes=minutes_ago),
            utc_now() + timedelta(minutes=20 - minutes_ago),
        )


def rate(page: Page, path: str, *, interest: str) -> None:
    """Say on a phone what came of a meeting."""
    page.set_viewport_size(PHONE)
    page.goto(path)
    for group, answer in (
        ("¿Se celebró la cita?", "Sí"),
        ("¿Cuánto le interesa seguir?", interest),
        ("¿Qué acordaron?", "Cotización (RFQ)"),
    ):
        page.get_by_role("group", name=group).locator("label", has_text=answer).first.click()
    page.get_by_role("button", name="Guardar resultado").click()
    expect(page.locator(".flashes")).to_contain_text("Guardamos el resultado")


def test_from_the_plan_to_the_report(room: Room, page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    sign_in(page)
    plan(room, page, kind="Citas nuevas")
    assert serious_faults(page) == []
    page.get_by_role("link", name="Comparar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comparar la propuesta")
    expect(page.locator("main")).to_contain_text("Forja 1A")
    page.go_back()
    publish(page)
    first = room.standing()
    assert len(first) == 6
    assert len(told("meetings/agenda_published")) == 9  # three buyers, six suppliers

    page.goto(room.path("meetings/coordination/board"))
    said = page.locator(".board-said")
    page.locator("[role=gridcell][tabindex='0']").focus()
    page.keyboard.press("m")
    expect(said).to_contain_text("Lugares libres para ambos")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Movimos la cita")
    page.keyboard.press("p")
    expect(said).to_contain_text("Fijamos la cita")
    [pinned] = [(each.id, each.slot_id, each.table_id) for each in room.standing() if each.pinned_at]

    gone = next(each for each in room.buyers[:2] if each.id not in _buyers_of(room, pinned[0]))
    page.goto(room.path(f"meetings/coordination/buyers/{gone.id}/removal"))
    page.get_by_text("La persona o su empresa canceló").click()
    page.get_by_role("textbox", name="Motivo").fill("Canceló su viaje")
    page.get_by_text("Cancelar el registro").click()
    page.get_by_role("button", name="Quitar a").click()
    assert len(room.standing()) == 4
    plan(room, page, kind="Replanear")
    publish(page)
    assert len(room.standing()) == 4
    assert pinned in [(each.id, each.slot_id, each.table_id) for each in room.standing()]

    page.goto(room.path("meetings/coordination/clearing"))
    page.get_by_label("Salón", exact=True).select_option(label="Salón Sur")
    page.locator("form", has=page.get_by_label("Salón", exact=True)).get_by_role("button", name="Ver qué pasa").click()
    expect(page.locator("main")).to_contain_text("Esto es lo que pasaría")
    page.get_by_label("Motivo").fill("Sin luz")
    page.get_by_role("button", name="Vaciar y avisar").click()
    expect(page.locator(".flashes")).to_be_visible()
    run_waiting_jobs()
    standing = room.standing()
    assert len(standing) == 4
    assert {session().get_one(Slot, each.slot_id).hall_id for each in standing} == {room.halls[0].id}
    held, missed = _of_two_hours(standing)
    _on_the_day(room, page, held, missed)


def _buyers_of(room: Room, meeting_id: int) -> set[int]:
    return {each.buyer_id for each in room.standing() if each.id == meeting_id}


def _registration_of(person: Person) -> Registration:
    return session().scalars(select(Registration).where(Registration.person_id == person.id)).one()


def _of_two_hours(meetings: list[Meeting]) -> tuple[Meeting, Meeting]:
    """Two meetings at different hours."""
    first = meetings[0]
    return first, next(each for each in meetings if each.slot_id != first.slot_id)


def _on_the_day(room: Room, page: Page, held: Meeting, missed: Meeting) -> None:
    """The desk sees both of one meeting, refills the other one, both sides say what came of it, the report shows it."""
    buyer = session().get_one(Person, session().get_one(Buyer, held.buyer_id).person_id)
    supplier = session().get_one(Person, held.person_id)
    codes = [a_badge_for(_registration_of(person)).code for person in (buyer, supplier)]
    happens_now(held.slot_id, minutes_ago=6)
    page.set_viewport_size(TABLET)
    page.goto(room.path("floor"))
    for code in codes:
        page.get_by_label("Código del gafete").fill(code)
        page.get_by_role("button", name="Registrar llegada").click()
    expect(page.locator(".floor-tile--success")).to_have_count(1)
    asked = session().get_one(Buyer, missed.buyer_id, options=[joinedload(Buyer.company)], populate_existing=True)
    waits = {"status": RequestStatus.WAITLISTED, "waitlisted_at": utc_now()}
    a_request(
        a_requirement(asked, title="Otra pieza"),
        *a_supplier(room.edition),
        **waits,
    )
    happens_now(missed.slot_id, minutes_ago=6)
    page.goto(room.path(f"floor/meetings/{missed.id}"))
    page.get_by_role("button", name="Faltó el proveedor").click()
    page.get_by_role("button", name="Dar el lugar").first.click()
    expect(page.locator(".flashes")).to_contain_text("tomó el lugar")
    happens_now(held.slot_id, minutes_ago=30)
    for person, interest in ((buyer, "5"), (supplier, "4")):
        rate(page, f"{outcomes_link(person, room.edition)}/meetings/{held.id}/outcome", interest=interest)
    page.set_viewport_size(DESKTOP)
    page.goto(room.path("report/business"))
    shown = page.locator("tr", has_text="Celebradas").first
    expect(shown).to_contain_text("1")
    expect(page.locator("tr", has_text="Respondió el proveedor").first).to_contain_text("1")
    assert serious_faults(page) == []
