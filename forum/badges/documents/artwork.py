"""The parts that badges of one edition, category and template share, drawn once per document as a form."""

import math
from collections.abc import Iterator
from typing import Any, Final

from forum.badges.documents.composing import Placed, ink_of, placed, soft_ink_of
from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.geometry import Panel
from forum.badges.enums import Ink, Piece
from forum.printing.colours import BLACK, HAIRLINE, INK, WHITE, Colour, colour_from_hex, mixed, readable_on
from forum.printing.drawing import draw_fitted, fitted
from forum.printing.fitting import TextBox
from forum.printing.typefaces import Typefaces

_TICKS: Final = ((10, 3.4), (5, 2.3), (1, 1.3))
"""Every tenth, fifth and single mark of the ruler, with its length in units."""

_MARK: Final = 10.4
"""Height of the logo or the emblem, in units."""


def static_form(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces, forms: dict[object, str]) -> str:
    """Return the name of the form that `face` shares with others of its edition, category and template.

    It is drawn into the document the first time; `forms` holds those already there.
    """
    category = (face.category_name, face.category_english, face.printable.colour)
    key = (face.edition_name, face.dates, face.venue, face.logo, *category, panel.template, panel.width, panel.height)
    if key not in forms:
        forms[key] = f"badge{len(forms)}"
        canvas.beginForm(forms[key], upperx=panel.width, uppery=panel.height)
        canvas.setFillColorRGB(*WHITE)
        canvas.rect(0, 0, panel.width, panel.height, stroke=0, fill=1)
        _draw_heading(canvas, face, panel=panel)
        if panel.band.height:
            _draw_band(canvas, face, panel=panel)
        for text in shared_texts(face, panel=panel, typefaces=typefaces):
            draw_placed(canvas, text, panel=panel)
        canvas.endForm()
    return forms[key]


def draw_placed(canvas: Any, text: Placed, *, panel: Panel) -> None:
    """Draw a text in its place."""
    top = panel.height - text.top
    draw_fitted(canvas, text.fit, whole=text.text, font=text.font, x=text.x, top=top, colour=text.colour)


def shared_texts(face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> tuple[Placed, ...]:
    """The texts of the heading and of the band in their places."""
    heading = _heading(face, panel=panel, typefaces=typefaces) if panel.heading.height else ()
    band = _category(face, panel=panel, typefaces=typefaces) if panel.band.height else ()
    return (*heading, *band)


def _heading(face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> Iterator[Placed]:
    template, box, u, s = panel.template, panel.heading, panel.unit, panel.small
    mark = (2.4 if face.logo else 1) * _MARK * u * template.has(Piece.LOGO)
    beside = mark + 2.5 * u if mark else 0
    wide, x = box.width - beside, box.x + (beside if template.stock.is_wide else 0)
    top, has_place = box.top, template.has(Piece.PLACE)
    if template.has(Piece.EVENT):
        high = min(9.4 * s, box.height - (5 * s if has_place else 0))
        name = TextBox(wide, high, largest=4.1 * s, smallest=2.2 * s, comfortable=0.95, may_shorten=True)
        for each in placed(
            "event", face.edition_name, box=name, font=typefaces.bold, x=x, top=top, colour=ink_of(panel)
        ):
            yield each
            top = each.bottom
    if has_place:
        text = " · ".join(part for part in (face.dates, face.venue) if part)
        small = TextBox(wide, box.bottom - top - 0.6 * u, largest=2.6 * s, smallest=1.8 * s, may_shorten=True)
        yield from placed("place", text, box=small, font=typefaces.regular, x=x, top=top, colour=soft_ink_of(panel))


def _draw_heading(canvas: Any, face: BadgeFace, *, panel: Panel) -> None:
    """The logo, and the line below the heading with a mark at both ends."""
    box, u = panel.heading, panel.unit
    if not box.height:
        return
    if panel.template.has(Piece.LOGO):
        _draw_mark(canvas, face, panel=panel)
    if panel.template.stock.is_wide:
        return
    line = panel.height - box.bottom - 0.6 * u
    canvas.setStrokeColorRGB(*ink_of(panel))
    canvas.setLineWidth(0.25 * u)
    canvas.line(box.x, line, box.right, line)
    for x in (box.x, box.right):
        canvas.line(x, line - 0.9 * u, x, line + 0.9 * u)


def _draw_mark(canvas: Any, face: BadgeFace, *, panel: Panel) -> None:
    """The organiser's logo, or the emblem where there is none."""
    box, side = panel.heading, _MARK * panel.unit
    is_wide, bottom = panel.template.stock.is_wide, panel.height - box.top - side
    if face.logo:
        wide = 2.4 * side
        x, anchor = (box.x, "nw") if is_wide else (box.right - wide, "ne")
        canvas.draw_picture(face.logo, x=x, y=bottom, width=wide, height=side, anchor=anchor)
        return
    is_black = panel.template.ink is Ink.BLACK
    accent = BLACK if is_black else mixed(colour_from_hex(face.printable.colour), INK, 0.15)
    x = box.x + side / 2 if is_wide else box.right - side / 2
    _draw_emblem(canvas, x=x, y=bottom + side / 2, radius=side / 2, accent=accent, thin=BLACK if is_black else HAIRLINE)


def _draw_emblem(canvas: Any, *, x: float, y: float, radius: float, accent: Colour, thin: Colour) -> None:
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
    canvas.setStrokeColorRGB(*thin)
    canvas.setLineWidth(radius * 0.035)
    canvas.setDash([radius * 0.34, radius * 0.07, radius * 0.08, radius * 0.07])
    canvas.line(x - radius, y, x + radius, y)
    canvas.line(x, y - radius, x, y + radius)
    canvas.circle(x, y, radius * 0.59)
    canvas.setDash()


def _ground_of(face: BadgeFace, panel: Panel) -> Colour:
    return BLACK if panel.template.ink is Ink.BLACK else colour_from_hex(face.printable.colour)


def _draw_band(canvas: Any, face: BadgeFace, *, panel: Panel) -> None:
    """The ground of the category's names, a steel rule in its colour: ticks along the upper edge."""
    u, high = panel.unit, panel.band.height
    ground = _ground_of(face, panel)
    text = readable_on(ground)
    canvas.setFillColorRGB(*ground)
    canvas.rect(0, 0, panel.width, high, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*(WHITE if panel.template.ink is Ink.BLACK else mixed(text, ground, 0.25)))
    canvas.setLineWidth(0.22 * u)
    path = canvas.beginPath()
    for mark in range(1, int(panel.width / u)):
        length = next(long for every, long in _TICKS if mark % every == 0)
        path.moveTo(mark * u, high)
        path.lineTo(mark * u, high - length * u)
    canvas.drawPath(path, stroke=1, fill=0)


def _category(face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> Iterator[Placed]:
    """The category in Spanish, as large as the band allows, and in English below it; together in the middle."""
    u, x, colour = panel.unit, panel.margin, readable_on(_ground_of(face, panel))
    wide, high = panel.width - 2 * x, panel.band.height - 4.4 * u
    small = TextBox(wide, 4.6 * u, largest=3.6 * u, smallest=2 * u, max_lines=1, leading=1.2, may_shorten=True)
    below = fitted(face.category_english, box=small, font=typefaces.regular).height
    room = high - below - (1.5 * u if below else 0)  # the small line keeps clear of the knife that cuts the sheet
    box = TextBox(wide, room, largest=10.5 * u, smallest=4 * u, max_lines=2, comfortable=0.5, leading=1.2)
    name = face.category_name.upper()
    top = panel.band.top + 4.4 * u + (room - fitted(name, box=box, font=typefaces.bold).height) / 2
    for each in placed("category", name, box=box, font=typefaces.bold, x=x, top=top, colour=colour):
        yield each
        top = each.bottom
    english = face.category_english
    yield from placed("english", english, box=small, font=typefaces.regular, x=x, top=top, colour=colour)
