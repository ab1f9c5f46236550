"""Typefaces: two TrueType weights, and which font draws a character that they lack."""

# mypy: disallow-subclassing-any=False

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import reportlab
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

JAPANESE: Final = "HeiseiKakuGo-W5"
CHINESE: Final = "STSong-Light"
KOREAN: Final = "HYSMyeongJo-Medium"

REPLACEMENTS: Final = ("\u25a1", "\ufffd", "?")
"""Drawn for a character that no font has: a box if there is one, so that no letter is lost without a trace."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
_UCS2_TO_UNICODE: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The TrueType files of the two weights; `extra` files are tried in order for characters that those lack."""

    regular: Path
    bold: Path
    extra: tuple[Path, ...] = field(default=())


def fonts_in(folder: Path, name: str) -> Fonts:
    """The files `<name>-regular.ttf` and `<name>-bold.ttf` of a folder; where one is missing, reportlab's own fonts."""
    own = Fonts(folder / f"{name}-regular.ttf", folder / f"{name}-bold.ttf")
    if own.regular.exists() and own.bold.exists():
        return own
    bundled = Path(reportlab.__file__).parent / "fonts"
    return Fonts(bundled / "Vera.ttf", bundled / "VeraBd.ttf")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font, `ems` wide at size 1."""

    font: str
    text: str
    ems: float


class Typeface:
    """One weight with its fallbacks: how wide a text is, and which font draws each part of it."""

    def __init__(self, *fonts: TTFont) -> None:
        self._fonts = fonts
        self._main = fonts[0].fontName
        self._ems: dict[str, float] = {}
        self._names: dict[str, str | None] = {}
        self._box = next(character for character in REPLACEMENTS if self._font_of(character))

    def drawable(self, text: str) -> str:
        """Return `text` with every character drawable: composed, else without its accent, else as a box."""
        ems = self._ems
        if all([character in ems for character in text]) and unicodedata.is_normalized("NFC", text):
            return text
        composed = " ".join(unicodedata.normalize("NFC", text).split())
        return "".join(self._drawn_as(character) for character in composed)

    def measure(self, text: str) -> float:
        """Return the width in ems of a text returned by `drawable`."""
        ems = self._ems
        try:
            return sum([ems[character] for character in text])
        except KeyError:
            return sum(self._width(character) for character in text)

    def runs(self, text: str, *, whole: str | None = None) -> list[Run]:
        """Return the fonts that draw a drawable text, in order.

        Chinese characters follow the script of `whole`, the text that this line is a part of.
        """
        names = self._names
        if all([names.get(character) == self._main for character in text]):
            return [Run(self._main, text, self.measure(text))]
        runs: list[Run] = []
        for character in text:
            font = self._font_of(character) or east_asian_font(character, whole=whole or text) or self._main
            if runs and runs[-1].font == font:
                before = runs.pop()
                runs.append(Run(font, before.text + character, before.ems + self._width(character)))
            else:
                runs.append(Run(font, character, self._width(character)))
        return runs

    def _font_of(self, character: str) -> str | None:
        if character not in self._names:
            font = next((font for font in self._fonts if ord(character) in font.face.charToGlyph), None)
            self._names[character] = font.fontName if font else None
            if font:
                self._ems[character] = font.face.getCharWidth(ord(character)) / 1000
        return self._names[character]

    def _width(self, character: str) -> float:
        return self._ems[character] if self._font_of(character) else 1.0

    def _drawn_as(self, character: str) -> str:
        if unicodedata.category(character) in _INVISIBLE:
            return ""
        if self._font_of(character) or east_asian_font(character, whole=character):
            return character
        plain = unicodedata.normalize("NFKD", character)
        kept = "".join(part for part in plain if self._font_of(part))
        return kept or self._box


def east_asian_font(character: str, *, whole: str) -> str | None:
    """Return the PDF viewer's font for a Japanese, Chinese or Korean character, None where it has none.

    A Chinese character is drawn in the Korean font beside Hangul; in the Japanese font where all of `whole` can be
    written in Japanese; else in the Chinese font.
    """
    if not _is_east_asian(character):
        return None
    if any("\uac00" <= other <= "\ud7a3" for other in whole):
        candidates = ((KOREAN, "euc_kr"), (JAPANESE, "shift_jis"), (CHINESE, "gbk"))
    elif _all_encode(whole, "shift_jis"):
        candidates = ((JAPANESE, "shift_jis"), (CHINESE, "gbk"), (KOREAN, "euc_kr"))
    else:
        candidates = ((CHINESE, "gbk"), (JAPANESE, "shift_jis"), (KOREAN, "euc_kr"))
    return next((font for font, charset in candidates if _all_encode(character, charset)), None)


def _is_east_asian(character: str) -> bool:
    return "\u2e80" <= character <= "\ud7ff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"


def _all_encode(text: str, charset: str) -> bool:
    try:
        "".join(filter(_is_east_asian, text)).encode(charset)
    except UnicodeEncodeError:
        return False
    return True


class _ViewerFont(UnicodeCIDFont):
    """A font that the PDF viewer supplies, with the map that lets its text be searched and copied."""

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document."""
        super().addObjects(doc)
        font = doc.idToObject[doc.fontMapping[self.name][1:]]
        font.dict["ToUnicode"] = doc.Reference(pdfdoc.PDFStream(content=_UCS2_TO_UNICODE))


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
    for name in (JAPANESE, CHINESE, KOREAN):
        pdfmetrics.registerFont(_ViewerFont(name))
    extra = [_registered(path) for path in fonts.extra]
    return Typefaces(
        regular=Typeface(_registered(fonts.regular), *extra),
        bold=Typeface(_registered(fonts.bold), *extra),
    )


@lru_cache(maxsize=32)
def _registered(path: Path) -> TTFont:
    font = TTFont(str(path), str(path))
    pdfmetrics.registerFont(font)
    return font
