"""The name of a company as on its Constancia de Situación Fiscal: without its legal form ("S.A. de C.V.")."""

import re
import unicodedata

from forum.core.search import fold

LEGAL_FORMS = (
    "S.A.P.I.B. de C.V.",
    "S.A.P.I. de C.V.",
    "S.A.P.I.",
    "S.A.B. de C.V.",
    "S.A.B.",
    "S.A.S. de C.V.",
    "S.A.S.",
    "S.A. de C.V.",
    "S.A.",
    "S. de R.L. de C.V.",
    "S. de R.L. M.I.",
    "S. de R.L.",
    "S.P.R. de R.L. de C.V.",
    "S.P.R. de R.L.",
    "S.P.R. de R.I.",
    "S.C. de R.L. de C.V.",
    "S.C. de R.L.",
    "S.C.L.",
    "S.C.",
    "S. en C. por A. de C.V.",
    "S. en C. por A.",
    "S. en C. de C.V.",
    "S. en C.",
    "S. en N.C.",
    "S.N.C.",
    "A. en P.",
    "A.C.",
    "I.A.P.",
    "I.B.P.",
    "A.B.P.",
)
"""Legal forms of Mexican law as they are abbreviated."""

WRITTEN_OUT = {
    "Sociedad Anónima Promotora de Inversión de Capital Variable": "S.A.P.I. de C.V.",
    "Sociedad Anónima Bursátil de Capital Variable": "S.A.B. de C.V.",
    "Sociedad por Acciones Simplificada de Capital Variable": "S.A.S. de C.V.",
    "Sociedad por Acciones Simplificada": "S.A.S.",
    "Sociedad Anónima de Capital Variable": "S.A. de C.V.",
    "Sociedad Anónima": "S.A.",
    "Sociedad de Responsabilidad Limitada de Capital Variable": "S. de R.L. de C.V.",
    "Sociedad de Responsabilidad Limitada": "S. de R.L.",
    "Sociedad Civil": "S.C.",
    "Asociación Civil": "A.C.",
}


def strip_legal_suffix(name: str) -> tuple[str, str | None]:
    """The name without its legal form, and that form in its usual spelling (None where there is none).

    Dots, commas, spaces, case and accents of the form do not matter; the name itself keeps its letters. A name that is
    nothing but a legal form is left as it is.
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    bare = "".join(map(_bare_letter, tidy))
    for pattern, form in _PATTERNS:
        found = pattern.search(bare)
        if found:
            return tidy[: found.start()], form
    return tidy, None


def name_key(name: str) -> str:
    """What two spellings of one name have in common: "Kōwa-Harness, S.A. de C.V." and "KOWA HARNESS" are the same."""
    return "".join(letter for letter in fold(strip_legal_suffix(name)[0]) if letter.isalnum())


def _bare_letter(letter: str) -> str:
    """One capital without accent for one letter, so that positions stay the same."""
    bare = unicodedata.normalize("NFD", letter)[0].upper()
    return bare if len(bare) == 1 else letter


def _pattern(form: str) -> re.Pattern[str]:
    """A legal form at the end of a name, after a space or a comma and something before it."""
    words = re.findall(r"\w+", "".join(map(_bare_letter, form)))
    return re.compile(r"(?<=[^\s,\-])[\s,\-]*[\s,]" + r"[\s.,]*".join(words) + r"[\s.,]*$")


_PATTERNS = sorted(
    [(_pattern(form), form) for form in LEGAL_FORMS] + [(_pattern(out), form) for out, form in WRITTEN_OUT.items()],
    key=lambda pair: len(pair[0].pattern),
    reverse=True,
)
"""Longest first: "S. de R.L. de C.V." before "S. de R.L."."""
