"""What nobody types by accident: values that have broken programs before."""

import io
import struct
import zlib

TEXTS = {
    "nul": "a\x00b",
    "empty": "",
    "spaces": "   ",
    "long": "ñ" * 10_000,
    "emoji": "👩🏽‍🏭🚗",
    "rtl": "\u202eגנרטור\u202c مصنع",
    "percent": "%",
    "underscore": "_",
    "backslash": "\\",
    "quotes": "'; DROP TABLE person; --\"",
    "tag": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}%(name)s{0}",
    "formula": "=HYPERLINK(\"http://evil.example\")",
    "lines": "a\r\nBcc: b@example.mx\r\n\r\nx",
    "controls": "\x01\x07\x1b[31m\x7f\x85\u2028",
    "replacement": "\ufffd\ufffe\uffff",
    "path": "../../../../etc/passwd",
    "elsewhere": "//evil.example/\t",
}  # fmt: skip
NUMBERS = {
    "negative": "-1",
    "zero": "0",
    "int": str(2**31),
    "bigint": str(2**63),
    "huge": str(10**30),
    "digits": "9" * 5_000,
    "scientific": "1e9",
    "fraction": "1.5",
    "endless": "1e999999",
    "nan": "NaN",
    "signalling": "sNaN",
    "infinity": "Infinity",
    "arabic": "١٢٣",
    "underscored": "1_000",
    "none": "None",
}
TIMES = {
    "no date": "0000-00-00",
    "first date": "0001-01-01",
    "last date": "9999-12-31",
    "later date": "10000-01-01",
    "first moment": "0001-01-01T00:00",
    "last moment": "9999-12-31T23:59",
    "no moment": "2026-02-30T25:61",
    "no time": "25:61",
    "last time": "23:59",
}
VALUES = {**TEXTS, **NUMBERS, **TIMES}
BYTES = {"surrogate": "%ED%A0%80", "broken": "%FF%FE%80", "encoded nul": "%00", "twice": "%252e%252e%252f"}
JSON_VALUES: dict[str, object] = {
    **{name: value for name, value in VALUES.items()},
    "surrogate": "\ud800x",
    "null": None,
    "true": True,
    "number": 7,
    "huge number": 10**30,
    "below": -(2**63) - 1,
    "float": 1.5,
    "list": ["x"] * 3,
    "deep": [[[[[[[[[[]]]]]]]]]],
    "object": {"id": 1},
    "offset": "2026-09-09T10:00:00+23:59",
    "first": "0001-01-01T00:00:00+14:00",
    "last": "9999-12-31T23:59:59-12:00",
}


def bomb(side: int = 20_000) -> bytes:
    """A small PNG file that says it is four hundred million pixels, and is."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\x00" * (side + 1)) for _ in range(side // 50)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def files() -> dict[str, tuple[io.BytesIO, str]]:
    """Files that are no pictures, or too much of one."""
    contents = {
        "empty.png": b"",
        "text.png": b"this is a text",
        "page.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "cut.png": bomb(100)[:60],
        "bomb.png": bomb(),
        "name\x00\x01.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
        "half.gif": b"GIF89a" + b"\xff" * 20,
    }
    return {name: (io.BytesIO(data), name) for name, data in contents.items()}
