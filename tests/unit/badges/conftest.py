"""Fonts and badges to draw, and what reads a PDF back."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from forum.badges.documents.faces import BadgeFace
from forum.badges.rules import Printable
from forum.printing.fonts import Fonts
from tests.builders.printing import built_fonts, wide_fonts

MakeFace = Callable[..., BadgeFace]

_PRINTABLE = Printable(
    badge_id=1,
    category_id=1,
    code="0123456789ACDEFGHJKM",
    given_names="María Fernanda",
    first_surname="Muñoz",
    second_surname="Íñiguez",
    organisation="Troqueles del Bajío",
    position="Gerente de Ventas",
    category_es="Expositor",
    category_en="Exhibitor",
    colour="#0b5fa5",
)
_FACE = BadgeFace(
    printable=_PRINTABLE,
    category_name="Expositor",
    edition_name="XIII Foro de Proveeduría Automotriz",
    dates="9 y 10 de septiembre de 2026",
    venue="Poliforum León",
)
_OF_THE_FACE = {field.name for field in fields(BadgeFace)}


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return wide_fonts()


@pytest.fixture(scope="session")
def every_script() -> Fonts:
    """The fonts that people's badges are printed with."""
    return built_fonts()


@pytest.fixture(scope="session")
def make_face() -> MakeFace:
    """Return what makes a badge with some of its texts changed."""

    def make(**changes: object) -> BadgeFace:
        of_person = {name: value for name, value in changes.items() if name not in _OF_THE_FACE}
        of_face = {name: value for name, value in changes.items() if name in _OF_THE_FACE}
        return replace(_FACE, printable=replace(_PRINTABLE, **of_person), **of_face)

    return make


@pytest.fixture
def printed(tmp_path: Path) -> Callable[[bytes], "Printed"]:
    """Return what turns a PDF's bytes into something that can be looked at, read and scanned."""

    def look(pdf: bytes) -> Printed:
        path = tmp_path / "badges.pdf"
        path.write_bytes(pdf)
        return Printed(path)

    return look


class Printed:
    """A PDF as a viewer, a camera and a screen reader see it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def text(self, page: int) -> str:
        return _output("pdftotext", "-raw", "-f", str(page), "-l", str(page), str(self._path), "-")

    def words(self, page: int) -> str:
        """All text of a page without any white space: what a name broken over lines can be sought in."""
        return "".join(self.text(page).split())

    def facts(self) -> dict[str, str]:
        lines = _output("pdfinfo", str(self._path)).splitlines()
        return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}

    def boxes(self, page: int) -> list[tuple[float, float, float, float]]:
        """The left, top, right and bottom of every word on a page, in points from the top left corner."""
        found = _output("pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(self._path), "-")
        pattern = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"'
        return [(float(a), float(b), float(c), float(d)) for a, b, c, d in re.findall(pattern, found)]

    def complaints(self) -> str:
        """What a strict reader finds wrong in the file."""
        done = subprocess.run([_tool("pdftotext"), str(self._path), "-"], capture_output=True, text=True, check=False)
        return done.stderr

    def embedded_fonts(self) -> list[tuple[str, str]]:
        """The name of every font without its subset tag, and whether it is in the file."""
        rows = _output("pdffonts", str(self._path)).splitlines()[2:]
        return sorted((row.split()[0].split("+")[-1], row.split()[-5]) for row in rows)

    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of every page in millimetres."""
        found = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", _output("pdfinfo", "-l", "999", str(self._path)))
        return [(round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in found]

    def images(self, dpi: int = 150) -> list[Path]:
        """Every page as a camera at so many dots an inch sees it."""
        stem = self._path.with_suffix("")
        _output("pdftoppm", "-gray", "-r", str(dpi), str(self._path), str(stem))
        return sorted(self._path.parent.glob(f"{stem.name}-*.pgm"))


def zxing_codes(image: Path) -> list[str]:
    with Image.open(image) as page:
        return sorted(found.text for found in zxingcpp.read_barcodes(page))


def zbar_codes(image: Path) -> list[str]:
    quiet = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "", "DBUS_SYSTEM_BUS_ADDRESS": ""}
    return sorted(_output("zbarimg", "-q", "--raw", str(image), env=quiet).split())


def _output(tool: str, *arguments: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run([_tool(tool), *arguments], capture_output=True, text=True, env=env, check=True)
    return done.stdout


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        reason = f"{name} is not installed (packages poppler-utils and zbar-tools)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(params=[zxing_codes, zbar_codes], ids=["zxing", "zbar"])
def scanned_codes(request: pytest.FixtureRequest) -> Callable[[Path], list[str]]:
    """Two scanners that share no code, each for every page."""
    return request.param
