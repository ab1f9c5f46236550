"""Sheets of paper, in points."""

from dataclasses import dataclass
from typing import Final

MILLIMETRE: Final = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, in points."""

    width: float
    height: float


A4: Final = Paper(210 * MILLIMETRE, 297 * MILLIMETRE)
A6: Final = Paper(105 * MILLIMETRE, 148 * MILLIMETRE)
LETTER: Final = Paper(8.5 * 72, 11 * 72)
