"""Fields of text whose `data` is never None: what was typed, or an empty text. Fields of numbers as people type them.

Used by every form instead of the library's fields of the same name:

    from forum.core.fields import EmailField, StringField

    service.rename(gate_id, name=form.name.data)  # a str: no `or ""`
"""

from collections.abc import Callable
from typing import Any, TypeVar

from wtforms import DecimalField as LibraryDecimalField  # noqa: TID251 - ours is made of it
from wtforms import IntegerField as LibraryIntegerField  # noqa: TID251 - ours is made of it
from wtforms import StringField as LibraryField  # noqa: TID251 - ours is made of it
from wtforms.widgets import ColorInput, EmailInput, HiddenInput, PasswordInput, TelInput, TextArea, TextInput, URLInput

from forum.core.errors import Refusal
from forum.core.i18n import sentence_of
from forum.core.numbers import decimal_of, whole_of

N = TypeVar("N")

__all__ = [
    "ColorField",
    "DecimalField",
    "EmailField",
    "HiddenField",
    "IntegerField",
    "PasswordField",
    "StringField",
    "TelField",
    "TextAreaField",
    "URLField",
]


class StringField(LibraryField):
    """One line of text."""

    data: str

    def process_data(self, value: Any) -> None:
        """Start with a value; no value is an empty text."""
        super().process_data("" if value is None else value)


class TextAreaField(StringField):
    """Several lines of text."""

    widget = TextArea()


class EmailField(StringField):
    """A mail address."""

    widget = EmailInput()


class TelField(StringField):
    """A telephone number."""

    widget = TelInput()


class URLField(StringField):
    """An address in the web."""

    widget = URLInput()


class ColorField(StringField):
    """A colour, as `#rrggbb`."""

    widget = ColorInput()


class PasswordField(StringField):
    """A password, never sent back to the browser."""

    widget = PasswordInput()


class HiddenField(StringField):
    """A text the page carries and nobody sees."""

    widget = HiddenInput()


class NumberInput(TextInput):
    """A box of text with the keys of numbers: a browser's own number box drops what it cannot read."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self._keys = keys

    def __call__(self, field: Any, **kwargs: Any) -> Any:
        """The box, with these keys on a phone."""
        return super().__call__(field, **{"inputmode": self._keys, **kwargs})


class IntegerField(LibraryIntegerField):
    """A whole number, as people type it: `1,200`. An empty text is no number, which is for the validators to judge."""

    widget = NumberInput("numeric")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read is told in our words."""
        self.data = _read(whole_of, valuelist)


class DecimalField(LibraryDecimalField):
    """A number with decimals, as people type it: `2.5`, `2,5`, `$4,200,000.50`; what has two readings is asked."""

    widget = NumberInput("decimal")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read is told in our words."""
        self.data = _read(decimal_of, valuelist)


def _read(number_of: Callable[[str], N], valuelist: list[Any]) -> N | None:
    text = str(valuelist[0]) if valuelist else ""
    if not text.strip():
        return None
    try:
        return number_of(text)
    except Refusal as refusal:
        raise ValueError(sentence_of(refusal.sentence, refusal.params)) from refusal
