"""How requests stand, with what became of their meetings; the rule is `rules.requests.state_of`."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, and_, case, func, or_, select, union_all

from forum.core.database import session
from forum.core.paging import batches
from forum.meetings.enums import MeetingStatus, RequestState, RequestStatus
from forum.meetings.models import Meeting, MeetingRequest, MeetingTopic
from forum.meetings.rules.requests import state_of

AGREED = (RequestStatus.ACCEPTED, RequestStatus.SCHEDULED)


def get_states(requests: Iterable[MeetingRequest], *, now: datetime) -> dict[int, RequestState]:
    """How these requests stand now, by id; only for accepted and scheduled ones their meetings are looked up."""
    listed = list(requests)
    meetings: dict[int, MeetingStatus] = {}
    for some in batches(request.id for request in listed if request.status in AGREED):
        made = select(Meeting.id, Meeting.request_id, Meeting.status).where(Meeting.request_id.in_(some))
        joined = select(Meeting.id, MeetingTopic.request_id, Meeting.status).join(
            MeetingTopic, MeetingTopic.meeting_id == Meeting.id
        )
        both: CompoundSelect[tuple[int, int | None, MeetingStatus]] = union_all(
            made, joined.where(MeetingTopic.request_id.in_(some))
        )
        rows = session().execute(both.order_by("id"))
        meetings.update((request_id, status) for _id, request_id, status in rows if request_id is not None)
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
    made = select(Meeting.status).where(Meeting.request_id == MeetingRequest.id)
    joined = select(Meeting.status).join(MeetingTopic, MeetingTopic.meeting_id == Meeting.id)
    joined = joined.where(MeetingTopic.request_id == MeetingRequest.id)
    # A request joins a meeting only while it has none of its own, and makes none after.
    latest = func.coalesce(*(each.order_by(Meeting.id.desc()).limit(1).scalar_subquery() for each in (made, joined)))
    agreed = MeetingRequest.status.in_(AGREED)
    overdue = and_(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at <= now)
    return case(
        (overdue, RequestState.EXPIRED.value),
        (and_(agreed, latest.is_(None)), RequestState.UNSCHEDULED.value),
        (and_(agreed, latest == MeetingStatus.CANCELLED), RequestState.CANCELLED.value),
        (and_(agreed, latest == MeetingStatus.MISSED), RequestState.MISSED.value),
        else_=MeetingRequest.status,
    )


def without_meeting() -> ColumnElement[bool]:
    """A request that is accepted and never had a meeting, of its own or with others."""
    had_one = select(Meeting.id).where(Meeting.request_id == MeetingRequest.id).exists()
    joined_one = select(MeetingTopic.id).where(MeetingTopic.request_id == MeetingRequest.id).exists()
    return and_(MeetingRequest.status == RequestStatus.ACCEPTED, ~had_one, ~joined_one)


def is_open(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """A request that waits for an answer, and whose time to answer is not over."""
    return and_(MeetingRequest.status == RequestStatus.SENT, MeetingRequest.expires_at > now)


def is_unsettled(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """A request that wants an answer or a slot: open, on the waiting list, or accepted without a meeting."""
    return or_(is_open(now), MeetingRequest.status == RequestStatus.WAITLISTED, without_meeting())
