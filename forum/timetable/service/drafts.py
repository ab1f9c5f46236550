"""Timetable drafts: kept when the referee finds nothing, published in one change, exactly as they were made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from forum.core.database import atomic, locked_all, refusing, session
from forum.editions.queries import get_edition
from forum.scheduling.check import verify
from forum.scheduling.problem import CLASSES, Cost, Timetable, Value
from forum.timetable.enums import Change
from forum.timetable.errors import DraftOutdated, DraftPublished, DraftSuperseded, TimetableFaulty
from forum.timetable.models import DraftLeftOut, DraftMeeting, TimetableDraft
from forum.timetable.notices import notify_agendas
from forum.timetable.queries.drafts import Changes, changes_of, get_draft, missed_of, told_of, unpublished_ids
from forum.timetable.rules import Plan
from forum.timetable.service.holding import ensure_holds
from forum.timetable.service.timetables import write_timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing did: meetings made, moved and called off, people told."""

    made: int
    moved: int
    dropped: int
    told: int


def store_draft(plan: Plan, *, timetable: Timetable, by: int | None, now: datetime) -> TimetableDraft:
    """Keep what the engine answered to a plan as a draft.

    Raises:
        TimetableFaulty: the referee finds fault with it.
    """
    found = verify(plan.problem, timetable)
    if found:
        raise TimetableFaulty(count=len(found), first=found[0])
    with atomic() as current:
        draft = TimetableDraft(
            edition_id=plan.edition_id,
            made_at=now,
            made_by_id=by,
            replanned=plan.replanned,
            seed=timetable.seed,
            steps=timetable.steps,
            seconds=timetable.seconds,
            status=timetable.status,
            meetings=len(timetable.meetings),
            value=_worth(timetable.value),
            value_bound=_worth(timetable.value_bound),
            cost=_price(timetable.cost),
            cost_bound=_price(timetable.cost_bound),
        )
        current.add(draft)
        current.flush()
        for model, rows in (
            (DraftMeeting, list(_met(plan, timetable, draft.id))),
            (DraftLeftOut, list(_left_out(plan, timetable, draft.id))),
        ):
            if rows:
                current.execute(insert(model), rows)
    return draft


def _worth(value: Value) -> dict[str, Any]:
    return {**dict(zip(CLASSES, value.met, strict=True)), "points": value.points}


def _price(cost: Cost) -> dict[str, Any]:
    return {"moved": cost.moved, "breaks": cost.breaks, "walks": cost.walks}


def _met(plan: Plan, timetable: Timetable, draft_id: int) -> Iterator[dict[str, Any]]:
    for name, place in timetable.meetings.items():
        wish = plan.wishes[name]
        slot_id, table_id = plan.slot_id(place), int(place.table)
        stays = (wish.slot_id, wish.table_id) == (slot_id, table_id)
        yield {
            "draft_id": draft_id,
            "change": Change.NEW if wish.meeting_id is None else Change.KEPT if stays else Change.MOVED,
            "request_id": wish.request_id,
            "meeting_id": wish.meeting_id,
            "sequence": wish.sequence,
            "buyer_id": wish.buyer_id,
            "company_id": wish.company_id,
            "person_id": wish.person_id,
            "slot_id": slot_id,
            "table_id": table_id,
        }


def _left_out(plan: Plan, timetable: Timetable, draft_id: int) -> Iterator[dict[str, Any]]:
    for left in timetable.left_out:
        wish = plan.wishes[left.wish]
        yield {
            "draft_id": draft_id,
            "request_id": wish.request_id,
            "meeting_id": wish.meeting_id,
            "sequence": wish.sequence,
            "reason": left.reason,
            "numbers": dict(left.numbers),
        }


def publish_draft(draft_id: int, *, by: int | None, now: datetime, quietly: bool = False) -> Published:
    """Make a draft the agenda: all of it in this one change, or nothing; everybody concerned gets one mail.

    It must still hold against what is there now: what it takes is still wished and free, what it moves or calls off is
    as it was. What changed elsewhere meanwhile is no obstacle. `quietly` tells nobody.

    Raises:
        NotFound: there is no such draft.
        DraftPublished, DraftSuperseded: it or another one was published.
        DraftOutdated: something it rests on has changed.
    """
    with atomic():
        draft = _take(draft_id, by=by, now=now)
        changes = changes_of(draft.id)
        plan = ensure_holds(draft, changes, now=now)
        with (
            refusing("uq_person_seat_person_id_slot_id", _places_gone()),
            refusing("uq_table_seat_table_id_slot_id", _places_gone()),
            refusing("uq_meeting_request_id_scheduled", _places_gone()),
        ):
            made = write_timetable(draft, changes, plan, by=by, now=now)
        told = 0 if quietly else _tell(draft, changes, made, now=now)
    return Published(made=len(made), moved=len(changes.moved), dropped=len(changes.dropped), told=told)


def _take(draft_id: int, *, by: int | None, now: datetime) -> TimetableDraft:
    """Lock the drafts of the edition that wait, mark this one as published and set the others aside."""
    edition_id = get_draft(draft_id).edition_id
    waiting = {draft.id: draft for draft in locked_all(TimetableDraft, unpublished_ids(edition_id))}
    draft = waiting.get(draft_id)
    if draft is None or draft.published_at is not None:
        raise DraftPublished
    if draft.superseded_at is not None:
        raise DraftSuperseded
    draft.published_at, draft.published_by_id = now, by
    session().execute(
        update(TimetableDraft)
        .where(TimetableDraft.id.in_(waiting.keys() - {draft_id}), TimetableDraft.superseded_at.is_(None))
        .values(superseded_at=now),
        execution_options={"synchronize_session": False},
    )
    return draft


def _places_gone() -> DraftOutdated:
    """The locks keep the unique rows from ever being broken; if one is, it is a refusal by name and no crash."""
    return DraftOutdated(requests=0, meetings=0, places=1)


def _tell(draft: TimetableDraft, changes: Changes, made: Iterable[int], *, now: datetime) -> int:
    kinds: dict[int | None, str] = dict.fromkeys(made, "made")
    kinds.update({row.meeting_id: "moved" for row in changes.moved})
    kinds.update({row.meeting_id: "dropped" for row in changes.dropped})
    agenda = ((kinds[meeting.meeting_id], meeting) for meeting in told_of(kinds))
    return notify_agendas(get_edition(draft.edition_id), agenda, missed=missed_of(draft), now=now)
