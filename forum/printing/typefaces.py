"""Typefaces: two weights, which font draws a character that they lack, and how wide a text is."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from forum.printing.directions import levels, visual_order
from forum.printing.fonts import Fonts, read_font
from forum.printing.scripts import (
    JOINERS,
    clusters,
    east_asian_order,
    is_east_asian,
    is_invisible,
    is_mark,
    is_ornament,
    is_right_to_left,
    visible,
    without_invisible,
)
from forum.printing.shaping import shape

REPLACEMENTS: Final = ("\u25a1", "\ufffd", "?")
"""Drawn for a character that no font has: a box if there is one, so that no letter is lost without a trace."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font, `ems` wide at size 1; `glyphs` is what is drawn of it where it is shaped."""

    font: str
    text: str
    ems: float
    glyphs: Any = None


class Typeface:
    """One weight with its fallbacks: how wide a text is, and which font draws each part of it."""

    def __init__(self, path: Path, *, extra: Sequence[Path] = (), east_asian: Sequence[Path] = ()) -> None:
        self._main = read_font(path)
        self._extra, self._east_asian = extra, east_asian
        self._plain = dict(_plain_widths(self._main))
        self._font_of = lru_cache(maxsize=20_000)(self._find_font)
        self._box = next(character for character in REPLACEMENTS if self._font_of(character))

    def drawable(self, text: str) -> str:
        """Return `text` with every character drawable: composed, else without its accent, else as a box.

        Pictures that no font has are left out.
        """
        plain = self._plain
        if all([character in plain for character in text]):
            return text
        composed = unicodedata.normalize("NFC", " ".join(without_invisible(text).split()))
        return " ".join("".join(self._drawn_as(part) for part in clusters(composed)).split())

    def unprintable(self, text: str) -> list[str]:
        """Return what of a text is not printed as it is written, each letter or picture once."""
        plain = self._plain
        if all([character in plain for character in text]):
            return []
        parts = clusters(unicodedata.normalize("NFC", text))
        return list(dict.fromkeys(part for part in parts if self._drawn_as(part) != visible(part)))

    def measure(self, text: str, *, whole: str | None = None) -> float:
        """Return the width in ems of a text returned by `drawable`, as a part of `whole`."""
        plain = self._plain
        try:
            return sum([plain[character] for character in text])
        except KeyError:
            return sum(run.ems for run in self.runs(text, whole=whole))

    def measure_in(self, whole: str) -> Callable[[str], float]:
        """Return what measures the parts of a drawable text as they will be drawn in it."""
        plain = self._plain
        if all([character in plain for character in whole]):
            return self.measure
        return partial(self.measure, whole=whole)

    def runs(self, text: str, *, whole: str | None = None) -> list[Run]:
        """Return the parts of a drawable text and the fonts that draw them, in order from left to right.

        The direction of the line and the form of ideographs follow `whole`, the text that this line is a part of.
        """
        plain = self._plain
        if all([character in plain for character in text]):
            return [Run(self._main.fontName, text, self.measure(text))]
        whole = whole or text
        parts = clusters(text)
        fonts = [self._font_of(part, self._order_for(part, whole)) or self._main for part in parts]
        stretches = groupby(
            zip(fonts, levels(parts, whole=whole), parts, strict=True),
            key=lambda each: each[:2],
        )
        found = [(font, level, "".join(part for _, _, part in group)) for (font, level), group in stretches]
        order = visual_order([level for _, level, _ in found])
        return [self._run(*found[index]) for index in order]

    def _run(self, font: Any, level: int, text: str) -> Run:
        plain, leftwards = self._plain, level % 2 == 1
        if font is self._main and not leftwards and all(character in plain for character in text):
            return Run(font.fontName, text, self.measure(text))
        shaped = shape(font, text, leftwards=leftwards)
        return Run(font.fontName, text, shaped.ems, shaped.glyphs)

    def _order_for(self, part: str, whole: str) -> tuple[int, ...]:
        return east_asian_order(whole) if is_east_asian(part[0]) else ()

    def _find_font(self, part: str, order: tuple[int, ...] = ()) -> Any:
        """The first font that has all characters of a cluster, read when it is first asked."""
        needed = {ord(character) for character in part if character not in JOINERS}
        for font in self._candidates(part, order):
            if all(map(font.face.charToGlyph.get, needed)):  # glyph 0 is the font's own box
                return font
        return None

    def _candidates(self, part: str, order: tuple[int, ...]) -> Iterator[Any]:
        yield self._main
        if not is_east_asian(part[0]):
            yield from map(read_font, self._extra)
        elif self._east_asian:
            yield from (read_font(self._east_asian[index]) for index in order or east_asian_order(part))

    def _drawn_as(self, part: str) -> str:
        shown = visible(part)
        if not shown or self._font_of(shown):
            return shown
        if is_ornament(shown[0]):
            return ""
        return self._kept_of(shown) or self._kept_of(unicodedata.normalize("NFKD", shown)) or self._box

    def _kept_of(self, part: str) -> str:
        """What one font has of a cluster: the letter without the marks that it lacks; nothing without the letter."""
        kept = ""
        for character in part:
            alone = not (is_mark(character) or character in JOINERS)
            if (kept or alone) and self._font_of(kept + character):
                kept += character
        return kept


def _plain_widths(font: Any) -> Iterator[tuple[str, float]]:
    """The characters of a font that need no shaping, and their widths in ems."""
    for code, glyph in font.face.charToGlyph.items():
        character = chr(code)
        shaped = is_mark(character) or is_invisible(character) or is_right_to_left(character)
        if glyph and not shaped and unicodedata.is_normalized("NFC", character):
            yield character, font.face.getCharWidth(code) / 1000


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The two weights of a document."""

    regular: Typeface
    bold: Typeface


@lru_cache(maxsize=8)
def load_typefaces(fonts: Fonts) -> Typefaces:
    """Return the weights of `fonts`, read once for each set of paths. Raises OSError or TTFError for files it cannot
    read.
    """
    regular, bold = zip(*fonts.extra, strict=True) if fonts.extra else ((), ())
    return Typefaces(
        regular=Typeface(fonts.regular, extra=regular, east_asian=fonts.east_asian),
        bold=Typeface(fonts.bold, extra=bold, east_asian=fonts.east_asian),
    )
