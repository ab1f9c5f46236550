"""Timetable drafts: stored if the referee finds no violation, published in one transaction, unchanged."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, update

from forum.accounts.models import Person
from forum.companies.models import Company
from forum.core.database import atomic, locked_all, refusing, session
from forum.editions.queries import get_edition
from forum.matchmaking.service import register_representative
from forum.meetings.service.accompanying import Seated, tell_absent
from forum.registration.errors import CancelledByDesk, CategoryFull, NoCategoryOfKind
from forum.scheduling.check import verify
from forum.scheduling.problem import CLASSES, Cost, Reason, Timetable, Value
from forum.timetable.enums import Change
from forum.timetable.errors import DraftOutdated, DraftPublished, DraftSuperseded, TimetableFaulty
from forum.timetable.models import DraftLeftOut, DraftMeeting, DraftTopic, TimetableDraft
from forum.timetable.notices import notify_agendas
from forum.timetable.queries.drafts import (
    Changes,
    changes_of,
    get_draft,
    get_left_out_notices,
    get_meeting_notices,
    list_invited,
    unpublished_ids,
)
from forum.timetable.rules import Plan
from forum.timetable.rules.plan import preferences_given
from forum.timetable.service.holding import Lapsed
from forum.timetable.service.joining import bring_those_who_joined
from forum.timetable.service.timetables import write_timetable
from forum.timetable.service.validity import ensure_valid, what_holds


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishResult:
    """Number of meetings made, moved and cancelled by publishing, and of people notified; what did not hold."""

    made: int
    moved: int
    dropped: int
    notified: int
    lapsed: Lapsed | None = None


def store_draft(plan: Plan, *, timetable: Timetable, by: int | None, now: datetime) -> TimetableDraft:
    """Store the engine's timetable for a plan as a draft.

    Raises:
        TimetableFaulty: the timetable violates a rule, or its value, cost or bounds are wrong.
    """
    ensure_sound(plan, timetable)
    return write_draft(plan, timetable=timetable, by=by, now=now)


def ensure_sound(plan: Plan, timetable: Timetable) -> None:
    """Let the referee check the engine's timetable for a plan, which takes a second or two at the forum's size.

    Raises:
        TimetableFaulty: it violates a rule, or its value, cost or bounds are wrong.
    """
    found = verify(plan.problem, timetable)
    if found:
        raise TimetableFaulty(count=len(found), first=found[0])


def write_draft(plan: Plan, *, timetable: Timetable, by: int | None, now: datetime) -> TimetableDraft:
    """Store a timetable that is sound as a draft."""
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
            value=_value(timetable.value),
            value_bound=_value(timetable.value_bound),
            cost={**_cost(timetable.cost), "preferred": preferences_given(plan.problem, timetable)[1]},
            cost_bound=_cost(timetable.cost_bound),
            asked=_asked(plan, timetable),
        )
        current.add(draft)
        current.flush()
        for model, rows in (
            (DraftMeeting, list(_met(plan, timetable, draft.id))),
            (DraftLeftOut, list(_left_out(plan, timetable, draft.id))),
            (DraftTopic, list(_joined(plan, timetable, draft.id))),
        ):
            if rows:
                current.execute(insert(model), rows)
    return draft


def _value(value: Value) -> dict[str, Any]:
    everybody = {} if value.everybody is None else {"everybody": value.everybody}
    return {**dict(zip(CLASSES, value.met, strict=True)), **everybody, "points": value.points}


def _asked(plan: Plan, timetable: Timetable) -> dict[str, Any]:
    """How many meetings are wished for, by class; wishes that join a meeting ask for none of their own."""
    problem = plan.problem
    counts = Counter(problem.class_of(wish) for wish in problem.wishes if wish.id not in timetable.joined)
    return {name: counts[number] for number, name in enumerate(CLASSES)}


def _cost(cost: Cost) -> dict[str, Any]:
    return {field.name: getattr(cost, field.name) for field in fields(cost)}


def _met(plan: Plan, timetable: Timetable, draft_id: int) -> Iterator[dict[str, Any]]:
    for name, place in timetable.meetings.items():
        wish = plan.wishes[name]
        slot_id, table_id = plan.slot_id(place), plan.table_id(name, place)
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
            "uid": str(uuid4()) if wish.meeting_id is None else None,
        }


def _joined(plan: Plan, timetable: Timetable, draft_id: int) -> Iterator[dict[str, Any]]:
    for name, meeting in timetable.joined.items():
        met = plan.wishes[meeting]
        yield {
            "draft_id": draft_id,
            "request_id": plan.wishes[name].request_id,
            "with_request_id": met.request_id if met.meeting_id is None else None,
            "with_meeting_id": met.meeting_id,
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
    for request_id in plan.refused:  # others had priority, as always: without a reason it would show that one said no
        yield {
            "draft_id": draft_id,
            "request_id": request_id,
            "meeting_id": None,
            "sequence": None,
            "reason": Reason.LOWER_PRIORITY,
            "numbers": {},
        }


def publish_draft(
    draft_id: int, *, by: int | None, now: datetime, quietly: bool = False, partly: bool = False
) -> PublishResult:
    """Make a draft the agenda, whole or not at all, and send one mail to each person affected.

    With `partly` what still holds of it is published, and the result says what does not.

    The draft must still be valid: its requests are open, its places are free, and the meetings that it moves or
    cancels have not changed. Other changes do not matter. With `quietly` nobody is notified.

    Raises:
        NotFound: there is no such draft.
        DraftPublished, DraftSuperseded: this draft or another one has been published.
        DraftOutdated: a request, a meeting or a place of the draft has changed.
    """
    with atomic():
        draft = _mark_published(draft_id, by=by, now=now)
        changes = changes_of(draft.id)
        invited = list_invited(changes.requests)
        lapsed: Lapsed | None = None
        if partly:
            plan, changes, lapsed = what_holds(draft, changes, invited=invited, now=now)
            invited = list_invited(changes.requests)
        else:
            plan = ensure_valid(draft, changes, invited=invited, now=now)
        with (
            refusing("uq_person_seat_person_id_slot_id", _place_taken()),
            refusing("uq_table_seat_table_id_slot_id", _place_taken()),
            refusing("uq_meeting_request_id_scheduled", _place_taken()),
        ):
            made = write_timetable(draft, changes, plan, by=by, now=now)
        _register_invited(draft.edition_id, invited, by=by, now=now)
        joined = bring_those_who_joined(changes, edition_id=draft.edition_id, by=by, now=now)
        notified = 0 if quietly else _notify(draft, changes, made, joined, now=now)
    return PublishResult(
        made=len(made), moved=len(changes.moved), dropped=len(changes.dropped), notified=notified, lapsed=lapsed
    )


def _register_invited(
    edition_id: int, invited: Iterable[tuple[Person, Company]], *, by: int | None, now: datetime
) -> None:
    """Register who comes by an invitation that nobody had answered; where there is no place, the desk decides."""
    for person, company in invited:
        with suppress(CancelledByDesk, CategoryFull, NoCategoryOfKind):
            register_representative(person, company, edition_id, by=by, now=now)


def _mark_published(draft_id: int, *, by: int | None, now: datetime) -> TimetableDraft:
    """Lock the unpublished drafts of the edition, mark this one as published and the others as superseded."""
    edition_id = get_draft(draft_id).edition_id
    unpublished = {draft.id: draft for draft in locked_all(TimetableDraft, unpublished_ids(edition_id))}
    draft = unpublished.get(draft_id)
    if draft is None or draft.published_at is not None:
        raise DraftPublished
    if draft.superseded_at is not None:
        raise DraftSuperseded
    draft.published_at, draft.published_by_id = now, by
    session().execute(
        update(TimetableDraft)
        .where(TimetableDraft.id.in_(unpublished.keys() - {draft_id}), TimetableDraft.superseded_at.is_(None))
        .values(superseded_at=now),
        execution_options={"synchronize_session": False},
    )
    return draft


def _place_taken() -> DraftOutdated:
    """The locks prevent these collisions; should one happen anyway, it is a refusal and not a server error."""
    return DraftOutdated(requests=0, meetings=0, places=1)


def _notify(
    draft: TimetableDraft, changes: Changes, made: Iterable[int], joined: Iterable[Seated], *, now: datetime
) -> int:
    edition = get_edition(draft.edition_id)
    for seated in joined:
        tell_absent(seated, edition, now=now)
    kinds: dict[int | None, str] = dict.fromkeys(made, "made")
    kinds.update(dict.fromkeys(changes.joining, "joined"))
    kinds.update({row.meeting_id: "moved" for row in changes.moved})
    kinds.update({row.meeting_id: "dropped" for row in changes.dropped})
    agenda = ((kinds[meeting.meeting_id], meeting) for meeting in get_meeting_notices(kinds))
    return notify_agendas(edition, agenda, left_out=get_left_out_notices(draft), now=now)
