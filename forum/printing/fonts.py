"""Font files: which there are for each script, and reading one when a character first needs it."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Final

SCRIPTS: Final = ("noto", "arabic", "hebrew", "thai")
EAST_ASIAN: Final = ("japanese", "chinese", "korean")

_reading: Final = Lock()
_read: Final[dict[Path, Any]] = {}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The TrueType files of the two weights.

    `extra` are pairs of the same weights, tried in order for characters that those lack; `east_asian` the Japanese,
    Chinese and Korean file, in one weight.
    """

    regular: Path
    bold: Path
    extra: tuple[tuple[Path, Path], ...] = ()
    east_asian: tuple[Path, ...] = ()


def fonts_in(folder: Path, name: str) -> Fonts:
    """The files `<name>-regular.ttf` and `<name>-bold.ttf` of a folder; where one is missing, reportlab's own fonts.

    With them come those of other scripts that are beside them.
    """
    regular, bold = _weights(folder, name)
    if not (regular.exists() and bold.exists()):
        import reportlab

        bundled = Path(reportlab.__file__).parent / "fonts"
        regular, bold = bundled / "Vera.ttf", bundled / "VeraBd.ttf"
    extra = (_weights(folder, script) for script in SCRIPTS)
    east_asian = tuple(folder / f"{script}.ttf" for script in EAST_ASIAN)
    return Fonts(
        regular,
        bold,
        extra=tuple(pair for pair in extra if all(path.exists() for path in pair)),
        east_asian=east_asian if all(path.exists() for path in east_asian) else (),
    )


def _weights(folder: Path, name: str) -> tuple[Path, Path]:
    return folder / f"{name}-regular.ttf", folder / f"{name}-bold.ttf"


def read_font(path: Path) -> Any:
    """Return the font of a file, read once in a process: what is shaped with it and what is drawn must be the same.

    Raises OSError or TTFError for a file it cannot read.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    with _reading:
        if path not in _read:
            font = TTFont(str(path), str(path))
            pdfmetrics.registerFont(font)
            _read[path] = font
        return _read[path]


def read_font_named(name: str) -> Any:
    """Return a font that was read before, by the name it is drawn with: that of its file."""
    return _read[Path(name)]
