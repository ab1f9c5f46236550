"""People from a sheet: what becomes of each row, and what is written."""

import io

from openpyxl import Workbook
from sqlalchemy import func, select

from forum.accounts.models import Person
from forum.badges.models import Badge
from forum.core.database import session
from forum.editions.models import Category
from forum.registration.enums import RegistrationStatus
from forum.registration.models import Registration, RegistrationEvent
from tests.builders.editions import a_category
from tests.web.imports.conftest import Lists, batch_of, mails, verdicts_of

EXCEL = (
    "Nombre;Apellidos;Correo electrónico;Teléfono;Empresa;Cargo\r\n"
    "Íñigo;Muñoz de la Peña;inigo@example.mx;+52 1 477 123 4567;Forjas del Año;Dirección\r\n"
    "Begoña;Núñez;begona@example.mx;477 123;Forjas del Año;\r\n"
    "Iñigo;Muñoz;INIGO@example.mx;;;\r\n"
    ";;nadie@example.mx;;;\r\n"
).encode("cp1252")


def person(email: str) -> Person:
    return session().scalars(select(Person).where(Person.email == email)).one()


def registration_of(email: str) -> Registration:
    return session().scalars(select(Registration).where(Registration.person_id == person(email).id)).one()


def test_a_csv_of_excel_in_windows_1252_is_imported(lists: Lists) -> None:
    page = lists.upload(EXCEL)
    text = lists.judge(page, target_id=lists.category.id)
    assert verdicts_of(page) == ["new", "error", "duplicate", "error"]
    for words in ("Nuevo", "Repite el renglón 2", "Escriba los 10 dígitos", "Falta este dato", "Importar 1 renglón"):
        assert words in text
    assert lists.client.post(f"{page}/confirmation").status_code == 303
    inigo, registration = person("inigo@example.mx"), registration_of("inigo@example.mx")
    assert (inigo.given_names, inigo.first_surname, inigo.second_surname) == ("Íñigo", "Muñoz", "de la Peña")
    assert (inigo.phone, inigo.name_folded, inigo.language) == ("+524771234567", "inigo munoz de la pena", "es")
    assert (registration.status, registration.category_id) == (RegistrationStatus.APPROVED, lists.category.id)
    assert (registration.organisation, registration.position) == ("Forjas del Año", "Dirección")
    badge = session().scalars(select(Badge).where(Badge.registration_id == registration.id)).one()
    event = (
        session().scalars(select(RegistrationEvent).where(RegistrationEvent.registration_id == registration.id)).one()
    )
    assert (badge.revoked_at, event.reason) == (None, "lista.csv")
    assert session().get_one(Category, lists.category.id, populate_existing=True).places_taken == 1
    assert mails() == 0


def test_bad_rows_come_back_with_the_reason_and_are_taken_once_mended(lists: Lists) -> None:
    page = lists.bring(EXCEL)
    rows = lists.refused(page)
    assert rows[0][-1] == "Por qué no se importó"
    assert [row[0] for row in rows[1:]] == ["Begoña", "Iñigo", None]
    assert rows[1][-1].startswith("Celular: Escriba los 10 dígitos")
    mended = "Nombre;Apellidos;Correo\nBegoña;Núñez;begona@example.mx\n"
    assert verdicts_of(lists.bring(mended)) == ["new"]


def test_nobody_is_registered_twice_and_changes_are_said(lists: Lists) -> None:
    lists.bring("Nombre completo,Correo,Organización\nAna Ruiz Lara,ana@example.mx,Forja\n")
    page = lists.upload(
        "Nombre completo,Correo,Organización,Celular\n"
        "Ana Ruiz,ana@example.mx,Forjas,4771112233\n"
        "Otra Persona,ana@example.mx,,\n"
    )
    text = lists.judge(page, target_id=lists.category.id)
    assert verdicts_of(page) == ["update", "error"]
    assert "«Forja» → «Forjas»" in text
    assert "«Ana Ruiz Lara» → «Ana Ruiz»" in text
    lists.client.post(f"{page}/confirmation")
    assert (person("ana@example.mx").full_name, person("ana@example.mx").phone) == ("Ana Ruiz", "+524771112233")
    assert registration_of("ana@example.mx").organisation == "Forjas"
    again = lists.upload("Nombre completo,Correo\nAna Ruiz,ana@example.mx\n")
    lists.judge(again)
    assert verdicts_of(again) == ["same"]
    lists.client.post(f"{again}/confirmation")
    assert batch_of(again).same == 1
    count = select(func.count()).select_from(Registration).where(Registration.edition_id == lists.edition.id)
    assert session().scalar(count) == 1


def test_the_sheet_of_registrations_comes_back_in(lists: Lists) -> None:
    lists.bring("Nombre completo,Correo,Organización\nAna Ruiz Lara,ana@example.mx,Forja\nSin Correo,,Taller\n")
    sheet = lists.client.get(f"/{lists.edition.slug}/registrations/export.xlsx")
    assert sheet.status_code == 200
    page = lists.upload(sheet.data)
    lists.judge(page)
    assert verdicts_of(page) == ["same", "same"]
    text = lists.client.get(f"/{lists.edition.slug}/registrations/export.csv").text.replace("Taller", "Taller Dos")
    page = lists.upload(text)
    lists.judge(page)
    assert verdicts_of(page) == ["same", "update"]


def test_categories_are_named_by_rows_and_quotas_hold(lists: Lists) -> None:
    press = a_category(lists.edition, code="prensa", name_es="Prensa", name_en="Press", quota=1)
    page = lists.upload("Nombre completo;Tipo\nAna Ruiz;Prensa\nEva Luna;press\nLuis Paz;Astronauta\nEma Gil;\n")
    text = lists.judge(page, target_id=lists.category.id)
    assert verdicts_of(page) == ["new", "error", "error", "new"]
    assert "ya no tiene lugares" in text
    assert "No hay «Astronauta» en esta edición." in text
    lists.client.post(f"{page}/confirmation")
    assert session().get_one(Category, press.id, populate_existing=True).places_taken == 1


def test_columns_are_remembered(lists: Lists) -> None:
    sheet = "A;B\nAna Ruiz;ana@example.mx\n"
    page = lists.upload(sheet)
    assert lists.client.post(f"{page}/columns", data={"column_email": 1}).status_code == 422
    said = {"column_full_name": 0, "column_email": 1, "target_id": lists.category.id}
    assert lists.client.post(f"{page}/columns", data=said).status_code == 303
    other = lists.upload(sheet.replace("Ana", "Eva").replace("ana@", "eva@"))
    lists.judge(other)
    assert verdicts_of(other) == ["new"]


def test_who_is_imported_is_mailed_once_and_only_when_asked(lists: Lists) -> None:
    page = lists.bring("Nombre completo,Correo\nAna Ruiz,ana@example.mx\nSin Correo,\n")
    assert mails() == 0
    assert lists.client.post(f"{page}/mails").status_code == 303
    assert mails() == 1
    lists.client.post(f"{page}/mails")
    assert mails() == 1
    batch = lists.undo(page)
    assert (batch.stayed, registration_of("ana@example.mx").status) == (1, RegistrationStatus.APPROVED)
    assert "Ya le enviamos un correo." in lists.client.get(page).text


def test_an_xlsx_is_imported(lists: Lists) -> None:
    book, file = Workbook(), io.BytesIO()
    for row in (
        ("Nombre completo", "Celular", "Correo"),
        ("Zoë Ñúñez", 4771234567, "zoe@example.mx"),
        (None, None, None),
    ):
        book.active.append(row)
    book.save(file)
    lists.bring(file.getvalue())
    assert person("zoe@example.mx").phone == "+524771234567"


def test_what_somebody_else_registers_meanwhile_is_judged_again(lists: Lists) -> None:
    page = lists.upload("Nombre completo,Correo\nAna Ruiz,ana@example.mx\nEva Luna,eva@example.mx\n")
    lists.judge(page, target_id=lists.category.id)
    lists.bring("Nombre completo,Correo\nAna Ruiz,ana@example.mx\n")
    lists.client.post(f"{page}/confirmation")
    assert verdicts_of(page) == ["same", "new"]


def test_a_sheet_is_imported_once(lists: Lists) -> None:
    page = lists.bring("Nombre completo\nAna Ruiz\n")
    lists.client.post(f"{page}/confirmation")
    assert session().scalar(select(func.count()).select_from(Registration)) == 1
    assert lists.client.post(f"{page}/deletion").status_code != 500
    assert batch_of(page).imported_at is not None


def test_a_sheet_that_is_not_imported_can_be_thrown_away(lists: Lists) -> None:
    page = lists.upload("Nombre completo\nAna Ruiz\n")
    assert lists.client.post(f"{page}/deletion").status_code == 303
    assert lists.client.get(page).status_code == 404


def test_a_column_without_a_heading_can_be_chosen_and_comes_back_whole(lists: Lists) -> None:
    page = lists.upload("Nombre completo;Correo\nAna Ruiz;ana@example.mx;Forja\n;eva@example.mx;Taller\n")
    assert "Columna 3 · Forja" in lists.client.get(f"{page}/columns").text
    lists.judge(page, target_id=lists.category.id, column_organisation=2)
    assert verdicts_of(page) == ["new", "error"]
    headings, refused = lists.refused(page)
    assert (headings[:3], refused[:3]) == (["Nombre completo", "Correo", None], [None, "eva@example.mx", "Taller"])
    assert (headings[3], str(refused[3])) == ("Por qué no se importó", "Nombre completo: Falta este dato.")
    again = lists.upload("Nombre completo;Correo\nEva Luna;eva@example.mx;Taller\n")
    assert lists.client.post(f"{again}/columns", data={"column_full_name": 2, "column_phone": 2}).status_code == 422
