"""The sheet before a group of badges, as large as they are: which group it is, between two thick lines."""

from typing import Any, Final

from forum.badges.documents.artwork import draw_placed
from forum.badges.documents.composing import Composition, ink_of, placed
from forum.badges.documents.faces import Separator
from forum.badges.documents.geometry import panel_of
from forum.printing.fitting import TextBox
from forum.printing.typefaces import Typefaces

_TITLE: Final = 0.3
_DETAIL: Final = 0.12
_LINE: Final = 0.03
"""Shares of the height."""


def compose_separator(separator: Separator, typefaces: Typefaces) -> Composition:
    """The texts of a separator, one above the other about the middle; on a roll it is as long as half its width."""
    template = separator.template
    panel = panel_of(template, 0, 0 if template.stock.height else panel_of(template).width / 2)
    wide, high, margin = panel.width - 2 * panel.margin, panel.height, panel.margin
    box = TextBox(wide, 0.4 * high, largest=_TITLE * high, smallest=8, max_lines=2, may_shorten=True)
    small = TextBox(wide, 0.24 * high, largest=_DETAIL * high, smallest=6, max_lines=2, may_shorten=True)
    ink, top = ink_of(panel), 0.2 * high
    title = tuple(placed("title", separator.title, box=box, font=typefaces.bold, x=margin, top=top, colour=ink))
    below = title[-1].bottom + 0.04 * high if title else top
    detail = placed("detail", separator.detail, box=small, font=typefaces.regular, x=margin, top=below, colour=ink)
    return Composition(panel, (*title, *detail))


def draw_separator(canvas: Any, composition: Composition) -> None:
    """Draw a separator that is composed."""
    panel = composition.panel
    for text in composition.texts:
        draw_placed(canvas, text, panel=panel)
    thick = _LINE * panel.height
    canvas.setFillColorRGB(*ink_of(panel))
    for bottom in (panel.margin, panel.height - panel.margin - thick):
        canvas.rect(panel.margin, bottom, panel.width - 2 * panel.margin, thick, stroke=0, fill=1)
