"""Pairing a phone: the code that does it, and the PIN of its shift."""

import unicodedata
from datetime import timedelta
from itertools import pairwise
from typing import Final

from forum.checkin.errors import CodeNotWhole, PinGuessable, PinNotDigits

PAIRING_LIFETIME = timedelta(minutes=10)
"""A supervisor stands beside the phone; whoever photographs the code later gets nothing."""

ALPHABET: Final = "0123456789ACDEFGHJKMNPQRTUVWXY"
"""Thirty characters, of those that look alike one each: a code is also typed."""

CODE_LENGTH: Final = 8
"""39 bits. A network may ask sixty times a minute: in ten minutes one in 10^9 for a code that is open."""

PIN_LENGTHS = range(4, 7)

_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8"})


def read_code(text: str) -> str:
    """A code as it is compared, from what was typed or opened: empty where it cannot be one."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOK_ALIKES)
    code = "".join(character for character in plain if character not in " -")
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def ensure_code(text: str) -> None:
    """Refuse what cannot be a code.

    Raises:
        CodeNotWhole: it has not eight characters of our alphabet.
    """
    if not read_code(text):
        raise CodeNotWhole


def shown_code(code: str) -> str:
    """A code as it is read aloud: in two halves."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def ensure_pin(pin: str) -> None:
    """Refuse what is no PIN of four to six digits, or one that everybody tries first; none is none.

    Raises:
        PinNotDigits: it is not four to six digits.
        PinGuessable: all digits are the same, or follow each other.
    """
    if not pin:
        return
    if not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTHS):
        raise PinNotDigits
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise PinGuessable
