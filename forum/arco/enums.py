"""What may be asked of personal data, how far a request is, and what happened to it."""

import enum


class ArcoKind(enum.StrEnum):
    """The four rights (LFPDPPP 2025)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    CANCELLATION = "cancellation"
    OPPOSITION = "opposition"


class ArcoStatus(enum.StrEnum):
    """How far a request is: to be answered, granted and to be executed, executed, or refused."""

    RECEIVED = "received"
    GRANTED = "granted"
    EXECUTED = "executed"
    REFUSED = "refused"


class Identity(enum.StrEnum):
    """How somebody proved that they are the person they ask about."""

    UNPROVED = "unproved"
    SESSION = "session"
    DOCUMENT = "document"
    REPRESENTATIVE = "representative"


class ArcoStep(enum.StrEnum):
    """What happened to a request."""

    RECEIVED = "received"
    IDENTITY_PROVED = "identity_proved"
    EXTENDED = "extended"
    GRANTED = "granted"
    REFUSED = "refused"
    EXPORTED = "exported"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    DELETED = "deleted"
    EXECUTED = "executed"


class RetentionKind(enum.StrEnum):
    """Data of an edition that are kept for a time of their own after it."""

    REGISTRATIONS = "registrations"
    ANSWERS = "answers"
    NOTES = "notes"
    REQUESTS = "requests"
    SCANS = "scans"
    MAILS = "mails"


class RetentionStep(enum.StrEnum):
    """What happened to the data of an edition: a time was set, the team was told, data were emptied."""

    SET = "set"
    ANNOUNCED = "announced"
    EMPTIED = "emptied"
