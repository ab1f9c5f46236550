"""Taking out of a draft what does not hold any more, so that the rest can be published."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from forum.core.database import atomic, locked
from forum.timetable.enums import EditKind
from forum.timetable.errors import DraftOutdated
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.drafts import changes_of
from forum.timetable.queries.planning import read_facts
from forum.timetable.rules import plan_of
from forum.timetable.service.editing import ensure_unpublished, note_edit
from forum.timetable.service.holding import Lapsed, holding

T = TypeVar("T")


def trim_draft(draft_id: int, *, by: int | None, now: datetime) -> Lapsed:
    """Take out of a draft the meetings and requests that have changed since it was made; returns them.

    Raises:
        NotFound
        DraftPublished, DraftSuperseded
        DraftOutdated: nothing of it holds.
    """
    with atomic() as current:
        draft = ensure_unpublished(locked(TimetableDraft, draft_id))
        changes = changes_of(draft_id)
        plan = plan_of(read_facts(draft.edition_id, now=now), replan=draft.replanned, now=now, narrowed=False)
        held, lapsed = holding(plan, changes)
        if lapsed and not (held.made or held.moved or held.dropped or held.joined):
            requests, meetings, places = (len(each) for each in (lapsed.requests, lapsed.meetings, lapsed.places))
            raise DraftOutdated(requests=requests, meetings=meetings, places=places)
        gone = _without([*changes.made, *changes.moved], [*held.made, *held.moved])
        for line in gone:
            note_edit(draft, line, EditKind.DROPPED, to=None, by=by, now=now)
        for row in (*gone, *_without(changes.dropped, held.dropped), *_without(changes.joined, held.joined)):
            current.delete(row)
        draft.meetings = changes.meetings - len(gone)
    return lapsed


def _without(rows: Iterable[T], kept: Iterable[T]) -> list[T]:
    staying = {id(row) for row in kept}
    return [row for row in rows if id(row) not in staying]
