"""A company's pages: access, content and number of statements."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.companies.enums import CompanyRole
from forum.core.database import session
from forum.editions.models import Edition
from forum.exhibitors import service
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from tests.builders.companies import a_company, a_membership
from tests.builders.editions import an_edition
from tests.builders.exhibitors import (
    Applicant,
    a_draft,
    an_applicant,
    an_exhibitor,
    an_exhibitor_category,
    stands,
)
from tests.builders.people import a_person, sign_in


def status_of(exhibitor: Exhibitor) -> ExhibitorStatus:
    session().expire_all()
    return session().get_one(Exhibitor, exhibitor.id).status


def at(edition: Edition, rest: str = "") -> str:
    return f"/{edition.slug}/exhibitors{rest}"


def signed_in(client: FlaskClient, applicant: Applicant) -> FlaskClient:
    return sign_in(client, applicant.person)


def test_starting_redirects_to_the_plan_and_submitting_to_the_application(client: FlaskClient) -> None:
    edition = an_edition()
    (stand,) = stands(edition, 1)
    person, company = a_person(), a_company(name="MetalBajío")
    a_membership(company, person)
    sign_in(client, person)
    plan = client.post(at(edition), data={"company_id": company.id}, follow_redirects=True)
    assert plan.request.path.endswith("/stand")
    assert f'aria-label="{stand.code} · 3 × 2 m · sencillo: Libre"' in plan.text
    shown = client.post(plan.request.path, data={"stand_id": stand.id}, follow_redirects=True)
    assert "En revisión" in shown.text
    assert stand.code in shown.text


def test_a_taken_stand_is_refused_on_the_page_that_was_open(client: FlaskClient) -> None:
    edition = an_edition()
    stand, _free = stands(edition, 2)
    applicant = a_draft(edition)
    an_applicant(edition, stand)
    answer = signed_in(client, applicant).post(
        at(edition, f"/{applicant.exhibitor.id}/stand"), data={"stand_id": stand.id}
    )
    assert answer.status_code == 422
    assert f"El stand {stand.code} ya lo tiene otra empresa" in answer.text
    assert f'aria-label="{stand.code}: Ocupado"' in answer.text


def test_the_reason_of_a_rejection_is_shown(client: FlaskClient) -> None:
    from_edition = an_edition()
    applicant = an_applicant(from_edition, stands(from_edition, 1)[0])
    service.reject_application(
        applicant.exhibitor.id, reason="Giro ajeno", by=a_person().id, now=from_edition.registration_opens_at
    )
    page = signed_in(client, applicant).get(at(from_edition, f"/{applicant.exhibitor.id}"))
    assert "Giro ajeno" in page.text
    assert "El comité organizador" in page.text


def test_a_colleague_who_is_no_administrator_only_reads(client: FlaskClient) -> None:
    edition = an_edition()
    stand, other = stands(edition, 2)
    applicant = an_applicant(edition, stand)
    colleague = a_person()
    a_membership(applicant.company, colleague, CompanyRole.MEMBER)
    sign_in(client, colleague)
    page = client.get(at(edition, f"/{applicant.exhibitor.id}"))
    assert "El stand lo elige quien administra la empresa." in page.text
    post = client.post(at(edition, f"/{applicant.exhibitor.id}/stand"), data={"stand_id": other.id})
    gone = client.post(at(edition, f"/{applicant.exhibitor.id}/withdrawal"))
    assert (post.status_code, gone.status_code) == (403, 403)
    assert status_of(applicant.exhibitor) is ExhibitorStatus.SUBMITTED


def test_withdrawing(client: FlaskClient) -> None:
    edition = an_edition()
    applicant = an_applicant(edition, stands(edition, 1)[0])
    signed_in(client, applicant).post(at(edition, f"/{applicant.exhibitor.id}/withdrawal"))
    assert status_of(applicant.exhibitor) is ExhibitorStatus.WITHDRAWN


STAFF = {"given_names": "José", "first_surname": "Muñoz", "position": "Ventas", "email": "jose@example.mx"}


def test_a_colleague_is_added_and_removed(client: FlaskClient) -> None:
    edition = an_edition()
    an_exhibitor_category(edition)
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    signed_in(client, applicant)
    address = at(edition, f"/{applicant.exhibitor.id}")
    page = client.post(f"{address}/staff/new", data=STAFF, follow_redirects=True)
    assert "José Muñoz" in page.text
    (removal,) = re.findall(r'action="([^"]*/removal)"', page.text)
    page = client.post(removal, follow_redirects=True)
    assert "Aún no hay gafetes asignados" in page.text


def test_a_full_quota_is_shown_and_the_fields_are_kept(client: FlaskClient) -> None:
    edition = an_edition(staff_badges_per_stand=0)
    an_exhibitor_category(edition)
    applicant = an_exhibitor(edition, stands(edition, 1)[0])
    answer = signed_in(client, applicant).post(at(edition, f"/{applicant.exhibitor.id}/staff/new"), data=STAFF)
    assert answer.status_code == 422
    assert "Su stand tiene 0 gafetes de personal" in answer.text
    assert 'value="jose@example.mx"' in answer.text


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_of_own_ones_costs_the_same(client: FlaskClient, statements: list[str], how_many: int) -> None:
    edition = an_edition()
    person = a_person()
    for stand in stands(edition, how_many):
        applicant = an_applicant(edition, stand)
        a_membership(applicant.company, person)
    sign_in(client, person)
    statements.clear()
    page = client.get(at(edition))
    assert (page.text.count("En revisión"), len(statements)) == (how_many, 5)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_plan_costs_the_same(client: FlaskClient, statements: list[str], how_many: int) -> None:
    edition = an_edition()
    stands(edition, how_many)
    applicant = a_draft(edition)
    signed_in(client, applicant)
    statements.clear()
    page = client.get(at(edition, f"/{applicant.exhibitor.id}/stand"))
    assert (page.text.count(": Libre"), len(statements)) == (how_many, 6)


def test_the_application_in_english(client: FlaskClient, app: Flask) -> None:
    edition = an_edition()
    applicant = an_applicant(edition, stands(edition, 1)[0])
    page = signed_in(client, applicant).get(
        at(edition, f"/{applicant.exhibitor.id}"), headers={"Accept-Language": "en"}
    )
    assert "Under review" in page.text
