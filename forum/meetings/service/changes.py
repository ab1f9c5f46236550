"""Changes of a meeting: counted, as calendars take them from that (RFC 5545, 3.8.7.4), and written down."""

from datetime import datetime
from typing import Any

from forum.core.prepared import PreparedInsert
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting, MeetingEvent

_EVENT = PreparedInsert(MeetingEvent)


def record_change(meeting: Meeting, kind: str, *, side: Side, by: int | None, now: datetime, **detail: Any) -> None:
    """Count a change of a locked meeting and write it down."""
    meeting.sequence += 1
    meeting.changed_at = now
    record_event(meeting, kind, side=side, by=by, now=now, **detail)


def record_event(meeting: Meeting, kind: str, *, side: Side, by: int | None, now: datetime, **detail: Any) -> None:
    """Write down what happened to a meeting."""
    _EVENT.add(MeetingEvent(meeting_id=meeting.id, kind=kind, detail=detail, side=side, at=now, by_id=by))
