"""The order in which people read a list: numbers as numbers, Ñ after N, accents and case aside.

rows.sort(key=lambda hall: sort_key(hall.name))     # Nave 2, Nave 10; Nápoles, Norte, Ñandú, Oro

Databases do not agree on it: SQLite sorts by code points, PostgreSQL by the locale it was made with.
"""

import re
import unicodedata

from forum.core.search import fold

_NUMBER = re.compile(r"(\d+)")
_AFTER_N = "n\U0010ffff"  # ñ stands behind every other continuation of an n


def sort_key(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """What a text is sorted by; the text itself decides between two that read alike."""
    parts = fold(unicodedata.normalize("NFC", text).casefold().replace("ñ", _AFTER_N))
    pieces = (piece for piece in _NUMBER.split(parts) if piece)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces), text
