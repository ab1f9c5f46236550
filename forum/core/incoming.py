"""Values of a request, made safe before a view reads them: texts without control characters, whole numbers no larger
than an id column holds, addresses whose parts could be ids or tokens.

Views write `request.args.get("page", type=int)` as usual: the dictionary itself limits the number.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Request, abort, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

LARGEST = 2**31 - 1
"""The largest `integer` of PostgreSQL: ids and counts are kept in such columns."""
LONGEST_PART = 300
"""The longest part of an address that names something of ours: signed tokens have some 80 letters."""
_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SUSPECT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")

Convert = Callable[[Any], Any]


def clean(text: str) -> str:
    """A text without control characters, lone surrogates and marks that reverse the order of a line.

    Tabs stay, and the line ends of other programs (a text pasted from Word) become ours. PostgreSQL keeps no NUL, and
    calendars, PDFs and sheets break at the others.
    """
    return _SUSPECT.sub("", _LINE_ENDS.sub("\n", text))


def drop_invisible(text: str) -> str:
    """A text without characters nobody sees: marks of direction, joiners, fillers, byte order marks.

    Joiners inside a word stay: Persian and several scripts of India are spelt with them, and emoji.
    """
    return _INVISIBLE.sub(lambda found: _joiner(text, found.start()), text)


def _joiner(text: str, at: int) -> str:
    inside = 0 < at < len(text) - 1 and not (text[at - 1].isspace() or text[at + 1].isspace())
    return text[at] if inside and text[at] in _JOINERS and not text[at - 1].isascii() else ""


def is_key(value: object) -> bool:
    """Whether a value of JSON can be an id: a whole number that is no truth."""
    return type(value) is int and 0 < value <= LARGEST


def moment_in(text: str) -> datetime:
    """The moment that a device wrote, in UTC.

    Raises:
        TypeError, ValueError, OverflowError: it is none, has no time zone, or lies beyond the calendar.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)


def whole_number(text: Any) -> int:
    """A whole number that a column can hold.

    Raises:
        ValueError: it is none, or too large either way.
    """
    number = int(text)
    if not -LARGEST <= number <= LARGEST:
        raise ValueError("a number larger than any of ours")
    return number


def _bounded(convert: Convert | None) -> Convert | None:
    return whole_number if convert is int else convert


class Values(ImmutableMultiDict[str, Any]):
    """The values of an address or a form: texts are cleaned when received, numbers limited when read."""

    def __init__(self, mapping: Any = None) -> None:
        pairs: Iterable[tuple[str, Any]] = ImmutableMultiDict(mapping).items(multi=True) if mapping else ()
        super().__init__([(clean(key), clean(value) if isinstance(value, str) else value) for key, value in pairs])

    def get(self, key: str, default: Any = None, type: Convert | None = None) -> Any:  # type: ignore[override]
        """The first value; `type=int` is a number that a column can hold, else the default."""
        return super().get(key, default, type=_bounded(type))  # type: ignore[arg-type]

    def getlist(self, key: str, type: Convert | None = None) -> list[Any]:
        """All values; with `type=int` those that are numbers a column can hold."""
        return super().getlist(key, type=_bounded(type))  # type: ignore[arg-type]


class IncomingRequest(Request):
    """A request with safe values."""

    parameter_storage_class = Values


class _Key(IntegerConverter):
    """`<int:…>`: a number a row's id could be; anything else names nothing (404)."""

    regex = r"[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > LARGEST:
            raise ValidationError
        return number


class _Part(UnicodeConverter):
    """`<…>`: one part of an address; one that no row or token could match names nothing (404)."""

    def to_python(self, value: str) -> str:
        if len(value) > LONGEST_PART or clean(value) != value:
            raise ValidationError
        return value


def _refuse_too_long() -> None:
    """Refuse a body longer than the texts of one form; uploads are read in parts and have a limit of their own."""
    most = request.max_form_memory_size
    if request.mimetype != "multipart/form-data" and most is not None and (request.content_length or 0) > most:
        abort(413)


class _Json(DefaultJSONProvider):
    """JSON; endlessly nested brackets are a ValueError, not a crash."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError("brackets nested too deeply") from error


def init_incoming(app: Flask) -> None:
    """Use these requests and converters; call it before the first route is added."""
    app.request_class = IncomingRequest
    app.json = _Json(app)
    app.before_request(_refuse_too_long)
    app.url_map.converters.update({"int": _Key, "default": _Part, "string": _Part})
