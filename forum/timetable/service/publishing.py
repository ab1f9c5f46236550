"""Publishing a draft: checked while everybody goes on, then made the agenda in one short change, then told.

At the forum's size the check takes seconds and the change less than one. The rows that the check reads are read again
within the change: where they are the same, so is its verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from forum.core.database import atomic, locked_all, on_commit, refusing, session
from forum.jobs import enqueue
from forum.timetable.errors import DraftOutdated
from forum.timetable.models import TimetableDraft
from forum.timetable.queries.drafts import Changes, changes_of, get_draft, unpublished_ids
from forum.timetable.queries.present import present_state
from forum.timetable.rules import Plan
from forum.timetable.service.editing import ensure_unpublished
from forum.timetable.service.following import FINISH, NOBODY, finish_publication
from forum.timetable.service.holding import Lapsed
from forum.timetable.service.timetables import Switch
from forum.timetable.service.trimming import trim, what_holds
from forum.timetable.service.validity import ensure_valid, lock_affected

TRIES = 3
"""How often a draft is checked again because something changed meanwhile, before everybody has to wait for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishResult:
    """Number of meetings made, moved and cancelled by publishing, and of people notified; what did not hold."""

    made: int
    moved: int
    dropped: int
    notified: int
    lapsed: Lapsed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What publishing changed, and what did not hold any more."""

    changes: Changes
    lapsed: Lapsed | None


class _Changed(Exception):
    """What was checked is no longer what is there."""


def publish_draft(
    draft_id: int, *, by: int | None, now: datetime, quietly: bool = False, partly: bool = False
) -> PublishResult:
    """Make a draft the agenda, whole or not at all, and then send one mail to each person affected.

    The draft must still be valid: its requests are open, its places are free, and the meetings that it moves or
    cancels have not changed. Other changes do not matter. With `quietly` nobody is notified. With `partly` what no
    longer holds is taken out of it in the same change, and the result says what.

    Raises:
        NotFound: there is no such draft.
        DraftPublished, DraftSuperseded: this draft or another one has been published.
        DraftOutdated: a request, a meeting or a place of the draft has changed.
    """
    agenda = make_agenda(draft_id, by=by, now=now, quietly=quietly, partly=partly)
    return PublishResult(
        made=len(agenda.changes.made),
        moved=len(agenda.changes.moved),
        dropped=len(agenda.changes.dropped),
        notified=finish_publication(draft_id, now=now),
        lapsed=agenda.lapsed,
    )


def make_agenda(draft_id: int, *, by: int | None, now: datetime, quietly: bool = False, partly: bool = False) -> Agenda:
    """Make a draft the agenda; a job does what follows from it, the mails too. Raises as `publish_draft`."""
    for _try in range(TRIES):
        draft = ensure_unpublished(get_draft(draft_id))
        state = present_state(draft_id, draft.edition_id, now=now)
        changes = changes_of(draft_id)
        checked = _checked(draft, changes, partly=partly, now=now)
        try:
            with atomic():
                _mark_published(draft_id, by=by, now=now, quietly=quietly)
                lock_affected(changes)
                if present_state(draft_id, draft.edition_id, now=now) != state:
                    raise _Changed
                return _switch(draft, changes, checked, by=by, now=now)
        except _Changed:
            continue
    with atomic():
        draft = _mark_published(draft_id, by=by, now=now, quietly=quietly)
        changes = changes_of(draft_id)
        lock_affected(changes)
        return _switch(draft, changes, _checked(draft, changes, partly=partly, now=now), by=by, now=now)


def _checked(
    draft: TimetableDraft, changes: Changes, *, partly: bool, now: datetime
) -> tuple[Plan, Changes, Lapsed | None]:
    """The plan of the present state, the changes that are to be made, and what does not hold any more."""
    if partly:
        return what_holds(draft, changes, now=now)
    return ensure_valid(draft, changes, now=now), changes, None


def _switch(
    draft: TimetableDraft,
    changes: Changes,
    checked: tuple[Plan, Changes, Lapsed | None],
    *,
    by: int | None,
    now: datetime,
) -> Agenda:
    plan, held, lapsed = checked
    if lapsed:
        trim(draft, changes, held, by=by, now=now)
    with (
        refusing("uq_person_seat_person_id_slot_id", _place_taken()),
        refusing("uq_table_seat_table_id_slot_id", _place_taken()),
        refusing("uq_meeting_request_id_scheduled", _place_taken()),
    ):
        Switch(draft.id, draft.edition_id, by=by, now=now).run(held, plan)
    on_commit(lambda: enqueue(FINISH))
    return Agenda(changes=held, lapsed=lapsed)


def _mark_published(draft_id: int, *, by: int | None, now: datetime, quietly: bool) -> TimetableDraft:
    """Lock the unpublished drafts of the edition, mark this one as published and the others as superseded."""
    edition_id = get_draft(draft_id).edition_id
    unpublished = {draft.id: draft for draft in locked_all(TimetableDraft, unpublished_ids(edition_id))}
    draft = ensure_unpublished(unpublished.get(draft_id))
    draft.published_at, draft.published_by_id = now, by
    if quietly:
        draft.told_until = NOBODY
    others: Iterable[int] = unpublished.keys() - {draft_id}
    session().execute(
        update(TimetableDraft)
        .where(TimetableDraft.id.in_(others), TimetableDraft.superseded_at.is_(None))
        .values(superseded_at=now),
        execution_options={"synchronize_session": False},
    )
    return draft


def _place_taken() -> DraftOutdated:
    """The locks prevent these collisions; should one happen anyway, it is a refusal and not a server error."""
    return DraftOutdated(requests=0, meetings=0, places=1)
