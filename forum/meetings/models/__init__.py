"""The tables of requests, waiting lists, meetings, engagements and notes, and the seats that forbid double bookings."""

from forum.meetings.models.changes import AgendaChange, Told
from forum.meetings.models.development import LackEvent, LackHelper, SupplierLack
from forum.meetings.models.drafts import RequestDraft
from forum.meetings.models.engagements import Engagement, EngagementEvent
from forum.meetings.models.meetings import (
    UNCONFIRMED,
    Meeting,
    MeetingCompanion,
    MeetingEvent,
    MeetingTopic,
    PersonSeat,
    TableSeat,
)
from forum.meetings.models.notes import PrivateNote
from forum.meetings.models.requests import MeetingRequest, RequestCompanion, RequestEvent
from forum.meetings.models.waitlist import FreedPlace, SlotOffer

__all__ = [
    "UNCONFIRMED",
    "AgendaChange",
    "Engagement",
    "EngagementEvent",
    "FreedPlace",
    "LackEvent",
    "LackHelper",
    "Meeting",
    "MeetingCompanion",
    "MeetingEvent",
    "MeetingRequest",
    "MeetingTopic",
    "PersonSeat",
    "PrivateNote",
    "RequestCompanion",
    "RequestDraft",
    "RequestEvent",
    "SlotOffer",
    "SupplierLack",
    "TableSeat",
    "Told",
]
