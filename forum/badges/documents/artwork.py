"""The parts that badges of one edition and category share, drawn once per document as a form: edition, emblem, band."""

import math
from typing import Any, Final

from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.geometry import Panel
from forum.printing.colours import HAIRLINE, INK, SLATE, WHITE, Colour, colour_from_hex, mixed, readable_on
from forum.printing.drawing import draw_text, fitted
from forum.printing.fitting import TextBox
from forum.printing.typefaces import Typefaces

_TICKS: Final = ((10, 3.4), (5, 2.3), (1, 1.3))
"""Every tenth, fifth and single mark of the ruler, with its length in units."""


def static_form(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces, forms: dict[object, str]) -> str:
    """Return the name of the form that `face` shares with others of its edition and category.

    It is drawn into the document the first time; `forms` holds those already there.
    """
    category = (face.category_name, face.category_english, face.printable.colour)
    key = (face.edition_name, face.dates, face.venue, *category, panel)
    if key not in forms:
        forms[key] = f"badge{len(forms)}"
        canvas.beginForm(forms[key], upperx=panel.width, uppery=panel.height)
        canvas.setFillColorRGB(*WHITE)
        canvas.rect(0, 0, panel.width, panel.height, stroke=0, fill=1)
        _draw_header(canvas, face, panel=panel, typefaces=typefaces)
        _draw_band(canvas, face, panel=panel, typefaces=typefaces)
        canvas.endForm()
    return forms[key]


def _draw_header(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> None:
    u = panel.unit
    left, right, line = panel.margin, panel.width - panel.margin, panel.names_top + 2.6 * u
    emblem = 5.2 * u
    wide = right - left - 2 * emblem - 4 * u
    top = panel.height - panel.margin
    name = TextBox(wide, 9.4 * u, largest=4.1 * u, smallest=2 * u, max_lines=2, comfortable=0.95, may_shorten=True)
    below = draw_text(canvas, face.edition_name, box=name, font=typefaces.bold, x=left, top=top, colour=INK)
    place = " · ".join(part for part in (face.dates, face.venue) if part)
    small = TextBox(wide, below - line - 0.6 * u, largest=2.6 * u, smallest=1.8 * u, may_shorten=True)
    draw_text(canvas, place, box=small, font=typefaces.regular, x=left, top=below, colour=SLATE)
    accent = mixed(colour_from_hex(face.printable.colour), INK, 0.15)
    _draw_emblem(canvas, x=right - emblem, y=top - emblem, radius=emblem, accent=accent)
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.25 * u)
    canvas.line(left, line, right, line)
    canvas.line(left, line - 0.9 * u, left, line + 0.9 * u)
    canvas.line(right, line - 0.9 * u, right, line + 0.9 * u)


def _draw_emblem(canvas: Any, *, x: float, y: float, radius: float, accent: Colour) -> None:
    """A flange as a technical drawing shows it: outline, bolt circle with six holes, bore, centre lines."""
    canvas.setLineWidth(radius * 0.06)
    canvas.setStrokeColorRGB(*INK)
    canvas.circle(x, y, radius * 0.86)
    canvas.circle(x, y, radius * 0.30)
    canvas.setFillColorRGB(*accent)
    for hole in range(6):
        angle = math.radians(30 + 60 * hole)
        canvas.circle(
            x + radius * 0.59 * math.cos(angle),
            y + radius * 0.59 * math.sin(angle),
            radius * 0.1,
            stroke=0,
            fill=1,
        )
    canvas.setStrokeColorRGB(*HAIRLINE)
    canvas.setLineWidth(radius * 0.035)
    canvas.setDash([radius * 0.34, radius * 0.07, radius * 0.08, radius * 0.07])
    canvas.line(x - radius, y, x + radius, y)
    canvas.line(x, y - radius, x, y + radius)
    canvas.circle(x, y, radius * 0.59)
    canvas.setDash()


def _draw_band(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> None:
    """The category as a steel rule in its colour: ticks along the upper edge, the names beneath them."""
    u = panel.unit
    ground = colour_from_hex(face.printable.colour)
    text = readable_on(ground)
    canvas.setFillColorRGB(*ground)
    canvas.rect(0, 0, panel.width, panel.band, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*mixed(text, ground, 0.25))
    canvas.setLineWidth(0.22 * u)
    path = canvas.beginPath()
    for mark in range(1, int(panel.width / u)):
        length = next(long for every, long in _TICKS if mark % every == 0)
        path.moveTo(mark * u, panel.band)
        path.lineTo(mark * u, panel.band - length * u)
    canvas.drawPath(path, stroke=1, fill=0)
    _draw_category(canvas, face, panel=panel, typefaces=typefaces, colour=text)


def _draw_category(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces, colour: Colour) -> None:
    """The category in Spanish, as large as the band allows, and in English below it; together in the middle."""
    u, wide, high = panel.unit, panel.width - 2 * panel.margin, panel.band - 4.4 * panel.unit
    small = TextBox(wide, 4.6 * u, largest=3.6 * u, smallest=2 * u, max_lines=1, leading=1.2, may_shorten=True)
    below = fitted(face.category_english, box=small, font=typefaces.regular).height
    room = high - below - (1.5 * u if below else 0)  # the small line keeps clear of the knife that cuts the sheet
    box = TextBox(wide, room, largest=10.5 * u, smallest=4 * u, max_lines=2, comfortable=0.5, leading=1.2)
    name = face.category_name.upper()
    top = high - (room - fitted(name, box=box, font=typefaces.bold).height) / 2
    top = draw_text(canvas, name, box=box, font=typefaces.bold, x=panel.margin, top=top, colour=colour)
    draw_text(canvas, face.category_english, box=small, font=typefaces.regular, x=panel.margin, top=top, colour=colour)
