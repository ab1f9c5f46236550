"""The RFC, the Mexican tax number: form and date are required, the check digit only warns (domain rule, SAT)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.mx import rfc as stdnum_rfc

from forum.companies.errors import RfcDateUnreal, RfcLengthWrong, RfcLettersWrong
from forum.core.i18n import N_

CHECK_DIGIT_WARNING = N_(
    "El dígito verificador de este RFC no coincide. Si así aparece en su Constancia de Situación Fiscal, confírmelo."
)

_SHAPE = re.compile(r"([A-ZÑ&]{3,4})([0-9]{6})([A-Z0-9]{3})")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")


class RfcKind(StrEnum):
    """Whose number it is: a company's, a person's, or the generic one of those without a number."""

    MORAL = "moral"
    FISICA = "fisica"
    GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Rfc:
    """A well-formed RFC. Its check digit may be wrong: it is in about 1.5 % of those in use."""

    number: str
    kind: RfcKind
    check_digit_matches: bool

    @property
    def is_generic(self) -> bool:
        """Whether it is shared by many and identifies nobody."""
        return self.kind is RfcKind.GENERIC

    @property
    def warning(self) -> str | None:
        """The sentence (msgid) to show beside an RFC with a wrong check digit; None for a right one."""
        return None if self.check_digit_matches else CHECK_DIGIT_WARNING


def normalise_rfc(text: str) -> str:
    """The RFC as it is stored: capitals, no spaces, no dashes."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def parse_rfc(text: str) -> Rfc:
    """Read an RFC as it is typed.

    Raises:
        RfcLengthWrong: neither 12 characters (moral) nor 13 (física).
        RfcLettersWrong: not letters, six digits, three letters or digits.
        RfcDateUnreal: the six digits are not a date.
    """
    number = normalise_rfc(text)
    if number in GENERIC_RFCS:
        return Rfc(number, RfcKind.GENERIC, check_digit_matches=True)
    if len(number) not in (12, 13):
        raise RfcLengthWrong(length=len(number))
    shape = _SHAPE.fullmatch(number)
    if shape is None:
        raise RfcLettersWrong(rfc=number)
    if not _is_real_date(shape[2]):
        raise RfcDateUnreal(date=shape[2])
    kind = RfcKind.MORAL if len(number) == 12 else RfcKind.FISICA
    return Rfc(number, kind, check_digit_matches=stdnum_rfc.calc_check_digit(number[:-1]) == number[-1])


def _is_real_date(digits: str) -> bool:
    """AAMMDD. Both centuries have the same leap years but for 00, and 2000 was one: 000229 is a real day."""
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True


GENERIC_RFCS = ("XAXX010101000", "XEXX010101000")
