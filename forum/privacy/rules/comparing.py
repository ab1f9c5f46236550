"""What is different between two texts of a notice, line by line, and word by word in a line that was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
ALIKE = 0.5
"""Two lines with this share of their words in common are one that was changed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of two texts: in both, in the newer one alone, in the older one alone, or changed from one to the other.

    `words`: as the newer text has it. `changes`: of a changed line, its words in order with what became of them.
    """

    kind: str
    words: str
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The line in parts, each with what became of it."""
        return self.changes or ((self.kind, self.words),)


def differences(before: str, after: str) -> list[Line]:
    """The lines of both texts in order, empty ones left out."""
    return list(_lines(_filled(before), _filled(after)))


def _filled(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    for tag, first, last, start, end in _matched(before, after).get_opcodes():
        if tag == "equal":
            yield from (Line(SAME, each) for each in after[start:end])
        else:
            yield from _replaced(before[first:last], after[start:end])


def _replaced(before: list[str], after: list[str]) -> Iterator[Line]:
    """Lines in the place of others, each beside the one that stood there."""
    for old, new in zip_longest(before, after):
        if old and new and _matched(old.split(), new.split()).ratio() >= ALIKE:
            yield Line(CHANGED, new, tuple(_words(old.split(), new.split())))
            continue
        if old:
            yield Line(REMOVED, old)
        if new:
            yield Line(ADDED, new)


def _words(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for tag, first, last, start, end in _matched(before, after).get_opcodes():
        if tag == "equal":
            yield SAME, " ".join(after[start:end])
            continue
        if first < last:
            yield REMOVED, " ".join(before[first:last])
        if start < end:
            yield ADDED, " ".join(after[start:end])


def _matched(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=False)
