"""One order of locks for all changes (`core.database`): two that meet never wait for each other for ever."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import event, select
from werkzeug.datastructures import FileStorage

from forum.accounts.models import Person
from forum.accounts.service import update_person
from forum.companies.enums import CompanyRole, Sector
from forum.companies.models import Company, Membership
from forum.companies.service import Leaving, remove_member, update_company
from forum.core.clock import utc_now
from forum.core.database import atomic, db, locked, session
from forum.core.names import PersonName
from forum.editions.enums import PlannedWishes
from forum.editions.models import Edition, Slot
from forum.editions.service import move_slot
from forum.imports.enums import ImportKind
from forum.imports.service.batches import keep_choice, keep_sheet
from forum.imports.service.undoing import undo_batch
from forum.imports.transfer.flow import import_batch, judge_batch, scope_of
from forum.imports.transfer.kinds import KINDS
from forum.matchmaking.enums import DrawingAudience, RequirementStatus, Side, SupplierStatus
from forum.matchmaking.models import Buyer, Requirement
from forum.matchmaking.service import (
    Guest,
    accept_invitation,
    approve_supplier,
    cover_requirement,
    publish_requirement,
    set_drawing,
)
from forum.meetings import service
from forum.meetings.enums import Colliding, DeclineReason, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, SlotOffer
from forum.meetings.service.companions import bring_companion
from forum.meetings.service.topics import accept_into_meeting
from forum.people.service import Merger, merge
from forum.registration.models import Registration
from forum.registration.rules import Reach
from forum.registration.service import cancel_own, edit_registration
from forum.timetable.queries.planning import plan_for
from forum.timetable.service import publish_draft, store_draft
from tests.builders.collisions import THREADS, at_once
from tests.builders.companies import a_membership
from tests.builders.editions import a_hall, an_edition, days_of, slots, tables
from tests.builders.files import A_PDF
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier, an_open_offer, attendee_categories
from tests.builders.people import a_person
from tests.builders.registrations import a_registration, some_details
from tests.builders.timetables import a_timetable

ORDER = (
    "company", "person", "exhibitor", "registration", "buyer", "requirement", "meeting_request", "meeting", "category",
)  # fmt: skip
LOCKS = re.compile(r"^UPDATE (\w+) |FROM (\w+)[\s\S]* FOR (?:NO KEY )?UPDATE(?![\s\S]*SKIP)")


@dataclass(kw_only=True)
class Scene:
    """A buyer and a supplier with a meeting and an open request, and a draft that schedules the request of another."""

    edition: Edition
    buyer_id: int
    buyer_person: int
    invited_id: int
    invited_person: int
    company_id: int
    member_id: int
    person: int
    admin: int
    registration_id: int
    requirement_id: int
    draft_requirement_id: int
    request_id: int
    invitation_id: int
    waiting_id: int
    offer_id: int
    meeting_id: int
    draft_id: int
    pending_id: int
    slots: list[int]
    tables: list[int]

    def send(self) -> None:
        service.send_request(
            self.requirement_id,
            edition=self.edition,
            company_id=self.company_id,
            person_id=self.person,
            preferred_slot_id=None,
            reason="Prensa",
            by=self.person,
            now=utc_now(),
        )

    def rename_company(self, number: int = 0) -> None:
        update_company(
            self.company_id,
            name=f"Otra {number}",
            legal_name="OTRA",
            rfc=None,
            sector=Sector.EMPRESA,
            activity=None,
            website=None,
            about="",
            by=self.admin,
            now=utc_now(),
        )

    def rename_person(self, number: int = 0) -> None:
        update_person(self.person, name=PersonName(f"Ana {number}", "Ruiz"), language="es", now=utc_now())

    def move(self, number: int = 1) -> None:
        slot = self.slots[number % len(self.slots)]
        service.move_meeting(self.meeting_id, slot_id=slot, side=Side.ORGANISER, by=self.admin, now=utc_now())

    def bring(self) -> None:
        bring_companion(
            self.meeting_id, person_id=self.admin, of=Side.SUPPLIER, side=Side.SUPPLIER, by=self.person, now=utc_now()
        )

    def remove_buyer(self) -> None:
        service.remove_buyer(
            self.buyer_id, reason="Cerró", keeps_badge=False, edition=self.edition, by=self.admin, now=utc_now()
        )

    def hand_over(self) -> None:
        service.hand_over_buyer(
            self.buyer_id,
            to=service.Successor(guest=Guest(email="eva@example.mx", name=PersonName("Eva"), language="es")),
            terms=service.Terms(reason="Cambio", keeps_badge=False, colliding=Colliding.REFUSE),
            edition=self.edition,
            by=self.admin,
            now=utc_now(),
        )

    def accept(self) -> None:
        service.accept_request(self.request_id, slot_id=self.slots[2], by=self.buyer_person, now=utc_now())

    def invite(self) -> None:
        service.invite_supplier(
            self.company_id,
            requirement_id=self.requirement_id,
            buyer_id=self.buyer_id,
            edition=self.edition,
            preferred_slot_id=None,
            reason="Su prensa",
            by=self.buyer_person,
            now=utc_now(),
        )

    def accept_invitation(self) -> None:
        service.accept_request(
            self.invitation_id,
            slot_id=self.slots[2],
            side=Side.SUPPLIER,
            person_id=self.admin,
            by=self.admin,
            now=utc_now(),
        )

    def counter(self) -> None:
        service.counter_request(
            self.invitation_id,
            side=Side.SUPPLIER,
            slot_id=self.slots[2],
            person_id=self.admin,
            note="Después",
            by=self.admin,
            now=utc_now(),
        )

    def edit(self) -> None:
        service.edit_request(
            self.request_id,
            side=Side.SUPPLIER,
            slot_id=self.slots[2],
            person_id=self.admin,
            reason="Otra",
            by=self.admin,
            now=utc_now(),
        )

    def offer(self) -> None:
        service.offer_slot(
            self.buyer_id, slot_id=self.slots[3], request_ids=[self.waiting_id], edition=self.edition,
            side=Side.ORGANISER, by=self.admin, now=utc_now(),
        )  # fmt: skip

    def take(self) -> None:
        person_id = session().scalars(select(MeetingRequest.person_id).join(SlotOffer)).one()
        service.take_offer(self.offer_id, person_id=person_id, side=Side.SUPPLIER, by=person_id, now=utc_now())

    def a_minute_earlier(self) -> dict[str, datetime]:
        slot = session().get_one(Slot, self.slots[0])
        return {"starts_at": slot.starts_at - timedelta(minutes=1), "ends_at": slot.ends_at - timedelta(minutes=1)}

    def assign_table(self) -> None:
        service.assign_table(self.buyer_id, table_id=self.tables[1], edition=self.edition, by=self.admin, now=utc_now())

    def leave_company(self) -> None:
        leaving = Leaving(takes_badges=True, successor_id=self.admin)
        remove_member(self.member_id, company_id=self.company_id, leaving=leaving, by=self.admin, now=utc_now())

    def merge(self) -> None:
        kept_id = session().scalars(select(Registration.id).where(Registration.person_id == self.admin)).one()
        merger = Merger(edition_id=self.edition.id, by=self.buyer_person, allowed=Reach.BEYOND)
        merge(kept_id, self.registration_id, merger=merger, now=utc_now())

    def import_people(self) -> int:
        """Import a list of somebody new and of somebody who is called otherwise."""
        person = session().get_one(Person, self.person)
        edition_id, category_id = self.edition.id, session().get_one(Registration, self.registration_id).category_id
        rows = [["Nombre completo", "Correo"], [f"{person.full_name} Lara", str(person.email)], ["Eva Luna", ""]]
        kind, now = KINDS[ImportKind.PEOPLE], utc_now()
        batch = keep_sheet(edition_id, kind.kind, file_name="lista.csv", rows=rows, by=self.admin, now=now)
        columns = {"full_name": 0, "email": 1}
        keep_choice(batch.id, edition_id=edition_id, columns=columns, target_id=category_id, now=now)
        scope = scope_of(batch, by=self.admin, now=now, language="es")
        judge_batch(kind, batch.id, scope)
        batch = import_batch(kind, batch.id, scope)
        assert (batch.new, batch.updated) == (1, 1)
        return batch.id

    def correct(self) -> None:
        edit_registration(self.registration_id, details=some_details(), consents=frozenset(), now=utc_now())


def a_scene() -> Scene:
    edition, now = an_edition(buyer_spare_slots_per_day=0, planned_wishes=PlannedWishes.ALL), utc_now()
    _buyers, suppliers = attendee_categories(edition)
    hall = a_hall(edition)
    two, many = tables(hall, 2), slots(hall, days_of(edition)[0], 6)
    buyer, invited = a_buyer(edition, two[0], at=many), a_buyer(edition, accepted_at=None)
    supplier, person = a_supplier(edition)
    admin = a_person()
    a_membership(session().get_one(Company, supplier.company_id), admin, CompanyRole.ADMIN)
    a_registration(suppliers, admin)
    first, second, third, fourth, fifth = (a_requirement(buyer) for _ in range(5))
    scene = Scene(
        edition=edition,
        buyer_id=buyer.id,
        buyer_person=buyer.person_id,
        invited_id=invited.id,
        invited_person=invited.person_id,
        company_id=supplier.company_id,
        member_id=session().scalars(select(Membership.id).where(Membership.person_id == person.id)).one(),
        person=person.id,
        admin=admin.id,
        registration_id=0,
        requirement_id=first.id,
        draft_requirement_id=a_requirement(buyer, status=RequirementStatus.DRAFT).id,
        request_id=a_request(third, supplier, person).id,
        invitation_id=a_request(fifth, supplier, person, wished_by=Side.BUYER, awaiting=Side.SUPPLIER).id,
        waiting_id=a_waiting_request(buyer, edition),
        offer_id=an_open_offer(a_waiting_request(buyer, edition), many[4].id).id,
        meeting_id=0,
        draft_id=0,
        pending_id=0,
        slots=[slot.id for slot in many],
        tables=[table.id for table in two],
    )
    scene.send()  # which registers the person
    scene.requirement_id = second.id
    own = select(Registration.id).where(Registration.person_id == person.id)
    scene.registration_id = session().scalars(own).one()
    asked = a_request(a_requirement(buyer), supplier, person)
    meeting = service.accept_request(asked.id, slot_id=many[0].id, by=buyer.person_id, now=now)
    scene.meeting_id = meeting.id
    other = a_request(fourth, *a_supplier(edition), wished_by=Side.BUYER, awaiting=Side.SUPPLIER)
    scene.pending_id = a_pending_supplier(scene, first.id, second.id)
    plan = plan_for(edition.id, replan=False, now=now)
    scene.draft_id = store_draft(plan, timetable=a_timetable(plan, {f"r{other.id}": 3}), by=None, now=now).id
    return scene


def a_waiting_request(buyer: Buyer, edition: Edition) -> int:
    """A request on the buyer's waiting list."""
    waits = {"status": RequestStatus.WAITLISTED, "waitlisted_at": utc_now()}
    return a_request(a_requirement(buyer), *a_supplier(edition), **waits).id


def a_pending_supplier(scene: Scene, *requirement_ids: int) -> int:
    """A company with two people that waits for approval, and has written a request for each of these requirements."""
    supplier, person = a_supplier(scene.edition, status=SupplierStatus.PENDING)
    a_membership(session().get_one(Company, supplier.company_id), a_person())
    for requirement_id in requirement_ids:
        service.save_draft(
            requirement_id, edition=scene.edition, company_id=supplier.company_id, person_id=person.id,
            preferred_slot_id=None, reason="Prensa", by=person.id, now=utc_now(),
        )  # fmt: skip
    return supplier.id


CHANGES: dict[str, Callable[[Scene], object]] = {
    "a request is sent": Scene.send,
    "a request is accepted": Scene.accept,
    "a supplier is invited": Scene.invite,
    "an invitation to a meeting is accepted": Scene.accept_invitation,
    "an invitation is countered": Scene.counter,
    "a request is corrected": Scene.edit,
    "an invitation is withdrawn": lambda scene: service.withdraw_request(
        scene.invitation_id, side=Side.BUYER, by=scene.buyer_person, now=utc_now()
    ),
    "an invitation is declined": lambda scene: service.decline_request(
        scene.invitation_id,
        reason=DeclineReason.NO_CAPACITY,
        note="",
        side=Side.SUPPLIER,
        by=scene.person,
        now=utc_now(),
    ),
    "a request joins the waiting list": lambda scene: service.join_waitlist(
        scene.request_id, side=Side.BUYER, by=scene.buyer_person, now=utc_now()
    ),
    "a slot is offered": Scene.offer,
    "an offered slot is taken": Scene.take,
    "an offered slot is declined": lambda scene: service.decline_offer(
        scene.offer_id, leaves=True, by=scene.admin, now=utc_now()
    ),
    "a meeting is moved": Scene.move,
    "a slot is moved": lambda scene: move_slot(
        scene.slots[0], **scene.a_minute_earlier(), by=scene.admin, now=utc_now()
    ),
    "somebody cannot come": lambda scene: service.set_available(
        scene.person, shown=scene.slots[1:], free=scene.slots[2:], edition=scene.edition, by=scene.admin, now=utc_now()
    ),
    "somebody is brought to a meeting": Scene.bring,
    "a request joins a meeting": lambda scene: accept_into_meeting(
        scene.invitation_id, side=Side.SUPPLIER, person_id=scene.admin, by=scene.admin, now=utc_now()
    ),
    "a company is renamed": Scene.rename_company,
    "a person is renamed": Scene.rename_person,
    "a registration is corrected": Scene.correct,
    "a registration is cancelled": lambda scene: cancel_own(scene.registration_id, now=utc_now()),
    "an invitation is accepted": lambda scene: accept_invitation(
        scene.invited_id, by=scene.invited_person, now=utc_now()
    ),
    "a buyer is removed": Scene.remove_buyer,
    "a buyer's agenda is handed over": Scene.hand_over,
    "a buyer gets another table": Scene.assign_table,
    "a requirement is published": lambda scene: publish_requirement(
        scene.draft_requirement_id, by=scene.buyer_person, now=utc_now()
    ),
    "a requirement is covered": lambda scene: cover_requirement(scene.requirement_id, by=scene.admin, now=utc_now()),
    "a drawing is uploaded": lambda scene: set_drawing(
        scene.requirement_id,
        file=FileStorage(BytesIO(A_PDF), filename="plano.pdf"),
        audience=DrawingAudience.SUPPLIERS,
        nda_text="",
        by=scene.admin,
        now=utc_now(),
    ),
    "a member leaves": Scene.leave_company,
    "a supplier is approved": lambda scene: approve_supplier(
        scene.pending_id, edition=scene.edition, by=scene.admin, now=utc_now()
    ),
    "two accounts become one": Scene.merge,
    "a list is imported": Scene.import_people,
    "a timetable is published": lambda scene: publish_draft(scene.draft_id, by=None, now=utc_now()),
}


@contextmanager
def locked_tables() -> Iterator[list[list[str]]]:
    """The tables whose rows each transaction of the block locks, each once, in the order of their first lock."""
    found: list[list[str]] = [[]]

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        match = LOCKS.search(statement)
        table = match and (match[1] or match[2])
        if table in ORDER and table not in found[-1]:
            found[-1].append(table)

    def let_go(_c: object) -> None:
        found.append([])

    event.listen(db.engine, "before_cursor_execute", note)
    event.listen(db.engine, "commit", let_go)
    try:
        yield found
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
        event.remove(db.engine, "commit", let_go)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.usefixtures("on_postgres")  # SQLite has one writer, and no locks of rows
def test_rows_are_locked_in_one_order(change: str) -> None:
    scene = a_scene()
    session().rollback()
    with locked_tables() as found:
        CHANGES[change](scene)
    assert any(found)
    assert found == [sorted(each, key=ORDER.index) for each in found]


@pytest.mark.usefixtures("on_postgres")
def test_undoing_an_import_locks_rows_in_that_order_too() -> None:
    scene = a_scene()
    batch_id = scene.import_people()
    session().rollback()
    with locked_tables() as found:
        undo_batch(batch_id, edition_id=scene.edition.id, by=scene.admin, now=utc_now())
    assert list(filter(None, found)) == [["person", "registration", "meeting", "category"]]


def test_names_change_while_their_meetings_do(own_app: Flask) -> None:
    """Nobody waits for ever, nothing is lost: sixteen changes of one meeting and of the names it shows."""
    with own_app.app_context():
        scene = a_scene()
        session().rollback()

    def act(number: int) -> str:
        (scene.move, scene.rename_company, scene.rename_person, scene.move)[number % 4](number)
        return "done"

    outcomes = at_once(own_app, act)
    assert outcomes["done"] + outcomes["meetings.same_slot"] == THREADS
    with own_app.app_context():
        sequence = session().scalars(select(Meeting.sequence).where(Meeting.id == scene.meeting_id)).one()
        assert sequence == outcomes["done"] - THREADS // 2


def test_a_locked_row_may_be_referred_to_meanwhile(on_postgres: Flask) -> None:
    """A request written twice looks its requirement up again, which somebody closes who waits for the request."""
    scene = a_scene()
    requirement_id = session().get_one(MeetingRequest, scene.request_id).requirement_id

    def refer() -> None:
        with on_postgres.app_context(), atomic():
            request = locked(MeetingRequest, scene.request_id)
            for number in range(2):
                request.counter_note = f"Nota {number}"
                session().flush()

    with atomic(), ThreadPoolExecutor(1) as pool:
        locked(Requirement, requirement_id)
        pool.submit(refer).result(10)
