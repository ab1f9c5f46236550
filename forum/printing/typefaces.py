"""The letters of a badge: two TrueType weights, and where a character comes from when they lack it."""

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
"""What stands for a character no font has: a box if there is one, so that no name loses a letter unseen."""

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
    """The TrueType files badges are set in; `extra` files are tried in order for what those lack."""

    regular: Path
    bold: Path
    extra: tuple[Path, ...] = field(default=())


def fonts_in(folder: Path) -> Fonts:
    """The badge's own weights where the front end has been built into `folder`, else those that reportlab brings."""
    built = Fonts(folder / "badge-regular.ttf", folder / "badge-bold.ttf")
    if built.regular.exists() and built.bold.exists():
        return built
    bundled = Path(reportlab.__file__).parent / "fonts"
    return Fonts(bundled / "Vera.ttf", bundled / "VeraBd.ttf")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font, `ems` wide at size 1."""

    font: str
    text: str
    ems: float


class Typeface:
    """One weight with its fallbacks: says how wide a text is and which font draws each part of it."""

    def __init__(self, *fonts: TTFont) -> None:
        self._fonts = fonts
        self._main = fonts[0].fontName
        self._ems: dict[str, float] = {}
        self._homes: dict[str, str | None] = {}
        self._box = next(sign for sign in REPLACEMENTS if self._home(sign))

    def printable(self, text: str) -> str:
        """Return `text` with every character drawable: composed, without its accent if need be, else a box."""
        ems = self._ems
        if all([sign in ems for sign in text]) and unicodedata.is_normalized("NFC", text):
            return text
        composed = " ".join(unicodedata.normalize("NFC", text).split())
        return "".join(self._drawable(sign) for sign in composed)

    def measure(self, text: str) -> float:
        """Return the width in ems of a text that went through `printable`."""
        ems = self._ems
        try:
            return sum([ems[sign] for sign in text])
        except KeyError:
            return sum(self._width(sign) for sign in text)

    def runs(self, text: str, *, whole: str | None = None) -> list[Run]:
        """Return the fonts that draw a printable text, in order.

        Chinese characters follow the script of `whole`, the text that this line is a part of.
        """
        homes = self._homes
        if all([homes.get(sign) == self._main for sign in text]):
            return [Run(self._main, text, self.measure(text))]
        runs: list[Run] = []
        for sign in text:
            font = self._home(sign) or east_asian_font(sign, whole=whole or text) or self._main
            if runs and runs[-1].font == font:
                before = runs.pop()
                runs.append(Run(font, before.text + sign, before.ems + self._width(sign)))
            else:
                runs.append(Run(font, sign, self._width(sign)))
        return runs

    def _home(self, sign: str) -> str | None:
        if sign not in self._homes:
            owner = next((font for font in self._fonts if ord(sign) in font.face.charToGlyph), None)
            self._homes[sign] = owner.fontName if owner else None
            if owner:
                self._ems[sign] = owner.face.getCharWidth(ord(sign)) / 1000
        return self._homes[sign]

    def _width(self, sign: str) -> float:
        return self._ems[sign] if self._home(sign) else 1.0

    def _drawable(self, sign: str) -> str:
        if unicodedata.category(sign) in _INVISIBLE:
            return ""
        if self._home(sign) or east_asian_font(sign, whole=sign):
            return sign
        plain = unicodedata.normalize("NFKD", sign)
        kept = "".join(part for part in plain if self._home(part))
        return kept or self._box


def east_asian_font(sign: str, *, whole: str) -> str | None:
    """Return the reader's own font for a Japanese, Chinese or Korean character, None when there is none.

    A Chinese character is Korean beside Hangul, Japanese beside kana or when Japanese writes it so, else
    Chinese.
    """
    if not _is_east_asian(sign):
        return None
    if any("\uac00" <= other <= "\ud7a3" for other in whole):
        candidates = ((KOREAN, "euc_kr"), (JAPANESE, "shift_jis"), (CHINESE, "gbk"))
    elif _all_encode(whole, "shift_jis"):
        candidates = ((JAPANESE, "shift_jis"), (CHINESE, "gbk"), (KOREAN, "euc_kr"))
    else:
        candidates = ((CHINESE, "gbk"), (JAPANESE, "shift_jis"), (KOREAN, "euc_kr"))
    return next((font for font, charset in candidates if _all_encode(sign, charset)), None)


def _is_east_asian(sign: str) -> bool:
    return "\u2e80" <= sign <= "\ud7ff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uffef"


def _all_encode(text: str, charset: str) -> bool:
    try:
        "".join(filter(_is_east_asian, text)).encode(charset)
    except UnicodeEncodeError:
        return False
    return True


class _ReadersFont(UnicodeCIDFont):
    """A font the reader's program supplies, with the map that lets its text be searched and copied."""

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        """Add the font's objects to the document."""
        super().addObjects(doc)
        font = doc.idToObject[doc.fontMapping[self.name][1:]]
        font.dict["ToUnicode"] = doc.Reference(pdfdoc.PDFStream(content=_UCS2_TO_UNICODE))


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The two weights a badge is set in."""

    regular: Typeface
    bold: Typeface


@lru_cache(maxsize=8)
def load_typefaces(fonts: Fonts) -> Typefaces:
    """Return the weights of `fonts`, read once for each set of paths. Raises OSError or TTFError for
    unreadable files.
    """
    for name in (JAPANESE, CHINESE, KOREAN):
        pdfmetrics.registerFont(_ReadersFont(name))
    extra = [_registered(path) for path in fonts.extra]
    return Typefaces(
        regular=Typeface(_registered(fonts.regular), *extra),
        bold=Typeface(_registered(fonts.bold), *extra),
    )


@lru_cache(maxsize=32)
def _registered(path: Path) -> TTFont:
    font = TTFont(f"badge:{path}", str(path))
    pdfmetrics.registerFont(font)
    return font
