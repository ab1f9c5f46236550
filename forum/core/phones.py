"""Telephone numbers: typed in any form, stored as `+52##########` (E.164), shown as 477 123 4567."""

import re
import unicodedata

from forum.core.errors import Refusal
from forum.core.i18n import N_

_SEPARATORS = re.compile(r"[\s()./\-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\ufeff]+")
"""What people type between digits, and the invisible characters that come with a copied number."""
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{4,14})")
_NATIONAL = re.compile(r"(?:(?:\+|00)?521?)?(?:01|044|045)?([2-9][0-9]{9})")


class NotAPhone(Refusal):
    """The text is not a telephone number."""

    sentence = N_("Escriba los 10 dígitos de su celular; si es de otro país, empiece con + y el código del país.")
    field = "phone"


def normal_phone(text: str) -> str:
    """A typed number as it is stored (E.164): Mexican unless it starts with another country's code.

    01, 044, 045 and the 1 that used to follow +52 are left out; they are no longer dialled. Mexican area codes are
    not looked up: new ones appear, and nobody is turned away because a table is old.

    Raises:
        NotAPhone: it has too few or too many digits, letters (an extension), or no country uses it.
    """
    number = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    abroad = _ABROAD.fullmatch(number)
    if abroad is not None and not abroad[1].startswith("52"):
        return _foreign(abroad[1])
    national = _NATIONAL.fullmatch(number)
    if national is None:
        raise NotAPhone
    return f"+52{national[1]}"


def _foreign(digits: str) -> str:
    import phonenumbers

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


def sheet_phone(number: str) -> str:
    """A stored number as a sheet shows it: of another country `(+81) 312345678`, which no spreadsheet computes."""
    shown = display_phone(number)
    if not shown.startswith("+"):
        return shown
    import phonenumbers

    parsed = phonenumbers.parse(number)
    return f"(+{parsed.country_code}) {phonenumbers.national_significant_number(parsed)}"
