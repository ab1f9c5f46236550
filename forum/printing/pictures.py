"""A page as a picture: what a canvas is told to draw, written as SVG, its letters as the outlines of the very glyphs.

It stands in for `PrintedCanvas` where a page is looked at in a browser: the same calls, the same fonts and shaping, no
font of the reader's machine. Lengths are points, counted upwards as in PDF.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any, Final

from forum.printing.fonts import read_font_named
from forum.printing.typefaces import Run

_ANCHORS: Final = {"nw": "xMinYMin meet", "ne": "xMaxYMin meet"}


class PictureCanvas:
    """Draws one page; `svg` returns it, and `showPage` begins the next."""

    def __init__(self) -> None:
        self._size = (0.0, 0.0)
        self._page: list[str] = []
        self._parts = self._page
        self._forms: dict[str, list[str]] = {}
        self._fill, self._stroke, self._width, self._dash = "#000", "#000", 1.0, ""

    def setPageSize(self, size: tuple[float, float]) -> None:
        """Say how large the page is."""
        self._size = size

    @property
    def size(self) -> tuple[float, float]:
        """How large the page is."""
        return self._size

    def showPage(self) -> None:
        """Begin an empty page."""
        self._page = self._parts = []

    def svg(self, *, title: str) -> str:
        """Return the page on white, called `title`."""
        wide, high = self._size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.2f} {high:.2f}" width="{wide:.2f}" '
            f'height="{high:.2f}" role="img"><title>{escape(title)}</title>'
            f'<rect width="100%" height="100%" fill="#fff"/>'
            f'<g transform="matrix(1 0 0 -1 0 {high:.2f})">{"".join(self._page)}</g></svg>'
        )

    def beginForm(self, name: str, **_size: float) -> None:
        """Begin what is drawn by its name later."""
        self._parts = self._forms[name] = []

    def endForm(self) -> None:
        """Go on with the page."""
        self._parts = self._page

    def doForm(self, name: str) -> None:
        """Draw what has this name."""
        self._parts.extend(self._forms[name])

    def saveState(self) -> None:
        """Begin a part with a place of its own."""
        self._parts.append("<g>")

    def translate(self, x: float, y: float) -> None:
        """Move the place of this part, before anything of it is drawn."""
        self._parts[-1] = f'<g transform="translate({x:.3f} {y:.3f})">'

    def restoreState(self) -> None:
        """End the part."""
        self._parts.append("</g>")

    def setFillColorRGB(self, *colour: float) -> None:
        """Choose the colour of areas and letters."""
        self._fill = _hex(colour)

    def setStrokeColorRGB(self, *colour: float) -> None:
        """Choose the colour of lines."""
        self._stroke = _hex(colour)

    def setLineWidth(self, width: float) -> None:
        """Choose how thick lines are."""
        self._width = width

    def setDash(self, dashes: list[float] | None = None) -> None:
        """Choose dashes, or none."""
        self._dash = f' stroke-dasharray="{" ".join(f"{dash:.3f}" for dash in dashes)}"' if dashes else ""

    def rect(self, x: float, y: float, width: float, height: float, *, stroke: int = 1, fill: int = 0) -> None:
        """Draw a rectangle."""
        self._path(f"M{x:.3f} {y:.3f}h{width:.3f}v{height:.3f}h{-width:.3f}z", stroke=stroke, fill=fill)

    def circle(self, x: float, y: float, radius: float, *, stroke: int = 1, fill: int = 0) -> None:
        """Draw a circle."""
        arc = f"a{radius:.3f} {radius:.3f} 0 1 0"
        self._path(
            f"M{x - radius:.3f} {y:.3f}{arc} {2 * radius:.3f} 0{arc} {-2 * radius:.3f} 0z", stroke=stroke, fill=fill
        )

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self._path(f"M{x1:.3f} {y1:.3f}L{x2:.3f} {y2:.3f}", stroke=1, fill=0)

    def beginPath(self) -> "Path":
        """Begin a line of many points."""
        return Path()

    def drawPath(self, path: "Path", *, stroke: int = 1, fill: int = 0) -> None:
        """Draw it."""
        self._path("".join(path.parts), stroke=stroke, fill=fill)

    def draw_run(self, run: Run, *, x: float, baseline: float, size: float) -> None:
        """Draw a part of a line by its outlines."""
        scale = size / 1000
        drawn = "".join(
            f'<path transform="translate({at:.2f} {up:.2f})" d="{outline}"/>'
            for outline, at, up in _glyphs(run)
            if outline
        )
        place = f"matrix({scale:.5f} 0 0 {scale:.5f} {x:.3f} {baseline:.3f})"
        self._parts.append(f'<g fill="{self._fill}" transform="{place}">{drawn}</g>')

    def draw_modules(self, rectangles: list[tuple[int, int, int, int]], *, x: float, y: float, module: float) -> None:
        """Draw black rectangles, counted in modules from (x, y), as one path."""
        path = "".join(f"M{left} {low}h{wide}v{high}h{-wide}z" for left, low, wide, high in rectangles)
        place = f"matrix({module:.4f} 0 0 {module:.4f} {x:.4f} {y:.4f})"
        self._parts.append(f'<path transform="{place}" d="{path}" shape-rendering="crispEdges"/>')

    def draw_picture(self, png: bytes, *, x: float, y: float, width: float, height: float, anchor: str) -> None:
        """Draw a PNG as large as it fits into a box, at this corner of it (`nw`, `ne`)."""
        self._parts.append(
            f'<image transform="matrix(1 0 0 -1 {x:.3f} {y + height:.3f})" width="{width:.3f}" '
            f'height="{height:.3f}" preserveAspectRatio="{_ANCHORS[anchor]}" '
            f'href="data:image/png;base64,{b64encode(png).decode()}"/>'
        )

    def _path(self, path: str, *, stroke: int, fill: int) -> None:
        lines = f' stroke="{self._stroke}" stroke-width="{self._width:.3f}"{self._dash}' if stroke else ""
        self._parts.append(f'<path d="{path}" fill="{self._fill if fill else "none"}"{lines}/>')


class Path:
    """The points of a line."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def moveTo(self, x: float, y: float) -> None:
        """Go to a point."""
        self.parts.append(f"M{x:.3f} {y:.3f}")

    def lineTo(self, x: float, y: float) -> None:
        """Draw to a point."""
        self.parts.append(f"L{x:.3f} {y:.3f}")


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in colour)


def _glyphs(run: Run) -> Iterator[tuple[str, float, float]]:
    """Each glyph of a run: its outline, how far along and above the line, in 1000ths of an em."""
    font = read_font_named(run.font)
    at = 0.0
    if run.glyphs is None:
        for character in run.text:
            yield _outline(run.font, font.face.charToGlyph[ord(character)]), at, 0
            at += font.face.getCharWidth(ord(character))
        return
    for character, placed in zip(run.glyphs, run.glyphs.__shapeData__, strict=True):
        yield _outline(run.font, font.face.charToGlyph[ord(character)]), at + placed.x_offset, placed.y_offset
        at += placed.x_advance


@lru_cache(maxsize=2048)
def _outline(font: str, glyph: int) -> str:
    """The path of a glyph, an em being 1000."""
    harfbuzz = read_font_named(font).hbFont()
    pen = _Pen(1000 / harfbuzz.scale[0])
    harfbuzz.draw_glyph_with_pen(glyph, pen)
    return "".join(pen.parts)


class _Pen:
    """Writes an outline as the path of an SVG."""

    def __init__(self, scale: float) -> None:
        self.parts: list[str] = []
        self._scale = scale

    def moveTo(self, point: tuple[float, float]) -> None:
        self._write("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._write("L", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._write("C", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:
        self._write("Q", *points)

    def closePath(self) -> None:
        self.parts.append("Z")

    def _write(self, command: str, *points: tuple[float, float]) -> None:
        numbers: Any = (coordinate * self._scale for point in points for coordinate in point)
        self.parts.append(command + " ".join(f"{number:.0f}" for number in numbers))
