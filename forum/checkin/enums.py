"""The answer to a scan at the door, its reason, how the scan was made, and what is done without network."""

import enum


class ScanOutcome(enum.StrEnum):
    """The answer to a scan."""

    ADMITTED = "admitted"
    ALREADY_INSIDE = "already_inside"
    NOT_TODAY = "not_today"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class ScanReason(enum.StrEnum):
    """The reason of an answer."""

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
    """How a code was read."""

    CAMERA = "camera"
    WEDGE = "wedge"
    TYPED = "typed"
    SEARCH = "search"


class OfflineChoice(enum.StrEnum):
    """What stewards do with a person whose scan cannot be answered; OWN is what the organisers wrote."""

    LET_IN = "let_in"
    DESK = "desk"
    OWN = "own"
