"""The organiser's year: last year's edition copied, lists brought in, people written to, a report, an ARCO request."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from forum.accounts.commands import create_organiser
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.sheets import XLSX
from forum.editions.enums import CategoryKind, HallKind
from forum.editions.models import MeetingTable
from forum.mail.service import drain_outbox
from tests.browser.journey.organiser import ORGANISER, at_desk, at_home, follow_menu
from tests.browser.journey.stage import Stage, fill, follow, press, told
from tests.browser.journey.visitors import LUIS, MARTA, TYPED
from tests.builders.companies import an_ally, an_ally_code
from tests.builders.editions import a_category, a_hall, an_edition, days_of, slots

SHEETS = Path(__file__).parent / "sheets"
ALLY = "Coparmex Zona Metropolitana de León"
SLUG = "foro-siguiente"
MARTA_AGAIN = "marta.nunez+foro@tractopartes.mx"
BUYERS = ("laura.medina@armadora.example", "inigo.munoz@frenos.example")
STANDS = "Stand;Salón;Frente (m);Fondo (m);Tipo\nÑ-01;Exposición;3;2;Sencillo\nÑ-02;Exposición;3,5;2;Sencillo\n"


def last_years_edition(stage: Stage) -> None:
    """An edition that ended, with what an organiser had set up: days, halls, tables, slots, categories, an ally."""
    started = stage.today - timedelta(days=300)
    with stage.app.app_context():
        edition = an_edition(slug="foro-pasado", ordinal=12, starts_on=started, ends_on=started + timedelta(days=1))
        a_category(edition, code="visitante")
        a_category(edition, code="comprador", kind=CategoryKind.BUYER, name_es="Comprador", name_en="Buyer")
        a_hall(edition, kind=HallKind.EXHIBITION, name="Exposición")
        meetings = a_hall(edition, name="Área B2B")
        with atomic() as session:
            session.add_all(MeetingTable(edition_id=edition.id, hall_id=meetings.id, number=n) for n in range(1, 7))
        for day in days_of(edition):
            slots(meetings, day, 6)
        an_ally_code(an_ally(ALLY), code="COPARMEX", edition_id=edition.id)
        link = create_organiser(ORGANISER)
    page = at_desk(stage)
    page.goto(link)
    press(page.locator("main"), "Entrar")


def copy_it(stage: Stage) -> Page:
    """The next edition: everything as it was, its dates a year later, open from today on."""
    page = at_home(stage, "Configuración")
    follow(page.locator("main"), "Copiar a otra edición")
    fill(page, {"Dirección": SLUG})
    page.get_by_label("Códigos de aliados").check()
    stage.look(page, "year-copy")
    press(page, "Copiar la edición")
    told(page, "Copiamos la edición.")
    stage.look(page, "year-copied")
    return page


def bring_buyers_and_stands(stage: Stage) -> None:
    """A workbook saved by LibreOffice and a CSV of an old Excel, in Windows-1252 with semicolons."""
    page = at_home(stage, "Importar listas")
    follow_menu(page, "Compradores")
    page.get_by_label("Hoja").set_input_files(SHEETS / "compradores-libreoffice.xlsx")
    press(page, "Revisar la hoja")
    stage.look(page, "year-buyers-columns")
    press(page, "Ver qué pasa con cada renglón")
    told(page, "Íñigo Muñoz de la Peña")
    stage.look(page, "year-buyers-verdicts")
    press(page, "Importar 2 renglones")
    stage.look(page, "year-buyers-imported")
    page = at_home(stage, "Importar listas")
    follow_menu(page, "Stands")
    file = {"name": "stands.csv", "mimeType": "text/csv", "buffer": STANDS.encode("cp1252")}
    page.get_by_label("Hoja").set_input_files(file)  # type: ignore[arg-type]
    press(page, "Revisar la hoja")
    press(page, "Ver qué pasa con cada renglón")
    told(page, "Ñ-02")
    press(page, "Importar 2 renglones")
    stage.look(page, "year-stands-imported")


def change_a_stand_in_a_sheet(stage: Stage) -> None:
    """The list of stands goes out, is changed in a spreadsheet and comes back: one row says what it changes."""
    page = at_home(stage, "Expositores")
    follow(page.locator("main"), "Stands y plano")
    with page.expect_download() as download:
        follow(page.locator("main"), "Descargar lista")
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    [sheet] = book.worksheets
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("Tipo") + 1, "Isla")
    changed = BytesIO()
    book.save(changed)
    follow(page.locator("main"), "Importar")
    file = {"name": "stands.xlsx", "mimeType": XLSX, "buffer": changed.getvalue()}
    page.get_by_label("Hoja").set_input_files(file)  # type: ignore[arg-type]
    press(page, "Revisar la hoja")
    press(page, "Ver qué pasa con cada renglón")
    told(page, "«Sencillo» → «Isla»")
    stage.look(page, "year-stands-changed")


def open_it(stage: Stage) -> None:
    """Registration opens today; the page becomes public."""
    page = at_home(stage, "Configuración")
    follow(page.locator("main"), "Fechas límite")
    fill(page, {"Abre el registro": f"{stage.today}T00:00"})
    press(page, "Guardar")
    told(page, "Guardamos los cambios.")
    follow(page.locator("main"), "Resumen")
    follow(page.locator("main"), "Publicar la edición")
    press(page, "Sí, publicar la edición")


def invite_all_and_remind(stage: Stage) -> None:
    """The invitations of buyers leave with one button; who has not answered gets a reminder."""
    page = at_home(stage, "Importar listas")
    follow(page.locator("main"), "compradores-libreoffice.xlsx")
    press(page, "Enviar las confirmaciones")
    press(page, "Sí, enviar los correos")
    for buyer in BUYERS:
        stage.mail.one(buyer, "Invitación como comprador")
    page = at_home(stage, "Mensajes")
    follow(page.locator("main"), "Escribir mensaje")
    fill(page, {"Para": "Compradores con invitación sin respuesta"})
    fill(page, {"Asunto en español": "Su mesa en el foro", "Texto en español": "Estimado {nombre}: aparte su mesa."})
    stage.look(page, "year-message")
    press(page, "Guardar y revisar")
    stage.look(page, "year-message-review")
    press(page, "Enviar el mensaje")
    press(page, "Sí, enviar el mensaje")
    stage.look(page, "year-message-leaving")
    _let_it_leave(stage)
    for buyer in BUYERS:
        stage.mail.one(buyer, "Su mesa en el foro")


def _let_it_leave(stage: Stage) -> None:
    """A message waits a moment, for the organiser to undo it."""
    with stage.app.app_context():
        drain_outbox(clock=lambda: utc_now() + timedelta(minutes=10))


def register_with_the_allys_code(stage: Stage) -> None:
    """Somebody of the ally registers on a phone, and again a week later from the same mailbox by another address."""
    page = stage.person("marta")
    for address in (MARTA, MARTA_AGAIN):
        page.goto("/")
        follow(page.locator("main"), "Visitar")
        fill(page, {**TYPED, "Correo": address, "Código de aliado": "COPARMEX"})
        press(page, "Registrarme")
        told(page, f"Enviamos el gafete a {address}")
        stage.mail.one(address, "Su registro está confirmado")


def register_on_site(stage: Stage) -> None:
    """Who comes without being registered: four fields, a badge."""
    page = at_home(stage, "Registro en sitio")
    follow(page.locator("main"), "Registrar a alguien")
    expect(page.locator(".walkin__state")).to_have_attribute("data-state", "ready")
    fill(page, {"Nombre(s)": "Luis", "Apellidos": "Ávila Güereca", "Empresa u organización": "Forjas del Bajío"})
    fill(page, {"Correo": LUIS, "Categoría": "Visitante"})
    press(page, "Registrar y dar gafete")
    expect(page.locator("#walkin-badge")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Por enviar")
    stage.look(page, "year-walk-in")


def merge_the_two(stage: Stage) -> None:
    """The program saw it, and shows both, field by field."""
    page = at_home(stage, "Registros")
    follow(page.locator("main"), "Posibles duplicados")
    stage.look(page, "year-duplicates")
    follow(page.locator("main"), "Comparar")
    stage.look(page, "year-merge")
    press(page, "Unir registros")
    press(page, "Sí, unir los registros")
    stage.look(page, "year-merged")


def write_to_the_ally(stage: Stage) -> None:
    """Everybody of one ally gets a message."""
    page = at_home(stage, "Mensajes")
    follow(page.locator("main"), "Escribir mensaje")
    fill(page, {"Código de aliado": ALLY, "Asunto en español": "Desayuno de socios"})
    fill(page, {"Texto en español": "Le esperamos {fechas} en {sede}."})
    press(page, "Guardar y revisar")
    follow(page.locator("main"), "Guardar como plantilla")
    fill(page, {"Nombre de la plantilla": "Desayuno"})
    press(page, "Guardar plantilla")
    stage.look(page, "year-templates")
    follow(page.locator("main"), "Mensajes")
    follow(page.locator("main"), "Desayuno de socios")
    press(page, "Enviar el mensaje")
    press(page, "Sí, enviar el mensaje")
    _let_it_leave(stage)
    stage.mail.one(MARTA, "Desayuno de socios")


def close_it(stage: Stage) -> None:
    """Registration closes now, and the public page says so."""
    page = at_home(stage, "Configuración")
    follow(page.locator("main"), "Fechas límite")
    fill(page, {"Cierra el registro": f"{stage.today}T00:01"})
    press(page, "Guardar")
    told(page, "Guardamos los cambios.")
    stage.look(page, "year-closed")


def make_the_report(stage: Stage) -> None:
    """The report counts what happened; as a workbook it opens elsewhere."""
    page = at_home(stage, "Tablero")
    follow(page.locator("main"), "Informe")
    stage.look(page, "year-report")
    with page.expect_download() as download:
        follow(page.locator("main"), "Descargar Excel")
    rows = [row for sheet in load_workbook(BytesIO(download.value.path().read_bytes())) for row in sheet.values]
    assert ("Personas con registro aprobado", "Total", "2") in [row[1:4] for row in rows]


def answer_an_arco_request(stage: Stage) -> None:
    """Somebody asks on paper what is known of them: filed, proved, answered and done, each told by mail."""
    page = at_home(stage, "Privacidad")
    follow(page.locator("main"), "Nueva solicitud")
    fill(page, {"Nombre completo": "Marta Íñiga Núñez De la Peña", "Correo": MARTA})
    fill(page, {"Día en que llegó": stage.today.isoformat(), "Escriba lo que pide": "Una copia de mis datos."})
    page.get_by_label("Acceso").check()
    press(page, "Guardar solicitud")
    stage.look(page, "year-arco")
    page.get_by_label("Con un documento").check()
    fill(page, {"Qué mostró": "INE, en la mesa de registro"})
    press(page, "Guardar la identidad")
    page.get_by_label("Procede", exact=True).check()
    fill(page, {"Qué se le responde": "Le entregamos una copia de todo."})
    press(page, "Enviar la respuesta")
    fill(page, {"Qué se hizo": "Le dimos su copia en la mesa."})
    stage.look(page, "year-arco-answered")
    press(page, "Marcar como cumplida")
    expect(page.locator("#next")).to_have_count(0)
    stage.look(page, "year-arco-done")
    assert len(stage.mail.new(MARTA)) == 3  # that it came, the answer, what was done
