"""Requests written before the company may ask: kept, sent as soon as it may, and what could not be sent says why."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.companies.models import Company
from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.service import approve_supplier, close_requirement, reject_supplier
from forum.meetings import service
from forum.meetings.errors import (
    DeclineStands,
    DuplicateRequest,
    OpenRequestsReached,
    OwnCompany,
    SupplierNotApproved,
    WindowClosed,
)
from forum.meetings.models import MeetingRequest, RequestDraft
from forum.registration.enums import Canceller, RegistrationStatus
from forum.registration.models import Registration
from tests.builders.companies import a_membership
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.registrations import a_registration
from tests.web.meetings.conftest import Forum, mails


@pytest.fixture
def pending(forum: Forum) -> Forum:
    """The forum whose supplier waits for approval."""
    with atomic():
        forum.supplier.status = SupplierStatus.PENDING
    return forum


def write(forum: Forum, requirement_id: int | None = None, **values: object) -> RequestDraft:
    given: dict[str, object] = {
        "edition": forum.edition,
        "company_id": forum.supplier.company_id,
        "person_id": forum.person.id,
        "preferred_slot_id": forum.slots[0].id,
        "reason": "Prensa de 400 t",
        "by": forum.person.id,
        "now": forum.now,
    }
    return service.save_draft(requirement_id or forum.requirement.id, **{**given, **values})  # type: ignore[arg-type]


def approve(forum: Forum) -> None:
    approve_supplier(forum.supplier.id, edition=forum.edition, by=forum.buyer.person_id, now=forum.now)


def requests() -> list[MeetingRequest]:
    return list(session().scalars(select(MeetingRequest).order_by(MeetingRequest.id)))


def drafts() -> list[RequestDraft]:
    query = select(RequestDraft).order_by(RequestDraft.id).execution_options(populate_existing=True)
    return list(session().scalars(query))


def test_what_is_written_while_waiting_is_sent_on_approval(client: FlaskClient, pending: Forum) -> None:
    sign_in(client, pending.person)
    address = pending.path(f"requirements/{pending.requirement.id}")
    assert "Guardar para enviar" in client.get(address).text
    typed = {"reason": "Prensa de 400 t", "slot_id": str(pending.slots[0].id), "person_id": str(pending.person.id)}
    page = client.post(f"{address}/requests", data=typed, follow_redirects=True).text
    assert ("La enviaremos en cuanto se apruebe su empresa." in page, "Sin enviar" in page) == (True, True)
    assert (requests(), len(drafts()), mails()) == ([], 1, [])
    assert "Prensa de 400 t" in client.get(address).text

    somebody = a_person()
    a_role(somebody, Role.COORDINATOR, pending.edition)
    coordinator = sign_in(client.application.test_client(), somebody)
    coordinator.post(pending.path(f"coordination/suppliers/{pending.supplier.id}/approval"))
    (request,) = requests()
    assert (request.reason, request.preferred_slot_id, request.status) == (
        "Prensa de 400 t",
        pending.slots[0].id,
        "sent",
    )
    assert drafts() == []
    assert ("meetings/request_sent", session().get_one(Person, pending.buyer.person_id).email) in mails()
    assert ("meetings/drafts_sent", pending.person.email) in mails()
    assert "Por enviar" not in client.get(pending.path("supplier")).text


@pytest.mark.both_engines
def test_approval_gives_every_representative_a_badge(app: Flask, pending: Forum) -> None:
    colleague = a_person()
    a_membership(pending.supplier.company, colleague)
    approve(pending)
    registered = session().scalars(select(Registration.person_id).join(Badge, Badge.registration_id == Registration.id))
    assert set(registered) == {pending.person.id, colleague.id}


def test_without_places_a_company_is_approved_all_the_same(app: Flask, pending: Forum) -> None:
    with atomic() as current:
        current.scalars(select(Category).where(Category.kind == CategoryKind.SUPPLIER)).one().quota = 0
    approve(pending)
    assert (pending.supplier.status, session().scalars(select(Registration)).all()) == (SupplierStatus.APPROVED, [])


def test_what_cannot_be_sent_stays_with_the_reason(client: FlaskClient, pending: Forum) -> None:
    other = a_requirement(pending.buyer, title="Otro soporte")
    write(pending)
    write(pending, other.id)
    close_requirement(pending.requirement.id, by=None, now=pending.now)
    approve(pending)
    assert [request.requirement_id for request in requests()] == [other.id]
    (left,) = drafts()
    assert (left.requirement_id, left.refused_at) == (pending.requirement.id, pending.now)
    page = sign_in(client, pending.person).get(pending.path("supplier")).text
    assert ("No se envió" in page, left.refusal in page, "ya no recibe" in left.refusal) == (True, True, True)
    assert [message for message, _to in mails()].count("meetings/drafts_sent") == 1
    service.send_due_drafts(now=pending.now)  # what was refused is not tried again by itself
    assert len(drafts()) == 1


def test_an_approved_company_writes_before_requests_are_taken(client: FlaskClient, forum: Forum) -> None:
    forum.change(requests_open_at=forum.now + timedelta(days=1))
    sign_in(client, forum.person)
    typed = {"reason": "Prensa", "slot_id": "", "person_id": str(forum.person.id)}
    answer = client.post(forum.path(f"requirements/{forum.requirement.id}/requests"), data=typed, follow_redirects=True)
    assert "La enviaremos cuando se reciban solicitudes." in answer.text
    service.send_due_drafts(now=forum.now)
    assert (requests(), len(drafts())) == ([], 1)
    service.send_due_drafts(now=forum.now + timedelta(days=1, minutes=1))
    assert (len(requests()), drafts()) == (1, [])


def test_a_buyer_who_left_keeps_the_draft_from_being_sent(app: Flask, pending: Forum) -> None:
    write(pending)
    with atomic():
        pending.buyer.accepted_at = None
    approve(pending)
    assert (requests(), [draft.refusal != "" for draft in drafts()]) == ([], [True])


def test_a_request_sent_from_its_page_leaves_no_draft_behind(client: FlaskClient, pending: Forum) -> None:
    draft = write(pending)
    with atomic():
        pending.supplier.status, draft.refused_at, draft.refusal = SupplierStatus.APPROVED, pending.now, "Motivo"
    sign_in(client, pending.person)
    typed = {"reason": "Dos prensas", "slot_id": "", "person_id": str(pending.person.id)}
    client.post(pending.path(f"requirements/{pending.requirement.id}/requests"), data=typed)
    assert ([request.reason for request in requests()], drafts()) == (["Dos prensas"], [])


@pytest.mark.parametrize("status", ["sent", "declined"])
def test_what_would_be_refused_is_not_kept(app: Flask, pending: Forum, status: str) -> None:
    a_request(pending.requirement, pending.supplier, pending.person, status=status)
    with pytest.raises(DuplicateRequest if status == "sent" else DeclineStands):
        write(pending)


def test_who_cancelled_their_registration_stays_away(app: Flask, pending: Forum) -> None:
    category = session().scalars(select(Category).where(Category.kind == CategoryKind.SUPPLIER)).one()
    registration = a_registration(
        category, pending.person, status=RegistrationStatus.CANCELLED, canceller=Canceller.PERSON
    )
    approve(pending)
    session().refresh(registration)
    assert registration.status is RegistrationStatus.CANCELLED


def test_writing_again_replaces(app: Flask, pending: Forum) -> None:
    write(pending)
    write(pending, reason="Dos prensas", preferred_slot_id=None)
    assert [(draft.reason, draft.preferred_slot_id) for draft in drafts()] == [("Dos prensas", None)]


def test_as_many_as_may_be_open_are_kept(app: Flask, pending: Forum) -> None:
    pending.change(supplier_open_requests_cap=1)
    write(pending)
    write(pending, reason="La misma")
    with pytest.raises(OpenRequestsReached):
        write(pending, a_requirement(pending.buyer).id)


def test_nothing_is_kept_that_would_never_be_sent(app: Flask, pending: Forum) -> None:
    with pytest.raises(WindowClosed):
        write(pending, now=pending.edition.requests_close_at)
    own = a_requirement(a_buyer(pending.edition, company=session().get_one(Company, pending.supplier.company_id)))
    with pytest.raises(OwnCompany):
        write(pending, own.id)
    reject_supplier(
        pending.supplier.id, reason="Sin RFC", edition=pending.edition, by=pending.buyer.person_id, now=pending.now
    )
    with pytest.raises(SupplierNotApproved):
        write(pending)


def test_what_was_refused_is_sent_by_hand_or_deleted(client: FlaskClient, pending: Forum) -> None:
    draft = write(pending)
    with atomic():
        pending.supplier.status, draft.refused_at, draft.refusal = SupplierStatus.APPROVED, pending.now, "Motivo"
    other = write_another(pending)
    sign_in(client, pending.person)
    assert client.post(pending.path(f"drafts/{draft.id}/sending")).status_code == 303
    assert client.post(pending.path(f"drafts/{other}/deletion")).status_code == 303
    assert ([request.requirement_id for request in requests()], drafts()) == ([pending.requirement.id], [])
    assert client.post(pending.path(f"drafts/{other}/deletion")).status_code == 404


def write_another(forum: Forum) -> int:
    with atomic() as current:
        draft = RequestDraft(
            edition_id=forum.edition.id, requirement_id=a_requirement(forum.buyer).id, reason="Otra",
            company_id=forum.supplier.company_id, person_id=forum.person.id, written_by_id=forum.person.id,
            written_at=forum.now,
        )  # fmt: skip
        current.add(draft)
    return draft.id


@pytest.mark.parametrize("verb", ["sending", "deletion"])
def test_strangers_do_neither(client: FlaskClient, pending: Forum, verb: str) -> None:
    address = pending.path(f"drafts/{write(pending).id}/{verb}")
    assert client.post(address).status_code == 302
    stranger: Person = a_supplier(pending.edition)[1]
    assert sign_in(client, stranger).post(address).status_code == 404
    assert len(drafts()) == 1
