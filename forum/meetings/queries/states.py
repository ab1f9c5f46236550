"""How requests stand, with what became of their meetings; the rule is `rules.requests.state_of`."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, select

from forum.core.database import session
from forum.core.paging import batches
from forum.meetings.enums import MeetingStatus, RequestState, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest
from forum.meetings.rules.requests import state_of

AGREED = (RequestStatus.ACCEPTED, RequestStatus.SCHEDULED)


def get_states(requests: Iterable[MeetingRequest], *, now: datetime) -> dict[int, RequestState]:
    """How these requests stand now, by id; only for accepted and scheduled ones their meetings are looked up."""
    listed = list(requests)
    meetings: dict[int, MeetingStatus] = {}
    for some in batches(request.id for request in listed if request.status in AGREED):
        rows = session().execute(
            select(Meeting.request_id, Meeting.status).where(Meeting.request_id.in_(some)).order_by(Meeting.id)
        )
        meetings.update((request_id, status) for request_id, status in rows if request_id is not None)
    return {
        request.id: state_of(request.status, request.expires_at, meetings.get(request.id), now=now)
        for request in listed
    }


def count_states(edition_id: int, *, now: datetime) -> dict[RequestState, int]:
    """Number of requests of an edition per state."""
    state = state_column(now)
    query = select(state, func.count()).where(MeetingRequest.edition_id == edition_id).group_by(state)
    return {RequestState(value): count for value, count in session().execute(query)}


def state_column(now: datetime) -> ColumnElement[str]:
    """The state of a request as a column, for filters and counts."""
    latest = (
        select(Meeting.status)
        .where(Meeting.request_id == MeetingRequest.id)
        .order_by(Meeting.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    agreed = MeetingRequest.status.in_(AGREED)
    overdue = and_(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at <= now)
    return case(
        (overdue, RequestState.EXPIRED.value),
        (and_(agreed, latest.is_(None)), RequestState.UNSCHEDULED.value),
        (and_(agreed, latest == MeetingStatus.CANCELLED), RequestState.CANCELLED.value),
        else_=MeetingRequest.status,
    )


def without_meeting() -> ColumnElement[bool]:
    """A request that is accepted and never had a meeting."""
    had_one = select(Meeting.id).where(Meeting.request_id == MeetingRequest.id).exists()
    return and_(MeetingRequest.status == RequestStatus.ACCEPTED, ~had_one)
