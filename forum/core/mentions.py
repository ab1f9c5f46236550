"""The conditions of a search over columns: every word is found in one of them."""

from typing import Final

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.search import like, words

Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None] | ColumnElement[str]

LEAST_DIGITS: Final = 2
"""A word of fewer digits is no part of a telephone number: it would be found in most of them."""


def mentions(text: str, *columns: Text, phone: Text | None = None) -> list[ColumnElement[bool]]:
    """A condition for each word of a search: one of the folded columns contains it.

    A word of digits may also be a part of `phone`, stored as `+52##########`.
    """
    return [
        or_(*(column.like(like(word), escape="\\") for column in (*columns, *_phones(word, phone))))
        for word in words(text)
    ]


def _phones(word: str, phone: Text | None) -> tuple[Text, ...]:
    digits = word.removeprefix("+")
    return (phone,) if phone is not None and digits.isdigit() and len(digits) >= LEAST_DIGITS else ()
