"""Fields of text whose `data` is never None: what was typed, or an empty text.

Used by every form instead of the library's fields of the same name:

    from forum.core.fields import EmailField, StringField

    service.rename(gate_id, name=form.name.data)  # a str: no `or ""`
"""

from typing import Any

from wtforms import StringField as LibraryField  # noqa: TID251 - ours is made of it
from wtforms.widgets import ColorInput, EmailInput, HiddenInput, PasswordInput, TelInput, TextArea, URLInput

__all__ = [
    "ColorField",
    "EmailField",
    "HiddenField",
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
