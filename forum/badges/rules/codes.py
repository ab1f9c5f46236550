"""Badge codes: their alphabet, how they are made, read back and shown; what is refused without a reason."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from forum.badges.errors import ReissueReasonMissing

ALPHABET: Final = "0123456789ACDEFGHJKMNPQRTUVWXY"
"""Thirty characters: no O (0), I and L (1), Z (2), S (5), B (8), so that each look-alike is read in one way."""

CODE_LENGTH: Final = 20
"""Characters in a code: the most that a version-1 QR symbol holds at error correction M in alphanumeric mode."""

ENTROPY_BITS: Final = CODE_LENGTH * math.log2(len(ALPHABET))
"""98.1 bits: with a million guesses a second, one of 15,000 codes is found after about 10^11 years."""

GROUP_LENGTH: Final = 4
LONG_RUN: Final = 40
"""A run of more badges than this is drawn in the background: a page may take a tenth of a second, not seven."""

PORTION: Final = 200
"""Badges of a run read at a time: memory stays even, and who waits sees how far the drawing is."""

REASON_LIMIT: Final = 200

_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})
_SEPARATORS: Final = re.compile(r"[\s\-_.·'’/]+")
_TOKEN: Final = re.compile(r"(?<![0-9A-Z])(?:[0-9A-Z][ \-']?){19}[0-9A-Z](?![0-9A-Z])")
_AIM: Final = re.compile(r"\s*\][A-Z][0-9A-Z]")
_LONG_RUN: Final = re.compile(r"[0-9A-Z]{21,40}")
_RUDE: Final = re.compile("PUT[A0E]|PENE|TETA|CACA|CUCA|MEAR|PEDA|MAMADA|V[1E]RGA|NEGR[A0]|FUCK|CUNT")
_EVEN_BYTES: Final = 256 - 256 % len(ALPHABET)


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """Return a new badge code of 20 characters, each equally likely.

    `random_bytes(n)` returns n unpredictable bytes (in the product `secrets.token_bytes`). Bytes that would favour some
    characters are left out, and the rare code that contains a rude word is drawn again (this costs < 0.001 bit).
    """
    while True:
        characters = _characters(random_bytes)
        code = "".join(next(characters) for _ in range(CODE_LENGTH))
        if not _RUDE.search(code):
            return code


def _characters(random_bytes: Callable[[int], bytes]) -> Iterator[str]:
    while True:
        for byte in random_bytes(CODE_LENGTH + 4):
            if byte < _EVEN_BYTES:
                yield ALPHABET[byte % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Whether `text` is a badge code exactly as stored: 20 characters of the alphabet, nothing else."""
    return len(text) == CODE_LENGTH and all(character in ALPHABET for character in text)


def normalised_code(typed: str) -> str | None:
    """Return the stored form of a code as a person typed it, or None when it cannot be one.

    Lower case, full-width letters, spaces, dashes and the look-alikes O I L Z S B are all accepted.
    """
    return _as_code(_upper(typed))


def find_code(scanned: str) -> str | None:
    """Return the one badge code inside a scanned text (the code alone, a web address, a sentence), or None.

    The AIM identifier that hand-held scanners put before what they read (`]Q1`) is no part of it. None for a text with
    two different codes: a door never guesses between two people.
    """
    plain = _plain(scanned)
    whole = _as_code(plain)
    if whole is not None:
        return whole
    found = {code for token in _TOKEN.findall(plain) if (code := _as_code(token)) is not None}
    return found.pop() if len(found) == 1 else None


def possible_codes(scanned: str) -> set[str]:
    """Return what could be the code where letters are joined to it, as a scanner set up for other goods adds them.

    Which of them is a badge only the badges can tell: a code has no check digit.
    """
    runs = (run.translate(_LOOK_ALIKES) for run in _LONG_RUN.findall(_plain(scanned)))
    found = {run[start : start + CODE_LENGTH] for run in runs for start in range(len(run) - CODE_LENGTH + 1)}
    return {code for code in found if is_code(code)}


def _upper(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _as_code(upper: str) -> str | None:
    code = _SEPARATORS.sub("", upper).translate(_LOOK_ALIKES)
    return code if is_code(code) else None


def _plain(scanned: str) -> str:
    plain = _upper(scanned)
    identifier = _AIM.match(plain)
    return plain[identifier.end() :] if identifier else plain


def grouped_code(code: str) -> str:
    """Return the code as people read it aloud: five groups of four characters, separated by spaces."""
    return " ".join(code[start : start + GROUP_LENGTH] for start in range(0, len(code), GROUP_LENGTH))


def ensure_reissue_reason(reason: str) -> None:
    """Refuse a reissue without a reason.

    Raises:
        ReissueReasonMissing: the text is empty.
    """
    if not reason.strip():
        raise ReissueReasonMissing
