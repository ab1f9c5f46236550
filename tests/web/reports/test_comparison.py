"""Editions side by side: what the app counted, and what the organisers gave of years that were never in it."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from forum.accounts.enums import Role
from forum.core.clock import utc_now
from forum.core.database import session
from forum.core.sheets import xlsx_file
from forum.editions.models import Edition
from forum.reports.context import comparison_of
from forum.reports.enums import Figure
from forum.reports.models import FigureLoad, GivenFigure
from forum.reports.service import confirm_load, copy_figures, delete_old_loads
from tests.builders.editions import a_category, an_edition
from tests.builders.figures import a_figure_load, a_given_figure
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition with two people, after one of last year with one, and figures given of both and of 2015."""
    starts_on = utc_now().date() - timedelta(days=340)
    before = an_edition(slug="antes", starts_on=starts_on, ends_on=starts_on)
    a_registration(a_category(before))
    edition = an_edition(slug="ahora")
    category = a_category(edition)
    for _ in range(2):
        a_registration(category)
    a_given_figure(edition, 2015, Figure.MEETINGS, 1800)
    a_given_figure(edition, starts_on.year, Figure.REGISTERED, 99)
    a_given_figure(edition, starts_on.year, Figure.MEETINGS_HELD, 640)
    return edition


@pytest.mark.both_engines
def test_what_the_app_counted_stands_and_the_rest_is_given(app: Flask, edition: Edition) -> None:
    with app.test_request_context():
        section = comparison_of(edition)
        lines = {line.label: (list(line.values), set(line.given)) for line in section.lines}
    last = edition.starts_on.year
    assert section.columns == ["2015", str((edition.starts_on - timedelta(days=370)).year), str(last)]
    assert lines["Personas registradas"] == ([None, 1, 2], set())
    assert lines["Citas programadas"] == ([1800, 0, 0], {0})
    assert lines["Citas celebradas"] == ([None, 640, None], {1})
    assert "Expectativa de negocio, USD" not in lines


def upload(client: FlaskClient, edition: Edition, rows: list[list[str]]) -> Any:
    file = xlsx_file(rows[0], rows[1:])
    return client.post(f"/{edition.slug}/report/figures/load", data={"file": (file, "cifras.xlsx")})


def test_a_sheet_is_judged_row_by_row_and_written_in_one_change(client: FlaskClient, edition: Edition) -> None:
    organiser = an_organiser(client, edition)
    rows = [
        ["ANO:", "cifra", "valor"],
        ["2015", "exhibitors", "320"],
        ["2015", "Citas Programadas", "2,000"],
        ["2015", "citas programadas", "7"],
        ["2099", "Personas que asistieron", "x"],
        ["2016", "Personas que asistieran", "10500"],
    ]
    answer = upload(client, edition, rows)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert ("2 renglones están bien" in page, "corregir 3 renglones" in page) == (True, True)
    assert "La más parecida es «Personas que asistieron»" in page
    assert "está en un renglón anterior" in page
    mended = load_workbook(BytesIO(client.get(f"{answer.location}/mend.xlsx").data)).worksheets[0]
    assert mended.max_row == 4
    confirmed = client.post(f"{answer.location}/confirmation", follow_redirects=True)
    assert "Guardamos 2 cifras" in confirmed.text
    assert "2,000*" in confirmed.text
    given = {(each.year, each.figure): each for each in session().query(GivenFigure)}
    assert given[2015, Figure.MEETINGS].value == 2000
    assert given[2015, Figure.EXHIBITORS].given_by_id == organiser.id
    again = client.post(f"{answer.location}/confirmation")
    assert again.status_code in {302, 303, 409, 422}
    assert session().query(GivenFigure).count() == 4
    assert "2,000*" in client.get(f"/{edition.slug}/report").text


def test_a_sheet_without_a_column_is_refused_in_words(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    answer = upload(client, edition, [["Año", "Valor"], ["2015", "7"]])
    assert (answer.status_code, "Falta la columna «Cifra»" in answer.text) == (422, True)
    none = client.post(f"/{edition.slug}/report/figures/load", data={})
    assert (none.status_code, "Elija la hoja." in none.text) == (422, True)


def test_the_figures_of_a_year_are_taken_back(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    page = client.post(f"/{edition.slug}/report/figures/2015/removal", follow_redirects=True).text
    assert ("Quitamos las cifras de 2015" in page, "1,800" in page) == (True, False)


def test_who_reads_the_dashboard_compares_and_does_not_load(client: FlaskClient, edition: Edition) -> None:
    viewer = a_person()
    a_role(viewer, Role.VIEWER, edition)
    sign_in(client, viewer)
    page = client.get(f"/{edition.slug}/report/editions")
    assert (page.status_code, "1,800*" in page.text, "figures/load" in page.text) == (200, True, False)
    assert client.get(f"/{edition.slug}/report/figures/load").status_code == 403
    for ending in ("csv", "xlsx"):
        assert client.get(f"/{edition.slug}/report/figures/loads/template.{ending}").status_code == 403


@pytest.mark.both_engines
def test_a_copy_has_the_figures_and_old_sheets_are_deleted(app: Flask, edition: Edition) -> None:
    copy = an_edition(slug="copia")
    copy_figures(edition.id, copy.id)
    assert session().query(GivenFigure).filter_by(edition_id=copy.id).count() == 3
    person = a_person()
    load = a_figure_load(edition, by=person.id)
    assert confirm_load(load.id, edition.id, figures=[(2015, "meetings", 5)], by=person.id, now=utc_now()) == 1
    delete_old_loads(now=utc_now() + timedelta(days=2))
    assert session().query(FigureLoad).count() == 0
