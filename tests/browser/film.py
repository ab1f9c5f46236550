"""What a camera sees before which printed badges are held, as a film for Chromium's fake camera."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.sheets import render_badges
from forum.badges.enums import Layout
from forum.badges.rules import Printable
from forum.printing.fonts import fonts_in
from tests.conftest import missing

FONTS = Path(__file__).resolve().parents[2] / "static/dist/fonts"
FRAME = (1280, 720)
SECONDS = 3


def seeing(launch: Callable[..., Browser], folder: Path, *views: Sequence[str]) -> Browser:
    """A Chromium whose camera sees one view after the other, three seconds each: the codes of the badges in it."""
    codes = sorted({code for view in views for code in view})
    printed = {code: _printed(code, folder / f"{code}.pdf") for code in codes}
    for number, view in enumerate(views):
        _seen([printed[code] for code in view]).save(folder / f"view{number}.png")
    still = ["ffmpeg", "-loglevel", "error", "-framerate", f"1/{SECONDS}", "-i", "view%d.png"]
    _run([*still, "-vf", "fps=10,format=yuvj420p", "cam.mjpeg"], folder)
    return launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={folder / 'cam.mjpeg'}",
    )


def _printed(code: str, file: Path) -> Image.Image:
    printable = Printable(
        badge_id=1,
        category_id=1,
        code=code,
        given_names="Íñigo",
        first_surname="Peñaloza",
        second_surname="Ordóñez",
        organisation="Forjas del Bajío, S.A. de C.V.",
        position="Gerente de Ventas",
        category_es="Proveedor",
        category_en="Supplier",
        colour="#0b5fa5",
    )
    face = BadgeFace(
        printable=printable,
        category_name="Proveedor",
        edition_name="Foro de Proveeduría Automotriz",
        dates="9 y 10 de septiembre de 2026",
        venue="Poliforum León",
    )
    fonts = fonts_in(FONTS, "badge")
    file.write_bytes(render_badges([face], layout=Layout.A6, fonts=fonts, title="Gafetes", language="es-MX"))
    _run(["pdftoppm", "-png", "-r", "150", "-singlefile", file.name, file.stem], file.parent)
    return Image.open(file.with_suffix(".png")).convert("RGB")


def _seen(badges: list[Image.Image]) -> Image.Image:
    """The badges side by side, as high as the view."""
    seen = Image.new("RGB", FRAME, "gray")
    for place, badge in enumerate(badges):
        badge.thumbnail((FRAME[0] // 2, FRAME[1]))
        middle = (2 * place + 1) * FRAME[0] // (2 * len(badges))
        seen.paste(badge, (middle - badge.width // 2, (FRAME[1] - badge.height) // 2))
    return seen


def _run(command: list[str], folder: Path) -> None:
    try:
        subprocess.run(command, cwd=folder, check=True, timeout=60)
    except FileNotFoundError:
        missing(command[0])
