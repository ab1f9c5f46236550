"""The file of everything about a person: JSON for programs, a page for people, in one ZIP."""

import enum
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from forum.arco.queries.everything import Section

JSON_NAME, PAGE_NAME, FOLDER = "datos.json", "datos.html", "archivos"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A table as a person reads it: its title, the words of its columns, the cells of its rows."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def as_json(sections: Sequence[Section], *, made_at: datetime) -> str:
    """The sections as JSON: by table, each row with its columns by their names."""
    tables = {
        section.table: [
            {**({"edition": edition} if edition else {}), **{name: plain(value) for name, value in row.items()}}
            for row, edition in zip(section.rows, section.editions, strict=True)
        ]
        for section in sections
    }
    return json.dumps({"made_at": made_at.isoformat(), "tables": tables}, ensure_ascii=False, indent=2)


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def packed(*, json_text: str, page: str, files: Iterable[tuple[str, bytes]] = ()) -> BytesIO:
    """The ZIP of both files, and of those that the person uploaded, numbered: two may be called alike."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(JSON_NAME, json_text)
        archive.writestr(PAGE_NAME, page)
        for number, (name, data) in enumerate(files, start=1):
            archive.writestr(f"{FOLDER}/{number}-{name}", data)
    file.seek(0)
    return file
