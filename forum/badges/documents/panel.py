"""One badge drawn on a canvas: the person's own part, over the form shared with others."""

from typing import Any

from forum.badges.documents.artwork import draw_placed, static_form
from forum.badges.documents.composing import Composition, compose
from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.geometry import Panel
from forum.badges.enums import Ink
from forum.printing.colours import HAIRLINE
from forum.printing.drawing import draw_qr
from forum.printing.typefaces import Typefaces


def draw_badge(
    canvas: Any,
    face: BadgeFace,
    *,
    typefaces: Typefaces,
    forms: dict[object, str],
    width: float = 0,
    height: float = 0,
) -> None:
    """Draw `face` with its lower left corner at the canvas's origin; on another size than its template's."""
    composition = compose(face, typefaces, width=width, height=height)
    draw_composition(canvas, face, composition, typefaces=typefaces, forms=forms)


def draw_composition(
    canvas: Any, face: BadgeFace, composition: Composition, *, typefaces: Typefaces, forms: dict[object, str]
) -> None:
    """Draw a badge that is composed."""
    panel = composition.panel
    canvas.doForm(static_form(canvas, face, panel=panel, typefaces=typefaces, forms=forms))
    for text in composition.texts:
        draw_placed(canvas, text, panel=panel)
        if text.piece == "code":
            _draw_extension_lines(canvas, panel, width=text.font.measure(text.text) * text.fit.size)
    bottom = panel.height - panel.symbol.bottom
    draw_qr(canvas, face.printable.code, x=panel.symbol.x, y=bottom, module=panel.module)


def _draw_extension_lines(canvas: Any, panel: Panel, *, width: float) -> None:
    """The code as the symbol's dimension between two lines, where it is no wider than that."""
    u, symbol = panel.unit, panel.symbol
    if panel.template.ink is Ink.BLACK or width > symbol.width - 2 * u:
        return
    bottom = panel.height - panel.strip.bottom
    canvas.setStrokeColorRGB(*HAIRLINE)
    canvas.setLineWidth(0.2 * u)
    for x in (symbol.x, symbol.right):
        canvas.line(x, bottom + 1.2 * u, x, bottom + 4.4 * u)
