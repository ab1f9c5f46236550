"""Who had joined a request comes to the meeting that a timetable makes of it, where they are free."""

from collections.abc import Sequence
from datetime import datetime

from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.models import RequestCompanion
from forum.meetings.queries.accompanying import list_would_come_to
from forum.meetings.queries.meetings import list_made_of
from forum.meetings.service.accompanying import Seated, seat_joined
from forum.timetable.queries.drafts import Changes


def bring_those_who_joined(changes: Changes, *, edition_id: int, by: int | None, now: datetime) -> Sequence[Seated]:
    """Seat those who had joined the requests of new meetings; all are locked, and the timetable is written."""
    joined: dict[int, list[RequestCompanion]] = {}
    for each in list_would_come_to(row.request_id for row in changes.made):
        joined.setdefault(each.request_id, []).append(each)
    if not joined:
        return []
    edition = get_edition(edition_id)
    return [
        seat_joined(meeting, joined[meeting.request_id or 0], edition, side=Side.ORGANISER, by=by, now=now)
        for meeting in list_made_of(joined)
    ]
