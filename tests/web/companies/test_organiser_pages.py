"""The organiser's pages: the companies of the edition, allies and their codes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.companies.context import kept_companies, participants
from forum.companies.enums import Stratum
from forum.companies.models import Ally, AllyCode, Company
from forum.companies.queries.directory import count_rfcs, find_listed, list_companies
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.editions.models import Edition
from forum.matchmaking.models import Supplier
from tests.builders.companies import a_company, a_membership, an_ally, an_ally_code
from tests.builders.editions import a_category, an_edition
from tests.builders.exhibitors import a_draft
from tests.builders.meetings import a_buyer, a_supplier
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_registration

ROWS = 'class="table__main"'


def a_participant(edition: Edition, **values: object) -> Company:
    """A company that takes part in an edition as supplier."""
    return a_supplier(edition, a_company(**values))[0].company


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 4),
        ({"q": "munoz"}, 1),
        ({"q": "arneses muñoz"}, 1),
        ({"q": "sat97"}, 1),
        ({"stratum": "micro"}, 2),
        ({"stratum": "micro", "q": "fundición"}, 1),
        ({"stratum": "nonsense"}, 4),
        ({"q": "100%"}, 0),
    ],
)
def test_companies_are_found_without_accents_and_by_stratum(
    client: FlaskClient, query: dict[str, str], found: int
) -> None:
    edition = an_edition()
    a_participant(edition, name="Arneses Muñoz", rfc="SAT970701NN3", stratum=Stratum.PEQUENA)
    a_participant(edition, name="Fundición Silao", rfc="XAXX010101000", stratum=Stratum.MICRO)
    a_participant(edition, name="Moldes Celaya", rfc="XAXX010101000", stratum=Stratum.MICRO)
    a_participant(edition, name="Foreign Tools", rfc=None)
    a_participant(an_edition(), name="Arneses Muñoz de otra edición", stratum=Stratum.MICRO)
    a_company(name="Arneses Muñoz sin edición", stratum=Stratum.MICRO)
    an_organiser(client, edition)
    page = client.get(f"/{edition.slug}/companies/directory", query_string=query, headers={"HX-Request": "true"})
    assert page.text.count(ROWS) == found


@pytest.mark.both_engines
def test_different_rfcs_are_counted_without_the_generic_ones(client: FlaskClient) -> None:
    edition = an_edition()
    for rfc in ("SAT970701NN3", "XAXX010101000", "XAXX010101000", "MAB9307148T4", None):
        a_participant(edition, rfc=rfc)
    a_company(rfc="AAA010101AAA")
    an_organiser(client, edition)
    page = " ".join(client.get(f"/{edition.slug}/companies/directory").text.split())
    assert "5 empresas · 2 RFC distintos" in page


@pytest.mark.both_engines
def test_a_company_is_seen_through_its_part_in_the_edition(client: FlaskClient) -> None:
    edition, other = an_edition(), an_edition()
    an_organiser(client, edition)
    applicant, (supplier, _) = a_draft(edition), a_supplier(edition)
    invited, elsewhere = a_buyer(edition), a_draft(other)
    attends = a_company()
    with atomic():
        a_registration(a_category(edition)).company_id = attends.id
    at = f"/{edition.slug}/companies/directory"
    page = client.get(at).text
    for company in (applicant.company, supplier.company, invited.company, attends):
        assert f'href="{at}/{company.id}"' in page
        assert client.get(f"{at}/{company.id}").status_code == 200
    assert elsewhere.company.name not in page
    assert client.get(f"{at}/{elsewhere.company.id}").status_code == 404
    assert client.get(f"{at}/999").status_code == 404


def test_the_people_of_a_company_are_shown_where_it_takes_part_by_itself(client: FlaskClient) -> None:
    edition, company, person = an_edition(), a_company(), a_person(email="socia@empresa.example")
    a_membership(company, person)
    an_organiser(client, edition)
    at = f"/{edition.slug}/companies/directory/{company.id}"
    a_buyer(edition, company=company)  # staff invited somebody in its name
    assert "socia@empresa.example" not in client.get(at).text
    with atomic() as current:
        current.add(Supplier(edition_id=edition.id, company=company, status="pending", created_at=utc_now()))
    assert "socia@empresa.example" in client.get(at).text


def test_the_list_of_a_new_edition_is_empty(client: FlaskClient) -> None:
    a_company(name="Arneses Muñoz")
    edition = an_edition()
    an_organiser(client, edition)
    page = client.get(f"/{edition.slug}/companies/directory").text
    assert ("Aún no hay empresas en esta edición" in page, "Arneses" in page) == (True, False)
    found = client.get(f"/{edition.slug}/companies/directory?q=munoz", headers={"HX-Request": "true"}).text
    assert "No encontramos empresas con esa búsqueda" in found


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same(client: FlaskClient, statements: list[str], how_many: int) -> None:
    edition = an_edition()
    for _ in range(how_many):
        a_participant(edition)
    an_organiser(client, edition)
    statements.clear()
    page = client.get(f"/{edition.slug}/companies/directory")
    assert (page.text.count(ROWS), len(statements)) == (how_many, 3)
    statements.clear()
    client.get(f"/{edition.slug}/companies/directory?q=nadie")
    assert len(statements) == 2, "the companies are kept"


def test_the_list_in_memory_is_that_of_the_database(app: Flask) -> None:
    edition = an_edition()
    named = {"3M México": "MMM010101AA1", "Ñandú & Cía": None, "Li Xu": "XAXX010101000", "Acero 100%": "LIX010101AA2"}
    for name, rfc in named.items():
        a_participant(edition, name=name, rfc=rfc)
    a_participant(an_edition(), name="Li de otra edición")
    for text in ("", "li", "3m", "mex", "100%", "nandu cia", "xaxx", "aa2", "_", "nadie"):
        listed, rfcs = list_companies(participants(edition.id), text=text)
        found = find_listed(kept_companies(edition.id), text=text)
        assert ([each.id for each in found], count_rfcs(found)) == ([each.id for each in listed.rows], rfcs), text


def test_a_change_is_in_the_list_at_once(client: FlaskClient) -> None:
    edition = an_edition()
    a_participant(edition, name="Forjas Viejas")
    an_organiser(client, edition)
    at = f"/{edition.slug}/companies/directory"
    assert "Forjas Viejas" in client.get(at).text
    with atomic() as change:
        change.execute(update(Company).where(Company.name == "Forjas Viejas").values(name="Forjas Nuevas"))
    assert "Forjas Nuevas" in client.get(at).text
    a_supplier(edition, a_company(name="Recién Llegada"))
    assert "Recién Llegada" in client.get(at).text


def test_an_ally_is_added_once(client: FlaskClient) -> None:
    edition = an_edition()
    an_organiser(client, edition)
    at = f"/{edition.slug}/allies"
    assert client.post(at, data={"name": "Coparmex León"}).status_code == 302
    answer = client.post(at, data={"name": "COPARMEX  Leon"})
    assert answer.status_code == 422
    assert "Ya existe un aliado con ese nombre." in answer.text
    assert [ally.slug for ally in session().query(Ally)] == ["coparmex-leon"]


def test_a_pooled_code_is_added(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally()
    an_organiser(client, edition)
    at = f"/{edition.slug}/allies/{ally.id}/codes"
    data = {"pooled-code": "copar mex-26", "pooled-cap": "50", "pooled-expires_on": "2030-01-31"}
    assert client.post(at, data=data).status_code == 302
    code = session().query(AllyCode).one()
    assert (code.code, code.cap, code.edition_id) == ("COPARMEX-26", 50, edition.id)
    assert code.expires_at is not None
    assert code.expires_at.isoformat() == "2030-02-01T05:59:59+00:00"
    answer = client.post(at, data=data)
    assert answer.status_code == 422
    assert "Ese código ya existe." in answer.text


def test_a_batch_of_single_codes_is_added(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally()
    an_organiser(client, edition)
    at = f"/{edition.slug}/allies/{ally.id}/codes/batch"
    client.post(at, data={"single-how_many": "20", "single-prefix": "cop-"})
    codes = session().query(AllyCode).all()
    assert len({code.code for code in codes}) == 20
    assert {(code.code[:4], code.cap) for code in codes} == {("COP-", 1)}
    answer = client.post(at, data={"single-how_many": "0"})
    assert answer.status_code == 422


@pytest.mark.both_engines
def test_uses_are_counted_and_states_shown(client: FlaskClient) -> None:
    edition, ally = an_edition(), an_ally()
    an_ally_code(ally, cap=1, uses=1)
    an_ally_code(ally, uses=3)
    an_organiser(client, edition)
    page = client.get(f"/{edition.slug}/allies/{ally.id}")
    assert (page.text.count("Usado<"), page.text.count("Disponible<")) == (1, 1)
    assert (
        '<td role="cell" data-heading="Usos" class="table__number">4</td>' in client.get(f"/{edition.slug}/allies").text
    )


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_allies_costs_the_same(client: FlaskClient, statements: list[str], how_many: int) -> None:
    for n in range(how_many):
        an_ally_code(an_ally(f"Aliado {n}"))
    edition = an_edition()
    an_organiser(client, edition)
    statements.clear()
    page = client.get(f"/{edition.slug}/allies")
    assert (page.text.count(ROWS), len(statements)) == (how_many, 3)
