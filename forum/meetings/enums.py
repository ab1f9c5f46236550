"""The states of requests and meetings, and the reasons for a decline."""

import enum


class RequestStatus(enum.StrEnum):
    """The status of a request; only a SENT one is open."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class DeclineReason(enum.StrEnum):
    """Why a buyer declines: one of a list, so that a supplier can learn from it."""

    HAS_SUPPLIER = "has_supplier"
    NO_CERTIFICATE = "no_certificate"
    NO_CAPACITY = "no_capacity"
    NOT_THE_PROCESS = "not_the_process"
    AGENDA_FULL = "agenda_full"
    REQUIREMENT_CLOSED = "requirement_closed"
    OTHER = "other"


class MeetingStatus(enum.StrEnum):
    """The status of a meeting."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
