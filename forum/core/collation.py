"""The order in which people read a list: numbers as numbers, Ñ after N, accents, case and punctuation aside.

rows.sort(key=lambda hall: sort_key(hall.name))     # Nave 2, Nave 10; Nápoles, Norte, Ñandú, Oro
company.name_sorted = stored_key(company.name)      # and in a query: .order_by(Company.name_sorted, Company.id)

Databases do not agree on it: SQLite sorts by code points, PostgreSQL by the locale it was made with. What is stored
has only digits and the letters a to z, on whose order all of them agree.
"""

import re
import unicodedata

from forum.core.search import fold

_PIECE = re.compile(r"\d+|[^\W\d_]|[\W_]+")
_TILDE = "\U0010ffff"  # stands for ñ while accents are taken away
_BREAK, _NUMBER, _OTHER = "0", "1", "z2"
# ñ has a letter of its own, so those behind it move by one, and the last two share theirs
_LETTERS = dict(zip("abcdefghijklmnñopqrstuvwx", "abcdefghijklmnopqrstuvwxy", strict=True)) | {"y": "z0", "z": "z1"}


def plain(text: str) -> str:
    """A text as far as its order goes: small letters without accents, Ñ as itself."""
    return fold(unicodedata.normalize("NFC", text).casefold().replace("ñ", _TILDE)).replace(_TILDE, "ñ")


def stored_key(text: str) -> str:
    """What a database sorts a text by, kept beside it."""
    return "".join(map(_coded, _PIECE.findall(plain(text)))).strip(_BREAK)


def sort_key(text: str) -> tuple[str, str]:
    """What Python sorts a text by; the text itself decides between two that read alike."""
    return stored_key(text), text


def _coded(piece: str) -> str:
    """A letter, a number behind the number of its digits, or what stands between words."""
    if piece.isdecimal():
        digits = str(int(piece))
        return f"{_NUMBER}{chr(ord('a') + min(len(digits), 26) - 1)}{digits}"
    if piece.isalnum():
        return _LETTERS.get(piece) or f"{_OTHER}{ord(piece):07d}"
    return _BREAK
