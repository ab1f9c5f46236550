"""The API for people to read: chapters of operations, each with what it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forum.core.bodies import schema_of
from forum.core.i18n import gettext as _
from forum.core.operations import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something that is sent: its name, its type, what it is."""

    name: str
    kind: str
    words: str
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An operation as it is read."""

    name: str
    method: str
    path: str
    summary: str
    scope: str | None
    filters: list[Field]
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations of a family."""

    name: str
    title: str
    operations: list[Reading]


def chapters_of(operations: Iterable[Operation]) -> list[Chapter]:
    """The chapters, in the order of the operations."""
    chapters: dict[str, Chapter] = {}
    for each in operations:
        name, title = (each.family.name, _(each.family.title)) if each.family else ("edition", _("Edición"))
        chapters.setdefault(name, Chapter(name, title, [])).operations.append(_read(each))
    return list(chapters.values())


def _read(operation: Operation) -> Reading:
    schema = operation.body or (schema_of(operation.form) if operation.form else {})
    required = schema.get("required", ()) if operation.method == "POST" else ()
    fields = schema.get("properties", {}).items()
    return Reading(
        name=operation.name,
        method=operation.method,
        path=operation.path.replace("<int:", "{").replace(">", "}"),
        summary=_(operation.summary),
        scope=operation.scope,
        filters=[
            Field(name=asked.name, kind=asked.kind.__name__, words=_(asked.summary), is_required=False)
            for asked in operation.asked
        ],
        fields=[
            Field(name=name, kind=_kind(each), words=each.get("description", ""), is_required=name in required)
            for name, each in fields
        ],
    )


def _kind(schema: dict[str, Any]) -> str:
    choices = [each for each in schema.get("enum", ()) if each]
    return " | ".join(choices) if 0 < len(choices) <= 6 else str(schema.get("type", "object"))
