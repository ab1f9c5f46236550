"""Many meetings get other places, or end, in a few statements for any number: every other change waits so long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, update

from forum.core.database import on_commit, refusing, session
from forum.core.paging import batches
from forum.matchmaking.enums import Side
from forum.meetings.enums import MeetingStatus
from forum.meetings.errors.clearing import PlanChanged
from forum.meetings.models import UNCONFIRMED, Meeting, MeetingEvent, PersonSeat, TableSeat

_MEETING = cast("Table", Meeting.__table__)
_MOVE = (
    update(_MEETING)
    .where(_MEETING.c.id == bindparam("meeting_id"))
    .values(
        slot_id=bindparam("slot_id"),
        table_id=bindparam("table_id"),
        changed_at=bindparam("at"),
        sequence=_MEETING.c.sequence + 1,
    )
)
_QUIETLY = {"synchronize_session": False}
_WRITTEN = ["slot_id", "table_id", "status", "sequence", "changed_at", "cancelled_by", "cancel_reason", *UNCONFIRMED]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """Where a meeting is from now on; `is_retimed`: at another hour, for which nobody has confirmed."""

    meeting: Meeting
    slot_id: int
    table_id: int
    is_retimed: bool

    @property
    def person_ids(self) -> set[int]:
        """Everybody who has a seat in it."""
        meeting = self.meeting
        return {meeting.buyer.person_id, meeting.person_id, *(each.person_id for each in meeting.companions)}


def rearrange(
    places: Sequence[NewPlace], ended: Sequence[Meeting], *, reason: str, by: int | None, now: datetime
) -> None:
    """Give locked meetings their new places, end others, and write all of it down; nobody is told.

    All seats are freed before any is taken, so that meetings may swap places.

    Raises:
        PlanChanged: a unique row stood in the way.
    """
    meetings = [*(each.meeting for each in places), *ended]
    for model in (PersonSeat, TableSeat):
        for some in batches(each.id for each in meetings):
            session().execute(delete(model).where(model.meeting_id.in_(some)), execution_options=_QUIETLY)
    _end(ended, reason=reason, now=now)
    if places:
        _move(places, now=now)
    _record(places, ended, reason=reason, by=by, now=now)
    on_commit(lambda: _forget(meetings))


def _forget(meetings: Iterable[Meeting]) -> None:
    """What the session knows of them is what was; who looks at one reads it again."""
    for meeting in meetings:
        session().expire(meeting, _WRITTEN)


def _end(ended: Sequence[Meeting], *, reason: str, now: datetime) -> None:
    values = {
        "status": MeetingStatus.CANCELLED,
        "cancelled_by": Side.ORGANISER,
        "cancel_reason": reason,
        "sequence": Meeting.sequence + 1,
        "changed_at": now,
    }
    for some in batches(each.id for each in ended):
        session().execute(update(Meeting).where(Meeting.id.in_(some)).values(values), execution_options=_QUIETLY)


def _move(places: Sequence[NewPlace], *, now: datetime) -> None:
    moved = [
        {"meeting_id": each.meeting.id, "slot_id": each.slot_id, "table_id": each.table_id, "at": now}
        for each in places
    ]
    session().execute(_MOVE, moved)
    for some in batches(each.meeting.id for each in places if each.is_retimed):
        open_again = update(Meeting).where(Meeting.id.in_(some)).values(**UNCONFIRMED)
        session().execute(open_again, execution_options=_QUIETLY)
    tables = [{name: each[name] for name in ("meeting_id", "table_id", "slot_id")} for each in moved]
    people = [
        {"meeting_id": each.meeting.id, "person_id": person_id, "slot_id": each.slot_id}
        for each in places
        for person_id in sorted(each.person_ids)
    ]
    with (
        refusing("uq_person_seat_person_id_slot_id", PlanChanged()),
        refusing("uq_table_seat_table_id_slot_id", PlanChanged()),
    ):
        _insert(PersonSeat, people)
        _insert(TableSeat, tables)


def _record(
    places: Iterable[NewPlace], ended: Iterable[Meeting], *, reason: str, by: int | None, now: datetime
) -> None:
    happened = {"side": Side.ORGANISER, "at": now, "by_id": by}
    moved = (
        {
            "meeting_id": each.meeting.id,
            "kind": "moved",
            "detail": {
                "from_slot_id": each.meeting.slot_id,
                "from_table_id": each.meeting.table_id,
                "slot_id": each.slot_id,
                "table_id": each.table_id,
                "reason": reason,
            },
        }
        for each in places
    )
    cancelled = ({"meeting_id": each.id, "kind": "cancelled", "detail": {"reason": reason}} for each in ended)
    rows: list[dict[str, Any]] = [{**each, **happened} for each in chain(moved, cancelled)]
    if rows:
        _insert(MeetingEvent, rows)


def _insert(model: type[PersonSeat | TableSeat | MeetingEvent], rows: list[dict[str, Any]]) -> None:
    """Into the table: the mapper would look at each of many thousands again."""
    session().execute(insert(cast("Table", model.__table__)), rows)
