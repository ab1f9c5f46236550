"""What a company lacked of what buyers asked for: its own page once the forum is over, and the sum of all."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.editions.models import Edition
from forum.meetings.queries.lacking import list_compared
from forum.meetings.rules.lacking import lacked
from tests.builders.companies import a_company, an_affiliation, an_ally
from tests.builders.editions import an_edition
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.outcomes import is_over
from tests.builders.people import a_person, a_role, sign_in


def asked(edition: Edition) -> tuple[int, object]:
    """A supplier that asked about two requirements; the id of its company, and the person."""
    company = a_company(name="Forjas León")
    supplier, person = a_supplier(edition, company)
    buyer = a_buyer(edition)
    for title in ("Soporte", "Buje"):
        requirement = a_requirement(buyer, title=title, mandatory=["iatf-16949"], desirable=["iso-14001"])
        a_request(requirement, supplier, person)
    an_affiliation(an_ally("Cámara de León"), company)
    return company.id, person


def test_a_supplier_reads_what_it_lacked_and_who_helps_once_the_forum_is_over(client: FlaskClient) -> None:
    edition = an_edition()
    _company, person = asked(edition)
    sign_in(client, person)  # type: ignore[arg-type]
    page = f"/{edition.slug}/meetings/lacking"
    assert page in client.get(f"/{edition.slug}/meetings/supplier").text
    assert "El foro aún no termina" in client.get(page).text
    is_over(edition)
    told = client.get(page).text
    for word in ("IATF 16949", "ISO 14001", "2 requerimientos", "Desarrollo de Proveedores", "Cámara de León"):
        assert word in told, word
    sign_in(client, a_person())
    assert client.get(page).status_code == 404


def test_the_staff_reads_the_sum(client: FlaskClient) -> None:
    edition = an_edition()
    asked(edition)
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    page = sign_in(client, viewer).get(f"/{edition.slug}/report/business").text
    assert ("Qué faltó a los proveedores" in page, "IATF 16949" in page) == (True, True)


@pytest.mark.both_engines
def test_only_what_a_company_asked_for_is_compared(app: Flask) -> None:
    edition = an_edition()
    company_id, _person = asked(edition)
    asked(edition)
    today = utc_now().date()
    own = lacked(list_compared(edition.id, company_id=company_id, today=today))
    every = lacked(list_compared(edition.id, today=today))
    assert {each.companies for each in own} == {1}
    assert max(each.companies for each in every) == 2
