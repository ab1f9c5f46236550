"""What a scan at the door of a session comes to, and what happens to somebody's attendance."""

import enum


class AttendanceOutcome(enum.StrEnum):
    """The answer to a scan at the door of a session; only with the first is anything written down."""

    RECORDED = "recorded"
    ALREADY = "already"
    NO_PLACE = "no_place"
    EARLY = "early"
    OVER = "over"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class AttendanceChange(enum.StrEnum):
    """What happened to somebody's attendance at a session."""

    SCANNED = "scanned"
    BY_HAND = "by_hand"
    LET_IN = "let_in"
    UNDONE = "undone"


class ProofState(enum.StrEnum):
    """Whether a certificate of attendance still says what is so; GONE: the data of its person were deleted."""

    VALID = "valid"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
