"""Timetable drafts: stored if the referee finds no violation."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from forum.core.database import atomic
from forum.scheduling.check import verify
from forum.scheduling.problem import CLASSES, Cost, Reason, Timetable, Value
from forum.timetable.enums import Change
from forum.timetable.errors import TimetableFaulty
from forum.timetable.models import DraftLeftOut, DraftMeeting, DraftTopic, TimetableDraft
from forum.timetable.rules import Plan
from forum.timetable.rules.plan import preferences_given


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
            front=_front(timetable),
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


def _front(timetable: Timetable) -> dict[str, Any]:
    """What was found with fewer moves."""
    points = [
        {"moved": each.moved, "met": each.value.total, "points": each.value.points, "breaks": each.breaks}
        for each in timetable.front
    ]
    return {"points": points} if points else {}


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
