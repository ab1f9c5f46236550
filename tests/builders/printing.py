"""Fonts to print with in tests."""

from pathlib import Path

import reportlab

from forum.printing.fonts import Fonts, fonts_in
from forum.settings import ROOT

_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_VERA = Path(reportlab.__file__).parent / "fonts"


def wide_fonts() -> Fonts:
    """Fonts with many scripts where this machine has them, else the narrow ones."""
    if (_DEJAVU / "DejaVuSans.ttf").exists():
        return Fonts(_DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf")
    return narrow_fonts()


def built_fonts() -> Fonts:
    """The fonts of the front end's build, with those of every script."""
    fonts = fonts_in(ROOT / "static" / "dist" / "fonts", "badge")
    assert len(fonts.extra) == 4, "build the front end: python -m forum.assets.build"
    assert len(fonts.east_asian) == 3
    return fonts


def narrow_fonts() -> Fonts:
    """Fonts with little more than the letters of western Europe."""
    return Fonts(_VERA / "Vera.ttf", _VERA / "VeraBd.ttf")
