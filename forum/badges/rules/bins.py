"""Bins of the registration desk: ranges of surnames that hold about as many badges each.

A range begins at a key and ends where the next begins, so that every name falls into one, also those that come later.
It is called by the letters of the first and last names that were there: as few as tell it from its neighbours.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from forum.badges.errors import NobodyToDivide, TooManyBins
from forum.core.collation import plain, stored_key
from forum.core.names import PersonName

LEAST_BINS: Final = 2
MOST_BINS: Final = 60
_LETTERS: Final = 3
_MOST_LETTERS: Final = 24
_NEAR: Final = 0.1
"""How far from its equal share a cut may be, as a part of a bin, where a shorter name is there."""

_FINE: Final = 8
"""Names with the same first letters are told apart by more where they are more than this part of a bin."""


@dataclass(frozen=True, slots=True)
class BinRange:
    """A bin: its number, the key at which it begins, and the letters it is called by."""

    number: int
    starts_at: str
    first: str
    last: str

    @property
    def letters(self) -> str:
        """The range as a sign says it: GAR–HER."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Bins:
    """The bins of an edition in their order, of which the first begins before every name; none where nobody divided."""

    ranges: tuple[BinRange, ...] = ()

    def of(self, name: PersonName) -> BinRange | None:
        """The bin of a name."""
        if not self.ranges:
            return None
        return self.ranges[bisect_right(self.ranges, name_key(name), key=attrgetter("starts_at")) - 1]

    def numbered(self, number: int | None, name: PersonName) -> BinRange | None:
        """The bin with the number that somebody was given, else that of the name."""
        return next((each for each in self.ranges if each.number == number), None) or self.of(name)


def by_surname(name: PersonName) -> str:
    """A name as lists of surnames have it."""
    return f"{name.surnames} {name.given_names}".strip()


def name_key(name: PersonName) -> str:
    """What bins are divided by."""
    return stored_key(by_surname(name))


def divide(names: Iterable[PersonName], count: int) -> Bins:
    """Divide names into so many bins of about the same load.

    Raises:
        NobodyToDivide: there is no name.
        TooManyBins: there are not enough different names.
    """
    texts = sorted((plain(by_surname(name)) for name in names), key=stored_key)
    if not texts:
        raise NobodyToDivide
    units = list(_units(texts, letters=_LETTERS, most=max(1, len(texts) // (count * _FINE))))
    if len(units) < count:
        raise TooManyBins(most=len(units))
    cuts = [0, *_cuts(units, count), len(units)]
    lengths = [_LETTERS, *(_told_apart(units, cut) for cut in cuts[1:-1]), _LETTERS]
    ends = pairwise(zip(cuts, lengths, strict=True))
    return Bins(
        tuple(
            _range(number, (units[start][0], before), (units[end - 1][0], after))
            for number, ((start, before), (end, after)) in enumerate(ends, start=1)
        )
    )


def _range(number: int, start: tuple[str, int], end: tuple[str, int]) -> BinRange:
    """A bin between two names, each with how many of its letters are said; as many of both where they are alike."""
    (first, before), (last, after) = start, end
    starts_at = stored_key(first[:before]) if number > 1 else ""
    if first[:_LETTERS] == last[:_LETTERS]:
        before = after = max(before, after)
    return BinRange(number, starts_at, first[:before].strip().upper(), last[:after].strip().upper())


def _units(texts: Sequence[str], *, letters: int, most: int) -> Iterator[tuple[str, int]]:
    """What a cut does not go through: first letters, and how many names have them; longer where they are many."""
    for start, together in groupby(texts, key=lambda text: text[:letters].strip()):
        same = list(together)
        if len(same) > most and letters < _MOST_LETTERS and any(text != start for text in same):
            yield from _units(same, letters=letters + 1, most=most)
        else:
            yield start, len(same)


def _told_apart(units: Sequence[tuple[str, int]], cut: int) -> int:
    """How many letters tell the names on both sides of a cut apart."""
    before, behind = units[cut - 1][0], units[cut][0]
    return next(
        (most for most in range(_LETTERS, _MOST_LETTERS) if before[:most].strip() != behind[:most].strip()),
        _MOST_LETTERS,
    )


def _cuts(units: Sequence[tuple[str, int]], count: int) -> Iterator[int]:
    """The units at which the second bin and those after it begin.

    Each cut is near its equal share: of those near enough the one that fewest letters tell.
    """
    before = [0]
    for _, size in units:
        before.append(before[-1] + size)
    fair, last = before[-1] / count, 0
    for number in range(1, count):
        possible = range(last + 1, len(units) - (count - number) + 1)
        away = {cut: abs(before[cut] - fair * number) for cut in possible}
        near = [cut for cut in possible if away[cut] <= _NEAR * fair] or [min(possible, key=away.__getitem__)]
        last = min(near, key=lambda cut: (_told_apart(units, cut), away[cut]))
        yield last
