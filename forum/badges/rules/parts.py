"""A print run in parts, so that a printer that stopped goes on where it did."""

from math import ceil
from typing import Final

PART: Final = 100
MOST_PARTS: Final = 20


def parts_of(badges: int) -> list[tuple[int, int]]:
    """The first and last number of each part of so many badges; a hundred each, in long runs some hundreds."""
    size = PART * ceil(badges / (PART * MOST_PARTS)) or PART
    return [(first + 1, min(first + size, badges)) for first in range(0, badges, size)]
