"""The organiser at a desk: from the first link to a published edition, an ally's code, and a gate."""

import re

from playwright.sync_api import Page, expect

from forum.accounts.commands import create_organiser
from tests.browser.journey.stage import Stage, fill, follow, press, told

ORGANISER = "direccion@claugto.mx"
SLUG = "foro-xiii"
HALLS = (("Área de exposición", "Exposición (stands)"), ("Área B2B", "Encuentros B2B (mesas)"))


def at_desk(stage: Stage) -> Page:
    """The organiser's browser."""
    return stage.person("organiser", desktop=True)


def at_home(stage: Stage, place: str) -> Page:
    """The organiser, having gone from their home to one of their places."""
    page = at_desk(stage)
    page.goto("/account/home")
    follow_menu(page, place)
    return page


def follow_menu(page: Page, place: str) -> None:
    """Choose an entry of a menu by its first words."""
    named = re.compile(rf"^\s*{re.escape(place)}")
    page.locator("main .menu-list").get_by_role("link", name=named).first.click()


def enter(page: Page, link: str) -> None:
    """Open a sign-in link and confirm."""
    page.goto(link)
    press(page.locator("main"), "Entrar")


def sign_in_first(stage: Stage) -> None:
    """Before there is anything: a start page that leads on, a link that signs in, the way to the first edition."""
    page = at_desk(stage)
    page.goto("/")
    stage.look(page, "start-before-there-is-an-edition")
    with stage.app.app_context():
        link = create_organiser(ORGANISER)
    assert link.startswith(stage.address)
    page.goto(link)
    stage.look(page, "sign-in-link")
    press(page.locator("main"), "Entrar")
    told(page, "Crear edición")
    stage.look(page, "organiser-home-first")


def create_edition(stage: Stage) -> None:
    """Name, dates in the venue's zone, place; first with an address that cannot be."""
    page = at_desk(stage)
    follow_menu(page, "Crear edición")
    fill(
        page,
        {
            "Nombre": "Foro de Proveeduría Automotriz",
            "Número de edición": "13",
            "Dirección": "Foro XIII",
            "Primer día": stage.today.isoformat(),
            "Último día": stage.tomorrow.isoformat(),
            "Sede": "Poliforum León",
            "Domicilio de la sede": "Blvd. Adolfo López Mateos y Blvd. Francisco Villa, León, Gto.",
        },
    )
    press(page, "Crear edición")
    expect(page.get_by_role("alert")).to_contain_text("Dirección")
    expect(page.get_by_label("Sede", exact=True)).to_have_value("Poliforum León")
    stage.look(page, "edition-new-refused", refused=True)
    fill(page, {"Dirección": SLUG})
    press(page, "Crear edición")
    told(page, "Creamos la edición.")
    stage.look(page, "setup-overview-empty")


def describe_edition(stage: Stage) -> None:
    """What the edition says of itself, when it takes requests (the forum is today), and its rules."""
    page = at_desk(stage)
    follow(page.locator("main"), "Datos")
    fill(page, {"Presentación en español": "Un día para encontrar a quien compra y a quien fabrica en Guanajuato."})
    fill(page, {"Presentación en inglés": "One day to meet those who buy and those who make in Guanajuato."})
    stage.look(page, "setup-details")
    press(page, "Guardar")
    told(page, "Guardamos los cambios.")
    follow(page.locator("main"), "Fechas límite")
    fill(page, {"Cierran las solicitudes de cita": f"{stage.tomorrow}T23:00"})
    press(page, "Guardar")
    expect(page.get_by_role("alert")).to_contain_text("Agenda definitiva")
    stage.look(page, "setup-windows-refused", refused=True)
    fill(page, {"Agenda definitiva": f"{stage.tomorrow}T23:50"})
    fill(page, {"Cierra el registro": f"{stage.tomorrow}T23:50"})
    press(page, "Guardar")
    told(page, "Guardamos los cambios.")
    follow(page.locator("main"), "Reglas")
    stage.look(page, "setup-rules")
    fill(page, {"Gafetes de personal por stand": "2"})
    press(page, "Guardar")
    told(page, "Guardamos los cambios.")


def add_halls(stage: Stage) -> None:
    """An exhibition hall, a hall of tables, six tables."""
    page = at_desk(stage)
    for name, kind in HALLS:
        follow(page.locator("main"), "Salones y mesas")
        fill(page, {"Nombre del salón": name, "Uso": kind})
        press(page, "Agregar salón")
        told(page, f"Agregamos el salón «{name}».")
    fill(page, {"Desde la mesa": "1", "Hasta la mesa": "6"})
    press(page, "Agregar mesas")
    told(page, "Mesas agregadas: 6.")
    stage.look(page, "setup-hall")
    follow(page.locator("main"), "Salones y mesas")
    stage.look(page, "setup-halls")


def generate_slots(stage: Stage) -> None:
    """Twenty minutes and five between, with lunch: looked at, then made, then one blocked."""
    page = at_desk(stage)
    follow(page.locator("main"), "Horarios")
    stage.look(page, "setup-slots-none")
    page.goto(f"/{SLUG}/setup/slots/new")
    fill(
        page, {"Primera cita": "09:00", "Fin de la jornada": "18:00", "Comida desde": "14:00", "Comida hasta": "15:00"}
    )
    press(page, "Ver cómo queda")
    told(page, "Así queda cada día: 19 horarios")
    stage.look(page, "setup-slots-preview")
    press(page, "Crear estos horarios")
    told(page, "Horarios creados: 38.")
    stage.look(page, "setup-slots")
    page.locator("main table a").last.click()
    fill(page, {"Motivo de bloqueo": "Clausura"})
    stage.look(page, "setup-slot")
    press(page, "Guardar")
    told(page, "Guardamos los cambios.")


def add_category(stage: Stage) -> None:
    """A category with a single place."""
    page = at_desk(stage)
    follow(page.locator("main"), "Categorías")
    stage.look(page, "setup-categories")
    follow(page.locator("main"), "Agregar categoría")
    fill(page, {"Nombre en español": "Invitado especial", "Nombre en inglés": "Special guest", "Clave": "invitado"})
    fill(page, {"Tipo": "Visitante (registro público)", "Cupo": "1"})
    stage.look(page, "setup-category-new")
    press(page, "Guardar")
    told(page, "Invitado especial")


def publish(stage: Stage) -> None:
    """The overview says what is missing; then the page is public."""
    page = at_desk(stage)
    follow(page.locator("main"), "Resumen")
    follow(page.locator("main"), "Publicar la edición")
    told(page, "La página de inicio")
    stage.look(page, "setup-publication")
    press(page, "Sí, publicar la edición")
    told(page, "Todo listo")
    stage.look(page, "setup-overview-done")
    follow(page.locator("main"), "Ver la página pública")
    told(page, "Poliforum León")
    stage.look(page, "edition-desktop")
    page.goto("/account/home")
    stage.look(page, "organiser-home")


def add_stands(stage: Stage) -> None:
    """Twelve stands in two rows, back to back."""
    page = at_home(stage, "Expositores y stands")
    stage.look(page, "exhibitor-reviews-none")
    follow(page.locator("main"), "Stands y plano")
    follow(page.locator("main"), "Agregar stands")
    fill(page, {"Cuántos": "12", "Por fila": "6", "Tipo": "Sencillo"})
    stage.look(page, "stands-new")
    press(page, "Agregar")
    told(page, "Agregamos 12 stands.")
    stage.look(page, "stands")


def add_code(stage: Stage) -> None:
    """Coparmex, and the code it hands out."""
    page = at_home(stage, "Aliados y códigos")
    fill(page, {"Nombre del aliado": "Coparmex Zona Metropolitana de León"})
    stage.look(page, "allies")
    press(page, "Agregar")
    pooled = page.locator("#pooled")
    fill(pooled, {"Código": "COPARMEX", "Máximo de usos": "50"})
    stage.look(page, "ally")
    press(pooled, "Agregar código")
    told(page, "Agregamos el código COPARMEX.")


def add_gate(stage: Stage) -> None:
    """A gate for the door staff."""
    page = at_home(stage, "Escanear en la puerta")
    stage.look(page, "gates-none")
    follow(page.locator("main"), "Agregar puerta")
    fill(page, {"Nombre de la puerta": "Acceso norte"})
    stage.look(page, "gate-new")
    press(page, "Guardar")
    told(page, "Agregamos la puerta.")
    stage.look(page, "gates")
