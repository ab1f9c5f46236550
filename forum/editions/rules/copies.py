"""What the copy of an edition takes along: parts that are copied with others only."""

from collections.abc import Collection

from forum.editions.enums import CopiedPart
from forum.editions.errors import CategoriesNotCopied, HallsNotCopied

IN_HALLS = frozenset({CopiedPart.SLOTS, CopiedPart.STANDS})
OF_CATEGORIES = frozenset({CopiedPart.QUESTIONS, CopiedPart.DOORS, CopiedPart.BADGES})
NOT_UNASKED = frozenset({CopiedPart.TEAM, CopiedPart.CODES})


def ensure_whole(parts: Collection[CopiedPart]) -> None:
    """Check that what stands in a hall or is for a category is copied with it.

    Raises:
        HallsNotCopied: slots or stands without halls.
        CategoriesNotCopied: doors or badge templates without categories.
    """
    if CopiedPart.HALLS not in parts and not IN_HALLS.isdisjoint(parts):
        raise HallsNotCopied
    if CopiedPart.CATEGORIES not in parts and not OF_CATEGORIES.isdisjoint(parts):
        raise CategoriesNotCopied
