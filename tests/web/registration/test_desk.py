"""The desk of those who review registrations."""

import csv

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.core.database import session
from forum.editions.models import Category, Edition
from forum.registration.documents import safe
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.queries import PAGE
from tests.builders.editions import a_category, an_edition
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_registration, link_of

LIST = "/foro/registrations"


@pytest.fixture
def edition(app: Flask) -> Edition:
    return an_edition(slug="foro")


@pytest.fixture
def category(edition: Edition) -> Category:
    return a_category(edition)


def fresh(registration: Registration) -> Registration:
    query = select(Registration).where(Registration.id == registration.id)
    return session().scalars(query.execution_options(populate_existing=True)).one()


def names(page: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in page.split('class="table__main"')[1:]]


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_six_statements(
    client: FlaskClient, edition: Edition, category: Category, statements: list[str], how_many: int
) -> None:
    an_organiser(client, edition)
    for _ in range(how_many):
        a_registration(category)
    statements.clear()
    page = client.get(LIST)
    assert (page.status_code, len(names(page.text))) == (200, how_many)
    assert len(statements) == 6


@pytest.mark.both_engines
@pytest.mark.parametrize("text", ["munoz", "MUÑOZ", "forjas", "jose munoz", "hiro@oem", "(477) 123-45", "+5247712"])
def test_search_knows_no_accents_and_looks_at_all_that_is_told_of_a_person(
    client: FlaskClient, edition: Edition, category: Category, text: str
) -> None:
    an_organiser(client, edition)
    person = a_person(
        given_names="José", first_surname="Muñoz", second_surname=None, email="hiro@oem.mx", phone="+524771234567"
    )
    a_registration(category, person, organisation="Forjás del Norte")
    a_registration(category, a_person(given_names="Otra", first_surname="Persona", second_surname=None))
    assert names(client.get(LIST, query_string={"q": text}).text) == ["José Muñoz"]


@pytest.mark.both_engines
def test_filters_and_counts(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    other = a_category(edition)
    a_registration(category, a_person(given_names="A"), status=S.PENDING)
    a_registration(other, a_person(given_names="B"), status=S.PENDING)
    a_registration(other, a_person(given_names="C"))
    found = names(client.get(LIST, query_string={"status": "pending", "category": other.id}).text)
    assert found == ["B Muñoz Güereca"]
    assert len(names(client.get(LIST, query_string={"status": "nonsense"}).text)) == 3
    assert "No encontramos registros" in client.get(LIST, query_string={"q": "zzz"}).text


def test_htmx_gets_the_list_alone(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    a_registration(category)
    page = client.get(LIST, headers={"HX-Request": "true"}).text
    assert ("<html" in page, len(names(page))) == (False, 1)


@pytest.mark.both_engines
def test_pages_follow_each_other_without_gap(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    made = [a_registration(category).id for _ in range(PAGE + 2)]
    first = client.get(LIST).text
    assert (len(names(first)), f"before={made[2]}" in first) == (PAGE, True)
    second = client.get(LIST, query_string={"before": made[2]}).text
    assert (len(names(second)), "before=" in second) == (2, False)


def test_one_registration_with_its_history(client: FlaskClient, edition: Edition, category: Category) -> None:
    organiser = an_organiser(client, edition)
    registration = a_registration(category, status=S.PENDING)
    client.post(f"{LIST}/{registration.id}/approval")
    page = client.get(f"{LIST}/{registration.id}").text
    assert fresh(registration).status is S.APPROVED
    assert f"{organiser.given_names} {organiser.first_surname}" in page


def test_a_rejection_needs_a_reason_and_mails_it(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    registration = a_registration(category, a_person(email="ana@example.mx"), status=S.PENDING)
    assert client.post(f"{LIST}/{registration.id}/rejection", data={"reason": " "}).status_code == 422
    assert fresh(registration).status is S.PENDING
    client.post(f"{LIST}/{registration.id}/rejection", data={"reason": "No es del sector."})
    assert fresh(registration).status is S.REJECTED
    assert "No es del sector." in mails_to("ana@example.mx")[0].text
    late = client.post(f"{LIST}/{registration.id}/rejection", data={"reason": "Otra vez."})
    assert (late.status_code, "Otra vez." in late.text) == (422, True)


def test_cancelling_moving_and_a_new_link(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    other = a_category(edition)
    registration = a_registration(category)
    old = link_of(registration)
    client.post(f"{LIST}/{registration.id}/category", data={"category_id": other.id})
    assert fresh(registration).category_id == other.id
    client.post(f"{LIST}/{registration.id}/link")
    assert client.get(old).status_code == 404
    client.post(f"{LIST}/{registration.id}/cancellation")
    assert fresh(registration).status is S.CANCELLED


@pytest.mark.both_engines
def test_many_are_approved_at_once(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    pending = [a_registration(category, status=S.PENDING) for _ in range(2)]
    done = a_registration(category)
    answer = client.post(f"{LIST}/approvals", data={"id": [r.id for r in (*pending, done)]}, follow_redirects=True)
    assert "2 registros aprobados." in answer.text
    assert "1 no se pudo aprobar." in answer.text
    assert [fresh(r).status for r in pending] == [S.APPROVED, S.APPROVED]
    assert "Marque primero a quién aprobar." in client.post(f"{LIST}/approvals", follow_redirects=True).text


@pytest.mark.both_engines
def test_the_sheet_opens_in_excel_and_computes_nothing(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    person = a_person(given_names="=1+1", first_surname="Ñíguez", email="ana@example.mx", phone="+81312345678")
    a_registration(category, person, organisation="@SUM(A1)")
    a_registration(category, status=S.CANCELLED)
    answer = client.get(f"{LIST}/export.csv", query_string={"status": "approved"})
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(answer.data.decode("utf-8-sig").splitlines()))
    assert len(rows) == 1
    assert (rows[0]["nombres"], rows[0]["primer_apellido"]) == ("'=1+1", "Ñíguez")
    assert (rows[0]["organizacion"], rows[0]["celular"], rows[0]["estado"]) == (
        "'@SUM(A1)",
        "'+81312345678",
        "approved",
    )


@pytest.mark.parametrize("cell", ["=x", "+x", "-x", "@x", "\tx", "\rx"])
def test_what_would_start_a_formula_is_defused(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_other_cells_stay() -> None:
    assert safe("a=b") == "a=b"
