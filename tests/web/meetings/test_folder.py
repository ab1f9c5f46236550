"""The buyer's folder: every meeting with what the company offers, as PDF and as a sheet, for the price of one."""

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from forum.accounts.enums import Role
from forum.accounts.models import Person
from forum.companies.models import Capability, Certificate, Company
from forum.core.database import atomic, session
from forum.core.sheets import XLSX
from forum.matchmaking.enums import Side
from forum.meetings.documents.pdf import FolderTitle, folder_pdf
from forum.meetings.documents.sheet import folder_xlsx
from forum.meetings.documents.words import words_of
from forum.meetings.queries.folder import list_folder
from forum.meetings.service import accept_request, cancel_meeting, write_note
from tests.builders.companies import a_process
from tests.builders.meetings import a_buyer, a_request, a_requirement, a_supplier
from tests.builders.people import a_person, a_role, sign_in
from tests.builders.printing import built_fonts
from tests.web.meetings.conftest import Forum

PDF, SHEET = "buyer/folder.pdf", "buyer/folder.xlsx"


def buyer_of(forum: Forum) -> Person:
    return session().get_one(Person, forum.buyer.person_id)


def meet(forum: Forum, slot: int, company: Company | None = None) -> tuple[int, Company]:
    supplier, person = a_supplier(forum.edition, company)
    request = a_request(a_requirement(forum.buyer, mandatory=["iatf-16949"]), supplier, person)
    meeting = accept_request(request.id, slot_id=forum.slots[slot].id, by=forum.buyer.person_id, now=forum.now)
    return meeting.id, session().get_one(Company, supplier.company_id)


def text_of(data: bytes, folder: Path) -> str:
    path = folder / "folder.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout


def cells_of(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_both_files_say_all_of_each_meeting_and_never_its_sales(
    client: FlaskClient, forum: Forum, tmp_path: Path
) -> None:
    _, company = meet(forum, 1)
    _, first = meet(forum, 0)
    cancelled, gone = meet(forum, 2)
    cancel_meeting(cancelled, reason="No viene", side=Side.SUPPLIER, by=forum.person.id, now=forum.now)
    with atomic() as current:
        company.name, company.about, company.sales_low, company.sales_high = (
            "Ñandú Forjas",
            "Forja.",
            7_654_321,
            7_654_321,
        )
        first.name, gone.name = "Alfa Moldes", "Zeta Cancelada"
        process = a_process("Forja de aluminio")
        current.add(Capability(company_id=company.id, process_id=process.id, detail="Prensa de 400 t"))
        current.add(Certificate(company_id=company.id, standard="iatf-16949", in_process=True))
    write_note(
        company.id, "Pedir muestra\nantes de enero", owner_id=forum.buyer.company_id, edition_id=forum.edition.id,
        by=forum.buyer.person_id, now=forum.now,
    )  # fmt: skip
    browser = sign_in(client, buyer_of(forum))
    page = browser.get(forum.path("buyer")).text
    assert (forum.path(PDF) in page, forum.path(SHEET) in page) == (True, True)
    answer, sheet = browser.get(forum.path(PDF)), browser.get(forum.path(SHEET))
    assert (answer.mimetype, sheet.mimetype) == ("application/pdf", XLSX)
    assert {each.headers["Cache-Control"] for each in (answer, sheet)} == {"no-store"}
    text, cells = text_of(answer.data, tmp_path), cells_of(sheet.data)
    for words in ("Ñandú Forjas", "Forja de aluminio: Prensa de 400 t", "IATF 16949 · En proceso",
                  "IATF 16949 en proceso, indispensable", "Pedir muestra", "Alfa Moldes"):  # fmt: skip
        assert (words in text, words in cells) == (True, True), words
    assert text.index("Alfa Moldes") < text.index("Ñandú Forjas"), "in order of time"
    for words in ("7,654,321", "7654321", "Zeta Cancelada"):
        assert (words in text, words in cells) == (False, False)
    assert len(re.findall("<row ", cells)) == 3


def test_in_english(client: FlaskClient, forum: Forum, tmp_path: Path) -> None:
    meet(forum, 0)
    with atomic():
        buyer_of(forum).language = "en"
    browser = sign_in(client, buyer_of(forum))
    browser.get("/language/en?next=/")
    text = text_of(browser.get(forum.path(PDF)).data, tmp_path)
    assert ("Meetings folder" in text, "Does not offer" in text, "Carpeta" in text) == (True, True, False)


def test_whose_it_is(client: FlaskClient, forum: Forum, tmp_path: Path) -> None:
    _, company = meet(forum, 0)
    write_note(
        company.id, "Solo nuestra", owner_id=forum.buyer.company_id, edition_id=forum.edition.id,
        by=forum.buyer.person_id, now=forum.now,
    )  # fmt: skip
    desk = [forum.path(f"coordination/buyers/{forum.buyer.id}/folder.{ending}") for ending in ("pdf", "xlsx")]
    sign_in(client, forum.person)
    assert [client.get(path).status_code for path in (forum.path(PDF), forum.path(SHEET), *desk)] == [
        404,
        404,
        403,
        403,
    ]
    coordinator = a_person()
    a_role(coordinator, Role.COORDINATOR, forum.edition)
    sign_in(client, coordinator)
    assert all(path in client.get(forum.path("coordination/buyers")).text for path in desk)
    pdf, sheet = (client.get(path).data for path in desk)
    text, cells = text_of(pdf, tmp_path), cells_of(sheet)
    assert (company.name in text, company.name in cells) == (True, True)
    assert ("Solo nuestra" in text, "Solo nuestra" in cells) == (False, False)
    sign_in(client, a_buyer(forum.edition).person)
    assert company.name not in text_of(client.get(forum.path(PDF)).data, tmp_path)


@pytest.mark.both_engines
def test_it_costs_the_same_with_one_meeting_and_with_three(
    client: FlaskClient, forum: Forum, statements: list[str]
) -> None:
    browser = sign_in(client, buyer_of(forum))

    def costs() -> list[int]:
        counted = []
        for path in (PDF, SHEET):
            statements.clear()
            assert browser.get(forum.path(path)).status_code == 200
            counted.append(len(statements))
        return counted

    meet(forum, 0)
    one = costs()
    for slot in (1, 2):
        meet(forum, slot)
    assert (one, costs()) == ([14, 14], [14, 14])


def test_thirty_meetings_are_written_in_two_seconds(client: FlaskClient, forum: Forum) -> None:
    meet(forum, 0)
    title = FolderTitle(edition="Foro", buyer="Elena Aguirre", company="Armadora", made="hoy")
    with client.application.test_request_context(forum.path("buyer")):
        (entry,) = list_folder(forum.buyer, with_notes=True, today=forum.now.date())
        words = [replace(words_of(entry, today=forum.now.date()), note="Pedir una muestra. " * 60)] * 30
        begun = process_time()
        files = folder_pdf(title, words, fonts=built_fonts()), folder_xlsx(words)
        assert process_time() - begun < 2
    assert [len(file.getvalue()) > 5_000 for file in files] == [True, True]


def test_a_note_longer_than_a_page_goes_on_on_the_next(client: FlaskClient, forum: Forum, tmp_path: Path) -> None:
    _, company = meet(forum, 0)
    note = "\n".join(f"renglón{number} " + "palabra " * 3 for number in range(110))
    write_note(
        company.id, note, owner_id=forum.buyer.company_id, edition_id=forum.edition.id, by=forum.person.id,
        now=forum.now,
    )  # fmt: skip
    text = text_of(sign_in(client, buyer_of(forum)).get(forum.path(PDF)).data, tmp_path)
    assert [f"renglón{number} " in text for number in range(110)] == [True] * 110
    assert text.count("\f") == 4
