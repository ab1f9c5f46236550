"""Many badges for the organiser's printer: one a page, on both sides, to be folded, or four on a sheet to be cut."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby, islice
from typing import Any, BinaryIO, Final

from forum.badges.documents.composing import Composition, compose
from forum.badges.documents.faces import BadgeFace, Separator
from forum.badges.documents.geometry import panel_of
from forum.badges.documents.panel import draw_composition
from forum.badges.documents.separators import compose_separator, draw_separator
from forum.badges.enums import Layout
from forum.badges.rules.templates import Template, usual_template
from forum.printing.colours import SLATE
from forum.printing.fonts import Fonts
from forum.printing.paper import A4, LETTER, MILLIMETRE, Paper
from forum.printing.typefaces import Typefaces, load_typefaces

_GUTTER: Final = 4 * MILLIMETRE
_MARK: Final = 4 * MILLIMETRE
_MARK_CLEARANCE: Final = 1 * MILLIMETRE
FaceOrSeparator = BadgeFace | Separator
FOUR: Final = {Layout.A4_4: A4, Layout.LETTER_4: LETTER}
FOLDED: Final = frozenset({Layout.A5_FOLDED, Layout.A4_FOLDED})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and the badges on it, in `columns` × `rows` with a gutter between them, centred; lengths in points."""

    paper: Paper
    width: float
    height: float
    columns: int = 1
    rows: int = 1

    def corners(self) -> list[tuple[float, float]]:
        """Return the lower left corner of each badge, in reading order."""
        left = (self.paper.width - self.columns * self.width - (self.columns - 1) * _GUTTER) / 2
        bottom = (self.paper.height - self.rows * self.height - (self.rows - 1) * _GUTTER) / 2
        return [
            (left + column * (self.width + _GUTTER), bottom + row * (self.height + _GUTTER))
            for row in reversed(range(self.rows))
            for column in range(self.columns)
        ]


def sheet_of(layout: Layout) -> Sheet:
    """Return the sheet of a layout on which four badges are cut, or one badge is a page."""
    panel = panel_of(usual_template(layout))
    if layout in FOUR:
        return Sheet(FOUR[layout], panel.width, panel.height, columns=2, rows=2)
    return Sheet(Paper(panel.width, panel.height), panel.width, panel.height)


def stream_badges(
    faces: Iterable[FaceOrSeparator], *, fonts: Fonts, title: str, language: str, layout: Layout | None = None
) -> Iterator[bytes]:
    """Yield a PDF of all badges in the order given, a page at a time; the fonts follow at the end.

    Each is drawn by its own template, on `layout` where one is given; among them may be separators. Memory does not
    grow with the number of badges: `faces` may be a generator. `title` and `language` (a BCP 47 tag) are the
    document's. Raises ValueError when there is no badge at all, or for an invalid code or colour.
    """
    out = BytesIO()
    from forum.printing.canvas import PrintedCanvas

    canvas: Any = PrintedCanvas(out, pagesize=(A4.width, A4.height), title=title, language=language)
    empty = True
    for _page in draw_pages(canvas, _on(layout, faces), typefaces=load_typefaces(fonts)):
        canvas.showPage()
        empty = False
        yield _drained(out)
    if empty:
        raise ValueError("a PDF needs at least one badge")
    canvas.save()
    yield _drained(out)


def _on(layout: Layout | None, faces: Iterable[FaceOrSeparator]) -> Iterator[FaceOrSeparator]:
    moved: dict[Template, Template] = {}
    for face in faces:
        template = face.template
        if layout is None or template.layout is layout:
            yield face
            continue
        if template not in moved:
            moved[template] = template.on(layout)
        yield replace(face, template=moved[template])


def draw_pages(canvas: Any, faces: Iterable[FaceOrSeparator], *, typefaces: Typefaces) -> Iterator[None]:
    """Draw page after page, each as large as it is to be; where one is drawn, the caller ends it."""
    forms: dict[object, str] = {}
    for layout, together in groupby(faces, key=lambda face: face.template.layout):
        if layout in FOUR:
            yield from _draw_sheets(canvas, together, sheet_of(layout), typefaces=typefaces, forms=forms)
        else:
            for face in together:
                yield from _draw_alone(canvas, face, typefaces=typefaces, forms=forms)


def _draw_sheets(
    canvas: Any, faces: Iterator[FaceOrSeparator], sheet: Sheet, *, typefaces: Typefaces, forms: dict[object, str]
) -> Iterator[None]:
    corners = sheet.corners()
    while batch := list(islice(faces, len(corners))):
        canvas.setPageSize((sheet.paper.width, sheet.paper.height))
        for face, corner in zip(batch, corners, strict=False):
            _draw_at(canvas, face, *corner, typefaces=typefaces, forms=forms)
        _draw_cut_marks(canvas, sheet, corners[: len(batch)])
        yield


def _draw_alone(
    canvas: Any, face: FaceOrSeparator, *, typefaces: Typefaces, forms: dict[object, str]
) -> Iterator[None]:
    """One badge a page: on both sides, or twice beside the line at which it is folded, where its layout asks for it."""
    composition = _composed(face, typefaces)
    wide, high = composition.panel.width, composition.panel.height
    lefts = (0.0, wide) if face.template.layout in FOLDED else (0.0,)
    for _side in range(2 if face.template.layout is Layout.A6_DUPLEX else 1):
        canvas.setPageSize((len(lefts) * wide, high))
        for left in lefts:
            canvas.saveState()
            canvas.translate(left, 0)
            _draw(canvas, face, composition, typefaces=typefaces, forms=forms)
            canvas.restoreState()
        if len(lefts) > 1:
            _draw_fold(canvas, x=wide, height=high)
        yield


def _draw_at(
    canvas: Any, face: FaceOrSeparator, x: float, y: float, *, typefaces: Typefaces, forms: dict[object, str]
) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    _draw(canvas, face, _composed(face, typefaces), typefaces=typefaces, forms=forms)
    canvas.restoreState()


def _composed(piece: FaceOrSeparator, typefaces: Typefaces) -> Composition:
    return compose_separator(piece, typefaces) if isinstance(piece, Separator) else compose(piece, typefaces)


def _draw(
    canvas: Any, piece: FaceOrSeparator, composition: Composition, *, typefaces: Typefaces, forms: dict[object, str]
) -> None:
    if isinstance(piece, Separator):
        draw_separator(canvas, composition)
    else:
        draw_composition(canvas, piece, composition, typefaces=typefaces, forms=forms)


def _draw_fold(canvas: Any, *, x: float, height: float) -> None:
    """Short dashes at the ends of the line at which the sheet is folded: the badge itself has none."""
    canvas.setStrokeColorRGB(*SLATE)
    canvas.setLineWidth(0.4)
    canvas.setDash([2, 1.5])
    canvas.line(x, 0, x, _MARK)
    canvas.line(x, height - _MARK, x, height)
    canvas.setDash()


def _drained(out: BytesIO) -> bytes:
    """Return what was written since the last call, and forget it."""
    data = out.getvalue()
    out.seek(0)
    out.truncate()
    return data


def write_badges(
    faces: Iterable[FaceOrSeparator],
    out: BinaryIO,
    *,
    fonts: Fonts,
    title: str,
    language: str,
    layout: Layout | None = None,
) -> int:
    """Write the PDF of `stream_badges` to `out`; return the number of badges."""
    count = 0

    def counted() -> Iterator[FaceOrSeparator]:
        nonlocal count
        for face in faces:
            count += 1
            yield face

    for piece in stream_badges(counted(), layout=layout, fonts=fonts, title=title, language=language):
        out.write(piece)
    return count


def render_badges(
    faces: Iterable[FaceOrSeparator], *, fonts: Fonts, title: str, language: str, layout: Layout | None = None
) -> bytes:
    """Return the PDF of `stream_badges`, for as many badges as fit in memory."""
    out = BytesIO()
    write_badges(faces, out, layout=layout, fonts=fonts, title=title, language=language)
    return out.getvalue()


def _draw_cut_marks(canvas: Any, sheet: Sheet, corners: Sequence[tuple[float, float]]) -> None:
    """Short lines at every corner to be cut, outside the badges."""
    canvas.setStrokeColorRGB(*SLATE)
    canvas.setLineWidth(0.4)
    wide, high = sheet.paper.width, sheet.paper.height
    xs = sorted({x for left, _ in corners for x in (left, left + sheet.width)})
    ys = sorted({y for _, bottom in corners for y in (bottom, bottom + sheet.height)})
    first_x, last_x, first_y, last_y = xs[0], xs[-1], ys[0], ys[-1]
    for x in xs:
        canvas.line(x, max(0, first_y - _MARK_CLEARANCE - _MARK), x, first_y - _MARK_CLEARANCE)
        canvas.line(x, last_y + _MARK_CLEARANCE, x, min(high, last_y + _MARK_CLEARANCE + _MARK))
    for y in ys:
        canvas.line(max(0, first_x - _MARK_CLEARANCE - _MARK), y, first_x - _MARK_CLEARANCE, y)
        canvas.line(last_x + _MARK_CLEARANCE, y, min(wide, last_x + _MARK_CLEARANCE + _MARK), y)
