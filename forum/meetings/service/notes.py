"""What a company notes of another one, for itself. The history is who wrote last and when; nobody is told."""

from datetime import datetime

from forum.companies.models import Company
from forum.core.database import atomic, locked_all
from forum.meetings.models import PrivateNote
from forum.meetings.queries.notes import find_note


def write_note(about_id: int, text: str, *, owner_id: int, edition_id: int, by: int, now: datetime) -> None:
    """Write what a company notes of another one in an edition; an empty text takes the note away."""
    with atomic() as current:
        locked_all(Company, [owner_id])
        note = find_note(about_id, owner_id=owner_id, edition_id=edition_id)
        if not text.strip():
            if note is not None:
                current.delete(note)
            return
        if note is None:
            note = PrivateNote(edition_id=edition_id, owner_id=owner_id, about_id=about_id)
            current.add(note)
        note.text, note.written_at, note.written_by_id = text.strip(), now, by
