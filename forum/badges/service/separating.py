"""What tells the badges of a print run apart: a sheet before each letter, category or bin that says which."""

from collections.abc import Callable, Iterable, Iterator

from forum.badges.documents.faces import BadgeFace, Separator
from forum.badges.enums import RunOrder
from forum.badges.rules.bins import Bins, by_surname
from forum.core.collation import plain

Words = tuple[str, str]
"""What a separator says large, and small below it."""


def separated(faces: Iterable[BadgeFace], *, order: RunOrder, bins: Bins) -> Iterator[BadgeFace | Separator]:
    """The badges, which are in this order, each group behind its separator: on what its first badge is printed."""
    words: dict[RunOrder, Callable[[BadgeFace], Words]] = {
        RunOrder.CATEGORY: lambda face: (face.category_name, face.category_english),
        RunOrder.SURNAME: lambda face: (_letter(by_surname(face.printable.name)), ""),
        RunOrder.ORGANISATION: lambda face: (_letter(face.printable.organisation), ""),
        RunOrder.BIN: lambda face: _of_bin(face, bins),
    }
    before: Words | None = None
    for face in faces:
        now = words[order](face)
        if now != before:
            yield Separator(*now, template=face.template)
            before = now
        yield face


def _letter(text: str) -> str:
    """The letter below which a text stands in a list; one sign for all that do not begin with a letter."""
    first = plain(text)[:1].upper()
    return first if first.isalpha() else "#"


def _of_bin(face: BadgeFace, bins: Bins) -> Words:
    found = bins.numbered(face.printable.bin, face.printable.name)
    return (face.bin, found.letters) if found else (face.bin or "#", "")
