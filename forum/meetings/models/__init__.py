"""The tables of the B2B meetings."""

from forum.meetings.models.drafts import Change, DraftLeftOut, DraftMeeting, TimetableDraft
from forum.meetings.models.meetings import Meeting, MeetingEvent, MeetingStatus, PersonSeat, TableSeat
from forum.meetings.models.parties import Availability, Buyer, Side, Supplier, SupplierStatus
from forum.meetings.models.requests import DeclineReason, MeetingRequest, RequestEvent, RequestStatus
from forum.meetings.models.requirements import Requirement, RequirementCertificate, RequirementStatus

__all__ = [
    "Availability",
    "Buyer",
    "Change",
    "DeclineReason",
    "DraftLeftOut",
    "DraftMeeting",
    "Meeting",
    "MeetingEvent",
    "MeetingRequest",
    "MeetingStatus",
    "PersonSeat",
    "RequestEvent",
    "RequestStatus",
    "Requirement",
    "RequirementCertificate",
    "RequirementStatus",
    "Side",
    "Supplier",
    "SupplierStatus",
    "TableSeat",
    "TimetableDraft",
]
