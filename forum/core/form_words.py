"""What was sent with a form, in the words of the form it was typed into: `Primer apellido: Peña`.

The fields of a request are names and values. The words are those of the form whose fields match best.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from wtforms import BooleanField
from wtforms.fields.core import UnboundField

from forum.core.fields import HiddenField, PasswordField
from forum.core.forms import Form
from forum.core.i18n import gettext as _

Pairs = Collection[tuple[str, str]]


def in_words(typed: Pairs) -> list[tuple[str, str]]:
    """What was typed as (label, value as the form shows it): empty fields and those without a label are left out.

    Where no field has a label, each is called by its name: whoever sends it again must see what it is.
    """
    fields = _fields_of(frozenset(name for name, _value in typed))
    told = [(_label(fields[name]), _shown(fields[name], value)) for name, value in typed if value and name in fields]
    return told or [(name, value) for name, value in typed if value]


@cache
def secret_names() -> frozenset[str]:
    """The names of every field in which a password is typed."""
    return frozenset(
        name
        for form in _forms()
        for name, field in _visible(form).items()
        if issubclass(field.field_class, PasswordField)
    )


def label_of(name: str) -> str:
    """The label of a field by its name alone; the name where no form has it."""
    field = _fields_of(frozenset({name})).get(name)
    return name if field is None else _label(field)


def _fields_of(names: frozenset[str]) -> Mapping[str, Any]:
    return max((_visible(form) for form in _forms()), key=lambda fields: _likeness(names, fields), default={})


def _likeness(names: frozenset[str], fields: Mapping[str, Any]) -> tuple[int, int]:
    return len(names & set(fields)), -len(set(fields) - names)


@cache
def _forms() -> tuple[type[Form], ...]:
    return tuple(_below(Form))


def _below(form: type[Form]) -> Iterator[type[Form]]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


@cache
def _visible(form: type[Form]) -> dict[str, Any]:
    fields = {name: getattr(form, name) for name in dir(form) if not name.startswith("_")}
    return {
        name: field
        for name, field in fields.items()
        if isinstance(field, UnboundField) and not issubclass(field.field_class, HiddenField) and _label(field)
    }


def _label(field: Any) -> str:
    label = field.args[0] if field.args else field.kwargs.get("label", "")
    return str(label or "")


def _shown(field: Any, value: str) -> str:
    if issubclass(field.field_class, BooleanField):
        return _("Sí")
    choices = field.kwargs.get("choices")
    words = {str(choice.value): str(choice.label) for choice in choices} if isinstance(choices, list) else {}
    return words.get(value, value)
