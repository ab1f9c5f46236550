"""The desk of those who review registrations."""

import csv
import re
from datetime import time, timedelta
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.checkin.models import Entry
from forum.companies.enums import Sector, Stratum
from forum.companies.models import Site
from forum.core.clock import utc_now
from forum.core.database import atomic, session
from forum.core.filters import short_date, weekday_date
from forum.core.sheets import XLSX, safe
from forum.editions.models import Category, CategoryDay, Edition
from forum.editions.rules import moment
from forum.privacy.enums import Purpose
from forum.registration.enums import RegistrationStatus as S
from forum.registration.models import Registration
from forum.registration.queries import PAGE, Wanted, search_registrations
from forum.registration.views import desk_many
from tests.builders.checkin import a_gate
from tests.builders.companies import a_company
from tests.builders.decisions import decided
from tests.builders.editions import ZONE, a_category, an_edition, days_of
from tests.builders.mail import mails_to
from tests.builders.people import a_person, an_organiser
from tests.builders.registrations import a_notice, a_registration, agreed, link_of

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
def test_the_list_takes_five_statements(
    client: FlaskClient, edition: Edition, category: Category, statements: list[str], how_many: int
) -> None:
    an_organiser(client, edition)
    for _ in range(how_many):
        a_registration(category)
    statements.clear()
    page = client.get(LIST)
    assert (page.status_code, len(names(page.text))) == (200, how_many)
    assert len(statements) == 5


@pytest.mark.both_engines
def test_a_search_counts_and_pages_what_it_finds_in_one_statement(
    edition: Edition, category: Category, statements: list[str]
) -> None:
    people = [a_person(given_names="Ana" if number % 2 else "Eva") for number in range(2 * PAGE + 4)]
    anas = sorted((a_registration(category, person).id for person in people[1::2]), reverse=True)
    for person in people[::2]:
        a_registration(category, person)
    statements.clear()
    rows, more, number = search_registrations(edition.id, wanted=Wanted(text="ana"))
    assert ([row.id for row in rows], more, number) == (anas[:PAGE], anas[PAGE - 1], PAGE + 2)
    assert len(statements) == 1
    rows, more, number = search_registrations(edition.id, wanted=Wanted(text="ana"), before=more)
    assert ([row.id for row in rows], more, number) == (anas[PAGE:], None, PAGE + 2)
    assert search_registrations(edition.id, wanted=Wanted(text="ana"), before=anas[-1]) == ([], None, PAGE + 2)
    assert search_registrations(edition.id, wanted=Wanted(category_id=category.id))[2] == len(people)


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
@pytest.mark.parametrize("status", [S.APPROVED, S.PENDING])
def test_another_category_is_told_with_its_days(
    client: FlaskClient, edition: Edition, category: Category, status: S
) -> None:
    an_organiser(client, edition)
    press = a_category(edition, name_es="Prensa", quota=3)
    first = days_of(edition)[0]
    with atomic() as current:
        current.add(CategoryDay(category_id=press.id, day_id=first.id))
    registration = a_registration(category, a_person(email="ana@example.mx"), status=status)
    page = client.get(f"{LIST}/{registration.id}").text
    assert f"Prensa · {short_date(first.date)} · quedan 3 lugares" in page
    assert "cambian el gafete y los días en que entra. La persona recibe un correo." in page
    client.post(f"{LIST}/{registration.id}/category", data={"category_id": press.id})
    [mail] = mails_to("ana@example.mx")
    assert "antes Visitante, ahora Prensa" in mail.text
    assert f"Con ella entra estos días: {weekday_date(first.date)}." in mail.text
    own = client.get(link_of(fresh(registration))).text
    assert ("Su gafete entra" in own) is (status is S.APPROVED)


def test_one_who_does_not_attend_is_not_mailed_another_category(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    registration = a_registration(category, a_person(email="ana@example.mx"), status=S.CANCELLED)
    client.post(f"{LIST}/{registration.id}/category", data={"category_id": a_category(edition).id})
    assert (fresh(registration).category_id != category.id, mails_to("ana@example.mx")) == (True, [])


@pytest.mark.both_engines
def test_many_are_approved_at_once(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    pending = [a_registration(category, status=S.PENDING) for _ in range(2)]
    full = a_category(edition, quota=0, name_es="Prensa")
    waiting = a_registration(full, a_person(given_names="Eva", second_surname=None), status=S.WAITLISTED)
    done = a_registration(category, a_person(given_names="Ana", second_surname=None))
    answer = decided(client, f"{LIST}/approvals", data={"id": [r.id for r in (*pending, done, waiting)]})
    assert "2 registros aprobados." in answer.text
    assert "2 quedaron como estaban." in answer.text
    assert names(answer.text) == ["Eva Muñoz", "Ana Muñoz"]
    assert all(f'href="{LIST}/{each.id}"' in answer.text for each in (done, waiting))
    assert "La categoría «Prensa» ya no tiene lugares." in answer.text
    assert "El registro cambió mientras tanto" in answer.text
    assert [fresh(r).status for r in pending] == [S.APPROVED, S.APPROVED]
    for many in ("approvals", "rejections", "moves"):
        assert "Marque primero los registros." in client.post(f"{LIST}/{many}", follow_redirects=True).text


def test_many_are_refused_for_one_reason_that_is_asked_first(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    people = [a_person(email=f"{name}@example.mx") for name in ("ana", "eva")]
    pending = [a_registration(category, person, status=S.PENDING) for person in people]
    ids = [each.id for each in pending]
    asked = client.post(f"{LIST}/rejections?status=pending", data={"id": ids})
    assert (asked.status_code, asked.text.count('type="hidden" name="id"')) == (200, 2)
    assert {fresh(each).status for each in pending} == {S.PENDING}
    empty = client.post(f"{LIST}/rejections?status=pending", data={"id": ids, "reason": " "})
    assert (empty.status_code, empty.text.count('type="hidden" name="id"')) == (422, 2)
    done = decided(client, f"{LIST}/rejections?status=pending", data={"id": ids, "reason": "Cupo lleno"})
    assert f'href="{LIST}?status=pending"' in done.text
    assert {fresh(each).status for each in pending} == {S.REJECTED}
    assert [len(mails_to(each.email or "")) for each in people] == [1, 1]


@pytest.mark.both_engines
def test_all_that_a_list_finds_are_moved_and_nobody_else(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    press = a_category(edition, name_es="Prensa")
    anas = [a_registration(category, a_person(given_names="Ana"), organisation="Diario") for _ in range(3)]
    anas.append(a_registration(press, a_person(given_names="Ana"), organisation="Diario"))
    eva = a_registration(category, a_person(given_names="Eva"), organisation="Diario")
    asked = client.post(f"{LIST}/moves?q=ana", data={"all": "yes"})
    assert (asked.status_code, 'name="all" value="yes"' in asked.text) == (200, True)
    [last] = re.findall(r'name="last" value="(\d+)"', asked.text)
    later = a_registration(category, a_person(given_names="Ana"), organisation="Diario")
    told = {"all": "yes", "last": last, "category_id": press.id}
    done = decided(client, f"{LIST}/moves?q=ana", data=told)
    assert "3 registros cambiaron de categoría." in done.text
    assert {fresh(each).category_id for each in anas} == {press.id}
    assert {fresh(each).category_id for each in (eva, later)} == {category.id}
    decided(client, f"{LIST}/moves?q=ana", data={"all": "yes", "category_id": press.id})
    assert fresh(later).category_id == press.id
    again = client.post(f"{LIST}/moves?q=ana", data={"all": "yes", "category_id": press.id}, follow_redirects=True)
    assert "Ningún registro lo permite." in again.text


def test_of_too_many_the_first_are_done_and_the_others_are_counted(
    client: FlaskClient, edition: Edition, category: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_organiser(client, edition)
    monkeypatch.setattr(desk_many, "MOST_AT_ONCE", 2)
    pending = [a_registration(category, status=S.PENDING) for _ in range(3)]
    a_registration(category)
    done = decided(client, f"{LIST}/approvals", data={"all": "yes"})
    assert ("2 registros aprobados." in done.text, "Queda 1: repita la acción." in done.text) == (True, True)
    assert [fresh(each).status for each in pending] == [S.APPROVED, S.APPROVED, S.PENDING]
    asked = client.post(f"{LIST}/rejections", data={"all": "yes"})
    assert "No caben todos en una vez. Quedan por hacer después: 2" in asked.text


def test_of_all_statuses_only_those_who_wait_are_approved(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    """Who cancelled by themselves does not come back because somebody marked everybody."""
    an_organiser(client, edition)
    everybody = [a_registration(category, status=each) for each in (S.PENDING, S.CANCELLED, S.REJECTED)]
    decided(client, f"{LIST}/approvals", data={"all": "yes"})
    assert [fresh(each).status for each in everybody] == [S.APPROVED, S.CANCELLED, S.REJECTED]
    decided(client, f"{LIST}/approvals?status=rejected", data={"all": "yes"})
    assert [fresh(each).status for each in everybody] == [S.APPROVED, S.CANCELLED, S.APPROVED]


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
        "(+81) 312345678",
        "Aprobado",
    )


def read_xlsx(data: bytes) -> list[list[str]]:
    """The cells of the first sheet, each of which must be a text."""
    with ZipFile(BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    return [
        [unescape(cell) for cell in re.findall(r'<c [^>]*t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>|<c [^>]*/>', row)]
        for row in re.findall(r"<row .*?</row>", sheet)
    ]


@pytest.mark.both_engines
def test_the_workbook_keeps_every_cell_as_it_is(client: FlaskClient, edition: Edition, category: Category) -> None:
    an_organiser(client, edition)
    person = a_person(given_names="=1+1", first_surname="00123", second_surname="3-4", phone="+81312345678")
    a_registration(category, person, organisation="a<b&c")
    assert f'href="{LIST}/export.xlsx"' in client.get(LIST).text
    answer = client.get(f"{LIST}/export.xlsx", query_string={"status": "approved"})
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        XLSX,
        "attachment; filename=registros-foro.xlsx",
    )
    head, row = read_xlsx(answer.data)
    found = dict(zip(head, row, strict=False))
    assert [found[name] for name in ("nombres", "primer_apellido", "segundo_apellido", "celular", "organizacion")] == [
        "=1+1",
        "00123",
        "3-4",
        "(+81) 312345678",
        "a<b&c",
    ]


@pytest.mark.both_engines
def test_the_sheet_says_company_consents_and_arrival_in_the_language_of_its_reader(
    client: FlaskClient, edition: Edition, category: Category
) -> None:
    an_organiser(client, edition)
    notice, person = a_notice(), a_person(language="en")
    company = a_company(rfc="MAB9307148T4", stratum=Stratum.PEQUENA)
    with atomic() as current:
        current.add(Site(company_id=company.id, name="Planta", municipality="León", state="GUA", postal_code="01000"))
    registration = a_registration(category, person, company_id=company.id, sector=Sector.ACADEMIA, status=S.CANCELLED)
    agreed(person.id, notice.id, {Purpose.NEWS: True}, utc_now() - timedelta(days=1))
    agreed(person.id, notice.id, {Purpose.NEWS: False}, moment(edition.starts_on, time(10), ZONE.key))
    gate = a_gate(edition)
    with atomic() as current:
        entered = moment(edition.starts_on, time(9, 12), ZONE.key)
        current.add(
            Entry(
                registration_id=registration.id,
                day=edition.starts_on,
                area_id=gate.area_id,
                gate_id=gate.id,
                scan_id="x",
                entered_at=entered,
                inside=True,
                moved_at=entered,
                moved_by="x",
                changed_at=entered,
            )
        )
    [row] = csv.DictReader(client.get(f"{LIST}/export.csv").data.decode("utf-8-sig").splitlines())
    day = edition.starts_on.isoformat()
    said = {name: row[name] for name in ("sector", "estado", "rfc", "estrato", "cp", "acepta_noticias", "idioma")}
    assert said == {
        "sector": "Academia",
        "estado": "Cancelado",
        "rfc": "MAB9307148T4",
        "estrato": "Pequeña empresa",
        "cp": "01000",
        "acepta_noticias": f"No · {day} 10:00",
        "idioma": "English",
    }
    assert (row[f"llegada_{day}"], row[f"llegada_{edition.ends_on.isoformat()}"]) == ("09:12", "")
    client.get("/language/en")
    [row] = csv.DictReader(client.get(f"{LIST}/export.csv").data.decode("utf-8-sig").splitlines())
    assert (row["estado"], row["categoria"]) == ("Cancelled", "Visitor")


@pytest.mark.parametrize("cell", ["=x", "+x", "-x", "@x", "\tx", "\rx"])
def test_what_would_start_a_formula_is_defused(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_other_cells_stay() -> None:
    assert safe("a=b") == "a=b"
