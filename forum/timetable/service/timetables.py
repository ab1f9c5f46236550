"""Writes a timetable in bulk: meetings, seats and history, ten thousand meetings in a few statements."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update

from forum.core.database import Base, session
from forum.core.i18n import N_
from forum.core.paging import batches
from forum.matchmaking.enums import Side
from forum.matchmaking.queries.participants import get_person_ids
from forum.meetings.enums import MeetingStatus, RequestStatus
from forum.meetings.models import (
    Meeting,
    MeetingEvent,
    MeetingRequest,
    MeetingTopic,
    PersonSeat,
    RequestEvent,
    TableSeat,
)
from forum.meetings.queries.meetings import get_meeting_ids
from forum.meetings.queries.requests import list_unanswered_ids
from forum.meetings.service.freeing import free_places
from forum.timetable.models import DraftMeeting, TimetableDraft
from forum.timetable.queries.drafts import Changes
from forum.timetable.rules import Plan

NO_PLACE = N_("La agenda se reorganizó y ya no hubo espacio para esta cita.")


def write_timetable(
    draft: TimetableDraft, changes: Changes, plan: Plan, *, by: int | None, now: datetime
) -> Sequence[int]:
    """Apply the changes of a valid draft in the current transaction; return the ids of the new meetings.

    All seats are freed before any is taken, so that meetings may swap places.
    """
    _free_seats(changes.affected)
    _cancel(changes, draft.id, by=by, now=now)
    _move(changes, draft.id, plan, by=by, now=now)
    made = _create(draft, changes.made, by=by, now=now)
    seated = [(id, row) for id, row in zip(made, changes.made, strict=True)]
    _take_seats([*seated, *((row.meeting_id or 0, row) for row in changes.moved)])
    _free_places(changes, plan, now=now)
    _join(changes, dict(zip((row.request_id for row in changes.made), made, strict=True)), draft.id, by=by, now=now)
    _mark_scheduled(changes.requests, by=by, now=now)
    return made


def _insert(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session().execute(insert(model), rows)


def _free_seats(meeting_ids: Iterable[int | None]) -> None:
    for some in batches(meeting_ids):
        for model in (PersonSeat, TableSeat):
            session().execute(
                delete(model).where(model.meeting_id.in_(some)), execution_options={"synchronize_session": False}
            )


def _cancel(changes: Changes, draft_id: int, *, by: int | None, now: datetime) -> None:
    rows = [
        {
            "id": row.meeting_id,
            "status": MeetingStatus.CANCELLED,
            "cancelled_by": Side.ORGANISER,
            "cancel_reason": NO_PLACE,
            "sequence": (row.sequence or 0) + 1,
            "changed_at": now,
        }
        for row in changes.dropped
    ]
    if rows:
        session().execute(update(Meeting), rows)
    _record_events(
        "cancelled",
        ((row.meeting_id, {"reason": NO_PLACE, "draft_id": draft_id}) for row in changes.dropped),
        by=by,
        now=now,
    )


def _move(changes: Changes, draft_id: int, plan: Plan, *, by: int | None, now: datetime) -> None:
    rows, details = [], []
    for row in changes.moved:
        was = plan.wishes[f"m{row.meeting_id}"]
        sequence = (row.sequence or 0) + 1
        place = {"slot_id": row.slot_id, "table_id": row.table_id}
        rows.append({"id": row.meeting_id, **place, "sequence": sequence, "changed_at": now})
        before = {"from_slot_id": was.slot_id, "from_table_id": was.table_id}
        details.append((row.meeting_id, {**place, **before, "draft_id": draft_id}))
    if rows:
        session().execute(update(Meeting), rows)
    _record_events("moved", details, by=by, now=now)


def _create(draft: TimetableDraft, rows: Sequence[DraftMeeting], *, by: int | None, now: datetime) -> Sequence[int]:
    meetings: list[dict[str, Any]] = [
        {
            "edition_id": draft.edition_id,
            "request_id": row.request_id,
            "buyer_id": row.buyer_id,
            "company_id": row.company_id,
            "person_id": row.person_id,
            "slot_id": row.slot_id,
            "table_id": row.table_id,
            "status": MeetingStatus.SCHEDULED,
            "uid": str(uuid.uuid4()),
            "sequence": 0,
            "created_at": now,
            "changed_at": now,
        }
        for row in rows
    ]
    _insert(Meeting, meetings)
    by_uid = get_meeting_ids(meeting["uid"] for meeting in meetings)
    ids = [by_uid[meeting["uid"]] for meeting in meetings]
    details = (
        (id, {"slot_id": row.slot_id, "table_id": row.table_id, "draft_id": draft.id})
        for id, row in zip(ids, rows, strict=True)
    )
    _record_events("scheduled", details, by=by, now=now)
    return ids


def _join(changes: Changes, made: Mapping[int | None, int], draft_id: int, *, by: int | None, now: datetime) -> None:
    """Add the further requests to the meetings at which they are talked about; scheduled ones change by it."""
    topics = [
        {"meeting_id": row.with_meeting_id or made[row.with_request_id], "request_id": row.request_id}
        for row in changes.joined
    ]
    _insert(MeetingTopic, topics)
    for some in batches(changes.joining - changes.affected.keys()):
        counted = update(Meeting).where(Meeting.id.in_(some)).values(sequence=Meeting.sequence + 1, changed_at=now)
        session().execute(counted, execution_options={"synchronize_session": False})
    details = ((each["meeting_id"], {"request_id": each["request_id"], "draft_id": draft_id}) for each in topics)
    _record_events("topic_added", details, by=by, now=now)


def _take_seats(seated: Sequence[tuple[int, DraftMeeting]]) -> None:
    persons = get_person_ids({row.buyer_id for _, row in seated})
    _insert(
        PersonSeat,
        [
            {"meeting_id": id, "person_id": person_id, "slot_id": row.slot_id}
            for id, row in seated
            for person_id in (persons[row.buyer_id], row.person_id)
        ],
    )
    _insert(TableSeat, [{"meeting_id": id, "table_id": row.table_id, "slot_id": row.slot_id} for id, row in seated])


def _free_places(changes: Changes, plan: Plan, *, now: datetime) -> None:
    """Where meetings were, somebody who waits for the buyer may come, unless another meeting has the place now."""
    ids = [row.meeting_id for row in changes.moved] + [row.meeting_id for row in changes.dropped]
    was = [plan.wishes[f"m{meeting_id}"] for meeting_id in ids]
    free_places([(each.buyer_id, each.slot_id) for each in was if each.slot_id is not None], now=now)


def _mark_scheduled(request_ids: Iterable[int], *, by: int | None, now: datetime) -> None:
    """Mark the open requests among these as scheduled by the organiser; the others were accepted by their buyers."""
    for some in batches(request_ids):
        open_ids = list_unanswered_ids(some)
        closed = {
            "status": RequestStatus.SCHEDULED, "answered_at": now, "answered_by_id": by, "waitlisted_at": None,
        }  # fmt: skip
        session().execute(
            update(MeetingRequest).where(MeetingRequest.id.in_(open_ids)).values(closed),
            execution_options={"synchronize_session": False},
        )
        _insert(
            RequestEvent,
            [
                {"request_id": id, "status": RequestStatus.SCHEDULED, "note": "", "at": now, "by_id": by}
                for id in open_ids
            ],
        )


def _record_events(
    kind: str, details: Iterable[tuple[int | None, dict[str, Any]]], *, by: int | None, now: datetime
) -> None:
    rows = [
        {"meeting_id": id, "kind": kind, "detail": detail, "side": Side.ORGANISER, "at": now, "by_id": by}
        for id, detail in details
    ]
    _insert(MeetingEvent, rows)
