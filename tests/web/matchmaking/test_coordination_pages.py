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
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import an_edition
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
    assert mail.subject == f"Invitation as a buyer: {forum.edition.name}"
    assert "/sign-in/" in mail.text


def newest_buyer() -> Buyer:
    buyer = session().scalars(select(Buyer).order_by(Buyer.id.desc())).first()
    assert buyer is not None
    return buyer


def named_kowa() -> list[int]:
    return list(session().scalars(select(Company.id).where(Company.name_folded.like("kowa%")).order_by(Company.id)))


@pytest.mark.both_engines
def test_a_company_is_never_found_by_its_name_alone(browser: FlaskClient, forum: Forum) -> None:
    """A stranger registered a company with the name of the buyer's."""
    stranger = a_company(name="KOWA Harness", legal_name="KOWA-HARNESS SA DE CV", rfc="KHA010203AB1")
    a_membership(stranger, a_person(email="ana@otro.example", given_names="Ana", first_surname="Intrusa"))
    path = forum.path("coordination/buyers/new")
    answer = browser.post(path, data=invitation())
    assert (answer.status_code, mails(), named_kowa()) == (422, [], [stranger.id])
    for words in (
        "Ya hay empresas con ese nombre.",
        "KOWA Harness",
        "RFC KHA010203AB1",
        "Ana Intrusa",
        "otro.example",
        "No ha participado en ninguna edición",
        "Ninguna: crear una empresa nueva",
        'value="Tanaka"',
    ):
        assert words in answer.text
    assert "ana@otro.example" not in answer.text
    assert "(opcional)" not in answer.text.split("¿Cuál de estas empresas es?")[-1].split("</legend>")[0]
    assert browser.post(path, data=invitation(company_choice="new")).status_code == 303
    made = newest_buyer().company_id
    assert named_kowa() == [stranger.id, made]


@pytest.mark.both_engines
def test_the_coordinator_chooses_the_company_by_its_history(browser: FlaskClient, forum: Forum) -> None:
    known = a_company(name="Kowa Harness", legal_name="KOWA HARNESS")
    past = an_edition(name="Foro anterior")
    a_buyer(past, company=known)
    a_supplier(past, known)
    a_buyer(an_edition(name="Foro secreto", published_at=None), company=known)
    path = forum.path("coordination/buyers/new")
    page = browser.post(path, data=invitation(company_name="Kōwa Harness, S.A. de C.V.")).text
    assert f"Foro anterior {past.starts_on.year}: comprador, proveedor" in page
    assert ("Foro secreto" in page, "Sin RFC" in page) == (False, True)
    assert browser.post(path, data=invitation(company_choice=str(known.id))).status_code == 303
    assert (newest_buyer().company_id, named_kowa()) == (known.id, [known.id])


@pytest.mark.parametrize("choice", ["", "abc", "99999999999999999999999999", "other"])
def test_only_a_company_of_the_name_is_chosen(browser: FlaskClient, forum: Forum, choice: str) -> None:
    known, other = a_company(name="Kowa Harness", legal_name="KOWA"), a_company(name="Otra")
    answer = browser.post(
        forum.path("coordination/buyers/new"),
        data=invitation(company_choice=str(other.id) if choice == "other" else choice),
    )
    assert (answer.status_code, mails(), named_kowa()) == (422, [], [known.id])


@pytest.mark.parametrize("how_many", [1, 3])
def test_offering_the_companies_costs_the_same(
    browser: FlaskClient, forum: Forum, statements: list[str], how_many: int
) -> None:
    for _ in range(how_many):
        company = a_company(name="Kowa Harness")
        a_membership(company, a_person())
    statements.clear()
    browser.post(forum.path("coordination/buyers/new"), data=invitation(email="no es un correo"))
    assert len(statements) == 8


def test_nobody_is_invited_twice(browser: FlaskClient, forum: Forum) -> None:
    answer = browser.post(forum.path("coordination/buyers/new"), data=invitation(email=forum.buyer.person.email))
    assert answer.status_code == 422
    assert "Esa persona ya tiene una invitación como comprador en esta edición." in answer.text
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
    assert mails()[-2:] == [("meetings/supplier_decided", person.email), ("registration/confirmed", person.email)]


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
