"""Templates: what a badge is drawn on and what of it an organiser chooses, in millimetres and points, within bounds.

A template is a value. Who chooses nothing gets the usual one of each purpose, which needs no editing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from forum.badges.enums import First, Ink, Layout, Piece, Purpose
from forum.badges.errors import (
    MarginOutOfBounds,
    NameOutOfBounds,
    PaperOfAnotherPurpose,
    SymbolLeavesNoRoom,
    SymbolOutOfBounds,
    WidthOutOfBounds,
)

SYMBOL_MODULES: Final = 21
QUIET_MODULES: Final = 4
LEAST_ASIDE: Final = 18
"""Millimetres beside the symbol for position, days and zones."""

ZONES_LIMIT: Final = 40
NOTE_LIMIT: Final = 90


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that may be chosen, and what is usual."""

    least: int
    most: int
    usual: int

    def nearest(self, value: object) -> int:
        """The value, or what is nearest to it; the usual one for what is no number."""
        return min(self.most, max(self.least, value)) if isinstance(value, int) else self.usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What a layout is printed on: the size of a face in millimetres, what may be chosen and what is usual.

    A face without a height is as long as its text. `name` is the largest size of the given names, in points.
    """

    width: float
    height: float | None
    margin: Bounds
    name: Bounds
    symbol: Bounds
    purposes: frozenset[Purpose]
    pieces: frozenset[Piece]
    ink: Ink = Ink.COLOUR

    @property
    def is_wide(self) -> bool:
        """Whether everything stands left of the symbol, and not above it."""
        return self.height is not None and self.width > self.height


ALL: Final = frozenset(Piece)
ON_LABELS: Final = ALL - {Piece.PLACE, Piece.LOGO}
ROLL_WIDTH: Final = Bounds(57, 110, 62)
_PRINTED: Final = frozenset({Purpose.SHEET, Purpose.COUNTER})
_SHEET: Final = frozenset({Purpose.SHEET})
_HOME: Final = frozenset({Purpose.HOME})


def _lanyard(width: float, height: float, purposes: frozenset[Purpose]) -> Stock:
    """A badge hung round the neck: everything on it grows with its width; the symbol has 25 mm at least."""
    unit = width / 105
    return Stock(
        width=width,
        height=height,
        margin=Bounds(round(4 * unit), round(12 * unit), round(7.6 * unit)),
        name=Bounds(round(24 * unit), round(72 * unit), round(54 * unit)),
        symbol=Bounds(25, round(45 * unit), round(37.6 * unit)),
        purposes=purposes,
        pieces=ALL,
    )


def _label(width: float, height: float | None, *, name: Bounds, symbol: Bounds) -> Stock:
    """A label of a thermal printer, in black."""
    return Stock(
        width=width,
        height=height,
        margin=Bounds(2, 5, 3),
        name=name,
        symbol=symbol,
        purposes=_PRINTED,
        pieces=ON_LABELS,
        ink=Ink.BLACK,
    )


STOCKS: Final[Mapping[Layout, Stock]] = {
    Layout.HOME: _lanyard(93, 127.7, _HOME),
    Layout.LETTER_4: _lanyard(98, 128, _SHEET),
    Layout.A4_4: _lanyard(96, 136, _SHEET),
    Layout.A6: _lanyard(105, 148, _PRINTED),
    Layout.A6_DUPLEX: _lanyard(105, 148, _PRINTED),
    Layout.A5_FOLDED: _lanyard(105, 148, _PRINTED),
    Layout.A4_FOLDED: _lanyard(148.5, 210, _PRINTED),
    Layout.CARD: Stock(
        width=86,
        height=54,
        margin=Bounds(3, 6, 4),
        name=Bounds(14, 40, 26),
        symbol=Bounds(20, 26, 25),
        purposes=_PRINTED,
        pieces=ON_LABELS,
    ),
    Layout.LABEL_62: _label(62, 100, name=Bounds(16, 48, 32), symbol=Bounds(20, 26, 25)),
    Layout.LABEL_100: _label(100, 50, name=Bounds(16, 44, 30), symbol=Bounds(18, 25, 24)),
    Layout.ROLL: _label(62, None, name=Bounds(16, 60, 32), symbol=Bounds(18, 40, 22)),
}
USUAL_LAYOUT: Final = {Purpose.HOME: Layout.HOME, Purpose.SHEET: Layout.LETTER_4, Purpose.COUNTER: Layout.A6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """How a badge looks: the layout and what was chosen of it.

    Lengths are in millimetres, `name` in points. `width` is that of a roll, 0 elsewhere. `zones` are where its person
    may go, `note` a line of the organiser's.
    """

    layout: Layout
    pieces: frozenset[Piece]
    first: First = First.NAME
    ink: Ink = Ink.COLOUR
    margin: int
    name: int
    symbol: int
    width: int = 0
    zones: str = ""
    note: str = ""

    @property
    def stock(self) -> Stock:
        """What it is drawn on."""
        return STOCKS[self.layout]

    @property
    def face_width(self) -> float:
        """The width of a face."""
        return self.width or self.stock.width

    def has(self, piece: Piece) -> bool:
        """Whether a piece is printed."""
        return piece in self.pieces

    def choices(self) -> dict[str, Any]:
        """What is stored of it, beside the layout."""
        return {
            "pieces": sorted(piece.value for piece in self.pieces),
            "first": self.first.value,
            "ink": self.ink.value,
            **{name: getattr(self, name) for name in ("margin", "name", "symbol", "width", "zones", "note")},
        }

    def on(self, layout: Layout) -> "Template":
        """The same choices on another layout: its own sizes where it is another stock."""
        if layout is self.layout:
            return self
        other = usual_template(layout)
        return replace(other, pieces=self.pieces, first=self.first, zones=self.zones, note=self.note)


def usual_template(layout: Layout) -> Template:
    """The template of a layout of which nothing was chosen."""
    stock = STOCKS[layout]
    return Template(
        layout=layout,
        pieces=stock.pieces,
        ink=stock.ink,
        margin=stock.margin.usual,
        name=stock.name.usual,
        symbol=stock.symbol.usual,
        width=ROLL_WIDTH.usual if layout is Layout.ROLL else 0,
    )


def template_of(layout: Layout, choices: Mapping[str, Any]) -> Template:
    """The template of stored or typed choices; what is missing is usual, what is out of bounds the nearest."""
    usual, stock = usual_template(layout), STOCKS[layout]
    pieces = choices.get("pieces")
    width = ROLL_WIDTH.nearest(choices.get("width") or None) if layout is Layout.ROLL else 0
    margin = stock.margin.nearest(choices.get("margin"))
    symbol = stock.symbol.nearest(choices.get("symbol"))
    return Template(
        layout=layout,
        pieces=usual.pieces if pieces is None else _pieces(pieces),
        first=First(choices.get("first", usual.first)),
        ink=Ink(choices.get("ink", usual.ink)),
        margin=margin,
        name=stock.name.nearest(choices.get("name")),
        symbol=min(symbol, largest_symbol(stock, width or stock.width, margin)),
        width=width,
        zones=str(choices.get("zones", "")),
        note=str(choices.get("note", "")),
    )


def _pieces(names: Iterable[str]) -> frozenset[Piece]:
    known = {piece.value: piece for piece in Piece}
    return frozenset(known[name] for name in names if name in known)


def largest_symbol(stock: Stock, width: float, margin: int) -> int:
    """The largest symbol, in millimetres, that leaves room beside it."""
    beside = stock.symbol.least if stock.is_wide else LEAST_ASIDE
    ring = QUIET_MODULES / SYMBOL_MODULES
    with_narrow_ring = (width - 2 * margin - beside) / (1 + ring)  # the margin is the quiet zone on the right
    with_ring = (width - margin - beside) / (1 + 2 * ring)
    return max(stock.symbol.least, min(stock.symbol.most, int(min(with_narrow_ring, with_ring))))


def ensure_template(layout: Layout, choices: Mapping[str, int], *, purpose: Purpose) -> None:
    """Refuse a layout of another purpose, and sizes outside the bounds of the layout.

    Raises:
        PaperOfAnotherPurpose: the layout is not for this purpose.
        MarginOutOfBounds, NameOutOfBounds, SymbolOutOfBounds, WidthOutOfBounds: too small or too large.
        SymbolLeavesNoRoom: nothing fits beside the symbol.
    """
    stock = STOCKS[layout]
    if purpose not in stock.purposes:
        raise PaperOfAnotherPurpose
    for name, bounds, refusal in (
        ("margin", stock.margin, MarginOutOfBounds),
        ("name", stock.name, NameOutOfBounds),
        ("symbol", stock.symbol, SymbolOutOfBounds),
        *((("width", ROLL_WIDTH, WidthOutOfBounds),) if layout is Layout.ROLL else ()),
    ):
        if not bounds.least <= choices[name] <= bounds.most:
            raise refusal(least=bounds.least, most=bounds.most)
    width = choices["width"] if layout is Layout.ROLL else stock.width
    most = largest_symbol(stock, width, choices["margin"])
    if choices["symbol"] > most:
        raise SymbolLeavesNoRoom(most=most)
