"""Requirements from a sheet: what is read, what becomes of each row, and who may."""

import io
import zipfile
from datetime import date

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from forum.accounts.enums import Role
from forum.core.database import session
from forum.core.sheet_reading import USUAL, SheetTooLarge, SheetUnreadable, read_rows
from forum.matchmaking.models import Requirement, RequirementLoad
from tests.builders.companies import a_process
from tests.builders.people import a_person, a_role, sign_in
from tests.web.meetings.conftest import Forum, mails

EXCEL = (
    "Qué busca;Proceso;Volumen anual (EAU);Unidad;Inicio de producción (SOP);Certificados indispensables\r\n"
    "Muñón;Forja de acero;12,000;piezas;30/09/2027;ISO 9001, IATF 16949\r\n"
    ";Forja de acer;muchas;piezas;31/02/2027;ISO 1\r\n"
).encode("cp1252")


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_sheets_of_excel_are_read() -> None:
    assert read_rows(EXCEL)[1][:3] == ["Muñón", "Forja de acero", "12,000"]
    assert read_rows("A,B\nÑ,2\n".encode("utf-8-sig")) == [["A", "B"], ["Ñ", "2"]]
    assert read_rows(a_workbook(("A", "B"), (None, None), (12.0, date(2027, 9, 30)))) == [
        ["A", "B"],
        ["12", "2027-09-30"],
    ]


def a_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (41 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", SheetUnreadable),
        (b"%PDF-\0", SheetUnreadable),
        (b"PK\x03\x04 no", SheetUnreadable),
        (a_bomb(), SheetTooLarge),
        (b"a\n" * (USUAL.rows + 2), SheetTooLarge),
        (b"a" * (4 * 1024 * 1024 + 1), SheetTooLarge),
    ],
)
def test_sheets_that_are_refused(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_rows(data)


@pytest.fixture
def forge(forum: Forum) -> Forum:
    a_process("Forja de acero", parent_id=a_process("Forja").id)
    return forum


def send(browser: FlaskClient, forum: Forum, data: bytes, page: str = "buyer/requirements/load") -> str:
    answer = browser.post(
        forum.path(page), data={"file": (io.BytesIO(data), "hoja.csv")}, content_type="multipart/form-data"
    )
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def count() -> int:
    return session().scalar(select(func.count()).select_from(Requirement)) or 0


def test_good_rows_become_drafts_and_bad_ones_come_back(client: FlaskClient, forge: Forum) -> None:
    sign_in(client, forge.buyer.person)
    before, page = count(), send(client, forge, EXCEL)
    text = client.get(page).text
    for words in (
        "1 renglón está bien",
        "Hay que corregir 1 renglón",
        "Falta este dato.",
        "Escriba un número entero",
        "Escriba la fecha como",
        "No conocemos el certificado «ISO 1»",
    ):
        assert words in text, words
    assert count() == before
    assert client.post(f"{page}/confirmation").status_code == 303
    made = session().scalars(select(Requirement).where(Requirement.title == "Muñón")).one()
    assert (count() - before, made.status, made.annual_volume, str(made.starts_on)) == (
        1,
        "draft",
        12_000,
        "2027-09-30",
    )
    sheet = load_workbook(io.BytesIO(client.get(f"{page}/mend.xlsx").data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][-1], len(rows), rows[1][1]) == ("Qué corregir", 2, "Forja de acer")
    assert "Proceso: No hay un proceso «Forja de acer»" in rows[1][-1]
    assert client.post(f"{page}/confirmation").status_code == 303
    assert (count() - before, mails()) == (1, [])


def test_the_template_can_be_filled_and_loaded(client: FlaskClient, forge: Forum) -> None:
    sign_in(client, forge.buyer.person)
    template = load_workbook(io.BytesIO(client.get(forge.path("requirements/loads/template.xlsx")).data))
    template.active.append(["Biela", "Forja de acero", None, None, 5000, "piezas"])
    file = io.BytesIO()
    template.save(file)
    assert "1 renglón está bien" in client.get(send(client, forge, file.getvalue())).text
    assert client.get(forge.path("requirements/loads/template.csv")).text.startswith("\ufeffQué busca,Proceso")


def test_a_sheet_without_the_columns_is_refused(client: FlaskClient, forge: Forum) -> None:
    sign_in(client, forge.buyer.person)
    data = {"file": (io.BytesIO(b"Proceso\nForja\n"), "x.csv")}
    answer = client.post(forge.path("buyer/requirements/load"), data=data, content_type="multipart/form-data")
    assert (answer.status_code, "Falta la columna «Qué busca»" in answer.text) == (422, True)


def test_the_coordinator_loads_for_a_buyer_who_gets_one_mail(client: FlaskClient, forge: Forum) -> None:
    coordinator, buyer = a_person(), forge.buyer.person
    a_role(coordinator, Role.COORDINATOR, forge.edition)
    sign_in(client, coordinator)
    rows = b"What you need,Process\n" + b"".join(b"Parte %d,Forja de acero\n" % n for n in range(3))
    page = send(client, forge, rows, f"coordination/buyers/{forge.buyer.id}/requirements/load")
    client.post(f"{page}/confirmation")
    assert mails() == [("meetings/requirements_loaded", buyer.email)]
    assert sign_in(client, buyer).get(page).status_code == 404  # a sheet is for who uploaded it
    assert session().scalars(select(RequirementLoad.by_id)).all() == [coordinator.id]
