"""Signs that stand on tables: one page each, the number to be read from across the hall. Texts in, bytes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from forum.printing.colours import INK, SLATE, Colour
from forum.printing.drawing import draw_link, draw_text
from forum.printing.fitting import TextBox
from forum.printing.fonts import Fonts
from forum.printing.paper import LETTER, MILLIMETRE
from forum.printing.typefaces import Typeface, load_typefaces

WIDTH: Final = LETTER.height
HEIGHT: Final = LETTER.width
MARGIN: Final = 16 * MILLIMETRE
SYMBOL: Final = 34 * MILLIMETRE
WIDE: Final = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one table's sign says: its number, the hall, who receives there, and their interpreter."""

    number: str
    hall: str
    companies: str
    people: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignWords:
    """What all signs say: title and language of the file, edition, the word above the number, and the public page."""

    title: str
    language: str
    edition: str
    heading: str
    address: str
    caption: str


def signs_pdf(signs: Sequence[Sign], words: SignWords, *, fonts: Fonts) -> BytesIO:
    """The signs, a page each, on letter paper lying on its side."""
    from forum.printing.canvas import PrintedCanvas

    out, typefaces = BytesIO(), load_typefaces(fonts)
    canvas: Any = PrintedCanvas(out, pagesize=(WIDTH, HEIGHT), title=words.title, language=words.language)
    for sign in signs:
        _draw(canvas, sign, words, bold=typefaces.bold, regular=typefaces.regular)
        canvas.showPage()
    canvas.save()
    out.seek(0)
    return out


def _draw(canvas: Any, sign: Sign, words: SignWords, *, bold: Typeface, regular: Typeface) -> None:
    top = HEIGHT - MARGIN
    top = _line(canvas, f"{words.edition} · {sign.hall}", regular, top=top, size=16, colour=SLATE)
    top = _line(canvas, words.heading, bold, top=top, size=34, colour=SLATE)
    number = TextBox(width=WIDE, height=230, largest=230, smallest=80, max_lines=1, leading=1.0)
    top = draw_text(canvas, sign.number, box=number, font=bold, x=MARGIN, top=top, colour=INK, gap=6)
    beside = WIDE - SYMBOL - 20
    companies = TextBox(width=beside, height=110, largest=50, smallest=14, max_lines=3)
    top = draw_text(canvas, sign.companies, box=companies, font=bold, x=MARGIN, top=top, colour=INK, gap=6)
    people = TextBox(width=beside, height=48, largest=20, smallest=10, max_lines=2)
    top = draw_text(canvas, sign.people, box=people, font=regular, x=MARGIN, top=top, colour=INK, gap=4)
    note = TextBox(width=beside, height=26, largest=18, smallest=10, max_lines=1)
    draw_text(canvas, sign.note, box=note, font=regular, x=MARGIN, top=top, colour=SLATE)
    draw_link(canvas, words.address, x=WIDTH - MARGIN - SYMBOL, y=MARGIN + 16, side=SYMBOL)
    caption = TextBox(width=SYMBOL + 20, height=14, largest=9, smallest=6, max_lines=1, may_shorten=True)
    draw_text(
        canvas, words.caption, box=caption, font=regular, x=WIDTH - MARGIN - SYMBOL - 10, top=MARGIN + 10, colour=SLATE
    )


def _line(canvas: Any, text: str, font: Typeface, *, top: float, size: float, colour: Colour) -> float:
    box = TextBox(width=WIDE, height=size * 1.4, largest=size, smallest=8, max_lines=1, may_shorten=True)
    return draw_text(canvas, text, box=box, font=font, x=MARGIN, top=top, colour=colour, gap=4)
