"""How the values of an enum are shown: a word, a tone and an icon, told once, in the `labels.py` of its domain.

One table per enum, with every value of it. The module's `LABELS` holds its tables, and `forum.app` lists them:

    ROLES = {
        CompanyRole.ADMIN: Label(_l("Administra"), "success", "key"),
        CompanyRole.MEMBER: Label(_l("Colabora"), icon="user"),
    }
    LABELS = (ROLES,)

* `{{ member.role|label }}`, in a page: the word; `{{ (member.role|label).hint }}`: the hint.
* `{{ role|label("CompanyRole") }}`, in a mail, whose values are kept as plain texts: the same.
* `{{ ui.label_tag(member.role) }}`: the word as a tag, with its tone and icon.
* `{{ ui.status_tabs(_("Todas"), statuses, …) }}`: a whole table, which the view hands over.
* `choices_of(ROLES)`: the choices of a field; `hints_of(ROLES)`: what stands under each, for `ui.field`.
* `str(ROLES[role])`: the word, in Python; `word_of(role)` where labels may not be imported, as in sheets.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask, current_app

from forum.core.forms import options

LabelTable = Mapping[Any, "Label"]


@dataclass(frozen=True, slots=True)
class Label:
    """One value as it is shown. Word and hint are sentences of `lazy_gettext`; without an icon the tone's is drawn.

    tone: neutral | info | success | warning | danger. hint: what the value means for the one who reads it.
    """

    word: str
    tone: str = "neutral"
    icon: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """The word in the language of now."""
        return str(self.word)


def choices_of(table: LabelTable) -> list[Any]:
    """The values of a table as the choices of a select or radio field."""
    return options((value.value, label.word) for value, label in table.items())


def hints_of(table: LabelTable) -> dict[str, str]:
    """The hints of a table by value, of the labels that have one."""
    return {value.value: label.hint for value, label in table.items() if label.hint}


def enum_of(table: LabelTable) -> type[StrEnum]:
    """The enum a table is about."""
    return type(next(iter(table)))


def init_labels(app: Flask, tables: Iterable[LabelTable]) -> None:
    """Give the templates the filter `label`, which finds a table by the class of a value or the name of its enum."""
    by_enum = {enum_of(table): table for table in tables}
    by_name = {enum.__name__: table for enum, table in by_enum.items()}

    def label(value: str, enum: str = "") -> Label:
        return by_name[enum][value] if enum else by_enum[type(value)][value]  # type: ignore[index]

    app.jinja_env.filters["label"] = label
    app.extensions["labels"] = by_enum


def is_labelled(value: StrEnum) -> bool:
    """Whether values of its enum are shown by a label."""
    return type(value) in current_app.extensions["labels"]


def label_of(value: StrEnum) -> Label:
    """The label of a value, where labels may not be imported."""
    label: Label = current_app.extensions["labels"][type(value)][value]
    return label


def word_of(value: StrEnum | None) -> str:
    """The word of a value in the language of now, for what is no page; empty for none."""
    return "" if value is None else str(label_of(value))


def hint_of(value: StrEnum) -> str:
    """What a value means, in the language of now, for what is no page; empty where nothing is said of it."""
    return str(label_of(value).hint)
