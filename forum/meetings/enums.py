"""The states of requests and meetings, and the reasons for a decline."""

import enum


class RequestStatus(enum.StrEnum):
    """Where a request stands; SENT is the only open one."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class DeclineReason(enum.StrEnum):
    """Why a buyer says no: a structured reason, so that a supplier can learn from it."""

    HAS_SUPPLIER = "has_supplier"
    NO_CERTIFICATE = "no_certificate"
    NO_CAPACITY = "no_capacity"
    NOT_THE_PROCESS = "not_the_process"
    AGENDA_FULL = "agenda_full"
    REQUIREMENT_CLOSED = "requirement_closed"
    OTHER = "other"


class MeetingStatus(enum.StrEnum):
    """Where a meeting stands."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
