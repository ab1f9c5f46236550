"""Nobody decides blind: a buyer looks for suppliers and reads their profiles, and sees no more than they may."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.enums import Role
from forum.companies.enums import Stratum
from forum.companies.models import Affiliation, Ally, AllyCode, Certificate, Company, Process, Site
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.enums import CategoryKind
from forum.editions.models import Category
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.mail.models import OutgoingMail
from forum.mail.notices import render_mail
from forum.matchmaking.enums import RequirementStatus, SupplierStatus
from forum.matchmaking.models import Supplier
from forum.meetings.models import MeetingRequest
from forum.meetings.service import accept_request
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration
from tests.builders.companies import a_capability, a_company, a_membership, a_process
from tests.builders.editions import an_edition
from tests.builders.exhibitors import stands
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum

LATER = date.today() + timedelta(days=900)  # noqa: DTZ011 - far from today whatever the zone


@pytest.fixture
def browser(client: FlaskClient, forum: Forum) -> FlaskClient:
    """The buyer's."""
    return sign_in(client, session().get_one(type(forum.person), forum.buyer.person_id))


def company_of(supplier: Supplier) -> Company:
    return session().get_one(Company, supplier.company_id)


def describe(company: Company, **values: object) -> Company:
    with atomic():
        for name, value in values.items():
            setattr(company, name, value)
    return company


def a_certificate(company: Company, standard: str, valid_until: date | None) -> None:
    with atomic() as current:
        values = {"company_id": company.id, "standard": standard, "body": "TÜV", "number": "1"}
        current.add(Certificate(**values, valid_until=valid_until))


def a_site(company: Company, municipality: str) -> None:
    with atomic() as current:
        current.add(Site(company_id=company.id, name="Planta", municipality=municipality, state="GUA"))


def a_stand(forum: Forum, company: Company, status: ExhibitorStatus = ExhibitorStatus.APPROVED) -> None:
    (stand,) = stands(forum.edition, 1)
    now = utc_now()
    with atomic() as current:
        values = {"edition_id": forum.edition.id, "company_id": company.id, "stand_id": stand.id, "status": status}
        current.add(Exhibitor(**values, staff_quota=1, created_at=now, changed_at=now))


def names(page: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in page.split('card__title">')[1:]]


def test_a_buyer_reads_what_a_supplier_offers_and_never_its_sales(browser: FlaskClient, forum: Forum) -> None:
    company = describe(
        company_of(forum.supplier), about="Prensas hasta 400 t.", stratum=Stratum.PEQUENA, workers=40,
        sales_low=12_345_678, sales_high=12_345_678, rfc="GODE561231GR8",
    )  # fmt: skip
    a_capability(company, a_process("Estampado en caliente"))
    a_certificate(company, "iatf-16949", LATER)
    a_site(company, "Silao")
    a_stand(forum, company)
    page = browser.get(forum.path(f"companies/{company.id}")).text
    for words in ("Prensas hasta 400 t.", "Estampado en caliente", "IATF 16949", "Vigente", "Silao", "Pequeña empresa",
                  "Stand", "Para lo que usted busca"):  # fmt: skip
        assert words in page
    for words in ("12,345,678", "12.3", "GODE561231GR8", f"{forum.person.email}"):
        assert words not in page


@pytest.mark.parametrize(("capacity", "words"), [(60_000, "60,000 piezas, suficiente"), (400, "menor que lo pedido")])
def test_both_sides_read_whether_the_capacity_is_enough(
    client: FlaskClient, forum: Forum, capacity: int, words: str
) -> None:
    with atomic():
        forum.requirement.annual_volume, forum.requirement.volume_unit = 50_000, "Piezas"
    process = session().get_one(Process, forum.requirement.process_id)
    a_capability(company_of(forum.supplier), process, annual_capacity=capacity, capacity_unit="piezas", detail="400 t")
    sign_in(client, session().get_one(type(forum.person), forum.buyer.person_id))
    page = client.get(forum.path(f"companies/{forum.supplier.company_id}")).text
    assert words in page
    assert "400 t" in page
    sign_in(client, forum.person)
    assert words in client.get(forum.path(f"requirements/{forum.requirement.id}")).text


def test_addresses_are_known_once_a_meeting_is_agreed(browser: FlaskClient, forum: Forum) -> None:
    address = forum.path(f"companies/{forum.supplier.company_id}")
    with atomic():
        forum.person.phone = "+524771234567"
    request = a_request(forum.requirement, forum.supplier, forum.person)
    page = browser.get(address).text
    assert (forum.person.full_name in page, forum.person.email in page, "477 123 4567" in page) == (True, False, False)
    assert "Espera su respuesta" in page
    accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    page = browser.get(address).text
    assert (forum.person.email in page, "477 123 4567" in page) == (True, True)


def test_who_sees_which_company(client: FlaskClient, forum: Forum) -> None:
    suppliers = [a_supplier(forum.edition, status=status)[0].company_id for status in SupplierStatus]
    elsewhere = a_supplier(an_edition())[0].company_id
    buying, nobody = forum.buyer.company_id, a_company().id
    buyer = session().get_one(type(forum.person), forum.buyer.person_id)
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    seen = {}
    for who, person in {"buyer": buyer, "staff": coordinator, "supplier": forum.person, "stranger": a_person()}.items():
        sign_in(client, person)
        answers = [
            client.get(forum.path(f"companies/{id}")).status_code for id in (*suppliers, elsewhere, buying, nobody)
        ]
        seen[who] = [code == 200 for code in answers]
        assert set(answers) <= {200, 404}
    taking_part = [status in {SupplierStatus.APPROVED, SupplierStatus.SUSPENDED} for status in SupplierStatus]
    assert seen["buyer"] == [*taking_part, False, True, False]
    assert seen["staff"] == [*(True for _ in SupplierStatus), False, True, False]
    assert seen["supplier"] == seen["buyer"]
    assert not any(seen["stranger"])


def test_a_supplier_sees_of_a_buying_company_what_it_says_of_itself(client: FlaskClient, forum: Forum) -> None:
    company = describe(session().get_one(Company, forum.buyer.company_id), about="Armamos vehículos.", workers=4000)
    sign_in(client, forum.person)
    page = client.get(forum.path(f"companies/{company.id}")).text
    assert ("Armamos vehículos." in page, "Procesos" in page, "Estrato" in page) == (True, False, False)
    assert f"/companies/{company.id}" in client.get(forum.path(f"requirements/{forum.requirement.id}")).text


PARTS = {"about": "Prensas.", "website": "prensas.example", "processes": "Forja", "certificates": "ISO 9001",
         "sites": "Silao"}  # fmt: skip


@pytest.mark.parametrize("part", [*PARTS, ""])
def test_other_companies_see_what_its_owner_chose(client: FlaskClient, forum: Forum, part: str) -> None:
    """On the page and on the sheet; a buyer sees all of it, nobody the sales; who looks at their own is told."""
    company = describe(
        company_of(forum.supplier), about="Prensas.", website="https://prensas.example", sales_low=12_345_678,
        sales_high=12_345_678, public_parts=part,
    )  # fmt: skip
    a_capability(company, a_process("Forja"), annual_capacity=77_777)
    a_certificate(company, "iso-9001", LATER)
    a_site(company, "Silao")
    other, exhibitor = a_supplier(forum.edition)[1], a_person()
    standing = a_company()
    a_membership(standing, exhibitor)
    a_stand(forum, standing)
    address = forum.path(f"companies/{company.id}")
    for person in (other, exhibitor, forum.person):
        sign_in(client, person)
        page = client.get(address).text
        assert [key for key, words in PARTS.items() if words in page] == ([part] if part else [])
        sheet = client.get(address, headers={"HX-Request": "true"}).text
        assert [key for key, words in PARTS.items() if words in sheet] == ([part] if part and part != "website" else [])
        assert ("77,777" in page + sheet, "12,345,678" in page, forum.person.email in page) == (False, False, False)
        assert ("Así ven su empresa" in page) == (person is forum.person)
    sign_in(client, session().get_one(type(forum.person), forum.buyer.person_id))
    page = client.get(address).text
    assert all(words in page for words in (*PARTS.values(), "77,777"))


def test_who_buys_for_a_supplying_company_sees_their_own_as_others_do(browser: FlaskClient, forum: Forum) -> None:
    """Not what only buyers see of it: the page says that it shows what other companies see."""
    company = describe(session().get_one(Company, forum.buyer.company_id), about="Motores.", public_parts="about")
    a_supplier(forum.edition, company=company, person=forum.person)
    a_capability(company, a_process("Fundición"), annual_capacity=77_777)
    address = forum.path(f"companies/{company.id}")
    for headers in ({}, {"HX-Request": "true"}):
        page = browser.get(address, headers=headers).text
        assert ("Motores." in page, "Fundición" in page, "77,777" in page, forum.person.full_name in page) == (
            True, False, False, False,
        )  # fmt: skip
    assert "Así ven su empresa" in browser.get(address).text
    sign_in(browser, a_supplier(forum.edition)[1])
    other = browser.get(address).text
    assert ("Motores." in other, "Fundición" in other) == (True, False)


def test_of_a_certificate_other_companies_read_what_its_owner_was_told(client: FlaskClient, forum: Forum) -> None:
    """Standard, body, validity and state: neither its scope, nor its number, nor the document."""
    company = describe(company_of(forum.supplier), public_parts="certificates")
    with atomic() as current:
        values = {"standard": "iso-9001", "body": "TÜV", "number": "QX-77", "scope": "Planta Silao"}
        current.add(Certificate(company_id=company.id, valid_until=LATER, **values))
    sign_in(client, a_supplier(forum.edition)[1])
    page = client.get(forum.path(f"companies/{company.id}")).text
    shown = [words in page for words in ("ISO 9001", "TÜV", "Vigente", "Planta Silao", "QX-77")]
    assert shown == [True, True, True, False, False]


def test_a_buyer_sees_of_another_buying_company_what_it_makes_public(browser: FlaskClient, forum: Forum) -> None:
    company = describe(a_company(name="Otra armadora"), about="Motores.", public_parts="about")
    a_capability(company, a_process("Fundición"))
    colleague = a_buyer(forum.edition, company=company, person=a_person())
    page = browser.get(forum.path(f"companies/{company.id}")).text
    assert ("Motores." in page, "Fundición" in page, colleague.person.email in page) == (True, False, False)
    assert 'name="mark"' not in page


@pytest.mark.both_engines
def test_the_directory_shows_the_best_match_first_and_why(browser: FlaskClient, forum: Forum) -> None:
    process = a_process("Forja de aluminio")
    wanted = a_requirement(forum.buyer, process, title="Brazo", mandatory=["iatf-16949"])
    best = a_supplier(forum.edition, company=a_company(name="Zeta Forjas"))[0]
    good = a_supplier(forum.edition, company=a_company(name="Mega Forjas"))[0]
    for supplier in (best, good):
        a_capability(company_of(supplier), process)
    a_certificate(company_of(best), "iatf-16949", LATER)
    page = browser.get(forum.path("directory"), query_string={"requirement": wanted.id}).text
    assert names(page)[:2] == ["Zeta Forjas", "Mega Forjas"]
    assert ("IATF 16949 vigente, indispensable" in page, "Falta IATF 16949, indispensable" in page) == (True, True)
    assert names(browser.get(forum.path("directory")).text) == sorted(
        ["Zeta Forjas", "Mega Forjas", company_of(forum.supplier).name]
    )


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ZETA"}, ["Zeta"]),
        ({"municipality": "Silao"}, ["Zeta"]),
        ({"stratum": "micro"}, ["Alfa"]),
        ({"stand": "1"}, ["Alfa"]),
        ({"ally": "1"}, []),
        ({"certificate": "iso-9001"}, ["Zeta"]),
        ({"certificate": "iso-14001"}, []),
        ({"stratum": "nonsense"}, ["Alfa", "Zeta"]),
        ({"requirement": "999"}, ["Alfa", "Zeta"]),
    ],
)
def test_filters_narrow_the_directory(
    browser: FlaskClient, forum: Forum, query: dict[str, str], found: list[str]
) -> None:
    with atomic():
        forum.supplier.status = SupplierStatus.REJECTED
    alfa = company_of(a_supplier(forum.edition, company=a_company(name="Alfa", stratum=Stratum.MICRO))[0])
    zeta = company_of(a_supplier(forum.edition, company=a_company(name="Zeta"))[0])
    a_site(zeta, "Silao")
    a_stand(forum, alfa)
    a_certificate(zeta, "iso-9001", LATER)
    a_certificate(alfa, "iso-9001", utc_now().date() - timedelta(days=2))
    assert names(browser.get(forum.path("directory"), query_string=query).text) == found


def test_by_ally_whoever_came_with_its_code_or_is_its_member(browser: FlaskClient, forum: Forum) -> None:
    """And the address says all that was chosen: sent to a colleague it finds the same."""
    alfa, zeta = (company_of(a_supplier(forum.edition, company=a_company(name=name))[0]) for name in ("Alfa", "Zeta"))
    other = a_supplier(forum.edition, company=a_company(name="Otra"))[0]
    with atomic() as current:
        chamber, unused = Ally(name="Cámara", slug="camara"), Ally(name="Sin nadie", slug="nadie")
        current.add_all([chamber, unused])
        current.flush()
        codes = [AllyCode(ally_id=chamber.id, edition_id=forum.edition.id, code=code) for code in ("CAM", "OTRO")]
        current.add_all([*codes, Affiliation(company_id=zeta.id, ally_id=chamber.id)])
        current.flush()
        category = session().scalars(select(Category).where(Category.kind == CategoryKind.SUPPLIER)).one()
        for company_id, status in ((alfa.id, "approved"), (other.company_id, "cancelled")):
            current.add(
                Registration(
                    edition_id=forum.edition.id, person=a_person(), category_id=category.id, company_id=company_id,
                    ally_code_id=codes[0].id, status=RegistrationStatus(status), link_nonce="x",
                    created_at=forum.now, changed_at=forum.now,
                )
            )  # fmt: skip
    page = browser.get(forum.path("directory")).text
    assert (">Cámara</option>" in page, "Sin nadie" in page) == (True, False)
    query = {"ally": chamber.id, "stratum": "", "q": "", "nonsense": "1", "page": "1"}
    page = browser.get(forum.path("directory"), query_string=query).text
    assert names(page) == ["Alfa", "Zeta"]
    shared = re.search(r'id="shared-search"[^>]*value="([^"]+)"', page, re.S)
    assert shared is not None
    assert shared[1].endswith(f"{forum.path('directory')}?ally={chamber.id}")


def test_a_link_with_a_requirement_works_for_colleagues_and_the_staff_alone(client: FlaskClient, forum: Forum) -> None:
    company = session().get_one(Company, forum.buyer.company_id)
    colleague, stranger = a_buyer(forum.edition, company=company, person=a_person()), a_buyer(forum.edition)
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    seen = {}
    for name, person in {"colleague": colleague.person, "staff": coordinator, "stranger": stranger.person}.items():
        sign_in(client, person)
        page = client.get(forum.path("directory"), query_string={"requirement": forum.requirement.id}).text
        seen[name] = (forum.requirement.title in page, "No ofrece el proceso" in page)
    assert seen == {"colleague": (True, True), "staff": (True, True), "stranger": (False, False)}


def test_a_process_or_its_family_narrows_it(browser: FlaskClient, forum: Forum) -> None:
    family = a_process("Metal")
    process = a_process("Troquelado", parent_id=family.id)
    zeta = company_of(a_supplier(forum.edition, company=a_company(name="Zeta"))[0])
    a_capability(zeta, process)
    for each in (family, process):
        assert names(browser.get(forum.path("directory"), query_string={"process": each.id}).text) == ["Zeta"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_directory_costs_the_same(browser: FlaskClient, forum: Forum, statements: list[str], how_many: int) -> None:
    for _ in range(how_many - 1):
        a_supplier(forum.edition)
    address = forum.path(f"directory?requirement={forum.requirement.id}")
    browser.get(address)
    statements.clear()
    assert len(names(browser.get(address).text)) == how_many
    assert len(statements) == 4, "the edition, the person, the buyer with what they want, their marks"


def test_the_directory_is_for_buyers_and_coordinators(client: FlaskClient, forum: Forum) -> None:
    assert client.get(forum.path("directory")).status_code == 302
    sign_in(client, forum.person)
    assert client.get(forum.path("directory")).status_code == 404
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    sign_in(client, coordinator)
    page = client.get(forum.path("directory"))
    assert (page.status_code, 'name="requirement"' in page.text) == (200, False)


def test_a_buyer_comes_to_a_profile_from_a_request(browser: FlaskClient, forum: Forum) -> None:
    request = a_request(forum.requirement, forum.supplier, forum.person)
    address = f"/companies/{forum.supplier.company_id}"
    for page in ("buyer", f"requests/{request.id}"):
        assert f'{address}"' in browser.get(forum.path(page)).text
    draft = a_requirement(forum.buyer, title="Aún sin publicar", status=RequirementStatus.DRAFT)
    assert draft.title not in browser.get(forum.path("directory")).text


def test_the_name_opens_the_profile_in_searches_and_in_mails(client: FlaskClient, forum: Forum) -> None:
    a_request(forum.requirement, forum.supplier, forum.person)
    sign_in(client, forum.person)
    address = f"/companies/{forum.buyer.company_id}"
    assert f'{address}" data-sheet>' in client.get(forum.path("requirements")).text
    request = session().scalars(select(MeetingRequest)).one()
    accept_request(request.id, slot_id=forum.slots[0].id, by=forum.buyer.person_id, now=forum.now)
    mails = session().scalars(select(OutgoingMail).where(OutgoingMail.message == "meetings/request_accepted")).all()
    for mail in mails:
        rendered = render_mail(mail)
        assert (f'{address}"' in rendered.html, f"{address}\n" in rendered.text) == (True, True)
    assert len(mails) == 1
