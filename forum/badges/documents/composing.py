"""The texts of a badge, each fitted into its box: values that are drawn, and measured by tests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.geometry import Panel, panel_of
from forum.badges.enums import First, Ink, Piece
from forum.badges.rules import grouped_code
from forum.badges.rules.templates import Template
from forum.printing.colours import BLACK, INK, SLATE, Colour
from forum.printing.drawing import fitted
from forum.printing.fitting import FittedText, TextBox
from forum.printing.paper import MILLIMETRE
from forum.printing.typefaces import Typeface, Typefaces

_LEAST_UNIT: Final = 0.72 * MILLIMETRE
"""Small badges say what is beside the symbol no smaller than this allows."""

_LEAST_CODE: Final = 6.4
_LOUD: Final = ("zones", "bin", "days")


@dataclass(frozen=True, slots=True)
class Placed:
    """A text in its place: `piece` names it, `top` is where its first line begins."""

    piece: str
    text: str
    x: float
    top: float
    fit: FittedText
    font: Typeface
    colour: Colour

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return self.top + self.fit.height


@dataclass(frozen=True, slots=True)
class Composition:
    """A badge ready to be drawn: its panel, and the texts that are its person's."""

    panel: Panel
    texts: tuple[Placed, ...]


def compose(face: BadgeFace, typefaces: Typefaces, *, width: float = 0, height: float = 0) -> Composition:
    """Return the composition of a badge by its template, or on a face of another width and height in points."""
    panel = panel_of(face.template, width, height)
    flow = tuple(_flow(face, panel, typefaces))
    below = (flow[-1].bottom if flow else panel.names.top) + 1.2 * panel.unit
    if not height and face.template.stock.height is None:  # as long as its text, in whole millimetres
        length = panel.height - panel.names.bottom + below
        panel = panel_of(face.template, width, ceil(length / MILLIMETRE) * MILLIMETRE)
    extras = tuple(_extras(face, panel, typefaces))
    position = _position(face, panel, typefaces, top=below, bottom=extras[0].top if extras else panel.aside.bottom)
    return Composition(panel, (*flow, *position, *extras, *_code(face, panel, typefaces)))


def ink_of(panel: Panel) -> Colour:
    """The colour of texts."""
    return BLACK if panel.template.ink is Ink.BLACK else INK


def soft_ink_of(panel: Panel) -> Colour:
    """The colour of what is said quietly; a printer of one ink would make dots of grey."""
    return BLACK if panel.template.ink is Ink.BLACK else SLATE


def placed(
    piece: str, text: str, *, box: TextBox, font: Typeface, x: float, top: float, colour: Colour
) -> Iterator[Placed]:
    """The text fitted into a box; nothing for an empty one, or where there is no room."""
    if text and box.height > 0:
        fit = fitted(text, box=box, font=font)
        if fit.lines:
            yield Placed(piece, font.drawable(text), x, top, fit, font, colour)


def _flow(face: BadgeFace, panel: Panel, typefaces: Typefaces) -> Iterator[Placed]:
    """Name and organisation in their order, down to the lower edge of their box; a name is never shortened."""
    name, box = face.printable.name, panel.names
    said = {"given": name.given_names, "surnames": name.surnames, "organisation": face.printable.organisation}
    top = box.top
    for piece, share in _shares(face.template):
        font = typefaces.regular if piece == "surnames" else typefaces.bold
        room = _room(piece, panel, width=box.width, height=box.top + share * box.height - top)
        for each in placed(piece, said[piece], box=room, font=font, x=box.x, top=top, colour=ink_of(panel)):
            yield each
            top = each.bottom + (0 if piece == "given" else 1.3 * panel.unit)


def _shares(template: Template) -> tuple[tuple[str, float], ...]:
    """What flows, each with the share of the height that is used up once it is there."""
    if not template.has(Piece.ORGANISATION):
        return ("given", 0.66), ("surnames", 1)
    if template.first is First.ORGANISATION:
        return ("organisation", 0.28), ("given", 0.78), ("surnames", 1)
    return ("given", 0.56), ("surnames", 0.78), ("organisation", 1)


def _room(piece: str, panel: Panel, *, width: float, height: float) -> TextBox:
    """How a text of the flow uses its room."""
    size, u = float(panel.template.name), panel.unit
    if piece == "given":
        return TextBox(width, height, largest=size, smallest=0.34 * size, comfortable=0.66, leading=1.1)
    if piece == "surnames":
        return TextBox(width, height, largest=0.46 * size, smallest=0.24 * size, comfortable=0.66)
    return TextBox(width, height, largest=6.2 * u, smallest=3.2 * u, comfortable=0.72, may_shorten=True)


def _extras(face: BadgeFace, panel: Panel, typefaces: Typefaces) -> list[Placed]:
    """Zones, days, interpreter, answers and note, one above the other from the lower edge of the column upwards."""
    box, s = panel.aside, max(panel.unit, _LEAST_UNIT)
    said = _said(face, panel)
    share, bottom, found = 0.58 * box.height / max(len(said), 2), box.bottom, list[Placed]()
    for piece, text, size in reversed(said):
        room = TextBox(box.width, share, largest=size * s, smallest=2.3 * s, max_lines=3, may_shorten=True)
        font = typefaces.bold if piece in _LOUD else typefaces.regular
        colour = soft_ink_of(panel) if piece == "note" else ink_of(panel)
        for each in placed(piece, text, box=room, font=font, x=box.x, top=0, colour=colour):
            found.insert(0, replace(each, top=bottom - each.fit.height))
            bottom -= each.fit.height + 0.6 * panel.unit
    return found


def _said(face: BadgeFace, panel: Panel) -> list[tuple[str, str, float]]:
    """What is said beside the symbol, with the largest size of each in units; two to a line where lines are few."""
    template = panel.template
    said = [
        ("zones", template.zones, 5.0),
        ("bin", face.bin if template.has(Piece.BIN) else "", 5.0),
        ("days", face.days if template.has(Piece.DAYS) else "", 4.2),
        ("interpreter", face.interpreter if template.has(Piece.INTERPRETER) else "", 4.2),
        ("answers", face.printable.answered, 3.8),
        ("note", template.note, 3.4),
    ]
    said = [each for each in said if each[1]]
    if len(said) < 3 or not template.stock.is_wide:
        return said
    loud, quiet = [each for each in said if each[0] in _LOUD], [each for each in said if each[0] not in _LOUD]
    return [(line[0][0], " · ".join(text for _, text, _ in line), line[0][2]) for line in (loud, quiet) if line]


def _position(face: BadgeFace, panel: Panel, typefaces: Typefaces, *, top: float, bottom: float) -> Iterator[Placed]:
    """The position below the flow, beside the symbol; it may be shortened."""
    text, u = face.printable.position if panel.template.has(Piece.POSITION) else "", panel.unit
    room = TextBox(panel.aside.width, bottom - u - top, largest=4.6 * u, smallest=3 * u, max_lines=4, may_shorten=True)
    return placed(
        "position", text, box=room, font=typefaces.regular, x=panel.aside.x, top=top, colour=soft_ink_of(panel)
    )


def _code(face: BadgeFace, panel: Panel, typefaces: Typefaces) -> Iterator[Placed]:
    """The code below the symbol, to be typed when a camera fails."""
    if not panel.template.has(Piece.CODE):
        return
    strip, font = panel.strip, typefaces.regular
    text = grouped_code(face.printable.code)
    ems = font.measure(text)
    size = min(2.8 * panel.unit, strip.width / ems)
    if size < _LEAST_CODE:  # a small symbol: the code is as wide as half its quiet zone allows
        size = min(_LEAST_CODE, (strip.width + panel.quiet) / ems)
    fit = FittedText((text,), size, 1.1)
    x, top = strip.x + (strip.width - ems * size) / 2, strip.top + (strip.height - fit.height) / 2
    yield Placed("code", text, x, top, fit, font, ink_of(panel))
