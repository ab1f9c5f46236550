"""Taking out of a draft what does not hold any more, so that the rest can be published."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from forum.core.database import session
from forum.timetable.enums import EditKind
from forum.timetable.errors import DraftOutdated
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.drafts import Changes
from forum.timetable.rules import Plan
from forum.timetable.service.editing import note_edit
from forum.timetable.service.holding import Lapsed, holding
from forum.timetable.service.validity import present_plan

T = TypeVar("T")


def what_holds(draft: TimetableDraft, changes: Changes, *, now: datetime) -> tuple[Plan, Changes, Lapsed]:
    """The plan of the present state, what of a draft still holds, and what does not. It takes seconds.

    Raises:
        DraftOutdated: nothing of it holds.
    """
    plan = present_plan(draft, now=now)
    held, lapsed = holding(plan, changes)
    if lapsed and not (held.made or held.moved or held.dropped or held.joined):
        requests, meetings, places = (len(each) for each in (lapsed.requests, lapsed.meetings, lapsed.places))
        raise DraftOutdated(requests=requests, meetings=meetings, places=places)
    return plan, held, lapsed


def trim(draft: TimetableDraft, changes: Changes, held: Changes, *, by: int | None, now: datetime) -> None:
    """Take what does not hold out of a locked draft, and keep in its history which meetings these were."""
    current = session()
    gone = _without([*changes.made, *changes.moved], [*held.made, *held.moved])
    for line in gone:
        note_edit(draft, line, EditKind.DROPPED, to=None, by=by, now=now)
    for row in (*gone, *_without(changes.dropped, held.dropped), *_without(changes.joined, held.joined)):
        current.delete(row)
    draft.meetings = changes.meetings - len(gone)
    current.flush()


def _without(rows: Iterable[T], kept: Iterable[T]) -> list[T]:
    staying = {id(row) for row in kept}
    return [row for row in rows if id(row) not in staying]
