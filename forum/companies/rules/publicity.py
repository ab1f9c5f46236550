"""What a company makes public to the other companies of an edition.

Its names, its logo, its stand and what kind of company it is are seen by all of them. Its sales and its capacity are no
part of this: no choice shows them. Nor are the e-mails and telephones of its people: each of them decides to whom they
are shown.
"""

from collections.abc import Iterable

from forum.companies.enums import PublicPart

DEFAULT_PARTS = "about processes website"


def parts_of(stored: str) -> list[PublicPart]:
    """The parts that are kept in a column, as words with spaces between them; a word that is no part is left out."""
    return [part for part in PublicPart if part.value in stored.split()]


def stored_parts(parts: Iterable[PublicPart | str]) -> str:
    """The same as it is kept: always in one order."""
    chosen = {str(part) for part in parts}
    return " ".join(sorted(part.value for part in PublicPart if part.value in chosen))
