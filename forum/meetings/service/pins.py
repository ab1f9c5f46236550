"""A meeting that the staff fixes where it is: planning again leaves it there, until somebody lets go of it."""

from datetime import datetime

from forum.core.database import atomic, locked
from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.models import Meeting
from forum.meetings.queries.deadlines import get_deadlines
from forum.meetings.queries.meetings import EAGER
from forum.meetings.rules.requests import ensure_changeable
from forum.meetings.service.changes import record_event


def pin_meeting(meeting_id: int, *, is_pinned: bool, by: int, now: datetime) -> Meeting:
    """Fix a meeting where it is, or let go of it. Nobody is told: nothing changes for the two who meet.

    Raises:
        NotScheduled, MeetingOver: the meeting does not change any more.
    """
    with atomic():
        meeting = locked(Meeting, meeting_id, *EAGER)
        deadlines = get_deadlines(get_edition(meeting.edition_id))
        ensure_changeable(meeting.status, meeting.slot.ends_at, deadlines=deadlines, side=Side.ORGANISER, now=now)
        if is_pinned is not (meeting.pinned_at is not None):
            meeting.pinned_at = now if is_pinned else None
            record_event(meeting, "pinned" if is_pinned else "unpinned", side=Side.ORGANISER, by=by, now=now)
        return meeting
