"""What a person reads of everything that is stored of them, in their language."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from flask import render_template

from forum.accounts.models import Person
from forum.arco.documents.package import Shown, as_json, packed, plain
from forum.arco.labels import COLUMNS, TABLES
from forum.arco.queries.everything import Section, read_everything
from forum.arco.service.emptying import account_ids
from forum.core.errors import FileGone
from forum.core.filters import date_time, long_date
from forum.core.i18n import LOCALES, force_locale
from forum.core.i18n import gettext as _
from forum.core.labels import is_labelled, word_of
from forum.core.personal import Datum
from forum.core.uploads import content_of
from forum.questions.queries import files_of


def package_of(person: Person, *, now: datetime) -> BytesIO:
    """The ZIP of everything about a person, its page in their language."""
    sections = read_everything(person)
    with force_locale(LOCALES[person.language]):
        page = render_template(
            "arco/everything.html",
            person=person,
            made_at=now,
            language=person.language,
            tables=[shown(section) for section in sections if section.rows],
        )
    return packed(json_text=as_json(sections, made_at=now), page=page, files=_files(person))


def _files(person: Person) -> Iterator[tuple[str, bytes]]:
    """What the person answered with; a file that was lost is left out, its name stands in the data."""
    for file in files_of(account_ids(person)):
        with suppress(FileGone):
            yield file.name, content_of(file)


def shown(section: Section) -> Shown:
    """A section in words."""
    named = any(section.editions)
    headings = [heading(name, datum, section.data) for name, datum in section.data.items()]
    rows = [
        [*([edition or ""] if named else []), *(in_words(value) for value in row.values())]
        for row, edition in zip(section.rows, section.editions, strict=True)
    ]
    title = TABLES.get(section.table)
    return Shown(
        title=str(title) if title else section.table,
        headings=[*([_("Edición")] if named else []), *headings],
        rows=rows,
    )


def heading(name: str, datum: Datum, data: dict[str, Datum]) -> str:
    """What a column is called: by its datum, or by itself where several have the same datum."""
    if list(data.values()).count(datum) == 1:
        word = _(datum.word)
        return word[:1].upper() + word[1:]
    return str(COLUMNS[name]) if name in COLUMNS else f"{_(datum.word)} ({name})"


def in_words(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    if isinstance(value, datetime):
        return date_time(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, StrEnum):
        return word_of(value) if is_labelled(value) else value.value
    if isinstance(value, dict):
        return _pairs(value)
    return str(value)


def _pairs(value: dict[str, Any]) -> str:
    return " · ".join(f"{name}: {each}" for name, each in plain(value).items() if each not in (None, "", [], {}))
