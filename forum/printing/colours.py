"""Colours: the neutral inks, and which of black and white can be read on a coloured ground."""

import re
from typing import Final

Colour = tuple[float, float, float]
"""Red, green and blue between 0 and 1."""

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
WHITE: Final[Colour] = (1.0, 1.0, 1.0)
INK: Final[Colour] = (0.07, 0.09, 0.11)
SLATE: Final[Colour] = (0.33, 0.37, 0.41)
HAIRLINE: Final[Colour] = (0.68, 0.71, 0.74)

_HEX: Final = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def colour_from_hex(text: str) -> Colour:
    """Return the colour of `#rrggbb`. Raises ValueError for anything else."""
    match = _HEX.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a #rrggbb colour: {text!r}")
    red, green, blue = (int(part, 16) / 255 for part in match.groups())
    return red, green, blue


def contrast_ratio(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance of sRGB)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable_on(ground: Colour) -> Colour:
    """Return white or black, whichever has more contrast with `ground`: always at least 4.58 to 1."""
    return WHITE if contrast_ratio(ground, WHITE) >= contrast_ratio(ground, BLACK) else BLACK


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue
