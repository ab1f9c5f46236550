"""Text is sent compressed, where its length betrays nothing.

Whoever sees how long an encrypted answer is, and has words of their own in it, can find out a secret beside them letter
by letter, because what is repeated is compressed (BREACH). So a page with a secret, which is any page of somebody who
has a session, is compressed only where nothing of the request is in it: found, and asked for without a query. Those are
longer by up to a hundred bytes at random, in the name of a file that nobody reads. Everything else is for everybody.
"""

import gzip
import secrets
import zlib
from functools import lru_cache

from flask import Flask, Response, request

from forum.core.sessions import has_session

LEAST_BYTES = 1024
LEVEL = 5
TEXTS = frozenset({"text/html", "text/plain", "text/csv", "text/calendar", "application/json", "image/svg+xml"})
RANDOM_BYTES = 100
_HEAD = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # gzip, deflated, with a name; no time, any system


def init_compression(app: Flask) -> None:
    """Compress answers when all else is done to them. Call it before others that change answers: they go first."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _is_text(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    if _is_for_everybody():
        response.set_data(_compressed(response.get_data()))
    elif _says_nothing_back(response):
        response.set_data(compressed_with_noise(response.get_data()))
    else:
        return response
    response.headers["Content-Encoding"] = "gzip"
    return response


def _is_text(response: Response) -> bool:
    return (
        response.mimetype in TEXTS
        and not response.is_streamed
        and not response.direct_passthrough
        and not {"Content-Encoding", "ETag"} & set(response.headers.keys())
        and (response.content_length or 0) >= LEAST_BYTES
    )


def _is_for_everybody() -> bool:
    """Whether no secret is in the answer: no session (the token of a form begins one), no link that is somebody's."""
    return not has_session() and "token" not in (request.view_args or {})


def _says_nothing_back(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method not in {"POST", "PUT", "PATCH", "DELETE"}
        and not request.query_string
    )


@lru_cache(maxsize=64)
def _compressed(data: bytes) -> bytes:
    return gzip.compress(data, LEVEL, mtime=0)


def compressed_with_noise(data: bytes) -> bytes:
    """The same, longer by a random number of bytes."""
    noise = b"x" * secrets.randbelow(RANDOM_BYTES)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    ends = zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
    return _HEAD + noise + b"\0" + body + ends
