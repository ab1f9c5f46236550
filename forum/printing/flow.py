"""Text that flows down pages: paragraphs and rows of columns, at a given size, with a footer on each page.

flow = Flow(out, paper=LETTER, typefaces=typefaces, title="Carpeta", language="es-MX", footer="Foro")
flow.text("Planta en Silao.", size=10)
flow.row([Column(0, 90, "09:00", bold=True), Column(100, 300, "Tech Forjas")])
flow.page()
flow.save()
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from forum.printing.colours import HAIRLINE, INK, SLATE, Colour
from forum.printing.drawing import draw_line
from forum.printing.fitting import wrap_text
from forum.printing.paper import MILLIMETRE, Paper
from forum.printing.typefaces import Typeface, Typefaces

MARGIN: Final = 18 * MILLIMETRE
LEADING: Final = 1.32
SMALL: Final = 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """A text of a row: its left edge, counted from the margin, and its width, in points.

    `right`: its lines end at the right edge.
    """

    x: float
    width: float
    text: str
    bold: bool = False
    colour: Colour = INK
    right: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a column, and the text it is of."""

    text: str
    whole: str
    font: Typeface


class Flow:
    """A document that is written from top to bottom; a page that is full begins another."""

    def __init__(
        self, out: BinaryIO, *, paper: Paper, typefaces: Typefaces, title: str, language: str, footer: str
    ) -> None:
        from forum.printing.canvas import PrintedCanvas

        size = (paper.width, paper.height)
        self._canvas: Any = PrintedCanvas(out, pagesize=size, title=title, language=language)
        self._paper, self._typefaces, self._footer = paper, typefaces, footer
        self._top = paper.height - MARGIN
        self._y, self._number = self._top, 1

    @property
    def width(self) -> float:
        """The width between the margins, in points."""
        return self._paper.width - 2 * MARGIN

    def text(self, text: str, *, size: float = 10, bold: bool = False, colour: Colour = INK) -> None:
        """Write paragraphs, one for each line of the text."""
        for paragraph in text.splitlines():
            self.row([Column(0, self.width, paragraph, bold=bold, colour=colour)], size=size)

    def row(self, columns: Sequence[Column], *, size: float = 10) -> None:
        """Write texts side by side, as high as the longest; one that is higher than the page goes on on the next."""
        drawn = [(column, self._lines(column, size)) for column in columns]
        step = size * LEADING
        for number in range(max((len(lines) for _column, lines in drawn), default=0)):
            self.keep(step)
            self._y -= step
            for column, lines in drawn:
                if number < len(lines):
                    self._draw(column, lines[number], size=size)

    def _lines(self, column: Column, size: float) -> list[_Line]:
        font = self._typefaces.bold if column.bold else self._typefaces.regular
        whole = font.drawable(column.text)
        lines = wrap_text(whole, width=column.width / size, measure=font.measure_in(whole))
        return [_Line(line, whole, font) for line in lines]

    def _draw(self, column: Column, line: _Line, *, size: float) -> None:
        self._canvas.setFillColorRGB(*column.colour)
        x, baseline = MARGIN + column.x, self._y + size * (LEADING - 1)
        if column.right:
            x += column.width - line.font.measure(line.text, whole=line.whole) * size
        draw_line(self._canvas, line.text, whole=line.whole, size=size, font=line.font, x=x, baseline=baseline)

    def space(self, height: float) -> None:
        """Leave room, unless the page has just begun."""
        if self._y < self._top:
            self._y -= height

    def rule(self) -> None:
        """Draw a thin line from margin to margin."""
        self.keep(6)
        self._y -= 3
        self._canvas.setStrokeColorRGB(*HAIRLINE)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(MARGIN, self._y, self._paper.width - MARGIN, self._y)
        self._y -= 3

    def keep(self, height: float) -> bool:
        """Begin another page where this much does not fit any more; whether it did."""
        if self._y - height < MARGIN and self._y < self._top:
            self.page()
            return True
        return False

    def page(self) -> None:
        """End this page."""
        number = str(self._number)
        foot = [Column(0, self.width - 40, self._footer, colour=SLATE)]
        self._y = MARGIN - SMALL
        for column in (*foot, Column(self.width - 24, 24, number, colour=SLATE)):
            for line in self._lines(column, SMALL)[:1]:
                self._draw(column, line, size=SMALL)
        self._canvas.showPage()
        self._y, self._number = self._top, self._number + 1

    def save(self) -> None:
        """End the document; what stands on its last page is kept."""
        if self._y < self._top or self._number == 1:
            self.page()
        self._canvas.save()
