"""The co-ordinator's buyers and suppliers: invited, reminded, approved, rejected, suspended."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.accounts.models import Person, RoleGrant
from forum.companies.models import Company
from forum.core.database import session
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Buyer, Supplier
from tests.builders.companies import a_company
from tests.builders.mail import mails_to
from tests.builders.meetings import a_buyer, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def coordinator(forum: Forum) -> Person:
    person = a_person()
    a_role(person, Role.COORDINATOR, forum.edition)
    return person


@pytest.fixture
def browser(client: FlaskClient, coordinator: Person) -> FlaskClient:
    return sign_in(client, coordinator)


@pytest.mark.parametrize("page", ["buyers", "buyers/new", "suppliers"])
def test_the_pages(browser: FlaskClient, forum: Forum, page: str) -> None:
    assert browser.get(forum.path(f"coordination/{page}")).status_code == 200


COSTS = {"buyers": 4, "suppliers": 5}


@pytest.mark.parametrize("page", COSTS)
def test_the_lists_cost_the_same_with_one_row_and_with_three(
    browser: FlaskClient, forum: Forum, statements: list[str], page: str
) -> None:
    def cost() -> int:
        statements.clear()
        assert browser.get(forum.path(f"coordination/{page}")).status_code == 200
        return len(statements)

    one = cost()
    for _ in range(2):
        a_supplier(forum.edition)
        a_buyer(forum.edition, None)
    assert (one, cost()) == (COSTS[page], COSTS[page])


def invitation(**changes: object) -> dict[str, object]:
    return {
        "email": "kenji@kowa.example",
        "given_names": "Kenji",
        "first_surname": "Tanaka",
        "company_name": "Kōwa Harness",
        "position": "Compras",
        "interpreter": "ja",
        "language": "en",
        "table_id": "",
        **changes,
    }


def test_inviting_a_buyer(browser: FlaskClient, forum: Forum) -> None:
    fields = invitation(table_id=forum.tables[1].id)
    answer = browser.post(forum.path("coordination/buyers/new"), data=fields)
    assert answer.location == forum.path("coordination/buyers")
    buyer = session().scalars(select(Buyer).order_by(Buyer.id.desc())).first()
    assert buyer is not None
    assert (buyer.table_id, buyer.interpreter, buyer.accepted_at) == (forum.tables[1].id, "ja", None)
    roles = select(RoleGrant.role).where(RoleGrant.person_id == buyer.person_id)
    assert session().scalars(roles).all() == [Role.BUYER]
    [mail] = mails_to("kenji@kowa.example")
    assert mail.subject == f"You are invited as a buyer to {forum.edition.name}"
    assert "/sign-in/" in mail.text


@pytest.mark.both_engines
def test_the_company_is_found_by_its_name(browser: FlaskClient, forum: Forum) -> None:
    known = a_company(name="KOWA Harness", legal_name="KOWA HARNESS DE MEXICO")
    browser.post(forum.path("coordination/buyers/new"), data=invitation())
    buyer = session().scalars(select(Buyer).order_by(Buyer.id.desc())).first()
    assert buyer is not None
    assert buyer.company_id == known.id
    browser.post(forum.path("coordination/buyers/new"), data=invitation(email="otra@kowa.example"))
    named = select(Company.id).where(Company.name_folded.like("kowa%"))
    assert session().scalars(named).all() == [known.id]


def test_nobody_is_invited_twice(browser: FlaskClient, forum: Forum) -> None:
    answer = browser.post(forum.path("coordination/buyers/new"), data=invitation(email=forum.buyer.person.email))
    assert answer.status_code == 422
    assert "Esa persona ya está invitada como compradora en esta edición." in answer.text
    assert 'value="Kōwa Harness"' in answer.text


@pytest.mark.parametrize("name", ["", "  "])
def test_a_buyer_has_a_name(browser: FlaskClient, forum: Forum, name: str) -> None:
    answer = browser.post(forum.path("coordination/buyers/new"), data=invitation(given_names=name))
    assert (answer.status_code, mails()) == (422, [])


def test_the_invitation_again(browser: FlaskClient, forum: Forum) -> None:
    invited = a_buyer(forum.edition, None, accepted_at=None)
    assert browser.post(forum.path(f"coordination/buyers/{invited.id}/invitation")).status_code == 303
    assert mails()[-1] == ("meetings/buyer_invited", invited.person.email)


@pytest.mark.both_engines
def test_the_search_of_buyers(browser: FlaskClient, forum: Forum) -> None:
    other = a_buyer(forum.edition, None, company=a_company(name="Ñandú Motors", legal_name="NM"))
    answer = browser.get(forum.path("coordination/buyers?q=nandu"), headers=FRAGMENT)
    assert (other.company.name in answer.text, forum.buyer.company.name in answer.text) == (True, False)


def test_approving_a_supplier(browser: FlaskClient, forum: Forum, coordinator: Person) -> None:
    supplier, person = a_supplier(forum.edition, status=SupplierStatus.PENDING)
    path = forum.path(f"coordination/suppliers/{supplier.id}")
    assert "Por aprobar" in browser.get(path).text
    assert browser.post(f"{path}/approval").status_code == 303
    session().refresh(supplier)
    assert (supplier.status, supplier.decided_by_id) == (SupplierStatus.APPROVED, coordinator.id)
    assert mails()[-1] == ("meetings/supplier_decided", person.email)


@pytest.mark.parametrize(
    ("before", "verb", "after"),
    [
        (SupplierStatus.PENDING, "rejection", SupplierStatus.REJECTED),
        (SupplierStatus.APPROVED, "suspension", SupplierStatus.SUSPENDED),
    ],
)
def test_a_rejection_or_suspension_is_told_with_its_reason(
    browser: FlaskClient, forum: Forum, before: SupplierStatus, verb: str, after: SupplierStatus
) -> None:
    supplier, person = a_supplier(forum.edition, status=before)
    path = forum.path(f"coordination/suppliers/{supplier.id}/{verb}")
    assert browser.post(path, data={"reason": ""}).status_code == 422
    assert browser.post(path, data={"reason": "Falta el RFC"}).status_code == 303
    session().refresh(supplier)
    assert (supplier.status, supplier.reason) == (after, "Falta el RFC")
    [mail] = mails_to(person.email or "")
    assert "Falta el RFC" in mail.text
    here = {"Referer": f"http://localhost{forum.path('coordination/suppliers')}"}
    again = browser.post(path, data={"reason": "otra vez"}, headers=here, follow_redirects=True)
    assert "Esa decisión ya se tomó. Revise el estado de la empresa." in again.text


@pytest.mark.both_engines
def test_the_suppliers_by_status_and_name(browser: FlaskClient, forum: Forum) -> None:
    company = a_company(name="Ñandú Forjas", legal_name="NF")
    a_supplier(forum.edition, company, status=SupplierStatus.PENDING)
    path = forum.path("coordination/suppliers")
    assert company.name not in browser.get(f"{path}?status=approved").text
    assert company.name in browser.get(f"{path}?status=pending&q=nandu", headers=FRAGMENT).text
    assert session().scalars(select(Supplier.status).order_by(Supplier.id)).all() == ["approved", "pending"]
