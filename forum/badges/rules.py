"""What a badge code is: its alphabet, how it is made, read back and shown. Values in, values out."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from forum.badges.errors import ReissueReasonMissing

ALPHABET: Final = "0123456789ACDEFGHJKMNPQRTUVWXY"
"""Thirty signs: no O (0), I and L (1), Z (2), S (5), B (8), so that each look-alike has one reading."""

CODE_LENGTH: Final = 20
"""Signs in a code: the most that a version-1 QR symbol holds at error correction M in its alphanumeric
mode.
"""

ENTROPY_BITS: Final = CODE_LENGTH * math.log2(len(ALPHABET))
"""98.1 bits: a guesser at a million tries a second meets one of 15,000 codes after some 10^11 years."""

GROUP_LENGTH: Final = 4
REASON_LIMIT: Final = 200

_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})
_SEPARATORS: Final = re.compile(r"[\s\-_.·'’/]+")
_TOKEN: Final = re.compile(r"(?<![0-9A-Z])(?:[0-9A-Z][ \-']?){19}[0-9A-Z](?![0-9A-Z])")
_UNWELCOME: Final = re.compile("PUT[A0E]|PENE|TETA|CACA|CUCA|MEAR|PEDA|MAMADA|V[1E]RGA|NEGR[A0]|FUCK|CUNT")
_EVEN_BYTES: Final = 256 - 256 % len(ALPHABET)


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """Return a fresh badge code of 20 signs, each equally likely.

    `random_bytes(n)` gives n unpredictable bytes (in the product `secrets.token_bytes`). Bytes that would
    favour some signs are thrown away, and the rare code that spells a rude word is drawn again (this costs <
    0.001 bit).
    """
    while True:
        signs = _signs(random_bytes)
        code = "".join(next(signs) for _ in range(CODE_LENGTH))
        if not _UNWELCOME.search(code):
            return code


def _signs(random_bytes: Callable[[int], bytes]) -> Iterator[str]:
    while True:
        for byte in random_bytes(CODE_LENGTH + 4):
            if byte < _EVEN_BYTES:
                yield ALPHABET[byte % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Say whether `text` is a badge code exactly as stored: 20 signs of the alphabet, nothing else."""
    return len(text) == CODE_LENGTH and all(sign in ALPHABET for sign in text)


def normalised_code(typed: str) -> str | None:
    """Return the stored form of a code as a person typed it, or None when it cannot be one.

    Lower case, full-width letters, spaces, dashes and the look-alikes O I L Z S B are all accepted.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = _SEPARATORS.sub("", plain).translate(_LOOK_ALIKES)
    return code if is_code(code) else None


def find_code(scanned: str) -> str | None:
    """Return the one badge code inside a scanned text (the code alone, a web address, a sentence), or None.

    A text that holds two different codes has no answer: a door never guesses between two people.
    """
    whole = normalised_code(scanned)
    if whole is not None:
        return whole
    plain = unicodedata.normalize("NFKC", scanned).upper()
    found = {code for token in _TOKEN.findall(plain) if (code := normalised_code(token)) is not None}
    return found.pop() if len(found) == 1 else None


def grouped_code(code: str) -> str:
    """Return the code as people read it aloud: five groups of four signs, separated by spaces."""
    return " ".join(code[start : start + GROUP_LENGTH] for start in range(0, len(code), GROUP_LENGTH))


def ensure_reissue_reason(reason: str | None) -> None:
    """Refuse a reissue without its why: each one is a second key to the door.

    Raises:
        ReissueReasonMissing: the text is empty.
    """
    if not (reason or "").strip():
        raise ReissueReasonMissing
