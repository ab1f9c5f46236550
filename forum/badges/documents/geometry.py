"""Where everything is on a badge: boxes in points, measured from its left and upper edges.

What nobody chooses is in units: a 105th of the width (a millimetre on A6), so that all sizes look alike; on a badge
that is wider than high, as much of the side of a square as large.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from forum.badges.enums import Piece
from forum.badges.rules.templates import QUIET_MODULES, SYMBOL_MODULES, Template
from forum.printing.paper import MILLIMETRE

_A6_SIDE: Final = math.sqrt(105 * 148)
_LONGEST: Final = 1.9
"""How often its width a roll may be long."""

_STRIP: Final = 3.2 * MILLIMETRE
_LEAST_SMALL: Final = 0.68 * MILLIMETRE


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` counts downwards."""

    x: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Panel:
    """The face of one badge by its template: what stands where.

    `heading` is above everything, `names` hold what flows downwards, `aside` what stands beside the symbol, `strip`
    is below the symbol. The symbol's box is that of its modules: `quiet` of white is around it.
    """

    template: Template
    width: float
    height: float
    unit: float
    quiet: float
    heading: Box
    names: Box
    aside: Box
    symbol: Box
    strip: Box
    band: Box

    @property
    def margin(self) -> float:
        """Clear space at the edges."""
        return self.template.margin * MILLIMETRE

    @property
    def small(self) -> float:
        """The unit of what is small already, which small badges do not make smaller."""
        return max(self.unit, _LEAST_SMALL)

    @property
    def module(self) -> float:
        """Side of one module of the symbol."""
        return self.symbol.width / SYMBOL_MODULES


@lru_cache(maxsize=256)
def panel_of(template: Template, width: float = 0, height: float = 0) -> Panel:
    """Return the panel of a template, in points; a roll without a height gets the longest."""
    stock = template.stock
    width = width or template.face_width * MILLIMETRE
    height = height or (stock.height * MILLIMETRE if stock.height else _LONGEST * width)
    unit = math.sqrt(width * height) / _A6_SIDE if stock.is_wide else width / 105
    margin, quiet = template.margin * MILLIMETRE, template.symbol * MILLIMETRE * QUIET_MODULES / SYMBOL_MODULES
    band_height = 20 * unit if template.has(Piece.BAND) else 0
    band = Box(0, height - band_height, width, band_height)
    strip_height = max(4.2 * unit, _STRIP) if template.has(Piece.CODE) else unit
    ground = band.top - (0 if band_height else margin)
    side = template.symbol * MILLIMETRE
    symbol = Box(width - max(margin, quiet) - side, ground - strip_height - quiet - side, side, side)
    strip = Box(symbol.x, ground - strip_height, side, strip_height)
    column = symbol.x - quiet - unit - margin
    heading = Box(margin, margin, column if stock.is_wide else width - 2 * margin, _heading_height(template, unit))
    top = heading.bottom + (_below_heading(template) * unit if heading.height else 0)
    if stock.is_wide:
        room = ground - 1.5 * unit - top
        names = Box(margin, top, column, 0.66 * room)
    else:
        names = Box(margin, top, width - 2 * margin, symbol.top - quiet - top)
    aside = Box(margin, names.bottom, column, ground - 2 * unit - names.bottom)
    return Panel(template, width, height, unit, quiet, heading, names, aside, symbol, strip, band)


def _heading_height(template: Template, unit: float) -> float:
    small = max(unit, _LEAST_SMALL)
    event, place, logo = (template.has(piece) for piece in (Piece.EVENT, Piece.PLACE, Piece.LOGO))
    if template.stock.is_wide:
        return max((event + place) * 5 * small, 10.4 * unit * logo)
    if logo or (event and place):
        return 16.3 * unit
    return (9.4 * small if event else 5 * small) * (event or place)


def _below_heading(template: Template) -> float:
    """Units between the heading and the names; a line is drawn between them where there is height for it."""
    return 1.4 if template.stock.is_wide else 3.2
