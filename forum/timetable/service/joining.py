"""Who had joined a request comes to the meeting that a timetable makes of it, where they are free."""

from collections.abc import Sequence
from datetime import datetime

from forum.editions.queries import get_edition
from forum.matchmaking.enums import Side
from forum.meetings.queries.accompanying import WouldCome
from forum.meetings.queries.meetings import list_meetings_about
from forum.meetings.service.accompanying import Seated, seat_joined
from forum.timetable.queries.coming import list_would_come
from forum.timetable.queries.drafts import Changes


def bring_those_who_joined(changes: Changes, *, edition_id: int, by: int | None, now: datetime) -> Sequence[Seated]:
    """Seat whom the requests that join a meeting name, and those who had joined any of the requests.

    All are locked, and the timetable is written.
    """
    coming: dict[int, list[WouldCome]] = {}
    for each in list_would_come(changes):
        coming.setdefault(each.request_id, []).append(each)
    if not coming:
        return []
    edition, seated = get_edition(edition_id), []
    for meeting, request_ids in list_meetings_about(coming):
        theirs = [each for request_id in request_ids for each in coming[request_id]]
        if not all(meeting.comes(each.person_id) for each in theirs):
            seated.append(seat_joined(meeting, theirs, edition, side=Side.ORGANISER, by=by, now=now))
    return seated
