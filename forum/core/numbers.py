"""Numbers as people type them: `1,200`, `1 200`, `2.5`, `2,5`, `$4,200,000.50`. What has two readings is asked."""

import re
from decimal import Decimal
from typing import Final

from forum.core.errors import Refusal
from forum.core.i18n import N_

LONGEST: Final = 40
_SPACES: Final = dict.fromkeys(map(ord, " \u00a0\u2009\u202f'’$"), None)
_GROUPED: Final = re.compile(r"(\d{1,3})((?:,\d{3})+|(?:\.\d{3})+)")
_PLAIN: Final = re.compile(r"\d+")
_WITH_DECIMALS: Final = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)?([.,])(\d+)")


class NotANumber(Refusal):
    """The text is no number."""

    sentence = N_("Escriba solo el número, por ejemplo 1,200 o 2.5.")


class NotAWholeNumber(Refusal):
    """The text is no whole number."""

    sentence = N_("Escriba un número entero, por ejemplo 1,200.")


class TwoReadings(Refusal):
    """One group of three digits after a point or a comma: thousands or thousandths."""

    sentence = N_("«%(text)s» puede leerse de dos maneras. Escriba %(whole)s o %(part)s.")


def whole_of(text: str) -> int:
    """The whole number a text says; `1,200` and `1.200` are both 1200.

    Raises:
        NotAWholeNumber: it says none.
    """
    sign, digits = _signed(text)
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return sign * int(re.sub(r"[.,]", "", digits))
    raise NotAWholeNumber


def decimal_of(text: str) -> Decimal:
    """The number a text says. Of a point and a comma, the later one parts the decimals.

    Raises:
        NotANumber: it says none.
        TwoReadings: `1,234` and `1.234` may be either; `1,234,567` and `0.125` may not.
    """
    sign, digits = _signed(text)
    if grouped := _GROUPED.fullmatch(digits):
        if len(grouped[2]) == len(",000") and grouped[1] != "0":
            whole, part = grouped[1], grouped[2][1:]
            raise TwoReadings(text=text.strip(), whole=f"{whole}{part}", part=f"{whole}.{part}0")
        if grouped[1] != "0":
            return sign * Decimal(re.sub(r"[.,]", "", digits))
    if _PLAIN.fullmatch(digits):
        return sign * Decimal(digits)
    if (parted := _WITH_DECIMALS.fullmatch(digits)) and parted[2] not in (parted[1] or ""):
        return sign * Decimal(f"{re.sub(r'[.,]', '', parted[1] or '0')}.{parted[3]}")
    raise NotANumber


def _signed(text: str) -> tuple[int, str]:
    tight = text.translate(_SPACES)[: LONGEST + 1]
    if len(tight) > LONGEST:
        return 1, ""
    if tight.startswith(("-", "−")):
        return -1, tight[1:]
    return 1, tight.removeprefix("+")
