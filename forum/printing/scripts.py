"""What Unicode says of characters: which stay together, what is drawn at all, whose form an ideograph takes."""

import unicodedata
from functools import lru_cache
from typing import Final

JOINERS: Final = frozenset("\u200c\u200d")
"""They say how the letters beside them join: needed in Persian and in Indic scripts, invisible themselves."""

JAPANESE, CHINESE, KOREAN = range(3)

_VARIATIONS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_EAST_ASIAN: Final = (
    ("\u2e80", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),  # rare ideographs, of which many are in names
)
_VIRAMA: Final = 9
"""The combining class of the sign that joins the next consonant to the one before."""


def is_mark(character: str) -> bool:
    """Whether a character is drawn on the one before it."""
    return unicodedata.category(character).startswith("M")


def is_invisible(character: str) -> bool:
    """Whether a character leaves no mark of its own on paper."""
    return unicodedata.category(character) in _INVISIBLE or character in _VARIATIONS


def without_invisible(text: str) -> str:
    """Return a text without what leaves no mark, except white space and joiners."""
    return "".join(each for each in text if each.isspace() or each in JOINERS or not is_invisible(each))


def visible(part: str) -> str:
    """Return a cluster without what leaves no mark; joiners stay on letters that join (Arabic, Indic)."""
    joins, kept = "\u0590" <= part[0] < "\u2000", ""
    for character in part:
        if not is_invisible(character) or (joins and kept and character in JOINERS):
            kept += character
    return kept


def is_ornament(character: str) -> bool:
    """Whether a character is a picture (an emoji, a star) and no part of a word."""
    return unicodedata.category(character) in {"So", "Sk"}


def is_right_to_left(character: str) -> bool:
    """Whether a character changes the direction of its line."""
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def clusters(text: str) -> list[str]:
    """Return the parts of a text that must not be separated: a letter with its marks, joined consonants."""
    if text.isascii():
        return list(text)
    parts: list[str] = []
    for character in text:
        joined = parts and unicodedata.combining(parts[-1][-1]) == _VIRAMA and character.isalpha()
        if parts and (joined or is_mark(character) or character in JOINERS):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def is_east_asian(character: str) -> bool:
    """Whether a character belongs to Chinese, Japanese or Korean."""
    return any(first <= character <= last for first, last in _EAST_ASIAN)


@lru_cache(maxsize=256)  # asked for each ideograph of a text
def east_asian_order(whole: str) -> tuple[int, int, int]:
    """Return whose form of an ideograph comes first in a text.

    Korean beside Hangul; Japanese where all of it can be written in Japanese; else Chinese.
    """
    if any("\uac00" <= other <= "\ud7a3" for other in whole):
        return KOREAN, JAPANESE, CHINESE
    try:
        "".join(filter(is_east_asian, whole)).encode("shift_jis")
    except UnicodeEncodeError:
        return CHINESE, JAPANESE, KOREAN
    return JAPANESE, CHINESE, KOREAN
