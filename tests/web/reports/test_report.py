"""The report of an edition made by hand: each figure as it was counted, on the page and in both sheets."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from forum.accounts.enums import Role
from forum.checkin.models import Entry
from forum.companies.enums import Sector, Stratum
from forum.companies.models import Affiliation, Site
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.editions.models import Edition
from forum.exhibitors.enums import ExhibitorStatus
from forum.exhibitors.models import Exhibitor
from forum.matchmaking.enums import SupplierStatus
from forum.registration.enums import RegistrationStatus
from forum.reports.context import report_of
from tests.builders.agendas import Desk
from tests.builders.checkin import a_gate
from tests.builders.companies import a_company, an_ally, an_ally_code
from tests.builders.editions import a_category, an_edition
from tests.builders.meetings import a_supplier
from tests.builders.people import a_person, a_role, an_organiser, sign_in
from tests.builders.registrations import a_registration

pytestmark = pytest.mark.both_engines


def enter(registration_id: int, gate: Any, edition: Edition, day: int) -> None:
    """An entry on the first, second … day."""
    now, key = utc_now(), f"{registration_id}-{day}"
    with atomic() as session:
        session.add(
            Entry(
                registration_id=registration_id, day=edition.starts_on + timedelta(days=day), area_id=gate.area_id,
                gate_id=gate.id, scan_id=key, entered_at=now, inside=True, moved_at=now, moved_by=key, changed_at=now,
            )
        )  # fmt: skip


@pytest.fixture
def edition(app: Flask) -> Edition:
    """Seven people, of whom three came, one of them twice; four companies with two RFCs; one meeting."""
    edition = an_edition()
    gate = a_gate(edition)
    visitors, students = a_category(edition), a_category(edition, name_es="Estudiante", name_en="Student")
    ally, other = an_ally("Coparmex"), an_ally("Canacintra")
    code = an_ally_code(ally)
    came = [
        a_registration(visitors, sector=Sector.EMPRESA, ally_code_id=code.id),
        a_registration(visitors, sector=Sector.GOBIERNO),
        a_registration(students, sector=Sector.ACADEMIA),
    ]
    for registration in came:
        enter(registration.id, gate, edition, 0)
    enter(came[0].id, gate, edition, 1)
    kept = a_registration(visitors)
    a_registration(visitors, status=RegistrationStatus.PENDING)
    a_registration(visitors, status=RegistrationStatus.CANCELLED, merged_into_id=kept.id)
    both = a_company(rfc="MAB9307148T4", stratum=Stratum.MICRO)
    a_supplier(edition, both)
    school = a_company(rfc="SAT970701NN3", sector=Sector.ACADEMIA)
    foreign = a_company(rfc="XEXX010101000", stratum=Stratum.GRANDE)
    a_supplier(edition, foreign)
    a_supplier(edition, a_company(), status=SupplierStatus.PENDING)
    now = utc_now()
    with atomic() as session:
        for company in (both, school):
            session.add(
                Exhibitor(
                    edition_id=edition.id, company_id=company.id, status=ExhibitorStatus.APPROVED, staff_quota=1,
                    created_at=now, changed_at=now,
                )
            )  # fmt: skip
        session.add(Site(company_id=both.id, name="Uno", municipality="León", state="GUA"))
        session.add(Site(company_id=both.id, name="Dos", municipality="Silao", state="GUA"))
        session.add_all(Affiliation(company_id=both.id, ally_id=each.id) for each in (ally, other))
        session.add(Affiliation(company_id=foreign.id, ally_id=ally.id))
    return edition


def told(edition: Edition) -> dict[str, dict[str, list[int | None]]]:
    """The figures of the report by part and label."""
    return {
        section.title: {line.label: list(line.values) for line in section.lines}
        for section in report_of(edition, now=utc_now())
    }


def test_each_figure_is_what_was_counted_by_hand(edition: Edition, app: Flask) -> None:
    with app.test_request_context():
        found = told(edition)
    attendance = list(found["Asistencia"].values())
    assert attendance == [[5], [4], [3], [4], [3], [1]]
    assert found["Personas por categoría"] == {"Visitante": [4, 3, 2], "Estudiante": [1, 1, 1]}
    sectors = found["Triple hélice y otros sectores"]
    assert sectors["Empresa"] == [1, 1, 1, 2]
    assert sectors["Academia"] == [1, 1, 1, 1]
    assert sectors["Triple hélice (empresa, academia y gobierno)"] == [3, 3, 3, 3]
    assert sectors["Sin dato"] == [2, 1, 0, 0]
    assert list(found["Empresas participantes"].values()) == [[3], [0], [2], [2]]
    assert list(found["Empresas por estrato"].values()) == [[1], [0], [0], [1], [0], [1]]
    assert found["Empresas por municipio"] == {"León": [1], "Sin dato": [2]}
    assert found["Por aliado"] == {"Canacintra": [1, 0], "Coparmex": [2, 1], "Total sin repetir": [2, 1]}


def test_meetings_are_counted_with_what_is_known_of_them(app: Flask) -> None:
    edition = an_edition()
    desk = Desk(edition)
    desk.meet(desk.slots[0])
    with app.test_request_context():
        before, after = (
            {
                line.label: list(line.values)
                for section in report_of(edition, now=now)
                if section.title == "Encuentros de negocio"
                for line in section.lines
            }
            for now in (utc_now(), desk.slots[0].ends_at)
        )
    assert before["Citas programadas"] == before["Solicitudes aceptadas"] == before["Requerimientos con cita"] == [1]
    assert (before["Citas cuyo horario ya pasó"], after["Citas cuyo horario ya pasó"]) == ([0], [1])


def test_the_page_says_the_cut_off_and_what_each_figure_counts(
    client: FlaskClient, edition: Edition, statements: list[str]
) -> None:
    an_organiser(client, edition)
    assert f"/{edition.slug}/report" in client.get(f"/{edition.slug}/dashboard").text
    statements.clear()
    page = client.get(f"/{edition.slug}/report").text
    assert len(statements) == 34
    assert re.search(r"Corte: \d+ \w+ \d{4}, \d\d:\d\d", page)
    assert "No es la suma de los días" in page
    assert "trabajadores × 10 % + ventas" in page
    english = client.get(f"/{edition.slug}/report", headers={"Accept-Language": "en"}).text
    assert "It is not the sum of the days" in english


def test_both_sheets_say_the_same(client: FlaskClient, edition: Edition) -> None:
    an_organiser(client, edition)
    here = f"/{edition.slug}/report/report"
    text = list(csv.reader(StringIO(client.get(f"{here}.csv").data.decode("utf-8-sig"))))
    book = load_workbook(BytesIO(client.get(f"{here}.xlsx").data)).worksheets[0]
    cells = [[cell or "" for cell in row] for row in book.iter_rows(values_only=True)]
    assert [row[:5] for row in cells] == [row[:5] for row in text]
    assert text[0] == ["Apartado", "Cifra", "Qué cuenta", "Valor", "Definición", "Corte"]
    assert ["Asistencia", "Personas que asistieron", "Total", "3"] in [row[:4] for row in text]


def test_a_viewer_reads_it_and_a_steward_does_not(client: FlaskClient, app: Flask, edition: Edition) -> None:
    viewer, steward = a_person(), a_person()
    a_role(viewer, Role.VIEWER, edition)
    a_role(steward, Role.GATE_STEWARD, edition)
    assert sign_in(client, viewer).get(f"/{edition.slug}/report").status_code == 200
    assert sign_in(app.test_client(), steward).get(f"/{edition.slug}/report").status_code == 403
