"""Changing a draft by hand before anybody is told: a new meeting gets another place, or is left to wait again."""

from datetime import datetime

from sqlalchemy import delete

from forum.core.database import atomic, locked, refusing, session
from forum.timetable.enums import Change, EditKind
from forum.timetable.errors import DraftPlaceTaken, DraftPublished, DraftSuperseded, OnlyNewMeetings
from forum.timetable.models import DraftEdit, DraftMeeting, DraftTopic, TimetableDraft


def move_in_draft(
    draft_id: int, line_id: int, *, slot_id: int, table_id: int, edition_id: int, by: int, now: datetime
) -> None:
    """Give a new meeting of a draft another slot, at the table of its buyer.

    Raises:
        NotFound
        DraftPublished, DraftSuperseded
        OnlyNewMeetings: it is scheduled already.
        DraftPlaceTaken: somebody, or the table, has another meeting of the draft then.
    """
    with (
        atomic(),
        refusing("uq_draft_meeting_draft_id_buyer_id_slot_id", DraftPlaceTaken()),
        refusing("uq_draft_meeting_draft_id_person_id_slot_id", DraftPlaceTaken()),
        refusing("uq_draft_meeting_draft_id_table_id_slot_id", DraftPlaceTaken()),
    ):
        draft, line = _opened(draft_id, line_id, edition_id=edition_id)
        note_edit(draft, line, EditKind.MOVED, to=(slot_id, table_id), by=by, now=now)
        line.slot_id, line.table_id = slot_id, table_id


def drop_from_draft(draft_id: int, line_id: int, *, edition_id: int, by: int, now: datetime) -> None:
    """Take a new meeting out of a draft: its requests stay as they are, and nobody is told.

    Raises: as `move_in_draft`.
    """
    with atomic() as current:
        draft, line = _opened(draft_id, line_id, edition_id=edition_id)
        note_edit(draft, line, EditKind.DROPPED, to=None, by=by, now=now)
        joined = (DraftTopic.draft_id == draft.id, DraftTopic.with_request_id == line.request_id)
        current.execute(delete(DraftTopic).where(*joined))
        current.delete(line)
        draft.meetings -= 1


def _opened(draft_id: int, line_id: int, *, edition_id: int) -> tuple[TimetableDraft, DraftMeeting]:
    """A draft that may still be changed and its new meeting, both locked."""
    draft = ensure_unpublished(locked(TimetableDraft, draft_id, edition_id=edition_id))
    line = locked(DraftMeeting, line_id, draft_id=draft_id)
    if line.change is not Change.NEW:
        raise OnlyNewMeetings
    return draft, line


def ensure_unpublished(draft: TimetableDraft | None) -> TimetableDraft:
    """Refuse a draft that is published, or that another one has superseded."""
    if draft is None or draft.published_at is not None:
        raise DraftPublished
    if draft.superseded_at is not None:
        raise DraftSuperseded
    return draft


def note_edit(
    draft: TimetableDraft,
    line: DraftMeeting,
    kind: EditKind,
    *,
    to: tuple[int, int] | None,
    by: int | None,
    now: datetime,
) -> None:
    """Keep in the history of a draft what became of one of its meetings."""
    edit = DraftEdit(
        draft_id=draft.id,
        kind=kind,
        request_id=line.request_id,
        meeting_id=line.meeting_id,
        from_slot_id=line.slot_id,
        from_table_id=line.table_id,
        slot_id=to[0] if to else None,
        table_id=to[1] if to else None,
        at=now,
        by_id=by,
    )
    session().add(edit)
