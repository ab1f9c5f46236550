"""QR symbols of badges, of the smallest kind (version 1), as modules, rectangles and pictures; and those of links."""

import re
from html import escape
from io import BytesIO
from typing import Any, Final, NamedTuple

MODULES: Final = 21
"""Modules along a side of a version-1 symbol."""

CAPACITY: Final = 20
"""Alphanumeric characters a version-1 symbol holds at error correction M (ISO/IEC 18004, table 7)."""

QUIET_ZONE: Final = 4
"""White modules that must surround the symbol (ISO/IEC 18004, 9.1)."""

MASK: Final = 0
"""The same mask for every symbol: trying all eight takes most of the time, and scanners read any of them."""

Matrix = tuple[tuple[bool, ...], ...]

_DARK: Final = re.compile(b"\x01+")


class Rectangle(NamedTuple):
    """Dark modules drawn at once, in modules from the top left corner."""

    x: int
    y: int
    width: int
    height: int


def qr_matrix(code: str) -> Matrix:
    """Return the 21 × 21 modules of the symbol of a code (True is dark), rows from the top.

    Version 1, error correction M, fixed mask. Raises ValueError when the code is longer than 20 characters or
    not alphanumeric in the sense of QR.
    """
    if len(code) > CAPACITY:
        raise ValueError(f"a version-1 symbol at level M holds {CAPACITY} characters, not {len(code)}")
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import MODE_ALPHA_NUM, QRData

    symbol: Any = QRCode(version=1, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    symbol.add_data(QRData(code, mode=MODE_ALPHA_NUM), optimize=0)
    symbol.make(fit=False)
    return tuple(map(tuple, symbol.modules))


def merged_rectangles(matrix: Matrix) -> list[Rectangle]:
    """Return rectangles that cover exactly the dark modules, none of them twice.

    Modules are merged along each row, then equal runs of neighbouring rows are merged downwards, which saves
    a third of the rectangles.
    """
    rows = b"\0".join(map(bytes, matrix))
    begun: dict[tuple[int, int], tuple[int, int]] = {}
    finished: list[Rectangle] = []
    for run in _DARK.finditer(rows):
        start, end = run.span()
        y, x = divmod(start, len(matrix) + 1)
        key = x, end - start
        top, below = begun.get(key, (y, y))
        if below != y:  # the run above it is not in the row before
            finished.append(Rectangle(x, top, key[1], below - top))
            top = y
        begun[key] = top, y + 1
    return finished + [Rectangle(x, top, width, below - top) for (x, width), (top, below) in begun.items()]


def qr_svg(code: str, *, title: str) -> str:
    """Return the symbol as an SVG element for a page, white quiet zone included, read aloud as `title`.

    The modules are one path; there is no style attribute, so that it passes a strict content security policy,
    and the ground is white whatever the page's theme, as scanners need it.
    """
    return _svg(qr_matrix(code), title=title)


def link_svg(address: str, *, title: str) -> str:
    """Return the symbol of an address, of whatever size it needs, in the same form as that of a badge."""
    return _svg(link_matrix(address), title=title)


def link_matrix(address: str) -> Matrix:
    """Return the modules of the symbol of an address, of whatever size it needs, rows from the top."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    symbol: Any = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    symbol.add_data(address)
    symbol.make(fit=True)
    return tuple(map(tuple, symbol.modules))


def _svg(matrix: Matrix, *, title: str) -> str:
    side = len(matrix) + 2 * QUIET_ZONE
    modules = "".join(
        f"M{run.x + QUIET_ZONE} {run.y + QUIET_ZONE}h{run.width}v{run.height}h-{run.width}z"
        for run in merged_rectangles(matrix)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'aria-label="{escape(title)}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{modules}"/></svg>'
    )


def qr_png(code: str, *, pixels: int = 10) -> bytes:
    """Return the symbol as a PNG of two colours, white quiet zone included; `pixels`: those along one module."""
    from PIL import Image

    side = MODULES + 2 * QUIET_ZONE
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(qr_matrix(code)):
        for x, is_dark in enumerate(row):
            if is_dark:
                image.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    out = BytesIO()
    image.resize((side * pixels, side * pixels)).save(out, "PNG", optimize=True)
    return out.getvalue()
