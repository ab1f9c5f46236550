"""Shaping: the glyphs of a text in one font and one direction, joined, reordered and placed as its script asks."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any, Final

_shaping: Final = Lock()


@dataclass(frozen=True, slots=True)
class Shaped:
    """What reportlab draws for a text (glyphs without a character have a private one), `ems` wide at size 1."""

    glyphs: Any
    ems: float


@lru_cache(maxsize=4096)
def shape(font: Any, text: str, *, leftwards: bool) -> Shaped:
    """Shape a text that is all in one font and runs in one direction; the glyphs go from left to right.

    reportlab gives a glyph that no character stands for a character of its own, in the font that all documents share:
    one thread at a time.
    """
    import uharfbuzz
    from reportlab.pdfbase.ttfonts import ShapedStr

    with _shaping:
        harfbuzz = font.hbFont()
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftwards else "ltr"
        uharfbuzz.shape(harfbuzz, buffer)
        characters, placed = [], []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            character = _character_of(font, harfbuzz, info.codepoint, position.x_advance)
            characters.append(chr(character))
            placed.append(_placed(font, info.cluster, position, width=font.face.charWidths[character]))
    ems = sum(data.x_advance for data in placed) / 1000
    return Shaped(ShapedStr("".join(characters), shapeData=placed), ems)


def _character_of(font: Any, harfbuzz: Any, glyph: int, advance: int) -> int:
    known = font.face.glyphToChar.get(glyph)
    return int(known[0] if known else font.hbAddPrivate(harfbuzz.glyph_to_string(glyph), glyph, advance))


def _placed(font: Any, cluster: int, position: Any, *, width: float) -> Any:
    from reportlab.pdfbase.ttfonts import ShapeData

    scale = font.pdfScale
    return ShapeData(
        cluster,
        scale(position.x_advance),
        scale(position.y_advance),
        scale(position.x_offset),
        scale(position.y_offset),
        width,
    )
