"""Two visitors on their phones: one takes the only place and gives it back, the other waits for it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.journey.stage import Stage, fill, follow, press, told

MARTA = "marta.nunez@tractopartes.mx"
LUIS = "luis.avila@forjasdelbajio.mx"
CATEGORY = "Invitado especial"
TYPED: dict[str, str | bool] = {
    "Nombre(s)": "Marta Íñiga",
    "Primer apellido": "Núñez",
    "Segundo apellido": "De la Peña",
    "Celular": "+52 1 477 123 4567",
    "Empresa u organización": "Tractopartes de León, S.A. de C.V.",
    "Puesto": "Gerente de Compras",
    "Sector": "Empresa",
}


def register_with_mistakes(stage: Stage) -> None:
    """A wrong address and a wrong code are told at their fields, and nothing typed is lost."""
    page = stage.person("marta")
    page.goto("/")
    stage.look(page, "edition-phone")
    follow(page.locator("main"), "Visitar")
    stage.look(page, "register-categories")
    follow(page.locator("main"), CATEGORY)
    stage.look(page, "register-form")
    fill(page, {**TYPED, "Correo": "marta.nunez@", "Código de aliado": "COPARMX"})
    press(page, "Registrarme")
    told(page, "Escriba un correo como nombre@empresa.com.")
    stage.look(page, "register-wrong-email")
    fill(page, {"Correo": MARTA})
    press(page, "Registrarme")
    expect(page.get_by_role("alert")).to_contain_text("No conocemos ese código.")
    for label, value in TYPED.items():
        if label != "Sector":
            expect(page.get_by_label(label).first).to_have_value(str(value))
    stage.look(page, "register-wrong-code", refused=True)
    fill(page, {"Código de aliado": "coparmex"})
    press(page, "Registrarme")
    told(page, f"Enviamos el gafete a {MARTA}")
    stage.look(page, "register-received")


def open_registration(stage: Stage) -> None:
    """The letter's link opens one's page: telephone as it is dialled, badge to download, an agenda still empty."""
    page = stage.person("marta")
    stage.notes["marta"] = stage.mail.one(MARTA, "Su registro está confirmado").link
    page.goto(stage.notes["marta"])
    told(page, "Marta Íñiga Núñez De la Peña")
    told(page, "477 123 4567")
    stage.look(page, "registration")
    follow(page.locator("main"), "Ver mi gafete")
    stage.notes["marta's code"] = code_on(page)
    stage.look(page, "badge")
    page.goto(stage.notes["marta"])
    follow(page.locator("main"), "Ver mi agenda")
    told(page, "Aún no tiene citas")
    stage.look(page, "agenda-empty")


def correct_and_register_twice(stage: Stage) -> None:
    """Data are corrected; registering again changes nothing and sends the link again; so does asking for it."""
    page = stage.person("marta")
    page.goto(stage.notes["marta"])
    follow(page.locator("main"), "Corregir mis datos")
    fill(page, {"Puesto": "Directora de Compras"})
    stage.look(page, "registration-details")
    press(page, "Guardar")
    told(page, "Directora de Compras")
    _register(page, "Visitante", {**TYPED, "Correo": MARTA.upper()})
    told(page, "Le escribimos a")
    assert stage.mail.one(MARTA, "Su registro ya existe").link == stage.notes["marta"]
    follow(page.locator("main"), "Pedir mi enlace otra vez")
    fill(page, {"Correo": MARTA})
    stage.look(page, "registration-link")
    press(page, "Enviar mi enlace")
    told(page, "Si ese correo está registrado")
    assert stage.mail.one(MARTA, "Su enlace").link == stage.notes["marta"]


def wait_for_the_place(stage: Stage) -> None:
    """The category is full: the second person waits, and is told so before and after."""
    page = stage.person("luis")
    page.goto("/")
    follow(page.locator("main"), "Visitar")
    follow(page.locator("main"), CATEGORY)
    told(page, "Lista de espera")
    stage.look(page, "register-full")
    luis = {"Nombre(s)": "Luis", "Primer apellido": "Ávila", "Segundo apellido": "Güereca", "Correo": LUIS}
    fill(page, {**TYPED, **luis})
    fill(page, {"Empresa u organización": "Forjas del Bajío", "Celular": "477 765 4321"})
    press(page, "Registrarme")
    told(page, f"Le escribimos a {LUIS}")
    stage.notes["luis"] = stage.mail.one(LUIS, "Está en la lista de espera").link
    page.goto(stage.notes["luis"])
    told(page, "Está en la lista de espera")
    stage.look(page, "registration-waiting")


def give_the_place_back(stage: Stage) -> None:
    """The first cancels; the second has the place, a letter, and a badge."""
    page = stage.person("marta")
    page.goto(stage.notes["marta"])
    follow(page.locator("main"), "Cancelar mi registro")
    stage.look(page, "registration-cancellation")
    press(page, "Sí, cancelar mi registro")
    told(page, "Cancelamos su registro.")
    stage.look(page, "registration-cancelled")
    stage.mail.one(MARTA, "Cancelamos su registro")

    link = stage.mail.one(LUIS, "Su registro fue aprobado").link
    page = stage.person("luis")
    page.goto(link)
    told(page, "Aprobado")
    follow(page.locator("main"), "Ver mi gafete")
    stage.notes["luis's code"] = code_on(page)
    stage.look(page, "badge-promoted")


def download_badge(stage: Stage, folder: Path) -> Path:
    """The badge as a file to print at home."""
    page = stage.person("luis")
    page.goto(stage.notes["luis"])
    address = page.locator("main").get_by_role("link", name="Descargar gafete (PDF)").get_attribute("href")
    answer = page.request.get(str(address))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    (folder / "badge.pdf").write_bytes(answer.body())
    return folder / "badge.pdf"


def code_on(page: Page) -> str:
    """The code under the symbol of a badge, as it would be typed."""
    return page.locator("main .qr__code").inner_text().replace(" ", "")


def _register(page: Page, category: str, values: dict[str, str | bool]) -> None:
    page.goto("/")
    follow(page.locator("main"), "Visitar")
    follow(page.locator("main"), category)
    fill(page, values)
    press(page, "Registrarme")
