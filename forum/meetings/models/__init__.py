"""The tables of requests, meetings, engagements and notes, and the seats that make a double booking impossible."""

from forum.meetings.models.drafts import RequestDraft
from forum.meetings.models.engagements import Engagement, EngagementEvent
from forum.meetings.models.meetings import Meeting, MeetingCompanion, MeetingEvent, MeetingTopic, PersonSeat, TableSeat
from forum.meetings.models.notes import PrivateNote
from forum.meetings.models.requests import MeetingRequest, RequestEvent

__all__ = [
    "Engagement",
    "EngagementEvent",
    "Meeting",
    "MeetingCompanion",
    "MeetingEvent",
    "MeetingRequest",
    "MeetingTopic",
    "PersonSeat",
    "PrivateNote",
    "RequestDraft",
    "RequestEvent",
    "TableSeat",
]
