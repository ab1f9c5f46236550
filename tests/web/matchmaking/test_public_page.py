"""The public page of the meetings: what the buyers seek, for whoever has no company here yet."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.editions.models import Edition
from forum.matchmaking.enums import RequirementStatus
from tests.builders.companies import a_company, a_membership, a_process
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_requirement
from tests.builders.people import a_person, sign_in

PAGE = "/foro/meetings/about"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


def test_it_says_what_is_sought_and_not_whose_it_is(client: FlaskClient, edition: Edition) -> None:
    buyer = a_buyer(edition, company=a_company(name="Armadora del Bajío"))
    a_requirement(
        buyer, a_process("Estampado progresivo"), title="Soporte para el modelo secreto", mandatory=["iatf-16949"],
        annual_volume=120_000, volume_unit="piezas", description="Plano 47-A", material="Acero DP600",
    )  # fmt: skip
    page = client.get(PAGE).text
    for words in ("Estampado progresivo", "120,000 piezas al año", "IATF 16949, indispensable", "Registrar mi empresa"):
        assert words in page
    for words in ("Armadora", "secreto", "47-A", "DP600"):
        assert words not in page


def test_it_names_the_buyer_who_agreed(client: FlaskClient, edition: Edition) -> None:
    buyer = a_buyer(edition, company=a_company(name="Armadora del Bajío"))
    a_requirement(buyer, title="Soporte estampado", names_company=True)
    page = client.get(PAGE).text
    assert ("Armadora del Bajío" in page, "Soporte estampado" in page) == (True, True)


@pytest.mark.both_engines
@pytest.mark.parametrize(("text", "found"), [("estampado", 2), ("armadora", 1), ("secreto", 0), ("ARMADÓRA", 1)])
def test_a_search_does_not_tell_whose_the_others_are(
    client: FlaskClient, edition: Edition, text: str, found: int
) -> None:
    buyer, process = a_buyer(edition, company=a_company(name="Armadora")), a_process("Estampado")
    a_requirement(buyer, process, title="Modelo secreto")
    a_requirement(buyer, process, title="Soporte", names_company=True)
    assert client.get(PAGE, query_string={"q": text}).text.count("<article") == found


def test_only_published_ones_of_this_edition_are_shown(client: FlaskClient, edition: Edition) -> None:
    a_requirement(a_buyer(edition), status=RequirementStatus.DRAFT)
    a_requirement(a_buyer(edition), status=RequirementStatus.CLOSED)
    a_requirement(a_buyer(an_edition(slug="otro")))
    assert "Aún no hay requerimientos publicados" in client.get(PAGE).text


def test_process_and_certificate_narrow_the_list(client: FlaskClient, edition: Edition) -> None:
    buyer, stamping, forging = a_buyer(edition), a_process("Estampado"), a_process("Forja")
    a_requirement(buyer, stamping, mandatory=["iso-9001"])
    a_requirement(buyer, forging)
    counts = [client.get(PAGE, query_string=q).text.count("<article") for q in (
        {}, {"process": stamping.id}, {"certificate": "iso-9001"}, {"process": forging.id, "certificate": "iso-9001"},
    )]  # fmt: skip
    assert counts == [2, 1, 1, 0]
    assert "No encontramos requerimientos" in client.get(PAGE, query_string={"q": "vidrio"}).text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_five_statements(
    client: FlaskClient, edition: Edition, statements: list[str], how_many: int
) -> None:
    buyer = a_buyer(edition)
    for _ in range(how_many):
        a_requirement(buyer, mandatory=["iso-9001"])
    statements.clear()
    assert client.get(PAGE).text.count("<article") == how_many
    assert len(statements) == 5


def test_whoever_has_a_company_is_led_to_the_search(client: FlaskClient, edition: Edition) -> None:
    person = a_person()
    a_membership(a_company(), person)
    sign_in(client, person)
    page = client.get(PAGE).text
    assert ("Buscar y pedir citas" in page, "Registrar mi empresa" in page) == (True, False)


def test_signing_in_for_the_first_time_leads_to_the_doors(client: FlaskClient, edition: Edition) -> None:
    page = client.get("/sign-in").text
    for address in ("/foro/register", PAGE, "/foro/companies/new?wants=stand"):
        assert f'href="{address}"' in page


def test_without_an_edition_there_is_no_door(client: FlaskClient) -> None:
    page = client.get("/sign-in")
    assert (page.status_code, "¿Primera vez?" in page.text) == (200, False)
