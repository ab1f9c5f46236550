"""Names in one cell, parted into given names and surnames as they are used in Mexico."""

from collections.abc import Sequence

from forum.core.names import PersonName
from forum.core.search import fold

PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "van", "von", "der", "da", "dos", "di", "san", "santa"})


def part_full_name(text: str) -> PersonName:
    """The parts of a whole name: two words are a name and a surname, of three and more the last two are surnames.

    Particles belong to the word after them (*María de la Luz Pérez del Río*). What stands before a comma is surnames.
    """
    before, comma, after = text.partition(",")
    if comma and after.strip():
        return part_surnames(after.strip(), before.strip())
    parts = _parts(text)
    if len(parts) < 3:
        return PersonName(parts[0] if parts else "", " ".join(parts[1:]))
    return PersonName(" ".join(parts[:-2]), parts[-2], parts[-1])


def part_surnames(given_names: str, surnames: str) -> PersonName:
    """A name whose surnames stand in one cell: the first of two is the first surname, and the rest the second."""
    parts = _parts(surnames)
    return PersonName(given_names, parts[0] if parts else "", " ".join(parts[1:]) or None)


def _parts(text: str) -> Sequence[str]:
    """The words, each with the particles before it."""
    parts: list[str] = []
    waiting: list[str] = []
    for each in text.split():
        waiting.append(each)
        if fold(each) not in PARTICLES:
            parts.append(" ".join(waiting))
            waiting = []
    if waiting:
        parts.append(" ".join(waiting))
    return parts
