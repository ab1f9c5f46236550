"""Registering a company: by a stranger, by somebody signed in, and with an RFC that is registered already."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.enums import CompanyRole
from forum.companies.models import Company, Membership
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import SupplierStatus
from forum.matchmaking.models import Supplier
from forum.privacy.enums import Purpose
from forum.privacy.models import Consent
from forum.privacy.service import ensure_notice
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, sign_in

RFC = "MAB9307148T4"
COMPANY = {
    "rfc": "mab-930714 8t4",
    "legal_name": "Manufacturas Ñandú, S.A. de C.V.",
    "name": "",
    "sector": "empresa",
    "activity": "industria",
    "aim": "meetings",
}
PERSON = {
    "given_names": "Itzel",
    "first_surname": "Muñoz",
    "second_surname": "",
    "email": "ITZEL@Example.mx",
    "phone": "+52 1 477 123 4567",
    "notice": "y",
}


@pytest.fixture
def address(app: Flask) -> str:
    ensure_notice(utc_now())
    return f"/{an_edition().slug}/companies/new"


def companies() -> list[Company]:
    session().expire_all()
    return session().query(Company).all()


def test_a_stranger_registers_and_is_mailed_a_sign_in_link(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data={**COMPANY, **PERSON})
    assert (answer.status_code, answer.location) == (302, f"{address}/sent")
    (company,) = companies()
    assert (company.rfc, company.legal_name, company.name) == (RFC, "MANUFACTURAS ÑANDÚ", "Manufacturas Ñandú")
    person = session().query(Person).one()
    assert (person.email, person.phone) == ("itzel@example.mx", "+524771234567")
    assert session().query(Membership).one().role is CompanyRole.ADMIN
    assert [row.purpose for row in session().query(Consent)] == [Purpose.EVENT]
    (letter,) = mails_to("itzel@example.mx")
    assert letter.subject == "Registramos a Manufacturas Ñandú"
    (link,) = re.findall(r"http://localhost(/\S+)", letter.text)
    assert link in letter.html
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("rfc", "MAB930714", "Revise|caracteres"),
        ("rfc", "MAB9313148T4", "no es una fecha real"),
        ("email", "itzel", "Escriba un correo válido"),
        ("phone", "477", "Escriba los 10 dígitos"),
    ],
)
def test_an_error_is_shown_at_its_field(client: FlaskClient, address: str, field: str, typed: str, said: str) -> None:
    answer = client.post(address, data={**COMPANY, **PERSON, field: typed})
    assert answer.status_code == 422
    assert re.search(said, answer.text)
    assert 'value="Itzel"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert companies() == []


def test_the_notice_must_be_accepted(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data={**COMPANY, **{k: v for k, v in PERSON.items() if k != "notice"}})
    assert answer.status_code == 422
    assert companies() == []


WARNING = "El dígito verificador de este RFC no coincide"


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_wrong_check_digit_is_asked_about_and_never_blocks(
    client: FlaskClient, address: str, signed_in: bool
) -> None:
    if signed_in:
        sign_in(client, a_person())
    typed = {**COMPANY, **({} if signed_in else PERSON), "rfc": "VACE460910-SX6"}
    assert "rfc_confirmed" not in client.get(address).text
    page = client.post(address, data=typed)
    assert (page.status_code, WARNING in page.text, companies()) == (422, True, [])
    assert 'name="rfc_confirmed"' in page.text
    assert 'value="VACE460910SX6"' in page.text
    assert f'value="{COMPANY["name"]}"' in page.text
    answer = client.post(address, data={**typed, "rfc_confirmed": "VACE460910SX6"})
    assert answer.status_code in {302, 303}
    assert [company.rfc for company in companies()] == ["VACE460910SX6"]


@pytest.mark.parametrize("confirmed", ["y", "VACE460910SX7"])
def test_the_answer_about_one_rfc_is_none_about_another(client: FlaskClient, address: str, confirmed: str) -> None:
    sign_in(client, a_person())
    page = client.post(address, data={**COMPANY, "rfc": "VACE460910SX6", "rfc_confirmed": confirmed})
    assert (page.status_code, companies()) == (422, [])


def test_foreign_companies_are_told_which_rfc_to_write(client: FlaskClient, address: str) -> None:
    assert "Empresas extranjeras sin RFC: XEXX010101000." in client.get(address).text
    sign_in(client, a_person())
    for name in ("Kowa", "Denso"):
        client.post(address, data={**COMPANY, "rfc": "XEXX010101000", "legal_name": name})
    assert [company.rfc for company in companies()] == ["XEXX010101000"] * 2


def test_a_legal_form_is_removed_and_explained(client: FlaskClient, address: str) -> None:
    sign_in(client, a_person())
    page = client.post(address, data=COMPANY, follow_redirects=True)
    assert "«MANUFACTURAS ÑANDÚ», sin «S.A. de C.V.»" in page.text


@pytest.mark.parametrize("rfc", ["XAXX010101000", "XEXX010101000"])
def test_a_generic_rfc_may_be_registered_again(client: FlaskClient, address: str, rfc: str) -> None:
    for email in ("a@example.mx", "b@example.mx"):
        client.post(address, data={**COMPANY, **PERSON, "rfc": rfc, "email": email})
    assert [company.rfc for company in companies()] == [rfc, rfc]


def test_for_a_registered_rfc_the_page_is_the_same_and_the_administrators_are_notified(
    client: FlaskClient, address: str
) -> None:
    admin, company = a_person(email="jefa@example.mx"), a_company(name="MetalBajío", rfc=RFC)
    a_membership(company, admin)
    known = client.post(address, data={**COMPANY, **PERSON})
    fresh = client.post(address, data={**COMPANY, **PERSON, "rfc": "SAT970701NN3", "email": "otra@example.mx"})
    assert (known.status_code, known.location, known.data) == (fresh.status_code, fresh.location, fresh.data)
    assert len(companies()) == 2
    (told,) = mails_to("jefa@example.mx")
    assert told.subject == "Itzel Muñoz quiere representar a MetalBajío"
    (asked,) = mails_to("itzel@example.mx")
    assert asked.subject == "Su empresa ya participa en el foro"
    assert "MetalBajío" not in asked.text
    (link,) = re.findall(r"http://localhost(/\S+)", told.text)
    sign_in(client, admin)
    assert 'value="itzel@example.mx"' in client.get(link.split("#")[0]).text


def test_a_member_who_registers_again_is_mailed_a_sign_in_link(client: FlaskClient, address: str) -> None:
    member, company = a_person(email="itzel@example.mx"), a_company(rfc=RFC)
    a_membership(company, member)
    client.post(address, data={**COMPANY, **PERSON})
    (letter,) = mails_to("itzel@example.mx")
    assert letter.subject == "Su enlace para entrar al foro"


def test_somebody_signed_in_asks_to_join_a_registered_company(client: FlaskClient, address: str) -> None:
    admin, company = a_person(email="jefa@example.mx"), a_company(rfc=RFC)
    a_membership(company, admin)
    sign_in(client, a_person())
    answer = client.post(address, data=COMPANY)
    assert answer.location == f"{address}/sent"
    assert len(mails_to("jefa@example.mx")) == 1


def test_the_sent_page_is_public(client: FlaskClient, address: str) -> None:
    assert "Revise su correo" in client.get(f"{address}/sent").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"rfc": RFC}, "El RFC está bien escrito."),
        ({"rfc": "VACE460910SX6"}, "El dígito verificador"),
        ({"rfc": "MAB93"}, "caracteres"),
        ({"legal_name": "Ñandú S. de R.L. de C.V."}, "«ÑANDÚ», sin «S. de R.L. de C.V.»"),
    ],
)
def test_advice_while_typing(client: FlaskClient, address: str, query: dict[str, str], said: str) -> None:
    assert said in client.get(address.replace("/new", "/advice"), query_string=query).text


def test_no_advice_on_empty_text(client: FlaskClient, address: str) -> None:
    assert client.get(address.replace("/new", "/advice"), query_string={"rfc": ""}).text.strip() == ""


@pytest.mark.both_engines
@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    ("aim", "supplier", "exhibitor"),
    [
        ("meetings", [SupplierStatus.PENDING], []),
        ("stand", [], [ExhibitorStatus.DRAFT]),
        ("both", [SupplierStatus.PENDING], [ExhibitorStatus.DRAFT]),
    ],
)
def test_what_a_company_wants_is_applied_for_at_once(
    client: FlaskClient, address: str, *, signed_in: bool, aim: str, supplier: list[object], exhibitor: list[object]
) -> None:
    if signed_in:
        sign_in(client, a_person())
    answer = client.post(address, data={**COMPANY, **({} if signed_in else PERSON), "aim": aim})
    assert answer.status_code == 302
    assert session().scalars(select(Supplier.status)).all() == supplier
    assert session().scalars(select(Exhibitor.status)).all() == exhibitor


def test_a_door_has_chosen_already(client: FlaskClient, address: str) -> None:
    chosen = re.compile(r'<input checked[^>]*name="aim"[^>]*value="(\w+)"')
    pages = [client.get(address, query_string={"wants": wants}).text for wants in ("meetings", "stand", "", "x")]
    assert [chosen.findall(page) for page in pages] == [["meetings"], ["stand"], [], []]


def test_what_it_wants_is_asked(client: FlaskClient, address: str) -> None:
    page = client.post(address, data={**COMPANY, **PERSON, "aim": ""})
    assert (page.status_code, "Elija qué busca" in page.text, companies()) == (422, True, [])


def test_whoever_comes_late_for_a_stand_registers_all_the_same(client: FlaskClient, address: str) -> None:
    with atomic() as current:
        current.query(Edition).one().registration_closes_at = utc_now() - timedelta(days=1)
    client.post(address, data={**COMPANY, **PERSON, "aim": "both"})
    assert session().scalars(select(Supplier.status)).all() == [SupplierStatus.PENDING]
    assert session().scalars(select(Exhibitor.status)).all() == []
