"""Private notes, for the company that wrote them alone."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.core.database import session
from forum.meetings.models import PrivateNote


def find_note(about_id: int, *, owner_id: int, edition_id: int) -> PrivateNote | None:
    """What a company noted of another one, with who wrote last."""
    query = select(PrivateNote).where(
        PrivateNote.owner_id == owner_id, PrivateNote.about_id == about_id, PrivateNote.edition_id == edition_id
    )
    return session().scalars(query.options(joinedload(PrivateNote.written_by))).one_or_none()


def get_notes(about_ids: Collection[int], *, owner_id: int, edition_id: int) -> dict[int, str]:
    """What a company noted of these: company id to text."""
    query = select(PrivateNote.about_id, PrivateNote.text).where(
        PrivateNote.owner_id == owner_id, PrivateNote.edition_id == edition_id, PrivateNote.about_id.in_(about_ids)
    )
    return {about_id: text for about_id, text in session().execute(query)}
