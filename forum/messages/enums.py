"""For whom a message is, whether it may be refused, when it leaves and what happened to it."""

import enum


class Audience(enum.StrEnum):
    """Whom a message is written to: of REGISTRATIONS as filtered, of companies everybody who represents them.

    Of the console's lists (`LISTED`) those behind the lines: of BUYERS who is one, of REQUESTS and MEETINGS both sides,
    of COMPANIES their administrators.
    """

    REGISTRATIONS = "registrations"
    BUYERS_INVITED = "buyers_invited"
    BUYERS_ACTIVE = "buyers_active"
    SUPPLIERS_APPROVED = "suppliers_approved"
    SUPPLIERS_PENDING = "suppliers_pending"
    SUPPLIERS_WITHOUT_REQUEST = "suppliers_without_request"
    EXHIBITORS_APPROVED = "exhibitors_approved"
    EXHIBITORS_SUBMITTED = "exhibitors_submitted"
    EXHIBITORS_DRAFT = "exhibitors_draft"
    BUYERS = "buyers"
    COMPANIES = "companies"
    EXHIBITORS = "exhibitors"
    MEETINGS = "meetings"
    REQUESTS = "requests"
    SUPPLIERS = "suppliers"


LISTED = frozenset(
    {
        Audience.BUYERS,
        Audience.COMPANIES,
        Audience.EXHIBITORS,
        Audience.MEETINGS,
        Audience.REQUESTS,
        Audience.SUPPLIERS,
    }
)
"""Those that are only chosen in a list of the console: its lines that are ticked, or all that it finds."""


class MessageKind(enum.StrEnum):
    """NECESSARY: people need it to take part. VOLUNTARY: news, for those who asked for it, until they no longer do."""

    NECESSARY = "necessary"
    VOLUNTARY = "voluntary"


class Anchor(enum.StrEnum):
    """A date of the edition from which the day of a message is counted."""

    STARTS = "starts"
    ENDS = "ends"
    REGISTRATION_CLOSES = "registration_closes"
    REQUESTS_OPEN = "requests_open"
    REQUESTS_CLOSE = "requests_close"
    AGENDA_FREEZES = "agenda_freezes"


class MessageState(enum.StrEnum):
    """MISSED: its moment passed and it was not sent, as when the dates of the edition were moved."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    MISSED = "missed"
    LEAVING = "leaving"
    SENT = "sent"


class MessageChange(enum.StrEnum):
    """What somebody did with a message."""

    WRITTEN = "written"
    EDITED = "edited"
    TESTED = "tested"
    SCHEDULED = "scheduled"
    UNSCHEDULED = "unscheduled"
    SENT = "sent"
    UNDONE = "undone"
    RETRIED = "retried"
