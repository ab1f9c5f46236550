"""Search text: folded so that accents, case, spacing and punctuation never hide a match (Muñoz = munoz)."""

import unicodedata
from typing import Final

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]

LEAST_DIGITS: Final = 2
"""A word of fewer digits is no part of a telephone number: it would be found in most of them."""

_APOSTROPHES: Final = "'’‘ʼ`´′"
_SEPARATORS: Final = "-‐‑‒–—―−/()·"
_PLAIN: Final = str.maketrans(
    {
        # letters that Unicode does not decompose, as people type them without their keyboard
        **{"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "ŧ": "t"},
        **{"æ": "ae", "œ": "oe", "þ": "th"},
        **dict.fromkeys(_APOSTROPHES, ""),
        **dict.fromkeys(_SEPARATORS, " "),
    }
)


def fold(text: str) -> str:
    """Lower-case plain letters with single spaces: what is stored beside a name and searched.

    No accents, no invisible characters, no apostrophes; a dash or a parenthesis counts as a space. Folding twice is
    the same as folding once.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join(kept.casefold().translate(_PLAIN).split())


def words(text: str) -> list[str]:
    """The folded words of a search, in order, without repeats."""
    return list(dict.fromkeys(fold(text).split()))


def like(word: str) -> str:
    """A LIKE pattern (escape character `\\`) that finds a folded word anywhere."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def mentions(text: str, *columns: Text, phone: Text | None = None) -> list[ColumnElement[bool]]:
    """A condition for each word of a search: one of the folded columns contains it.

    A word of digits may also be a part of `phone`, stored as `+52##########`.
    """
    return [
        or_(*(column.like(like(word), escape="\\") for column in (*columns, *_phones(word, phone))))
        for word in words(text)
    ]


def _phones(word: str, phone: Text | None) -> tuple[Text, ...]:
    digits = word.removeprefix("+")
    return (phone,) if phone is not None and digits.isdigit() and len(digits) >= LEAST_DIGITS else ()
