"""Texts, lines and QR symbols on a canvas."""

from typing import Any

from forum.printing.colours import Colour
from forum.printing.fitting import TextBox, fit_text
from forum.printing.qr import MODULES, merged_rectangles, qr_matrix
from forum.printing.typefaces import Typeface


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
    fitted = fit_text(drawable, box=box, measure=font.measure)
    if not fitted.lines:
        return top
    canvas.setFillColorRGB(*colour)
    # The first baseline sits where capitals with an accent still fit under the box's top.
    baseline = top - fitted.size * (fitted.leading - 0.22)
    for line in fitted.lines:
        draw_line(canvas, line, whole=drawable, size=fitted.size, font=font, x=x, baseline=baseline)
        baseline -= fitted.size * fitted.leading
    return top - fitted.height - gap


def draw_line(canvas: Any, line: str, *, whole: str, size: float, font: Typeface, x: float, baseline: float) -> None:
    """Draw one line of a drawable text from `x`, each part in the font that has it."""
    for run in font.runs(line, whole=whole):
        canvas.setFont(run.font, size)
        canvas.drawString(x, baseline, run.text)
        x += run.ems * size


def draw_qr(canvas: Any, code: str, *, x: float, y: float, module: float) -> None:
    """Draw the QR symbol of `code` with the lower left corner of its modules at (x, y); `module` is the side of one.

    All modules are one path, so that no hairlines appear between them; its numbers are modules. The quiet zone is left
    to the caller. Raises ValueError for a text the symbol cannot hold.
    """
    runs = " ".join(
        f"{run.x} {MODULES - run.y - run.height} {run.width} {run.height} re"
        for run in merged_rectangles(qr_matrix(code))
    )
    canvas.addLiteral(f"q 0 g {module:.4f} 0 0 {module:.4f} {x:.4f} {y:.4f} cm {runs} f Q")
