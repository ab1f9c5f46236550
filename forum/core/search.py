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


class _Seen(dict[int, str | None]):
    """What is left of each letter, looked up once: accents that stand apart and invisible characters are left out."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        is_seen = not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
        self[code] = letter if is_seen else None
        return self[code]


_SEEN: Final = _Seen()


def fold(text: str) -> str:
    """Lower-case plain letters with single spaces: what is stored beside a name and searched.

    No accents, no invisible characters, no apostrophes; a dash or a parenthesis counts as a space. Folding twice is
    the same as folding once.
    """
    if text.isascii():  # most are: no accents to take away
        return " ".join(text.casefold().translate(_PLAIN).split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(decomposed.translate(_SEEN).casefold().translate(_PLAIN).split())


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
