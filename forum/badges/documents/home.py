"""One badge to print at home: a sheet folded twice, the badge on both faces, the instructions inside."""

from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from forum.badges.documents.faces import BadgeFace, BadgeTexts
from forum.badges.documents.panel import draw_badge
from forum.badges.enums import HomePaper, Layout
from forum.printing.colours import HAIRLINE, INK, SLATE, WHITE
from forum.printing.drawing import draw_line, draw_text
from forum.printing.fitting import TextBox
from forum.printing.fonts import Fonts
from forum.printing.paper import A4, LETTER, MILLIMETRE, Paper
from forum.printing.typefaces import Typeface, Typefaces, load_typefaces

PAPERS: Final = {HomePaper.LETTER: LETTER, HomePaper.A4: A4}

_MARGIN: Final = 6 * MILLIMETRE
"""Home printers leave this much white at the edges."""


def render_badge(face: BadgeFace, *, texts: BadgeTexts, fonts: Fonts, paper: HomePaper = HomePaper.LETTER) -> bytes:
    """Return a one-page PDF of `face` to be printed at home and folded twice.

    The badge is twice on the lower half, so that it can be read from both sides; the upper half, folded away, holds the
    instructions. Raises ValueError for an invalid code or colour.
    """
    out = BytesIO()
    size = PAPERS[paper]
    from forum.printing.canvas import PrintedCanvas

    canvas: Any = PrintedCanvas(out, pagesize=(size.width, size.height), title=texts.title, language=texts.language)
    canvas.setSubject(f"{face.edition_name} · {face.category_name}")
    draw_home_sheet(canvas, face, texts=texts, typefaces=load_typefaces(fonts), size=size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_home_sheet(canvas: Any, face: BadgeFace, *, texts: BadgeTexts, typefaces: Typefaces, size: Paper) -> None:
    """Draw the sheet on a page of its size."""
    face = replace(face, template=face.template.on(Layout.HOME))
    _draw_both_faces(canvas, face, size=size, typefaces=typefaces)
    _draw_folds(canvas, texts, size=size, typefaces=typefaces)
    _draw_instructions(canvas, texts, size=size, typefaces=typefaces)


def _draw_both_faces(canvas: Any, face: BadgeFace, *, size: Paper, typefaces: Typefaces) -> None:
    wide, high = size.width / 2 - 2 * _MARGIN, size.height / 2 - 2 * _MARGIN
    forms: dict[object, str] = {}
    for x in (_MARGIN, size.width / 2 + _MARGIN):
        canvas.saveState()
        canvas.translate(x, _MARGIN)
        draw_badge(canvas, face, typefaces=typefaces, forms=forms, width=wide, height=high)
        canvas.setStrokeColorRGB(*HAIRLINE)
        canvas.setLineWidth(0.4)
        canvas.rect(0, 0, wide, high, stroke=1, fill=0)
        canvas.restoreState()


def _draw_folds(canvas: Any, texts: BadgeTexts, *, size: Paper, typefaces: Typefaces) -> None:
    """Dashed lines where the sheet is folded, numbered at their ends and named."""
    middle_x, middle_y = size.width / 2, size.height / 2
    canvas.setStrokeColorRGB(*SLATE)
    canvas.setLineWidth(0.5)
    canvas.setDash([6, 3])
    canvas.line(_MARGIN, middle_y, size.width - _MARGIN, middle_y)
    canvas.line(middle_x, _MARGIN, middle_x, size.height - _MARGIN)
    canvas.setDash()
    label = TextBox(size.width / 2 - 3 * _MARGIN, 11, largest=8, smallest=5, max_lines=1, may_shorten=True)
    draw_text(
        canvas,
        texts.first_fold,
        box=label,
        font=typefaces.regular,
        x=_MARGIN,
        top=middle_y + 13,
        colour=SLATE,
    )
    draw_text(
        canvas,
        texts.second_fold,
        box=label,
        font=typefaces.regular,
        x=middle_x + 5,
        top=size.height - _MARGIN,
        colour=SLATE,
    )


def _draw_instructions(canvas: Any, texts: BadgeTexts, *, size: Paper, typefaces: Typefaces) -> None:
    """Heading and numbered steps on the left; on the right the drawings of the folding, and the reminder below them."""
    x, wide = 2 * _MARGIN, size.width / 2 - 3.5 * _MARGIN
    top, bottom = size.height - 2 * _MARGIN, size.height / 2 + 2.5 * _MARGIN
    heading = TextBox(wide, 52, largest=20, smallest=12, comfortable=0.9)
    top = draw_text(
        canvas, texts.heading, box=heading, font=typefaces.bold, x=x, top=top, colour=INK, gap=_MARGIN * 0.6
    )
    high = (top - bottom) / max(1, len(texts.steps))
    for number, step in enumerate(texts.steps, start=1):
        _draw_number(canvas, number, x=x, top=top, font=typefaces.bold)
        box = TextBox(wide - 26, high - 6, largest=11, smallest=7, max_lines=6, leading=1.3, comfortable=1)
        draw_text(canvas, step, box=box, font=typefaces.regular, x=x + 26, top=top, colour=INK)
        top -= high
    right = size.width / 2 + 1.5 * _MARGIN
    _draw_folding(canvas, x=right, top=size.height - 3 * _MARGIN, wide=wide, size=size)
    reminder = TextBox(wide, 80, largest=12, smallest=7, max_lines=6, leading=1.3, comfortable=1)
    draw_text(canvas, texts.reminder, box=reminder, font=typefaces.bold, x=right, top=bottom + 80, colour=INK)


def _draw_number(canvas: Any, number: int, *, x: float, top: float, font: Typeface) -> None:
    canvas.setFillColorRGB(*INK)
    canvas.circle(x + 8, top - 8, 8.5, stroke=0, fill=1)
    canvas.setFillColorRGB(*WHITE)
    text = str(number)
    draw_line(canvas, text, whole=text, size=10, font=font, x=x + 8 - font.measure(text) * 5, baseline=top - 11.6)


def _draw_folding(canvas: Any, *, x: float, top: float, wide: float, size: Paper) -> None:
    """Three drawings at one scale, with arrows between them: the flat sheet, folded once, folded twice."""
    scale = wide / (3.1 * size.width)
    w, h = size.width * scale, size.height * scale
    between = (wide - 2.5 * w) / 2
    second, third = x + w + between, x + 2 * (w + between)
    _draw_leaf(canvas, x, top - h, w, h, faces=(0, w / 2))
    _draw_dashes(canvas, x, top - h / 2, x + w, top - h / 2)
    _draw_leaf(canvas, second, top - h, w, h / 2, faces=(0, w / 2))
    _draw_dashes(canvas, second + w / 2, top - h, second + w / 2, top - h / 2)
    _draw_leaf(canvas, third, top - h, w / 2, h / 2, faces=(0,))
    for start in (x + w, second + w):
        _draw_arrow(canvas, start + between * 0.25, start + between * 0.75, top - h * 0.75)


def _draw_leaf(canvas: Any, x: float, y: float, w: float, h: float, *, faces: tuple[float, ...]) -> None:
    """A sheet in outline, with bars for the name and a square for the symbol of each badge."""
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, w, h, stroke=1, fill=0)
    canvas.setFillColorRGB(*HAIRLINE)
    cell = w / max(1, len(faces))
    low = min(h, cell * 1.3)
    for offset in faces:
        left = x + offset
        canvas.rect(left + cell * 0.14, y + low * 0.72, cell * 0.6, low * 0.09, stroke=0, fill=1)
        canvas.rect(left + cell * 0.14, y + low * 0.56, cell * 0.42, low * 0.06, stroke=0, fill=1)
        canvas.rect(left + cell * 0.5, y + low * 0.14, cell * 0.34, cell * 0.34, stroke=0, fill=1)


def _draw_dashes(canvas: Any, x1: float, y1: float, x2: float, y2: float) -> None:
    canvas.setStrokeColorRGB(*SLATE)
    canvas.setLineWidth(0.6)
    canvas.setDash([3, 2])
    canvas.line(x1, y1, x2, y2)
    canvas.setDash()


def _draw_arrow(canvas: Any, start: float, end: float, y: float) -> None:
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.9)
    canvas.line(start, y, end, y)
    canvas.line(end - 3, y + 2.4, end, y)
    canvas.line(end - 3, y - 2.4, end, y)
