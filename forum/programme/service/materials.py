"""What goes with a session: links and PDFs, seen by everybody at once."""

from datetime import datetime

from forum.core.database import atomic, locked
from forum.core.stored_files import FileKind
from forum.core.uploads import Incoming, put_file, read_file
from forum.programme.enums import ProgrammeChange
from forum.programme.errors import MaterialNotPdf
from forum.programme.models import Material, Paper, Talk
from forum.programme.service.events import note


def add_link(talk_id: int, *, title: str, url: str, edition_id: int, by: int, now: datetime) -> Material:
    """Add a link to a session.

    Raises:
        NotFound: the edition has no such session.
    """
    with atomic() as current:
        locked(Talk, talk_id, edition_id=edition_id)
        material = Material(talk_id=talk_id, title=title, url=url)
        current.add(material)
        note(edition_id, ProgrammeChange.MATERIAL_ADDED, title, talk_id=talk_id, by=by, now=now)
        return material


def add_paper(talk_id: int, *, title: str, file: Incoming, edition_id: int, by: int, now: datetime) -> Material:
    """Add a PDF to a session.

    Raises:
        FileUnreadable, FileTooLarge, NoRoomForFile
        MaterialNotPdf: it is a picture.
        NotFound: the edition has no such session.
    """
    read = read_file(file)
    if read.kind is not FileKind.PDF:
        raise MaterialNotPdf
    with atomic() as current:
        material = add_link(talk_id, title=title, url="", edition_id=edition_id, by=by, now=now)
        current.flush()
        paper = Paper(material_id=material.id)
        put_file(paper, read, by=by, now=now)
        current.add(paper)
        return material


def remove_material(material_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Delete a link or a PDF.

    Raises:
        NotFound: there is no such material, or its session is of another edition.
    """
    with atomic() as current:
        material = locked(Material, material_id)
        locked(Talk, material.talk_id, edition_id=edition_id)
        current.delete(material)
        note(edition_id, ProgrammeChange.MATERIAL_REMOVED, material.title, talk_id=material.talk_id, by=by, now=now)
