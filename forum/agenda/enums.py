"""How meetings reach somebody's own calendar, and what their calendar answers."""

import enum


class CalendarWay(enum.StrEnum):
    """One of two ways, so that no meeting stands twice: an address that calendars read, or an invitation for each."""

    FEED = "feed"
    INVITATIONS = "invitations"


class InvitationMethod(enum.StrEnum):
    """What was last sent of a meeting to the person's calendar (RFC 5546)."""

    REQUEST = "request"
    CANCEL = "cancel"


class CalendarAnswer(enum.StrEnum):
    """What the person's calendar answered to an invitation."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
