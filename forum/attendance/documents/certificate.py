"""A certificate of attendance: letter paper lying on its side, a steel rule below, a flange drawn behind. Values in."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from forum.printing.colours import HAIRLINE, INK, SLATE, WHITE, Colour, mixed
from forum.printing.drawing import draw_link, draw_text, fitted
from forum.printing.fitting import TextBox
from forum.printing.fonts import Fonts
from forum.printing.paper import LETTER, MILLIMETRE
from forum.printing.typefaces import Typeface, Typefaces, load_typefaces

WIDTH: Final = LETTER.height
HEIGHT: Final = LETTER.width
MARGIN: Final = 20 * MILLIMETRE
RULE: Final = 11 * MILLIMETRE
SYMBOL: Final = 27 * MILLIMETRE
WIDE: Final = WIDTH - 2 * MARGIN
STEEL: Final[Colour] = (0.05, 0.20, 0.36)
PAPER: Final[Colour] = (0.985, 0.985, 0.975)
TICKS: Final = ((10, 5.2), (5, 3.6), (1, 2.0))
MOST_SESSIONS: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """What one certificate says, in its language; `sessions`: (day and hour, title, hours)."""

    language: str
    title: str
    edition: str
    held: str
    heading: str
    gives: str
    name: str
    company: str
    attended: str
    sessions: Sequence[tuple[str, str, str]]
    more: str
    total: str
    issued: str
    folio: str
    verify: str
    address: str
    signers: Sequence[tuple[str, str]]


def certificates_pdf(pages: Iterable[CertificatePage], *, title: str, language: str, fonts: Fonts) -> BytesIO:
    """The certificates, a page each."""
    from forum.printing.canvas import PrintedCanvas

    out, faces = BytesIO(), load_typefaces(fonts)
    canvas: Any = PrintedCanvas(out, pagesize=(WIDTH, HEIGHT), title=title, language=language)
    for page in pages:
        _draw_ground(canvas)
        _draw_text(canvas, page, faces)
        _draw_foot(canvas, page, faces)
        canvas.showPage()
    canvas.save()
    out.seek(0)
    return out


def _draw_ground(canvas: Any) -> None:
    """The paper, a thin frame with marks at its corners, the flange, and the steel rule along the lower edge."""
    canvas.setFillColorRGB(*PAPER)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    _draw_flange(canvas, x=WIDTH - 58 * MILLIMETRE, y=HEIGHT - 55 * MILLIMETRE, radius=42 * MILLIMETRE)
    edge = 9 * MILLIMETRE
    canvas.setStrokeColorRGB(*STEEL)
    canvas.setLineWidth(0.9)
    canvas.rect(edge, edge, WIDTH - 2 * edge, HEIGHT - 2 * edge, stroke=1, fill=0)
    canvas.setLineWidth(0.35)
    inner = edge + 1.3 * MILLIMETRE
    canvas.rect(inner, inner, WIDTH - 2 * inner, HEIGHT - 2 * inner, stroke=1, fill=0)
    _draw_rule(canvas, edge)


def _draw_rule(canvas: Any, edge: float) -> None:
    canvas.setFillColorRGB(*STEEL)
    canvas.rect(edge, edge, WIDTH - 2 * edge, RULE, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*mixed(WHITE, STEEL, 0.15))
    canvas.setLineWidth(0.5)
    path, top = canvas.beginPath(), edge + RULE
    for mark in range(1, int((WIDTH - 2 * edge) / MILLIMETRE)):
        length = next(long for every, long in TICKS if mark % every == 0) * MILLIMETRE
        path.moveTo(edge + mark * MILLIMETRE, top)
        path.lineTo(edge + mark * MILLIMETRE, top - length)
    canvas.drawPath(path, stroke=1, fill=0)


def _draw_flange(canvas: Any, *, x: float, y: float, radius: float) -> None:
    """A flange as a technical drawing shows it, faint: outline, bore, six holes on their circle, centre lines."""
    canvas.setStrokeColorRGB(*mixed(HAIRLINE, PAPER, 0.45))
    canvas.setLineWidth(0.8)
    for share in (0.86, 0.80, 0.30):
        canvas.circle(x, y, radius * share)
    for hole in range(6):
        angle = math.radians(30 + 60 * hole)
        canvas.circle(x + radius * 0.59 * math.cos(angle), y + radius * 0.59 * math.sin(angle), radius * 0.09)
    canvas.setLineWidth(0.45)
    canvas.setDash([9, 2.5, 2.5, 2.5])
    canvas.line(x - radius, y, x + radius, y)
    canvas.line(x, y - radius, x, y + radius)
    canvas.circle(x, y, radius * 0.59)
    canvas.setDash()


def _draw_text(canvas: Any, page: CertificatePage, faces: Typefaces) -> None:
    top = HEIGHT - MARGIN - 2 * MILLIMETRE
    top = _line(canvas, page.edition, faces.bold, top=top, size=16, colour=STEEL, gap=1)
    top = _line(canvas, page.held, faces.regular, top=top, size=11, colour=SLATE, gap=20)
    top = _line(canvas, page.heading.upper(), faces.bold, top=top, size=27, colour=INK, gap=14)
    top = _line(canvas, page.gives, faces.regular, top=top, size=12, colour=SLATE, gap=3)
    name = TextBox(WIDE, 50, largest=38, smallest=15, max_lines=2, comfortable=0.6, leading=1.12)
    top = draw_text(canvas, page.name, box=name, font=faces.bold, x=MARGIN, top=top, colour=STEEL, gap=1)
    if page.company:
        top = _line(canvas, page.company, faces.regular, top=top, size=14, colour=INK, gap=9)
    canvas.setStrokeColorRGB(*STEEL)
    canvas.setLineWidth(1.1)
    canvas.line(MARGIN, top, MARGIN + 46 * MILLIMETRE, top)
    _draw_sessions(canvas, page, faces, top=top - 9)


def _draw_sessions(canvas: Any, page: CertificatePage, faces: Typefaces, *, top: float) -> None:
    """The sessions in three columns, in the middle of the room there is between the name and the signatures."""
    bottom, lines = 62 * MILLIMETRE, len(page.sessions) + 2
    high = min(19.0, (top - bottom) / lines)
    top -= max(0.0, (top - bottom - lines * high) * 0.4)
    size = min(11.5, high * 0.64)
    top = _line(canvas, page.attended, faces.regular, top=top, size=size, colour=SLATE, gap=high - size * 1.2)
    hour, hours = 44 * MILLIMETRE, 24 * MILLIMETRE
    for when, title, long in page.sessions:
        _cell(canvas, when, faces.regular, x=MARGIN, top=top, wide=hour - 6, size=size, colour=SLATE)
        _cell(canvas, title, faces.bold, x=MARGIN + hour, top=top, wide=WIDE - hour - hours, size=size, colour=INK)
        _cell(
            canvas,
            long,
            faces.regular,
            x=WIDTH - MARGIN - hours,
            top=top,
            wide=hours,
            size=size,
            colour=INK,
            right=True,
        )
        top -= high
        canvas.setStrokeColorRGB(*HAIRLINE)
        canvas.setLineWidth(0.3)
        canvas.line(MARGIN, top + high * 0.16, WIDTH - MARGIN, top + high * 0.16)
    _cell(canvas, page.more, faces.regular, x=MARGIN, top=top, wide=WIDE / 2, size=size, colour=SLATE)
    _cell(
        canvas,
        page.total,
        faces.bold,
        x=MARGIN + WIDE / 2,
        top=top,
        wide=WIDE / 2,
        size=size + 1.5,
        colour=STEEL,
        right=True,
    )


def _draw_foot(canvas: Any, page: CertificatePage, faces: Typefaces) -> None:
    """Who signs, the symbol that proves it, the folio, and on the rule where and when it was issued."""
    base = 9 * MILLIMETRE + RULE + 9 * MILLIMETRE
    x = WIDTH - MARGIN - SYMBOL
    canvas.setFillColorRGB(*WHITE)
    canvas.rect(x - 5, base - 5, SYMBOL + 10, SYMBOL + 10, stroke=0, fill=1)
    draw_link(canvas, page.address, x=x, y=base, side=SYMBOL)
    beside = 40 * MILLIMETRE
    left = x - beside - 5 * MILLIMETRE
    _cell(canvas, page.folio, faces.bold, x=left, top=base + SYMBOL, wide=beside, size=11, colour=INK, right=True)
    verify = TextBox(beside, 40, largest=8.5, smallest=6, max_lines=4, comfortable=1, leading=1.25)
    fit = fitted(page.verify, box=verify, font=faces.regular)
    for number, line in enumerate(fit.lines):
        top = base + SYMBOL - 18 - number * 10.5
        _cell(canvas, line, faces.regular, x=left, top=top, wide=beside, size=fit.size, colour=SLATE, right=True)
    wide = 52 * MILLIMETRE
    for number, (name, position) in enumerate(page.signers):
        at = MARGIN + number * (wide + 8 * MILLIMETRE)
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.7)
        canvas.line(at, base + 13 * MILLIMETRE, at + wide, base + 13 * MILLIMETRE)
        _cell(canvas, name, faces.bold, x=at, top=base + 12 * MILLIMETRE, wide=wide, size=10.5, colour=INK)
        _cell(canvas, position, faces.regular, x=at, top=base + 7 * MILLIMETRE, wide=wide, size=9, colour=SLATE)
    issued = 9 * MILLIMETRE + 5.2 * MILLIMETRE
    _cell(canvas, page.issued, faces.regular, x=MARGIN, top=issued, wide=WIDE, size=9, colour=WHITE)


def _line(canvas: Any, text: str, font: Typeface, *, top: float, size: float, colour: Colour, gap: float) -> float:
    box = TextBox(WIDE, size * 1.3, largest=size, smallest=7, max_lines=1, may_shorten=True)
    return draw_text(canvas, text, box=box, font=font, x=MARGIN, top=top, colour=colour, gap=gap)


def _cell(
    canvas: Any,
    text: str,
    font: Typeface,
    *,
    x: float,
    top: float,
    wide: float,
    size: float,
    colour: Colour,
    right: bool = False,
) -> None:
    box = TextBox(wide, size * 1.3, largest=size, smallest=size * 0.7, max_lines=1, may_shorten=True)
    fit = fitted(text, box=box, font=font)
    if fit.lines and right:
        x += wide - font.measure(fit.lines[0]) * fit.size
    draw_text(canvas, text, box=box, font=font, x=x, top=top, colour=colour)
