"""Names in two thirds of their bytes: a Huffman code of UTF-8, canonical as in RFC 1951, section 3.2.2.

The lengths come from the most common names and surnames of Mexico and words of company names, a quarter of them in
capitals; any other byte takes at most 13 bits. A text ends with the code of a zero byte. js/scan/letters.js reads it.
"""

from collections.abc import Iterable
from typing import Final

LENGTHS: Final = (
    "5ddddddddddddddddddddddddddddddd4ddddd9ddddd999d9999999999dddddd"
    "d5867587868b66667956677dcb7dddddd48664a7959d57548945567db96ddddd"
    "d8dddddddaddd9dddbd9ddddddbdddddd8ddddddd8ddd7dddad8dddddd9ddddd"
    "ddd5dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
)
"""The length of the code of each byte, one hexadecimal digit each."""


def _codes() -> list[str]:
    codes, code, last = [""] * 256, 0, 0
    for length, byte in sorted((int(digit, 16), byte) for byte, digit in enumerate(LENGTHS)):
        code <<= length - last
        codes[byte], last = f"{code:0{length}b}", length
        code += 1
    return codes


_CODES: Final = _codes()
_BYTES: Final = {code: byte for byte, code in enumerate(_CODES)}


def packed(texts: Iterable[bytes]) -> bytes:
    """Texts without zero bytes, one after the other; zero bits fill the last byte."""
    bits = "".join([_CODES[byte] for text in texts for byte in (*text, 0)])
    size = -(-len(bits) // 8)
    return int(bits.ljust(8 * size, "0"), 2).to_bytes(size, "big")


def unpacked(data: bytes, how_many: int) -> list[bytes]:
    """So many texts.

    Raises:
        ValueError: there are not so many.
    """
    texts: list[bytes] = []
    text, code = bytearray(), ""
    for bit in f"{int.from_bytes(data, 'big'):0{8 * len(data)}b}":
        code += bit
        byte = _BYTES.get(code)
        if byte is None:
            continue
        code = ""
        if byte:
            text.append(byte)
            continue
        texts.append(bytes(text))
        text.clear()
        if len(texts) == how_many:
            return texts
    raise ValueError("a text that is cut off")
