"""Who comes to the meetings of a draft besides the two who meet: by their own request, or along with another one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.core.database import session
from forum.core.paging import batches
from forum.meetings.models import MeetingRequest
from forum.meetings.queries.accompanying import WouldCome, list_would_come_to
from forum.timetable.queries.drafts import Changes


def list_would_come(changes: Changes) -> Sequence[WouldCome]:
    """Whom the joined requests name, then who had joined any of the requests, with the request and the person."""
    named: list[WouldCome] = []
    for some in batches(row.request_id for row in changes.joined):
        query = select(MeetingRequest).where(MeetingRequest.id.in_(some)).order_by(MeetingRequest.id)
        requests = session().scalars(query.options(joinedload(MeetingRequest.person, innerjoin=True)))
        named += [WouldCome(request_id=each.id, person_id=each.person_id, person=each.person) for each in requests]
    along = list_would_come_to(sorted(changes.requests))
    return [*named, *(WouldCome(request_id=c.request_id, person_id=c.person_id, person=c.person) for c in along)]
