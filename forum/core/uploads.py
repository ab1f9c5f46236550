"""The one door for files from outside: checked by content, kept private, handed out as attachments.

    file = read_file(form.file.data)              # in the service, before atomic(): is it what we take?
    put_file(drawing, file, by=by, now=now)       # inside atomic(): keep it, put it on record
    return file_response(drawing)                 # in a view that asked whether the person may

The content lies in the data directory under its SHA-256, which only the program's account can read. It is written
before the row that names it is saved, and deleted by `sweep_uploads` once no row names it: what was rolled back, or
belonged to a deleted requirement, company or edition, stays for an hour at most and a few minutes.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from flask import Response, current_app
from sqlalchemy import select
from werkzeug.http import dump_options_header
from werkzeug.utils import secure_filename

from forum.core.data_files import private_folder, write_private
from forum.core.database import Base, session
from forum.core.errors import FileGone, FileTooLarge, FileUnreadable, NoRoomForFile
from forum.core.outages import is_outage
from forum.core.pictures import opened_picture
from forum.core.stored_files import FileKind, StoredFile

MOST_BYTES = 7 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_NAME = 100
GRACE_S = 3600
TAIL = 2048  # bytes in which the end of a PDF is looked for
PRIVATE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "no-store",
}


class Incoming(Protocol):
    """A file as a form hands it over."""

    filename: str | None

    def read(self, size: int = -1, /) -> bytes:
        """Its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file that was read and is one we take."""

    data: bytes
    kind: FileKind
    name: str


def read_file(incoming: Incoming) -> ReadFile:
    """Read a file and look at its content; it is decoded, so not inside a change.

    Raises:
        FileUnreadable: it is no PDF, PNG or JPEG, or a damaged one.
        FileTooLarge: it has too many bytes or pixels.
    """
    data = incoming.read(MOST_BYTES + 1)
    kind = kind_of(data)
    return ReadFile(data=data, kind=kind, name=_plain_name(incoming.filename, kind))


def put_file(row: StoredFile, file: ReadFile, *, by: int, now: datetime) -> None:
    """Keep a file and put it on record in this row; inside atomic().

    Raises:
        NoRoomForFile: the disk is full.
    """
    row.kind, row.name, row.size = file.kind, file.name, len(file.data)
    row.digest = _keep(file.data)
    row.uploaded_at, row.uploaded_by_id = now, by


def kind_of(data: bytes) -> FileKind:
    """What a file is by its content; its name says nothing.

    Raises:
        FileUnreadable, FileTooLarge: as for `read_file`.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge
    if data.startswith(b"%PDF-"):
        end = data[-TAIL:]
        if b"startxref" not in end or b"%%EOF" not in end:
            raise FileUnreadable
        return FileKind.PDF
    with opened_picture(
        data, formats=("PNG", "JPEG"), most_pixels=MOST_PIXELS, unreadable=FileUnreadable(), too_large=FileTooLarge()
    ) as picture:
        kind = FileKind.PNG if picture.format == "PNG" else FileKind.JPEG
        picture.draft("L", (256, 256))  # a JPEG is decoded at an eighth of its size
        picture.load()
    return kind


def _plain_name(name: str | None, kind: FileKind) -> str:
    """The name it is offered under: without folders and odd characters, ending as its content says."""
    stem = Path(secure_filename(name or "")).stem[:LONGEST_NAME] or "archivo"
    return f"{stem}.{'jpg' if kind is FileKind.JPEG else kind.value}"


def _folder() -> Path:
    folder: Path = current_app.config["FORO"].data_dir / "uploads"
    return folder


def _path(digest: str) -> Path:
    return _folder() / digest


def _keep(data: bytes) -> str:
    digest = sha256(data).hexdigest()
    try:
        os.utime(_path(digest))  # it is there already: the sweep leaves it alone for another hour
    except FileNotFoundError:
        _write(_path(digest), data)
    return digest


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{uuid4().hex}.part")
    try:
        private_folder(path.parent)
        write_private(part, data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        if not is_outage(error):
            raise
        raise NoRoomForFile(contact=current_app.config["FORO"].organiser_email) from error


def content_of(row: StoredFile) -> bytes:
    """What is in the file.

    Raises:
        FileGone: it is no longer on the disk.
    """
    try:
        return _path(row.digest).read_bytes()
    except FileNotFoundError as error:
        raise FileGone from error


def file_response(row: StoredFile) -> Response:
    """The file as an attachment: no browser shows it or runs anything of it in our name.

    Raises:
        FileGone: it is no longer on the disk.
    """
    data = content_of(row)
    headers = {**PRIVATE_HEADERS, "Content-Disposition": dump_options_header("attachment", {"filename": row.name})}
    return Response(data, mimetype=row.kind.media_type, headers=headers)


def sweep_uploads() -> int:
    """Delete the files that no row names and that nobody is about to put on record; returns how many."""
    folder = _folder()
    old = [path for path in folder.glob("*") if _is_old(path)] if folder.is_dir() else []
    if not old:
        return 0
    named = set(_digests())
    return sum(_delete(path) for path in old if path.name not in named)


def _digests() -> Iterator[str]:
    for model in _models():
        yield from session().scalars(select(model.digest).distinct())


def _models() -> list[type[Any]]:
    return [each.class_ for each in Base.registry.mappers if issubclass(each.class_, StoredFile)]


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > GRACE_S
    except FileNotFoundError:
        return False


def _delete(path: Path) -> bool:
    """Delete a file, unless it was uploaded again since it was looked at: then it goes back."""
    aside = path.with_name(f"{path.name}.gone")
    try:
        path.rename(aside)
        if not _is_old(aside):
            aside.rename(path)
            return False
        aside.unlink()
    except FileNotFoundError:
        return False
    return True
