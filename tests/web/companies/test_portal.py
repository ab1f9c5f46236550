"""A company's own pages: data, size, processes, sites, certificates."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.models import Person
from forum.companies.enums import Activity, CompanyRole, Stratum
from forum.companies.models import Certificate, Company, CompanyEvent, Site
from forum.companies.queries.catalogue import catalogue, find_processes, process_ids_of
from forum.companies.service import seed_catalogue, set_size
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
from tests.builders.companies import a_capability, a_company, a_membership, a_process
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, sign_in


class Portal:
    """A company, its administrator's browser, and the address of its pages."""

    def __init__(self, client: FlaskClient, *, role: CompanyRole = CompanyRole.ADMIN, **values: object) -> None:
        self.client = client
        self.edition: Edition = an_edition()
        self.person: Person = a_person()
        self.company: Company = a_company(**{"rfc": "MAB9307148T4", **values})
        a_membership(self.company, self.person, role)
        sign_in(client, self.person)
        self.at = f"/{self.edition.slug}/companies/{self.company.id}"

    def reread(self) -> Company:
        session().expire_all()
        return session().get_one(Company, self.company.id)


@pytest.fixture
def portal(client: FlaskClient) -> Portal:
    return Portal(client)


def steps(page: str) -> dict[str, tuple[bool, str]]:
    """The lines of the checklist: what to do, whether it is done, and the words of its button."""
    found = {}
    for line in page.split('<li class="check')[1:]:
        title = line.split('check__title">')[1].split("<")[0]
        buttons = re.findall(
            r'class="button button--(\w+)[^>]*>.*?<span>([^<]+)</span>', line.split("</li>")[0], re.DOTALL
        )
        found[title] = (line.startswith(" is-done"), " ".join(f"{kind}: {words}" for kind, words in buttons))
    return found


def test_the_checklist_says_what_is_done_and_what_comes_next(portal: Portal) -> None:
    assert steps(portal.client.get(portal.at).text) == {
        "RFC y giro": (True, ""),
        "Tamaño": (False, "primary: Completar"),
        "Procesos": (False, "secondary: Completar"),
        "Certificados": (False, "secondary: Completar"),
        "Plantas": (False, "secondary: Completar"),
        "Qué hace su empresa": (False, "secondary: Completar"),
        "Logotipo": (False, "secondary: Completar"),
        "Participar en las citas con compradores": (False, "secondary: Quiero participar"),
        "Exponer con un stand": (False, "secondary: Exponer"),
    }


@pytest.mark.parametrize(
    ("status", "meetings", "first"),
    [
        (SupplierStatus.PENDING, (False, ""), (False, "secondary: Buscar requerimientos")),
        (SupplierStatus.APPROVED, (True, ""), (False, "secondary: Buscar requerimientos")),
        (SupplierStatus.REJECTED, (False, "secondary: Quiero participar"), None),
        (SupplierStatus.SUSPENDED, (False, ""), None),
    ],
)
def test_taking_part_is_a_step(
    portal: Portal, status: SupplierStatus, meetings: tuple[bool, str], first: tuple[bool, str] | None
) -> None:
    supplier, _person = a_supplier(portal.edition, company=portal.company, person=a_person(), status=status)
    found = steps(portal.client.get(portal.at).text)
    assert found["Participar en las citas con compradores"] == meetings
    assert found.get("Pedir su primera cita") == first
    if first is not None:
        a_request(a_requirement(a_buyer(portal.edition)), supplier, portal.person)
        assert steps(portal.client.get(portal.at).text)["Pedir su primera cita"] == (True, "")


@pytest.mark.parametrize(
    ("status", "stand"),
    [
        (ExhibitorStatus.DRAFT, (False, "secondary: Elegir stand")),
        (ExhibitorStatus.SUBMITTED, (False, "secondary: Ver")),
        (ExhibitorStatus.APPROVED, (True, "")),
        (ExhibitorStatus.REJECTED, (False, "secondary: Elegir stand")),
    ],
)
def test_the_stand_is_a_step(portal: Portal, status: ExhibitorStatus, stand: tuple[bool, str]) -> None:
    now = utc_now()
    with atomic() as current:
        application = {"edition_id": portal.edition.id, "company_id": portal.company.id, "status": status}
        current.add(Exhibitor(**application, staff_quota=4, created_at=now, changed_at=now))
    assert steps(portal.client.get(portal.at).text)["Exponer con un stand"] == stand


def test_a_step_that_posts_applies_for_that_company(portal: Portal) -> None:
    a_membership(a_company(name="Aaa"), portal.person)
    page = portal.client.get(portal.at).text
    action = re.findall(r'action="([^"]*participation[^"]*)"', page)[0].replace("&amp;", "&")
    assert portal.client.post(action).status_code == 303
    assert session().scalars(select(Supplier.company_id)).all() == [portal.company.id]


DATA = {
    "rfc": "MAB9307148T4",
    "legal_name": "MANUFACTURAS",
    "name": "MetalBajío",
    "sector": "empresa",
    "activity": "servicios",
    "website": "https://example.mx",
    "about": "Estampado y maquinado.",
}


def test_a_company_says_how_much_it_can_do(portal: Portal) -> None:
    capability = a_capability(portal.company, a_process("Forja de aluminio"))
    address = f"{portal.at}/capacities/{capability.id}"
    assert "sin indicar" in portal.client.get(portal.at).text
    assert f'href="{address}"' in portal.client.get(portal.at).text
    wrong = portal.client.post(address, data={"annual_capacity": "muchas", "detail": "3 prensas"})
    assert (wrong.status_code, "3 prensas" in wrong.text) == (422, True)
    told = {"annual_capacity": "120,000", "capacity_unit": "toneladas", "detail": "3 prensas"}
    assert portal.client.post(address, data=told).status_code == 302
    page = portal.client.get(portal.at).text
    assert ("120,000 toneladas" in page, "3 prensas" in page) == (True, True)
    again = portal.client.get(address).text
    assert ('value="toneladas"' in again, "3 prensas" in again) == (True, True)


def test_another_company_has_no_say_in_it(portal: Portal) -> None:
    capability = a_capability(a_company(), a_process())
    assert portal.client.get(f"{portal.at}/capacities/{capability.id}").status_code == 404


def test_the_data_are_changed(portal: Portal) -> None:
    portal.client.post(f"{portal.at}/edit", data=DATA)
    company = portal.reread()
    assert (company.name, company.activity, company.about) == (
        "MetalBajío",
        Activity.SERVICIOS,
        "Estampado y maquinado.",
    )


@pytest.mark.both_engines
def test_the_rfc_of_another_company_is_refused(portal: Portal) -> None:
    a_company(rfc="SAT970701NN3")
    answer = portal.client.post(f"{portal.at}/edit", data={**DATA, "rfc": "SAT970701NN3"})
    assert answer.status_code == 422
    assert "Otra empresa está registrada con ese RFC" in answer.text
    assert "Estampado y maquinado." in answer.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"sales": "exact", "sales_exact": "100", "unit": "mdp"}, (100_000_000, 100_000_000, Stratum.PEQUENA, "score")),
        (
            {"sales": "exact", "sales_exact": "100000001", "unit": "mxn"},
            (100_000_001, 100_000_001, Stratum.MEDIANA, "score"),
        ),
        ({"sales": "20-50"}, (20_000_000, 50_000_000, Stratum.PEQUENA, "range")),
        ({"sales": "50-100"}, (50_000_000, 100_000_000, Stratum.PEQUENA, "range")),
        ({"sales": "100-250"}, (100_000_000, 250_000_000, Stratum.PEQUENA, "workers")),
        ({"sales": ""}, (None, None, Stratum.PEQUENA, "workers")),
    ],
)
def test_the_stratum_follows_from_the_size(
    portal: Portal, typed: dict[str, str], kept: tuple[int | None, int | None, Stratum, str]
) -> None:
    page = portal.client.post(f"{portal.at}/size", data={"workers": "50", **typed}, follow_redirects=True)
    company = portal.reread()
    assert (company.sales_low, company.sales_high, company.stratum, company.stratum_method) == kept
    assert "DOF, 30 de junio de 2009" in page.text


def test_the_stratum_is_explained_with_its_numbers(portal: Portal) -> None:
    data = {"workers": "50", "sales": "exact", "sales_exact": "100", "unit": "mdp", "sales_year": "2025"}
    page = portal.client.post(f"{portal.at}/size", data=data, follow_redirects=True)
    assert "50 trabajadores × 10 % + 100 MDP de ventas × 90 % = 95 puntos." in page.text
    assert "Con hasta 95 puntos es una pequeña empresa." in page.text


def test_sales_with_commas_are_understood(portal: Portal) -> None:
    data = {"workers": "9", "sales": "exact", "sales_exact": "4,200,000.50", "unit": "mxn"}
    portal.client.post(f"{portal.at}/size", data=data)
    assert portal.reread().sales_low == 4_200_000


def test_sales_of_a_natural_person_need_consent(client: FlaskClient) -> None:
    portal = Portal(client, rfc="GODE561231GR8")
    notice = ensure_notice(utc_now())
    data = {"workers": "3", "sales": "0-4"}
    refused = client.post(f"{portal.at}/size", data=data)
    assert refused.status_code == 422
    assert "necesitamos su consentimiento expreso" in refused.text
    assert portal.reread().sales_high is None
    client.post(f"{portal.at}/size", data={**data, "consent": "y"})
    assert portal.reread().sales_high == 4_000_000
    (consent,) = session().query(Consent)
    assert (consent.person_id, consent.notice_id, consent.purpose) == (
        portal.person.id,
        notice.id,
        Purpose.SALES_FIGURES,
    )


def test_a_natural_person_may_leave_sales_empty(client: FlaskClient) -> None:
    portal = Portal(client, rfc="GODE561231GR8")
    client.post(f"{portal.at}/size", data={"workers": "3", "sales": ""})
    assert portal.reread().stratum is Stratum.MICRO


def test_another_activity_changes_the_stratum(portal: Portal) -> None:
    set_size(
        portal.company.id,
        workers=31,
        sales_low=100_000_000,
        sales_high=100_000_000,
        sales_year=2025,
        consented_notice_id=None,
        by=portal.person.id,
        now=utc_now(),
    )
    assert portal.reread().stratum is Stratum.PEQUENA
    portal.client.post(f"{portal.at}/edit", data={**DATA, "activity": "comercio"})
    assert portal.reread().stratum is Stratum.MEDIANA


def test_the_catalogue_is_seeded_once(app: Flask) -> None:
    assert seed_catalogue() > 60
    assert seed_catalogue() == 0
    assert len(catalogue()) == 8


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("text", "found"),
    [("forja aluminio", ["Forja de aluminio"]), ("WIRE harness", ["Arneses"]), ("cableado", ["Arneses"]), ("zzz", [])],
)
def test_processes_are_found_by_any_word(app: Flask, text: str, found: list[str]) -> None:
    seed_catalogue()
    assert [process.name_es for process in find_processes(text)] == found


@pytest.mark.both_engines
def test_processes_not_on_the_page_do_not_change(portal: Portal) -> None:
    family = a_process("Metal")
    shown, hidden, new = (a_process(name, parent_id=family.id) for name in ("Forja", "Soldadura", "Temple"))
    a_capability(portal.company, shown)
    a_capability(portal.company, hidden)
    data = {"processes": [new.id], "had": [shown.id]}
    portal.client.post(f"{portal.at}/processes", data=data)
    assert process_ids_of(portal.company.id) == {hidden.id, new.id}


def test_families_and_unknown_processes_are_not_offered(portal: Portal) -> None:
    family = a_process("Metal")
    portal.client.post(f"{portal.at}/processes", data={"processes": [family.id, 999]})
    assert process_ids_of(portal.company.id) == set()


def test_the_search_answers_a_fragment(portal: Portal) -> None:
    seed_catalogue()
    page = portal.client.get(f"{portal.at}/processes?q=forja", headers={"HX-Request": "true"})
    assert page.text.count('type="checkbox"') == 2
    assert "<html" not in page.text


SITE = {"name": "Planta León", "street": "", "municipality": "León", "state": "GUA", "postal_code": "01000"}


@pytest.mark.both_engines
def test_a_site_is_added_changed_and_removed(portal: Portal) -> None:
    portal.client.post(f"{portal.at}/sites/new", data=SITE)
    site = session().query(Site).one()
    assert (site.postal_code, site.state) == ("01000", "GUA")
    portal.client.post(f"{portal.at}/sites/{site.id}", data={**SITE, "municipality": "Silao"})
    assert "Silao, Guanajuato" in portal.client.get(portal.at).text
    portal.client.post(f"{portal.at}/sites/{site.id}/removal")
    assert session().query(Site).count() == 0


@pytest.mark.both_engines
def test_a_site_may_be_outside_mexico(portal: Portal) -> None:
    abroad = {**SITE, "municipality": "Stuttgart", "country": "DE", "postal_code": "D-70173"}
    portal.client.post(f"{portal.at}/sites/new", data=abroad)
    site = session().query(Site).one()
    assert (site.country, site.state, site.postal_code) == ("DE", "", "D-70173")
    assert "Stuttgart, Alemania" in portal.client.get(portal.at).text
    assert "Stuttgart, Germany" in portal.client.get(portal.at, headers={"Accept-Language": "en"}).text
    portal.client.post(f"{portal.at}/sites/{site.id}", data={**abroad, "postal_code": ""})
    session().refresh(site)
    assert (site.country, site.postal_code) == ("DE", "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": ""}, "Elija el estado de la República donde está."),
        ({"postal_code": ""}, "El código postal lleva cinco dígitos"),
        ({"postal_code": "D-70173"}, "El código postal lleva cinco dígitos"),
        ({"country": "XX"}, "País"),
    ],
)
def test_a_site_in_mexico_has_a_state_and_a_postal_code(portal: Portal, changes: dict[str, str], said: str) -> None:
    answer = portal.client.post(f"{portal.at}/sites/new", data={**SITE, **changes})
    assert (answer.status_code, said in answer.text, session().query(Site).count()) == (422, True, 0)


def test_the_countries_are_in_the_order_of_their_names_mexico_first(portal: Portal) -> None:
    page = portal.client.get(f"{portal.at}/sites/new").text
    order = [page.index(f">{name}<") for name in ("México", "Alemania", "Estados Unidos", "Japón")]
    assert order == sorted(order)
    assert "Unión Europea" not in page


def test_an_rfc_that_stood_is_not_asked_about_again(portal: Portal) -> None:
    with atomic():
        portal.company.rfc = "VACE460910SX6"
    typed = {**DATA, "rfc": "VACE460910SX6"}
    assert portal.client.post(f"{portal.at}/edit", data=typed).status_code == 302
    answer = portal.client.post(f"{portal.at}/edit", data={**typed, "rfc": "VACE460910SX7"})
    assert (answer.status_code, "El dígito verificador" in answer.text) == (422, True)


def test_a_wrong_postal_code_is_shown_and_the_other_fields_are_kept(portal: Portal) -> None:
    answer = portal.client.post(f"{portal.at}/sites/new", data={**SITE, "postal_code": "3754"})
    assert answer.status_code == 422
    assert "El código postal lleva cinco dígitos" in answer.text
    assert 'value="Planta León"' in answer.text


def test_certificates_show_their_state(portal: Portal) -> None:
    soon, past = utc_now().date() + timedelta(days=30), utc_now().date() - timedelta(days=30)
    full = {"body": "SGS", "number": "77", "scope": ""}
    for data in (
        {"standard": "iatf-16949", **full, "valid_until": soon.isoformat()},
        {"standard": "iso-9001", **full, "valid_until": past.isoformat()},
        {"standard": "iso-14001", "in_process": "y"},
        {"standard": "cqi-9"},
    ):
        assert portal.client.post(f"{portal.at}/certificates/new", data=data).status_code == 302
    page = portal.client.get(portal.at)
    for word in ("Por vencer", "Vencido", "En proceso", "Declarado sin evidencia"):
        assert page.text.count(word) == 1


@pytest.mark.both_engines
def test_a_company_has_one_certificate_per_standard(portal: Portal) -> None:
    portal.client.post(f"{portal.at}/certificates/new", data={"standard": "cqi-9"})
    answer = portal.client.post(f"{portal.at}/certificates/new", data={"standard": "cqi-9", "body": "SGS"})
    assert answer.status_code == 422
    assert "Ese certificado ya está en la lista" in answer.text
    certificate = session().query(Certificate).one()
    portal.client.post(f"{portal.at}/certificates/{certificate.id}", data={"standard": "cqi-9", "body": "SGS"})
    assert portal.client.get(f"{portal.at}/certificates/{certificate.id}").status_code == 200
    portal.client.post(f"{portal.at}/certificates/{certificate.id}/removal")
    assert session().query(Certificate).count() == 0


def test_another_companys_site_and_certificate_are_not_found(portal: Portal) -> None:
    portal.client.post(f"{portal.at}/sites/new", data=SITE)
    portal.client.post(f"{portal.at}/certificates/new", data={"standard": "cqi-9"})
    other = Portal(portal.client.application.test_client(), rfc="SAT970701NN3")
    site, certificate = session().query(Site).one(), session().query(Certificate).one()
    for rest in (f"/sites/{site.id}", f"/certificates/{certificate.id}"):
        assert other.client.get(f"{other.at}{rest}").status_code == 404
        assert other.client.post(f"{other.at}{rest}/removal").status_code == 404
    assert (session().query(Site).count(), session().query(Certificate).count()) == (1, 1)


def test_a_member_edits_the_offer_but_not_the_data(client: FlaskClient) -> None:
    portal = Portal(client, role=CompanyRole.MEMBER)
    for rest, status in (("/edit", 403), ("/size", 403), ("/processes", 200), ("/sites/new", 200)):
        assert client.get(f"{portal.at}{rest}").status_code == status
    assert "Lo completa quien administra la empresa." in client.get(portal.at).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_own_ones_costs_the_same(client: FlaskClient, statements: list[str], how_many: int) -> None:
    edition, person = an_edition(), a_person()
    for _ in range(how_many):
        a_membership(a_company(), person)
    sign_in(client, person)
    statements.clear()
    page = client.get(f"/{edition.slug}/companies")
    assert (page.text.count("Troquelados del Bajío"), len(statements)) == (how_many, 4)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_overview_costs_the_same(portal: Portal, statements: list[str], how_many: int) -> None:
    family = a_process("Metal")
    for n in range(how_many):
        a_capability(portal.company, a_process(f"P {n}", parent_id=family.id))
        portal.client.post(f"{portal.at}/sites/new", data=SITE)
    portal.client.get(portal.at)  # shows what was flashed
    statements.clear()
    page = portal.client.get(portal.at)
    assert (page.text.count('">Planta León</a>'), len(statements)) == (how_many, 9)


def test_without_a_company_the_list_links_to_registering_one(client: FlaskClient) -> None:
    sign_in(client, a_person())
    assert "Aún no representa a ninguna empresa" in client.get(f"/{an_edition().slug}/companies").text


def test_who_administers_it_chooses_what_other_companies_see(portal: Portal) -> None:
    """What is shown at first is ticked; the choice is kept, told in the history, and shown again."""
    boxes = re.findall(r'<input[^>]*name="shown_parts"[^>]*>', portal.client.get(f"{portal.at}/edit").text)
    assert [("checked" in box) for box in boxes] == [True, True, True, False, False]
    portal.client.post(f"{portal.at}/edit", data={**DATA, "shown_parts": ["sites", "nonsense"]})
    assert portal.reread().public_parts == "about processes website"
    portal.client.post(f"{portal.at}/edit", data={**DATA, "shown_parts": ["sites", "about"]})
    assert portal.reread().public_parts == "about sites"
    event = session().scalars(select(CompanyEvent).order_by(CompanyEvent.id.desc()).limit(1)).one()
    assert event.detail["before"]["public_parts"] == "about processes website"
