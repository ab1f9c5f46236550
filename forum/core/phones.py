"""Telephone numbers: typed in any manner, stored as `+52##########` (E.164), shown as 477 123 4567."""

import re

import phonenumbers

from forum.core.errors import Refusal
from forum.core.i18n import N_

PREFIXES = ("044", "045", "01")
LOCAL_LENGTH = 10


class NotAPhone(Refusal):
    """The text is no telephone number that could ring."""

    code = "not_a_phone"
    sentence = N_("Escriba los 10 dígitos de su celular; si es de otro país, empiece con + y el código del país.")
    field = "phone"


def normal_phone(text: str) -> str:
    """A typed number as it is stored (E.164): Mexican unless it starts with another country's code.

    01, 044, 045 and the 1 that used to follow +52 are left out; they are no longer dialled.

    Raises:
        NotAPhone: it has too few or too many digits, or no country uses it.
    """
    plus = text.strip().startswith(("+", "00"))
    digits = re.sub(r"\D", "", text)
    digits = digits.removeprefix("00") if plus else digits
    if plus and not digits.startswith("52"):
        return _foreign(digits)
    national = _national(digits, plus)
    if len(national) != LOCAL_LENGTH or national[0] in "01":
        raise NotAPhone
    return f"+52{national}"


def _national(digits: str, plus: bool) -> str:
    if plus or (digits.startswith("52") and len(digits) > LOCAL_LENGTH):
        digits = digits[2:]
        return digits[1:] if len(digits) == LOCAL_LENGTH + 1 and digits[0] == "1" else digits
    for prefix in PREFIXES:
        if digits.startswith(prefix) and len(digits) == LOCAL_LENGTH + len(prefix):
            return digits[len(prefix) :]
    return digits


def _foreign(digits: str) -> str:
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException as error:
        raise NotAPhone from error
    if not phonenumbers.is_possible_number(number):
        raise NotAPhone
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def display_phone(number: str) -> str:
    """A stored number as people write it: Mexican ones without prefix, foreign ones with."""
    if number.startswith("+52") and len(number) == 13:
        return f"{number[3:6]} {number[6:9]} {number[9:]}"
    return number
