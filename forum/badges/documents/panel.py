"""One badge drawn on a canvas: the person's own part, over the form shared with others."""

from typing import Any

from forum.badges.documents.artwork import static_form
from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.geometry import Panel
from forum.badges.rules import grouped_code
from forum.printing.colours import HAIRLINE, INK, SLATE
from forum.printing.drawing import draw_line, draw_qr, draw_text, fitted
from forum.printing.fitting import TextBox
from forum.printing.qr import MODULES
from forum.printing.typefaces import Typeface, Typefaces


def draw_badge(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces, forms: dict[object, str]) -> None:
    """Draw `face` with its lower left corner at the canvas's origin."""
    canvas.doForm(static_form(canvas, face, panel=panel, typefaces=typefaces, forms=forms))
    below = _draw_names(canvas, face, panel=panel, typefaces=typefaces)
    _draw_work(canvas, face, top=below, panel=panel, typefaces=typefaces)
    _draw_aside(canvas, face, panel=panel, typefaces=typefaces)
    draw_qr(canvas, face.printable.code, x=panel.symbol_left, y=panel.symbol_bottom, module=panel.module)
    _draw_code(canvas, face.printable.code, panel=panel, font=typefaces.regular)


def _draw_names(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> float:
    """Given names largest, surnames below them, neither ever shortened; return the y below."""
    u, x = panel.unit, panel.margin
    wide, room = panel.width - 2 * x, panel.names_top - panel.symbol_top
    given = TextBox(wide, 0.56 * room, largest=17 * u, smallest=6.5 * u, comfortable=0.66, leading=1.1)
    name = face.printable.name
    top = draw_text(canvas, name.given_names, box=given, font=typefaces.bold, x=x, top=panel.names_top, colour=INK)
    left = 0.78 * room - (panel.names_top - top)
    family = TextBox(wide, left, largest=8.4 * u, smallest=4.2 * u, comfortable=0.66)
    return draw_text(canvas, name.surnames, box=family, font=typefaces.regular, x=x, top=top, colour=INK, gap=1.4 * u)


def _draw_work(canvas: Any, face: BadgeFace, *, top: float, panel: Panel, typefaces: Typefaces) -> None:
    """Organisation across the badge above the symbol, position in the column beside it; both may be shortened."""
    u, x = panel.unit, panel.margin
    wide, room = panel.width - 2 * x, top - panel.symbol_top
    company = TextBox(wide, room, largest=6.2 * u, smallest=3.2 * u, comfortable=0.72, may_shorten=True)
    printable = face.printable
    top = draw_text(
        canvas, printable.organisation, box=company, font=typefaces.bold, x=x, top=top, colour=INK, gap=0.8 * u
    )
    room = top - panel.aside_top
    role = TextBox(panel.aside_width, room, largest=4.6 * u, smallest=3 * u, max_lines=4, may_shorten=True)
    draw_text(canvas, printable.position, box=role, font=typefaces.regular, x=x, top=top, colour=SLATE)


def _draw_aside(canvas: Any, face: BadgeFace, *, panel: Panel, typefaces: Typefaces) -> None:
    """Beside the symbol, down to its lower edge: the interpreter."""
    u, font = panel.unit, typefaces.regular
    box = TextBox(panel.aside_width, 14 * u, largest=4.2 * u, smallest=2.4 * u, max_lines=3, may_shorten=True)
    top = panel.symbol_bottom + fitted(face.interpreter, box=box, font=font).height
    draw_text(canvas, face.interpreter, box=box, font=font, x=panel.margin, top=top, colour=INK)


def _draw_code(canvas: Any, code: str, *, panel: Panel, font: Typeface) -> None:
    """The code as the symbol's dimension between two extension lines: to be typed when a camera fails."""
    u, left = panel.unit, panel.symbol_left
    wide = MODULES * panel.module
    text = grouped_code(code)
    size = min(2.8 * u, (wide - 3 * u) / font.measure(text))
    start = left + (wide - font.measure(text) * size) / 2
    canvas.setFillColorRGB(*INK)
    draw_line(canvas, text, whole=text, size=size, font=font, x=start, baseline=panel.band + 2 * u)
    canvas.setStrokeColorRGB(*HAIRLINE)
    canvas.setLineWidth(0.2 * u)
    for x in (left, left + wide):
        canvas.line(x, panel.band + 1.2 * u, x, panel.band + 4.4 * u)
