"""Decisions on many suppliers at once."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.core.database import session
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Supplier, SupplierEvent
from forum.matchmaking.views.coordinator import suppliers_many
from tests.builders.companies import a_membership
from tests.builders.decisions import decided
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.meetings import a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum


@pytest.fixture
def browser(client: FlaskClient, forum: Forum) -> FlaskClient:
    person = a_person()
    a_role(person, Role.COORDINATOR, forum.edition)
    return sign_in(client, person)


def waiting(forum: Forum, number: int) -> list[Supplier]:
    return [a_supplier(forum.edition, status=SupplierStatus.PENDING)[0] for _ in range(number)]


def status(supplier: Supplier) -> SupplierStatus:
    session().expire_all()
    return session().scalars(select(Supplier.status).where(Supplier.id == supplier.id)).one()


@pytest.mark.both_engines
def test_many_are_approved_and_who_stays_is_listed_with_the_reason(browser: FlaskClient, forum: Forum) -> None:
    pending, approved = waiting(forum, 2), a_supplier(forum.edition)[0]
    strange, _person = a_supplier(an_edition(), status=SupplierStatus.PENDING)
    ids, stays = [each.id for each in (*pending, approved, strange)], approved.company.name
    page = decided(browser, forum.path("coordination/suppliers/approvals"), data={"id": ids}).text
    assert "2 empresas aprobadas." in page
    assert "1 quedó como estaba." in page
    assert stays in page
    assert [status(each) for each in pending] == [SupplierStatus.APPROVED] * 2
    assert status(strange) is SupplierStatus.PENDING
    for many in ("approvals", "changes", "rejections", "suspensions"):
        answer = browser.post(forum.path(f"coordination/suppliers/{many}"), follow_redirects=True)
        assert "Marque primero las empresas." in answer.text


@pytest.mark.both_engines
def test_changes_are_asked_for_read_made_and_sent_again(client: FlaskClient, forum: Forum) -> None:
    staff, owner = a_person(), a_person(email="ana@example.mx")
    a_role(staff, Role.COORDINATOR, forum.edition)
    many, one = waiting(forum, 2)
    for supplier in (many, one):
        a_membership(supplier.company, owner)
    sign_in(client, staff)
    at, told = forum.path("coordination/suppliers/changes"), "Suba su ISO 9001 y diga qué prensas tiene."
    assert "Pedir cambios…" in client.get(forum.path("coordination/suppliers")).text
    done = decided(client, at, data={"id": [many.id], "reason": told}).text
    assert "Pedimos cambios a 1 empresa; enviamos por correo cuáles." in done
    review = forum.path(f"coordination/suppliers/{one.id}")
    assert client.post(f"{review}/changes", data={"reason": ""}).status_code == 422
    assert client.post(f"{review}/changes", data={"reason": told}).status_code == 303
    assert [status(each) for each in (many, one)] == [SupplierStatus.CHANGES] * 2
    assert told in client.get(forum.path("coordination/suppliers?status=changes")).text
    assert "Pedir cambios" not in client.get(review).text
    mail = mails_to("ana@example.mx")[-1]
    assert told in mail.text
    sign_in(client, owner)
    page = client.get(forum.path("supplier")).text
    assert (told in page, "Ya lo corregí: enviar otra vez" in page) == (True, True)
    assert client.post(forum.path("supplier/participation")).status_code == 303
    assert sorted([status(many), status(one)]) == [SupplierStatus.CHANGES, SupplierStatus.PENDING]
    sign_in(client, staff)
    for each in (many, one):
        assert client.post(forum.path(f"coordination/suppliers/{each.id}/approval")).status_code == 303
    sent = session().scalars(select(SupplierEvent.by_id).where(SupplierEvent.status == SupplierStatus.PENDING)).all()
    assert sent == [owner.id]
    assert (told in client.get(review).text, staff.full_name in client.get(review).text) == (True, True)


@pytest.mark.both_engines
def test_many_are_rejected_for_one_reason_that_is_asked_first(browser: FlaskClient, forum: Forum) -> None:
    pending = waiting(forum, 2)
    people = [a_person(email=f"{name}@example.mx") for name in ("ana", "eva")]
    for supplier, person in zip(pending, people, strict=True):
        a_membership(supplier.company, person)
    at, ids = forum.path("coordination/suppliers/rejections?sort=company"), [each.id for each in pending]
    asked = browser.post(at, data={"id": ids})
    assert (asked.status_code, asked.text.count('type="hidden" name="id"')) == (200, 2)
    empty = browser.post(at, data={"id": ids, "reason": " "})
    assert (empty.status_code, status(pending[0])) == (422, SupplierStatus.PENDING)
    done = decided(browser, at, data={"id": ids, "reason": "Faltan certificados"})
    assert f'href="{forum.path("coordination/suppliers?sort=company")}"' in done.text
    assert [status(each) for each in pending] == [SupplierStatus.REJECTED] * 2
    assert all("Faltan certificados" in mails_to(each.email or "")[-1].text for each in people)


@pytest.mark.both_engines
def test_all_that_is_found_are_decided_on_in_portions(
    browser: FlaskClient, forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suppliers_many, "MOST_AT_ONCE", 2)
    pending = waiting(forum, 3)
    rejected, _person = a_supplier(forum.edition, status=SupplierStatus.REJECTED)
    first = decided(browser, forum.path("coordination/suppliers/approvals"), data={"all": "yes"})
    assert "2 empresas aprobadas." in first.text
    assert "Queda 1: repita la acción." in first.text
    decided(browser, forum.path("coordination/suppliers/approvals"), data={"all": "yes"})
    assert {status(each) for each in pending} == {SupplierStatus.APPROVED}
    assert status(rejected) is SupplierStatus.REJECTED
    nothing = browser.post(forum.path("coordination/suppliers/approvals"), data={"all": "yes"}, follow_redirects=True)
    assert "Ninguna empresa lo permite." in nothing.text
