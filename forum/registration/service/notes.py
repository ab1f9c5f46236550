"""Notes of the staff on a person in an edition: whoever wrote one rewrites and deletes it."""

from datetime import datetime

from forum.core.database import atomic, locked
from forum.registration.models import Registration, RegistrationNote


def write_note(registration_id: int, *, text: str, by: int, now: datetime) -> RegistrationNote:
    """Note something of a person.

    Raises:
        NotFound: there is no such registration.
    """
    with atomic() as current:
        locked(Registration, registration_id)
        note = RegistrationNote(registration_id=registration_id, text=text, written_at=now, written_by_id=by)
        current.add(note)
    return note


def rewrite_note(note_id: int, *, text: str, by: int, now: datetime) -> None:
    """Write one's own note again.

    Raises:
        NotFound: there is no such note, or somebody else wrote it.
    """
    with atomic():
        note = locked(RegistrationNote, note_id, written_by_id=by)
        note.text, note.changed_at = text, now


def delete_note(note_id: int, *, by: int) -> None:
    """Delete one's own note.

    Raises:
        NotFound: there is no such note, or somebody else wrote it.
    """
    with atomic() as current:
        current.delete(locked(RegistrationNote, note_id, written_by_id=by))
