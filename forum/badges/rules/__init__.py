"""The rules of badges: codes, what is printed on a badge, and the templates that say how."""

from forum.badges.rules.codes import (
    ALPHABET,
    CODE_LENGTH,
    ENTROPY_BITS,
    LONG_RUN,
    PORTION,
    REASON_LIMIT,
    ensure_reissue_reason,
    find_code,
    grouped_code,
    is_code,
    new_code,
    normalised_code,
    possible_codes,
)
from forum.badges.rules.printable import Printable, category_on_badge

__all__ = [
    "ALPHABET",
    "CODE_LENGTH",
    "ENTROPY_BITS",
    "LONG_RUN",
    "PORTION",
    "REASON_LIMIT",
    "Printable",
    "category_on_badge",
    "ensure_reissue_reason",
    "find_code",
    "grouped_code",
    "is_code",
    "new_code",
    "normalised_code",
    "possible_codes",
]
