"""A company from its registration to a stand with its staff, on a phone; the organiser says yes."""

import io

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.journey.organiser import SLUG, at_home, enter, follow_menu
from tests.browser.journey.stage import Stage, fill, follow, press, told
from tests.browser.journey.visitors import code_on

SOFIA = "sofia.rangel@maquinadosavila.mx"
DIEGO = "diego.rangel@maquinadosavila.mx"
STAFF = "ana.luz@maquinadosavila.mx"
COMPANY = "Maquinados Ávila"
GOOD_RFC = "MAB9307148T4"


def register_company(stage: Stage) -> None:
    """A stranger registers a company: an RFC that cannot be is told while one types, and again when it is sent."""
    page = stage.person("sofia")
    page.goto("/")
    follow(page.locator("main"), "Exponer")
    stage.look(page, "company-new")
    fill(page, {"RFC": "MAB930714", "Razón social": "Maquinados Ávila del Bajío, S.A. de C.V."})
    fill(page, {"Nombre comercial": COMPANY})
    told(page, "En sus facturas va como «MAQUINADOS ÁVILA DEL BAJÍO»")
    expect(page.locator("#rfc-advice")).to_contain_text("este tiene 9")
    page.get_by_role("radio", name="Industria").check()
    fill(page, {"Nombre(s)": "Sofía", "Primer apellido": "Rangel", "Segundo apellido": "Ávila", "Correo": SOFIA})
    fill(page, {"Celular": "044 477 222 3344"})
    page.get_by_label("Leí el aviso de privacidad").check()
    press(page, "Registrar empresa")
    expect(page.get_by_role("alert").first).to_contain_text("RFC")
    expect(page.get_by_label("Nombre(s)")).to_have_value("Sofía")
    stage.look(page, "company-new-refused", refused=True)
    fill(page, {"RFC": GOOD_RFC})
    press(page, "Registrar empresa")
    told(page, "Recibimos sus datos")
    stage.look(page, "company-sent")
    enter(page, stage.mail.one(SOFIA, f"Registramos a {COMPANY}").link)


def complete_profile(stage: Stage) -> None:
    """Size with the stratum explained, a plant, processes found without accents, a certificate, a logo."""
    page = stage.person("sofia")
    told(page, COMPANY)
    stage.look(page, "company")
    stage.notes["company"] = page.url
    _part(stage, "#size", "Editar")
    fill(page, {"Trabajadores": "50", "Ventas anuales": "Monto exacto", "Monto exacto": "100"})
    fill(page, {"Año de las ventas": str(stage.today.year - 1)})
    stage.look(page, "company-size")
    press(page, "Guardar y calcular")
    told(page, "Su estrato es: Pequeña empresa.")
    told(page, "50 trabajadores × 10 % + 100 MDP de ventas × 90 % = 95 puntos.")

    _part(stage, "#sites", "Agregar")
    fill(page, {"Nombre": "Planta León", "Municipio o ciudad": "León", "C.P.": "37670", "Calle y número": "Delta 105"})
    stage.look(page, "company-site")
    press(page, "Guardar")
    told(page, "Agregamos Planta León.")

    _part(stage, "#processes", "Elegir")
    stage.look(page, "company-processes")
    page.get_by_role("searchbox").fill("electroerosion")
    page.get_by_label("Electroerosión").check()
    page.get_by_role("searchbox").fill("maquinado cnc")
    expect(page.get_by_label("Electroerosión")).to_have_count(0)
    page.get_by_label("Maquinado CNC").check()
    stage.look(page, "company-processes-found")
    press(page, "Guardar procesos")
    expect(page.locator("#processes tbody tr")).to_have_count(2)

    _part(stage, "#certificates", "Agregar")
    fill(page, {"Norma o certificado": "ISO 9001", "Organismo que lo emite": "TÜV Rheinland", "Alcance": "Maquinado"})
    fill(page, {"Número de certificado": "01 100 1234", "Vigente hasta": f"{stage.today.year + 2}-05-31"})
    stage.look(page, "company-certificate")
    press(page, "Guardar")
    told(page, "Vigente")

    _part(stage, "#identity", "Logotipo")
    page.get_by_label("Imagen").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": _logo()})
    stage.look(page, "company-logo")
    press(page, "Subir")
    page.goto(stage.notes["company"])
    expect(page.locator("#identity img")).to_be_visible()
    stage.look(page, "company-complete")


def choose_stand(stage: Stage) -> None:
    """A stand is chosen on the plan and asked for."""
    page = stage.person("sofia")
    page.goto(stage.notes["company"])
    follow(page.locator("main"), "Elegir stand")
    told(page, "Elija su stand")
    page.get_by_role("link", name="A-04: Libre").or_(page.locator("a[aria-label^='A-04']")).first.click()
    expect(page.get_by_label("Stand", exact=True)).to_contain_text("A-04")
    stage.look(page, "stand-choice")
    press(page, "Enviar solicitud")
    told(page, "Enviamos su solicitud.")
    stage.look(page, "application")
    stage.notes["application"] = page.url
    stage.mail.one(SOFIA, f"Recibimos la solicitud de {COMPANY}: stand A-04")


def approve_application(stage: Stage) -> None:
    """The organiser reads it, and approves."""
    page = at_home(stage, "Expositores y stands")
    stage.look(page, "exhibitor-reviews")
    follow(page.locator("main"), COMPANY)
    told(page, "A-04")
    stage.look(page, "exhibitor-review")
    press(page, "Aprobar")
    told(page, "Aprobamos la solicitud. Enviamos un correo a la empresa.")
    page.goto("/account/home")
    follow_menu(page, "Empresas")
    follow(page.locator("main"), COMPANY)
    told(page, GOOD_RFC)
    stage.look(page, "directory-company")


def give_staff_badges(stage: Stage) -> None:
    """The letter leads to the staff: two badges, and no third."""
    page = stage.person("sofia")
    page.goto(stage.mail.one(SOFIA, "Su stand A-04 está aprobado").link)
    told(page, "Su stand está confirmado.")
    follow(page.locator("main"), "Agregar persona")
    fill(page, {"Nombre(s)": "Ana Luz", "Primer apellido": "Ñáñez", "Puesto": "Ventas", "Correo": STAFF})
    stage.look(page, "staff-new")
    press(page, "Asignar gafete")
    told(page, "Asignamos el gafete a Ana Luz Ñáñez.")
    follow(page.locator("main"), "Agregar persona")
    fill(page, {"Nombre(s)": "Beto", "Primer apellido": "Solís", "Puesto": "Montaje"})
    press(page, "Asignar gafete")
    told(page, "Asignamos el gafete a Beto Solís.")
    expect(page.get_by_role("link", name="Agregar persona")).to_have_count(0)
    stage.look(page, "application-approved")
    link = stage.mail.one(STAFF, "Su registro está confirmado").link
    visitor = stage.person("ana")
    visitor.goto(link)
    told(visitor, "Ana Luz Ñáñez")
    told(visitor, "Expositor")
    follow(visitor.locator("main"), "Ver mi gafete")
    stage.notes["ana's code"] = code_on(visitor)


def invite_colleague(stage: Stage) -> None:
    """A colleague without an account accepts on their own phone, and signs in by a letter."""
    page = stage.person("sofia")
    page.goto(stage.notes["company"])
    follow(page.locator("main"), "Colegas")
    fill(page, {"Correo": DIEGO})
    stage.look(page, "colleagues")
    press(page, "Enviar invitación")
    told(page, f"Enviamos la invitación a {DIEGO}.")
    page = stage.person("diego")
    page.goto(stage.mail.one(DIEGO, "Invitación para representar a").link)
    fill(page, {"Nombre(s)": "Diego", "Primer apellido": "Rangel"})
    stage.look(page, "invitation")
    press(page, "Aceptar invitación")
    told(page, "Revise su correo")
    enter(page, stage.mail.one(DIEGO, "").link)
    told(page, COMPANY)
    stage.mail.one(SOFIA, f"Diego Rangel ahora representa a {COMPANY}")
    page.goto("/account/home")
    follow_menu(page, "Mis empresas")
    stage.look(page, "companies")
    assert page.goto(f"/{SLUG}/exhibitors/review").status == 403  # type: ignore[union-attr]
    stage.complaints.clear()


def _part(stage: Stage, part: str, action: str) -> None:
    page: Page = stage.person("sofia")
    page.goto(stage.notes["company"])
    page.locator(part).get_by_role("link", name=action, exact=True).first.click()


def _logo() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (320, 200), "#0b5f55").save(picture, "PNG")
    return picture.getvalue()
