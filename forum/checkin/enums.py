"""What a scan at the door answers, why, and how it was made."""

import enum


class ScanOutcome(enum.StrEnum):
    """What the door answered."""

    ADMITTED = "admitted"
    ALREADY_INSIDE = "already_inside"
    NOT_TODAY = "not_today"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class ScanReason(enum.StrEnum):
    """Why the door answered so, where the outcome alone does not say it."""

    FIRST_TODAY = "first_today"
    ENTERED_BEFORE = "entered_before"
    FORUM_CLOSED = "forum_closed"
    CATEGORY_NOT_TODAY = "category_not_today"
    BADGE_REVOKED = "badge_revoked"
    NOT_APPROVED = "not_approved"
    NO_SUCH_BADGE = "no_such_badge"
    OTHER_EDITION = "other_edition"
    NOT_A_CODE = "not_a_code"


class ScanMethod(enum.StrEnum):
    """How the code was read."""

    CAMERA = "camera"
    WEDGE = "wedge"
    TYPED = "typed"
    SEARCH = "search"
