"""Which drafts a change of many meetings touches, and which changes have touched a draft."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload

from forum.core.database import session
from forum.core.paging import batches
from forum.editions.models import Slot
from forum.matchmaking.models import Buyer
from forum.meetings.models import AgendaChange
from forum.meetings.signals import Touched
from forum.timetable.models import DraftMeeting, DraftStale, TimetableDraft


def count_touched(edition_id: int, touched: Touched) -> dict[int, int]:
    """How many meetings of each draft that could be published a change touches; drafts with none are left out."""
    place = _place_of(touched)
    counts = _counted(edition_id, place)
    for some in batches(touched.meeting_ids):
        for draft_id, count in _counted(edition_id, and_(DraftMeeting.meeting_id.in_(some), ~place)).items():
            counts[draft_id] = counts.get(draft_id, 0) + count
    return {draft_id: counts[draft_id] for draft_id in sorted(counts)}


def _place_of(touched: Touched) -> ColumnElement[bool]:
    """Whether a meeting of a draft is in a slot that changes, of a buyer who moves, or of somebody who is away."""
    place = or_(DraftMeeting.slot_id.in_(touched.slot_ids), DraftMeeting.buyer_id.in_(touched.buyer_ids))
    if touched.person_id is None:
        return place
    buying = select(Buyer.id).where(Buyer.person_id == touched.person_id)
    theirs = or_(DraftMeeting.person_id == touched.person_id, DraftMeeting.buyer_id.in_(buying))
    if touched.away_on is None:
        return or_(place, theirs)
    on_day = select(Slot.id).where(Slot.day_id == touched.away_on)
    return or_(place, and_(theirs, DraftMeeting.slot_id.in_(on_day)))


def _counted(edition_id: int, which: ColumnElement[bool]) -> dict[int, int]:
    query = select(DraftMeeting.draft_id, func.count()).where(which, DraftMeeting.draft_id.in_(_open_ids(edition_id)))
    return {draft_id: count for draft_id, count in session().execute(query.group_by(DraftMeeting.draft_id))}


def _open_ids(edition_id: int) -> Sequence[int]:
    """The drafts of an edition that could be published."""
    query = select(TimetableDraft.id).where(
        TimetableDraft.edition_id == edition_id,
        TimetableDraft.published_at.is_(None),
        TimetableDraft.superseded_at.is_(None),
    )
    return session().scalars(query).all()


def list_stale(draft_id: int) -> Sequence[tuple[AgendaChange, int]]:
    """The changes that touched a draft, the latest first, with who made them; and how many of its meetings."""
    query = select(AgendaChange, DraftStale.meetings).join(DraftStale, DraftStale.change_id == AgendaChange.id)
    of_draft = query.where(DraftStale.draft_id == draft_id).options(joinedload(AgendaChange.by))
    return session().execute(of_draft.order_by(AgendaChange.id.desc())).tuples().all()


def list_stale_ids(draft_ids: Collection[int]) -> set[int]:
    """Those of these drafts that a change has touched."""
    query = select(DraftStale.draft_id).where(DraftStale.draft_id.in_(draft_ids)).distinct()
    return set(session().scalars(query))
