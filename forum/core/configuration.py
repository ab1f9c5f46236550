"""What changes of the settings of an edition: old and new values, by whom, when, in the words of its forms.

A change of a declared column is written down by the flush that saves it, in the same transaction: no service has to
think of it, and none can forget. `forum/app/configured.py` declares the models:

    Configured(Category, N_("Categoría"), title="name_es", page="setup.category_edit", key="category_id",
               fields=labels_of(CategoryForm))

Many rows made or removed at once, as the slots of a day, are one line. Statements past the session (`update()`) are
not seen: what they change is no setting. What is no column is told by its service: `note_setting(category, …)`.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from flask import Flask, current_app, g, has_app_context, has_request_context
from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction
from wtforms import Form

from forum.core.clock import utc_now
from forum.core.database import Base, session
from forum.core.models import Change, ConfigurationEvent
from forum.core.search import fold

EXTENSION = "configured"
NAMED = 5
"""So many of the things that were made or removed at once are named."""


@dataclass(frozen=True, slots=True)
class Configured:
    """A model whose changes are written down.

    `word`: what a thing of it is called, a marked sentence; `title`: the column that names it. `fields`: the columns
    and their labels. `page` and `key`: the endpoint where it is changed, and the name of its id in that address.
    """

    model: type[Base]
    word: str
    title: str
    fields: Mapping[str, Any] = field(kw_only=True)
    page: str = field(kw_only=True)
    key: str = field(kw_only=True, default="")


def labels_of(*forms: type[Form], **others: str) -> dict[str, Any]:
    """The fields of these forms by name with their labels, and others besides."""
    found: dict[str, Any] = {}
    for form in forms:
        for name in dir(form):
            unbound = getattr(form, name)
            if hasattr(unbound, "field_class") and unbound.args:
                found.setdefault(name, unbound.args[0])
    return found | others


def init_configuration(app: Flask, configured: Iterable[Configured]) -> None:
    """Set what is written down."""
    app.extensions[EXTENSION] = {each.model: each for each in configured}
    for each in app.extensions[EXTENSION].values():
        for name in _columns(each):
            getattr(each.model, name).impl.active_history = True  # the old value is read before it is overwritten


def configured_tables() -> dict[str, Configured]:
    """The declarations by the name of the table."""
    return {each.model.__tablename__: each for each in current_app.extensions.get(EXTENSION, {}).values()}


def note_setting(row: Base, name: str, before: Any, after: Any) -> None:
    """Write down a setting that is no column of its thing; inside atomic()."""
    if before != after and type(row) in _declared():
        _write(session(), [_line(row, Change.CHANGED, {name: [plain(before), plain(after)]})])


def plain(value: Any) -> Any:
    """A value as it is kept in the line of a change."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _declared() -> dict[type, Configured]:
    declared: dict[type, Configured] = current_app.extensions.get(EXTENSION, {}) if has_app_context() else {}
    return declared


def _columns(configured: Configured) -> list[str]:
    known = configured.model.__table__.columns
    return [name for name in configured.fields if name in known]


@event.listens_for(Session, "after_flush")
def _note_flush(current: Session, _context: UOWTransaction) -> None:
    declared = _declared()
    rows = [(row, Change.MADE) for row in current.new] + [(row, Change.REMOVED) for row in current.deleted]
    lines = _grouped([(row, change) for row, change in rows if type(row) in declared])
    for row in current.dirty:
        if type(row) in declared and (changes := _changes(row, declared[type(row)])):
            lines.append(_line(row, Change.CHANGED, changes))
    if lines:
        _write(current, lines)


def _changes(row: Any, configured: Configured) -> dict[str, list[Any]]:
    state, found = inspect(row), {}
    for name in _columns(configured):
        history = state.attrs[name].history
        if history.has_changes() and history.deleted:
            before, after = plain(history.deleted[0]), plain(getattr(row, name))
            if _squeezed(before) != _squeezed(after):
                found[name] = [before, after]
    return found


def _squeezed(value: Any) -> Any:
    """A value without what nobody reads: a browser sends the line ends of a text as its own."""
    return value.split() if isinstance(value, str) else value


def _grouped(rows: Iterable[tuple[Any, Change]]) -> list[dict[str, Any]]:
    """A line for each model and edition whose things were made or removed by one flush."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row, change in rows:
        groups[type(row), change, _edition_of(row)].append(row)
    lines = []
    for (_model, change, _edition), members in groups.items():
        line = _line(members[0], change, {})
        line["title"] = ", ".join(_title(each) for each in members[:NAMED])
        line["words"] = fold(line["title"])
        line["count"], line["thing_id"] = len(members), _id_of(members[0]) if len(members) == 1 else None
        lines.append(line)
    return lines


def _id_of(row: Any) -> int | None:
    """The id of a thing; what an edition has one of goes by the edition's."""
    known: int | None = getattr(row, "id", None) or getattr(row, "edition_id", None)
    return known


def _line(row: Any, change: Change, changes: Mapping[str, list[Any]]) -> dict[str, Any]:
    configured = _declared()[type(row)]
    title = _title(row)
    said = [title, *(str(configured.fields.get(name, name)) for name in changes)]
    said += [str(value) for pair in changes.values() for value in pair if value is not None]
    return {
        "edition_id": _edition_of(row),
        "thing": row.__tablename__,
        "thing_id": _id_of(row),
        "title": title,
        "change": change,
        "changes": dict(changes),
        "count": 1,
        "words": fold(" ".join(said)),
    }


def _title(row: Any) -> str:
    value = plain(getattr(row, _declared()[type(row)].title))
    return "" if value is None else str(value)


def _edition_of(row: Any) -> int | None:
    edition_id: int | None = row.id if row.__tablename__ == "edition" else getattr(row, "edition_id", None)
    return edition_id


def _write(current: Session, lines: list[dict[str, Any]]) -> None:
    who, now = _current_person_id(), utc_now()
    current.connection().execute(
        insert(ConfigurationEvent.__table__),  # type: ignore[arg-type]
        [{**line, "at": now, "by_id": who} for line in lines],
    )


_acting: ContextVar[int | None] = ContextVar("_acting", default=None)


@contextmanager
def acting_as(person_id: int) -> Iterator[None]:
    """Within it what is changed is written down as done by this person: background work that somebody decided."""
    token = _acting.set(person_id)
    try:
        yield
    finally:
        _acting.reset(token)


def _current_person_id() -> int | None:
    """Who is signed in, where a request has asked for it, or who decided; None for the operator and other work."""
    if (acting := _acting.get()) is not None:
        return acting
    person = g.get("_login_user") if has_request_context() else None
    known: int | None = getattr(person, "id", None)
    return known
