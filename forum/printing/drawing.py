"""Texts, lines and QR symbols on a canvas."""

from functools import lru_cache
from typing import Any

from forum.printing.colours import Colour
from forum.printing.fitting import FittedText, TextBox, fit_text
from forum.printing.qr import MODULES, link_matrix, merged_rectangles, qr_matrix
from forum.printing.typefaces import Typeface


def fitted(text: str, *, box: TextBox, font: Typeface) -> FittedText:
    """Return the lines and the size in which `draw_text` draws a text."""
    return _fitted(font.drawable(text), box, font)


@lru_cache(maxsize=1024)
def _fitted(drawable: str, box: TextBox, font: Typeface) -> FittedText:
    """Fit a text once: instructions, categories, venues and organisations come again on other badges."""
    return fit_text(drawable, box=box, measure=font.measure_in(drawable))


def draw_text(
    canvas: Any,
    text: str,
    *,
    box: TextBox,
    font: Typeface,
    x: float,
    top: float,
    colour: Colour,
    gap: float = 0.0,
) -> float:
    """Draw `text` fitted into `box` with its top left corner at (x, top); return the y below it, in points.

    `gap` is left under the text; an empty text takes no room.
    """
    drawable = font.drawable(text)
    fit = _fitted(drawable, box, font)
    if not fit.lines:
        return top
    draw_fitted(canvas, fit, whole=drawable, font=font, x=x, top=top, colour=colour)
    return top - fit.height - gap


def draw_fitted(
    canvas: Any, fit: FittedText, *, whole: str, font: Typeface, x: float, top: float, colour: Colour
) -> None:
    """Draw the lines of the drawable text `whole`, fitted before, with their top left corner at (x, top)."""
    canvas.setFillColorRGB(*colour)
    # The first baseline sits where capitals with an accent still fit under the box's top.
    baseline = top - fit.size * (fit.leading - 0.22)
    for line in fit.lines:
        draw_line(canvas, line, whole=whole, size=fit.size, font=font, x=x, baseline=baseline)
        baseline -= fit.size * fit.leading


def draw_line(canvas: Any, line: str, *, whole: str, size: float, font: Typeface, x: float, baseline: float) -> None:
    """Draw one line of a drawable text from `x`, each part in the font that has it."""
    for run in font.runs(line, whole=whole):
        canvas.draw_run(run, x=x, baseline=baseline, size=size)
        x += run.ems * size


def draw_qr(canvas: Any, code: str, *, x: float, y: float, module: float) -> None:
    """Draw the QR symbol of `code` with the lower left corner of its modules at (x, y); `module` is the side of one.

    All modules are one path, so that no hairlines appear between them; its numbers are modules. The quiet zone is left
    to the caller. Raises ValueError for a text the symbol cannot hold.
    """
    rectangles = [
        (run.x, MODULES - run.y - run.height, run.width, run.height) for run in merged_rectangles(qr_matrix(code))
    ]
    canvas.draw_modules(rectangles, x=x, y=y, module=module)


def draw_link(canvas: Any, address: str, *, x: float, y: float, side: float) -> None:
    """Draw the QR symbol of an address as large as `side`, with its lower left corner at (x, y); white stays around."""
    matrix = link_matrix(address)
    rows = len(matrix)
    rectangles = [(run.x, rows - run.y - run.height, run.width, run.height) for run in merged_rectangles(matrix)]
    canvas.draw_modules(rectangles, x=x, y=y, module=side / rows)
