"""The names of countries in the reader's language, as CLDR has them."""

from functools import cache

from forum.core.collation import sort_key
from forum.core.i18n import PARSED, locale_name

# Codes of two letters that are no countries: unions, private use, and what is unknown.
NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def country_name(code: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2)."""
    return str(PARSED[locale_name()].territories.get(code, code))


def countries(*, first: str) -> list[tuple[str, str]]:
    """Every country, code and name, in the order of the names; `first` is on top."""
    named = _countries(locale_name())
    return [(first, country_name(first)), *(each for each in named if each[0] != first)]


@cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    named = PARSED[language].territories.items()
    known = [(code, name) for code, name in named if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES]
    return tuple(sorted(known, key=lambda each: sort_key(each[1])))
