"""The door: a steward admits people with printed badges, by camera, hand scanner, typed code and name."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.journey.business import BUYER
from tests.browser.journey.organiser import at_desk, at_home, enter, follow_menu
from tests.browser.journey.stage import Stage, fill, follow, press, told
from tests.conftest import missing

RAUL = "raul.mena@accesos.mx"
FRAME = (1280, 720)


def print_badges(stage: Stage) -> None:
    """The organiser prints what is missing, four to a sheet."""
    page = at_home(stage, "Gafetes")
    stage.look(page, "badge-desk")
    press(page, "Preparar gafetes")
    told(page, "gafetes listos: descargue su PDF.")
    stage.look(page, "badge-desk-printed")
    address = page.locator("#runs a[href$='.pdf']").first.get_attribute("href")
    assert page.request.get(str(address)).body().startswith(b"%PDF-")
    page.get_by_role("searchbox").fill("avila")
    page.locator("#people").get_by_role("link", name="Luis Ávila Güereca").click()
    told(page, "Reponer gafete")
    stage.look(page, "badge-of-a-person")


def invite_steward(stage: Stage) -> None:
    """The organiser asks somebody to the team, for the door alone."""
    page = at_home(stage, "Equipo")
    follow(page.locator("main"), "Invitar a alguien")
    fill(page, {"Correo": RAUL, "Nombre(s)": "Raúl", "Primer apellido": "Mena"})
    page.get_by_role("radio", name="Personal de puerta").check()
    stage.look(page, "team-new")
    press(page, "Enviar invitación")
    told(page, "Invitamos a Raúl Mena")
    stage.look(page, "team")
    stage.mail.one(RAUL, "Invitación al equipo")


def sign_in_at_the_door(stage: Stage, seeing: Browser) -> None:
    """The steward asks for a link of his own, on the phone he scans with, and sees the door and nothing else."""
    page = stage.person("raul", browser=seeing, permissions=["camera"])
    page.goto("/sign-in")
    stage.look(page, "sign-in")
    fill(page, {"Correo": RAUL})
    press(page, "Enviarme el enlace")
    told(page, f"Si {RAUL} tiene cuenta")
    stage.look(page, "sign-in-sent")
    enter(page, stage.mail.one(RAUL, "Su enlace para entrar al foro").link)
    expect(page.locator(".menu-list a")).to_have_count(1)
    stage.look(page, "steward-home")
    follow_menu(page, "Escanear en la puerta")
    follow(page.locator("main"), "Acceso norte")
    stage.look(page, "scanner")


def read_with_the_camera(stage: Stage) -> None:
    """Admitted once, over the whole screen; the next time already inside."""
    page = stage.person("raul")
    press(page, "Empezar a escanear")
    answered(page, "admitted", "Luis Ávila Güereca")
    covers = page.locator("#answer").evaluate("panel => [panel.offsetWidth, panel.offsetHeight]")
    assert covers == [390, 844]
    stage.look(page, "scanner-admitted")
    expect(page.locator("#answer")).to_be_hidden()
    press(page, "Apagar la cámara")
    _wedge(page, stage.notes["luis's code"])
    answered(page, "already_inside", "Luis Ávila Güereca")
    stage.look(page, "scanner-already-inside")
    page.keyboard.press("Escape")


def read_otherwise(stage: Stage) -> None:
    """A typed code, a name found without its accent, a badge that was revoked, and one nobody has."""
    page = stage.person("raul")
    _type(page, stage.notes["ana's code"].lower())
    answered(page, "admitted", "Ana Luz Ñáñez")
    page.keyboard.press("Escape")
    page.get_by_label("Buscar por nombre").press_sequentially("sato")
    expect(page.locator("#people")).to_contain_text(BUYER)
    stage.look(page, "scanner-search")
    press(page, "Dar acceso a Hana Satō")
    answered(page, "admitted", "Hana Satō")
    page.keyboard.press("Escape")
    _type(page, stage.notes["marta's code"])
    answered(page, "revoked", "Marta Íñiga Núñez De la Peña")
    stage.look(page, "scanner-revoked")
    page.keyboard.press("Escape")
    _type(page, "0" * 20)
    answered(page, "unknown", "")
    stage.look(page, "scanner-unknown")
    page.keyboard.press("Escape")
    expect(page.locator("[data-count-here]")).to_have_text("3")
    stage.look(page, "scanner-log")


def read_the_counts(stage: Stage) -> None:
    """The organiser sees who came in, and every number by itself."""
    page = at_home(stage, "Escanear en la puerta")
    told(page, "3 entradas hoy")
    follow(page.locator("main"), "Entradas y aforo")
    told(page, "Acceso norte")
    stage.look(page, "counts")
    for place, name in (("Tablero", "dashboard"), ("Registros", "registrations"), ("Correos", "mails")):
        at_home(stage, place)
        stage.look(page, name)
    at_home(stage, "Correos de todas las ediciones")
    follow(page.locator("main"), "Su enlace para entrar al foro")
    told(at_desk(stage), "Raúl")
    stage.look(page, "mail")


def film_of(badge: Path) -> Path:
    """What a camera sees that somebody holds their printed badge before, as an MJPEG file."""
    folder = badge.parent
    _run(["pdftoppm", "-png", "-r", "150", "-singlefile", badge.name, "badge"], folder)
    sheet = Image.open(folder / "badge.png").convert("RGB")
    symbol = zxingcpp.read_barcodes(sheet)[0].position
    side = symbol.bottom_right.x - symbol.top_left.x
    middle = ((symbol.top_left.x + symbol.bottom_right.x) // 2, (symbol.top_left.y + symbol.bottom_right.y) // 2)
    held = sheet.crop((middle[0] - 2 * side, middle[1] - side, middle[0] + 2 * side, middle[1] + side))
    seen = Image.new("RGB", FRAME, "gray")
    seen.paste(held.resize((FRAME[0], FRAME[0] // 2)), (0, (FRAME[1] - FRAME[0] // 2) // 2))
    seen.save(folder / "seen.png")
    film = ["ffmpeg", "-loglevel", "error", "-loop", "1", "-i", "seen.png", "-t", "2", "-r", "10"]
    _run([*film, "-vf", "format=yuvj420p", "cam.mjpeg"], folder)
    return folder / "cam.mjpeg"


def eyes_on(badge: Path, launch: Callable[..., Browser]) -> Browser:
    """A browser whose camera sees a badge."""
    return launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film_of(badge)}",
    )


def answered(page: Page, outcome: str, name: str) -> None:
    """The door has answered so, about this person."""
    panel = page.locator("#answer")
    expect(panel).to_have_attribute("data-outcome", outcome)
    expect(panel).to_be_visible()
    expect(panel.locator(".answer__name")).to_have_text(name)


def _type(page: Page, code: str) -> None:
    page.get_by_label("Código del gafete").fill(code)
    press(page, "Escanear")


def _wedge(page: Page, code: str) -> None:
    page.keyboard.type(code)  # as fast as a reader does
    page.keyboard.press("Enter")


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True)
    except FileNotFoundError:
        missing(command[0])
