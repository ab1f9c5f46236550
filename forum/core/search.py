"""Search text: folded so that accents, case, spacing and punctuation never hide a match (Muñoz = munoz)."""

import unicodedata
from typing import Final

ANYWHERE: Final = 3
"""A word of fewer letters is found at the beginning of a word alone."""
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


def is_in(word: str, folded: str) -> bool:
    """Whether a folded text has this word of a search: one of two letters (Li, 3M) at the beginning of a word."""
    return word in folded if len(word) >= ANYWHERE else folded.startswith(word) or f" {word}" in folded


def like(word: str) -> str:
    """A LIKE pattern (escape character `\\`) that finds a folded word anywhere."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
