"""Many badges for the organiser's printer: one a page, or four on a sheet to be cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO, Final

from forum.badges.documents.faces import BadgeFace
from forum.badges.documents.geometry import Panel
from forum.badges.documents.panel import draw_badge
from forum.badges.enums import Layout
from forum.printing.colours import SLATE
from forum.printing.fonts import Fonts
from forum.printing.paper import A4, A6, LETTER, MILLIMETRE, Paper
from forum.printing.typefaces import load_typefaces

_GUTTER: Final = 4 * MILLIMETRE
_MARK: Final = 4 * MILLIMETRE
_MARK_CLEARANCE: Final = 1 * MILLIMETRE


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and the badges on it, in `columns` × `rows` with a gutter between them, centred."""

    paper: Paper
    panel: Panel
    columns: int = 1
    rows: int = 1

    def corners(self) -> list[tuple[float, float]]:
        """Return the lower left corner of each badge, in reading order."""
        left = (self.paper.width - self.columns * self.panel.width - (self.columns - 1) * _GUTTER) / 2
        bottom = (self.paper.height - self.rows * self.panel.height - (self.rows - 1) * _GUTTER) / 2
        return [
            (left + column * (self.panel.width + _GUTTER), bottom + row * (self.panel.height + _GUTTER))
            for row in reversed(range(self.rows))
            for column in range(self.columns)
        ]


SHEETS: Final = {
    Layout.A6: Sheet(A6, Panel(A6.width, A6.height)),
    Layout.A4_4: Sheet(A4, Panel(96 * MILLIMETRE, 136 * MILLIMETRE), columns=2, rows=2),
    Layout.LETTER_4: Sheet(LETTER, Panel(98 * MILLIMETRE, 128 * MILLIMETRE), columns=2, rows=2),
}


def stream_badges(
    faces: Iterable[BadgeFace], *, layout: Layout, fonts: Fonts, title: str, language: str
) -> Iterator[bytes]:
    """Yield a PDF of all badges in the order given, a page at a time; the fonts follow at the end.

    Memory does not grow with the number of badges: `faces` may be a generator. `title` and `language` (a BCP 47
    tag) are the document's. Raises ValueError when there is no badge at all, or for an invalid code or colour.
    """
    out, sheet, typefaces = BytesIO(), SHEETS[layout], load_typefaces(fonts)
    from forum.printing.canvas import PrintedCanvas

    canvas: Any = PrintedCanvas(out, pagesize=(sheet.paper.width, sheet.paper.height), title=title, language=language)
    forms: dict[object, str] = {}
    corners, remaining = sheet.corners(), iter(faces)
    empty = True
    while batch := list(islice(remaining, len(corners))):
        for face, (x, y) in zip(batch, corners, strict=False):
            canvas.saveState()
            canvas.translate(x, y)
            draw_badge(canvas, face, panel=sheet.panel, typefaces=typefaces, forms=forms)
            canvas.restoreState()
        if len(corners) > 1:
            _draw_cut_marks(canvas, sheet, corners[: len(batch)])
        canvas.showPage()
        empty = False
        yield _drained(out)
    if empty:
        raise ValueError("a PDF needs at least one badge")
    canvas.save()
    yield _drained(out)


def _drained(out: BytesIO) -> bytes:
    """Return what was written since the last call, and forget it."""
    data = out.getvalue()
    out.seek(0)
    out.truncate()
    return data


def write_badges(
    faces: Iterable[BadgeFace], out: BinaryIO, *, layout: Layout, fonts: Fonts, title: str, language: str
) -> int:
    """Write the PDF of `stream_badges` to `out`; return the number of badges."""
    count = 0

    def counted() -> Iterator[BadgeFace]:
        nonlocal count
        for face in faces:
            count += 1
            yield face

    for piece in stream_badges(counted(), layout=layout, fonts=fonts, title=title, language=language):
        out.write(piece)
    return count


def render_badges(faces: Iterable[BadgeFace], *, layout: Layout, fonts: Fonts, title: str, language: str) -> bytes:
    """Return the PDF of `stream_badges`, for as many badges as fit in memory."""
    out = BytesIO()
    write_badges(faces, out, layout=layout, fonts=fonts, title=title, language=language)
    return out.getvalue()


def _draw_cut_marks(canvas: Any, sheet: Sheet, corners: Sequence[tuple[float, float]]) -> None:
    """Short lines at every corner to be cut, outside the badges."""
    canvas.setStrokeColorRGB(*SLATE)
    canvas.setLineWidth(0.4)
    wide, high = sheet.paper.width, sheet.paper.height
    xs = sorted({x for left, _ in corners for x in (left, left + sheet.panel.width)})
    ys = sorted({y for _, bottom in corners for y in (bottom, bottom + sheet.panel.height)})
    first_x, last_x, first_y, last_y = xs[0], xs[-1], ys[0], ys[-1]
    for x in xs:
        canvas.line(x, max(0, first_y - _MARK_CLEARANCE - _MARK), x, first_y - _MARK_CLEARANCE)
        canvas.line(x, last_y + _MARK_CLEARANCE, x, min(high, last_y + _MARK_CLEARANCE + _MARK))
    for y in ys:
        canvas.line(max(0, first_x - _MARK_CLEARANCE - _MARK), y, first_x - _MARK_CLEARANCE, y)
        canvas.line(last_x + _MARK_CLEARANCE, y, min(wide, last_x + _MARK_CLEARANCE + _MARK), y)
