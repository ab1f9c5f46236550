"""Fitting a text into a box: it shrinks, wraps, breaks inside words and, only where allowed, ends in an ellipsis.

`wrap_text` is for text that flows: its size is given, and it takes as many lines as it needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from forum.printing.scripts import clusters

Measure = Callable[[str], float]
"""The width of a text in ems, that is at font size 1."""

ELLIPSIS: Final = "…"
_TOLERANCE: Final = 1e-9
_HALVINGS: Final = 24
_FEWER_LINES: Final = 0.95
"""One more line must make the letters at least a twentieth larger."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """The space for a text and how the text may use it; lengths in points.

    `leading` is the line height as a multiple of the size. A text stays on one line while its size is at least
    `comfortable` (a share of `largest`), else it wraps onto more lines if that makes it larger. It goes below
    `smallest` only when it may not be shortened.
    """

    width: float
    height: float
    largest: float
    smallest: float
    max_lines: int = 2
    leading: float = 1.14
    comfortable: float = 0.7
    may_shorten: bool = False


@dataclass(frozen=True, slots=True)
class FittedText:
    """Lines that fit their box at `size` points; `shortened` when an ellipsis stands for the rest."""

    lines: tuple[str, ...]
    size: float
    leading: float
    shortened: bool = False

    @property
    def height(self) -> float:
        """Total height in points."""
        return len(self.lines) * self.size * self.leading


def fit_text(text: str, *, box: TextBox, measure: Measure) -> FittedText:
    """Return the text broken into lines that never leave the box, as large as possible.

    Without `may_shorten` every letter is kept, at whatever size it fits; with it, a text that does not fit at the
    smallest size ends in an ellipsis. White space is collapsed; an empty text has no lines.
    """
    words = text.split()
    if not words:
        return FittedText((), box.largest, box.leading)
    measure = cache(measure)  # the same words are tried at many widths
    whole = _whole_words(words, box, measure)
    if whole.size >= box.smallest:
        return whole
    broken = _broken_words(words, box, measure)
    if box.may_shorten and broken.size < box.smallest:
        return _shortened(words, box, measure)
    return broken if broken.size > whole.size else whole


def wrap_text(text: str, *, width: float, measure: Measure) -> tuple[str, ...]:
    """Return the text on lines no wider than `width` ems, of words; only a wider word is broken."""
    measure = cache(measure)
    pieces = [piece for word in text.split() for piece in _pieces(word, width, measure)]
    return tuple(_wrapped(pieces, width, measure)) if pieces else ()


def _whole_words(words: list[str], box: TextBox, measure: Measure) -> FittedText:
    """The fewest lines at a comfortable size, else the number of lines that gives the largest size."""
    candidates = []
    for count in range(1, min(box.max_lines, len(words)) + 1):
        lines = _balanced(words, count, measure)
        fitted = FittedText(lines, _size_for(lines, box, measure), box.leading)
        if fitted.size >= box.comfortable * box.largest:
            return fitted
        candidates.append(fitted)
    return max(candidates, key=lambda fitted: fitted.size * _FEWER_LINES ** len(fitted.lines))


def _size_for(lines: tuple[str, ...], box: TextBox, measure: Measure) -> float:
    by_height = box.height / (len(lines) * box.leading)
    widest = max(measure(line) for line in lines)
    by_width = box.width / widest if widest else by_height
    return min(box.largest, by_height, by_width) * (1 - _TOLERANCE)


def _balanced(words: list[str], count: int, measure: Measure) -> tuple[str, ...]:
    """The words on `count` lines or fewer, the widest line as narrow as possible."""
    if count == 1:
        return (" ".join(words),)
    low, high = max(map(measure, words)), measure(" ".join(words))
    lines = _wrapped(words, high, measure)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        candidate = _wrapped(words, middle, measure)
        if len(candidate) <= count:
            high, lines = middle, candidate
        else:
            low = middle
    return tuple(lines)


def _wrapped(words: list[str], width: float, measure: Measure) -> list[str]:
    """The words on lines no wider than `width` ems, unless a single word is wider."""
    space, lines, line, used = measure(" "), [], "", 0.0
    for word in words:
        wide = measure(word)
        if line and used + space + wide > width + _TOLERANCE:
            lines.append(line)
            line, used = word, wide
        else:
            used += wide + (space if line else 0.0)
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _broken_words(words: list[str], box: TextBox, measure: Measure) -> FittedText:
    """The largest size at which the text fits when words may be broken anywhere."""

    def lines_at(size: float) -> list[str]:
        width = box.width / size
        return _wrapped([piece for word in words for piece in _pieces(word, width, measure)], width, measure)

    low, high = 0.0, box.largest
    lines: list[str] | None = None
    for _ in range(_HALVINGS):
        size = (low + high) / 2
        candidate = lines_at(size)
        fits = len(candidate) * size * box.leading <= box.height and max(map(measure, candidate)) * size <= box.width
        if fits:
            low, lines = size, candidate
        else:
            high = size
    if lines is None:
        line = " ".join(words)
        return FittedText((line,), _size_for((line,), box, measure), box.leading)
    return FittedText(tuple(lines), low, box.leading)


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    """The word cut into pieces no wider than `width` ems (a letter is never cut, nor parted from its marks)."""
    if measure(word) <= width:
        return [word]
    pieces, piece, used = [], "", 0.0
    for letter in clusters(word):
        wide = measure(letter)
        if piece and used + wide > width - _TOLERANCE:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + letter, used + wide
    return [*pieces, piece]


def _shortened(words: list[str], box: TextBox, measure: Measure) -> FittedText:
    """As many letters as fit at the smallest size, then an ellipsis."""
    size = min(box.smallest, box.height / box.leading) * (1 - _TOLERANCE)
    width = box.width / size
    room = max(1, int(box.height / (size * box.leading)))
    pieces = [piece for word in words for piece in _pieces(word, width, measure)]
    kept = _wrapped(pieces, width, measure)[:room]
    last = kept[-1]
    while last and measure(last + ELLIPSIS) > width:
        last = "".join(clusters(last)[:-1]).rstrip()
    lines = (*kept[:-1], last + ELLIPSIS)
    return FittedText(lines, min(size, _size_for(lines, box, measure)), box.leading, shortened=True)
