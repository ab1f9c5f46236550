"""Forms as somebody fills them in: with what stands in them, and likely words for the rest."""

import io
import struct
import zlib
from typing import Any

from benchmarks.pages.reading import Form

TYPED = {
    "email": "alguien@example.mx",
    "phone": "477 123 4567",
    "rfc": "MAB9307148T4",
    "legal_name": "TORNILLOS DEL BAJIO",
    "postal_code": "37000",
    "slug": "foro-nuevo",
    "code": "CLAVE-1",
    "colour": "#0b5f55",
    "website": "https://example.mx",
    "prefix": "Z-",
    "password": "una clave bastante larga",
    "ally_code": "",
}
BY_KIND = {
    "email": "alguien@example.mx",
    "tel": "477 123 4567",
    "number": "7",
    "date": "2026-10-01",
    "time": "10:00",
    "datetime-local": "2026-10-01T10:00",
    "url": "https://example.mx",
}
PRESSED = {"submit", "button", "image", "reset"}
Values = dict[str, list[Any]]


def filled(form: Form, **typed: str) -> Values:
    """What a browser sends of a form that somebody filled in; `typed` stands for what is named, where it is there."""
    sent: Values = {}
    for name, kind, value in form.fields:
        _fill(sent, name, kind, value)
    for name, kind, value in form.fields:
        if name not in sent and kind in {"option", "radio unchecked"} and value not in {"", "None"}:
            sent[name] = [value]
    ticked: dict[str, int] = {}
    for name, kind, value in form.fields:
        if kind == "checkbox unchecked" and ticked.get(name, 0) < 2:
            ticked[name] = ticked.get(name, 0) + 1
            sent.setdefault(name, []).append(value or "y")
    names = {name for name, _kind, _value in form.fields}
    return sent | {name: [value] for name, value in typed.items() if name in names}


def _fill(sent: Values, name: str, kind: str, value: str) -> None:
    nothing_chosen = kind == "option chosen" and value in {"", "None"}
    if nothing_chosen or kind in {"option", "radio unchecked", "checkbox unchecked"}:
        return
    if kind in PRESSED:
        sent.setdefault(name, [value])
    elif kind == "file":
        sent[name] = [(io.BytesIO(picture()), "picture.png")]
    elif kind == "hidden":
        sent.setdefault(name, []).append(value)
    elif kind in {"checkbox", "radio", "option chosen"}:
        sent.setdefault(name, []).append(value or "y")
    else:
        sent.setdefault(name, []).append(value or TYPED.get(name, BY_KIND.get(kind, "Texto")))


def blank(form: Form) -> Values:
    """What a browser sends of a form whose every field was emptied."""
    sent: Values = {}
    for name, kind, value in form.fields:
        if kind in PRESSED | {"hidden"}:
            sent.setdefault(name, []).append(value)
        elif kind not in {"checkbox", "radio", "checkbox unchecked", "radio unchecked", "file"}:
            sent[name] = [""]
    return sent


def picture(side: int = 64) -> bytes:
    """A small grey PNG."""
    rows = zlib.compress((b"\x00" + b"\x80" * side) * side, 9)
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
