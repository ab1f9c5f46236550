"""What a company makes public to the other companies of an edition.

Its name, its logo and what kind of company it is are seen by all of them. Its sales, its capacity and the e-mails and
telephones of its people are no part of this: no choice shows them.
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
