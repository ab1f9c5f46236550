"""What is different between two texts of a notice, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of two texts: in both, only in the newer one, or only in the older one."""

    kind: str
    words: str


def differences(before: str, after: str) -> list[Line]:
    """The lines of both texts in order, empty ones left out."""
    return list(_lines(_filled(before), _filled(after)))


def _filled(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(SAME, each) for each in after[start:end])
        else:
            yield from (Line(REMOVED, each) for each in before[first:last])
            yield from (Line(ADDED, each) for each in after[start:end])
