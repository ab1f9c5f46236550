"""Files from outside: told by their content, kept in private, deleted when nothing names them."""

import io
import os
import stat
import time
import zlib
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage

from forum.core import uploads
from forum.core.clock import utc_now
from forum.core.database import atomic
from forum.core.errors import FileTooLarge, FileUnreadable, NoRoomForFile
from forum.core.stored_files import FileKind
from forum.core.uploads import file_response, kind_of, put_file, read_file, sweep_uploads
from forum.matchmaking.enums import DrawingAudience
from forum.matchmaking.models import Drawing
from tests.builders.editions import an_edition
from tests.builders.files import A_PDF, a_picture
from tests.builders.meetings import a_buyer, a_requirement


def a_bomb() -> bytes:
    """A PNG of few bytes and ten thousand pixels a side."""
    picture = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(picture, "PNG")
    return picture.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"), [(A_PDF, FileKind.PDF), (a_picture("PNG"), FileKind.PNG), (a_picture("JPEG"), FileKind.JPEG)]
)
def test_a_file_is_what_its_content_says(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        A_PDF[:-20],
        b"\n" + A_PDF,
        a_picture("PNG")[:60],
        a_picture("GIF"),
        b"PK\x03\x04" + zlib.compress(b"x" * 100),
    ],
)
def test_what_we_do_not_take(data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        kind_of(data)


def test_too_many_bytes_and_too_many_pixels() -> None:
    for data in (A_PDF + b" " * uploads.MOST_BYTES, a_bomb()):
        with pytest.raises(FileTooLarge):
            kind_of(data)


def the_drawing(app: Flask, data: bytes = A_PDF, name: str = "../../Plano Ñ.html") -> tuple[Drawing, Path]:
    requirement = a_requirement(a_buyer(an_edition()))
    file = read_file(FileStorage(io.BytesIO(data), filename=name))
    with atomic() as session:
        drawing = Drawing(requirement_id=requirement.id, audience=DrawingAudience.SUPPLIERS)
        put_file(drawing, file, by=requirement.buyer.person_id, now=utc_now())
        session.add(drawing)
    return drawing, app.config["FORO"].data_dir / "uploads" / drawing.digest


def aged(path: Path) -> None:
    before = time.time() - uploads.GRACE_S - 60
    os.utime(path, (before, before))


def test_it_is_private_and_handed_out_as_an_attachment(app: Flask) -> None:
    drawing, path = the_drawing(app)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)]
    assert modes == [0o600, 0o700]
    with app.test_request_context():
        answer = file_response(drawing)
    assert (answer.data, answer.mimetype) == (A_PDF, "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=Plano_N.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_file_goes_after_its_owner_and_never_before(app: Flask) -> None:
    drawing, path = the_drawing(app)
    aged(path)
    assert (sweep_uploads(), path.exists()) == (0, True)  # named
    with atomic() as session:
        session.delete(session.merge(drawing))
    path.touch()
    assert (sweep_uploads(), path.exists()) == (0, True)  # may be of a change that is not saved yet
    aged(path)
    assert (sweep_uploads(), path.exists()) == (1, False)


def test_a_full_disk_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads, "write_private", full)
    with pytest.raises(NoRoomForFile):
        the_drawing(app, b"%PDF-1.7 another" + A_PDF)
