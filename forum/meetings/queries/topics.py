"""Further requests that are talked about at one meeting, and the meeting that two sides already have."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from forum.core.database import session
from forum.editions.models import Slot
from forum.matchmaking.models import Requirement
from forum.meetings.enums import MeetingStatus
from forum.meetings.models import Meeting, MeetingRequest, MeetingTopic
from forum.meetings.queries.meetings import EAGER


def find_joint_meeting(buyer_id: int, company_id: int, *, now: datetime) -> Meeting | None:
    """The first meeting of a buyer with a company that is scheduled and has not ended."""
    query = (
        select(Meeting)
        .join(Slot, Slot.id == Meeting.slot_id)
        .where(
            Meeting.buyer_id == buyer_id,
            Meeting.company_id == company_id,
            Meeting.status == MeetingStatus.SCHEDULED,
            Slot.ends_at > now,
        )
        .order_by(Slot.starts_at, Meeting.id)
        .limit(1)
    )
    return session().scalars(query.options(*EAGER)).one_or_none()


def get_joined_titles(meeting_ids: Collection[int]) -> dict[int, list[str]]:
    """The titles of what else these meetings are about: meeting id to titles, without that of their first request."""
    query = (
        select(MeetingTopic.meeting_id, Requirement.title)
        .join(MeetingRequest, MeetingRequest.id == MeetingTopic.request_id)
        .join(Requirement, Requirement.id == MeetingRequest.requirement_id)
        .where(MeetingTopic.meeting_id.in_(meeting_ids))
        .order_by(MeetingTopic.id)
    )
    found: dict[int, list[str]] = {}
    for meeting_id, title in session().execute(query):
        found.setdefault(meeting_id, []).append(title)
    return found
