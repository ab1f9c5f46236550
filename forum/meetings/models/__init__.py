"""The tables of requests, waiting lists, meetings and notes, and the seats that make a double booking impossible."""

from forum.meetings.models.drafts import RequestDraft
from forum.meetings.models.meetings import Meeting, MeetingEvent, PersonSeat, TableSeat
from forum.meetings.models.notes import PrivateNote
from forum.meetings.models.requests import MeetingRequest, RequestEvent
from forum.meetings.models.waitlist import FreedPlace, SlotOffer

__all__ = [
    "FreedPlace",
    "Meeting",
    "MeetingEvent",
    "MeetingRequest",
    "PersonSeat",
    "PrivateNote",
    "RequestDraft",
    "RequestEvent",
    "SlotOffer",
    "TableSeat",
]
