"""The tables of the B2B meetings."""

from forum.meetings.models.meetings import Meeting, MeetingEvent, MeetingStatus, PersonSeat, Side, TableSeat
from forum.meetings.models.parties import Availability, Buyer, Supplier, SupplierStatus
from forum.meetings.models.requests import DeclineReason, MeetingRequest, RequestEvent, RequestStatus
from forum.meetings.models.requirements import Requirement, RequirementCertificate, RequirementStatus

__all__ = [
    "Availability",
    "Buyer",
    "DeclineReason",
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
]
